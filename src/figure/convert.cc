#include "figure/convert.h"

#include <cmath>
#include <functional>
#include <memory>

#include "figure/drawing_library.h"
#include "headscope/error.h"

namespace headscope::figure {
namespace {

constexpr double kPointsPerInch = 72;
constexpr int kArgb32 = 0;  // cairo_format_t

template <typename Thing>
using Owned = std::unique_ptr<Thing, std::function<void(Thing*)>>;

int append(void* closure, const unsigned char* bytes, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), length);
  return 0;
}

[[noreturn]] void fail() {
  throw Error("the figure is too large to draw; write an .svg, or fewer tokens");
}

Owned<Surface> own(const DrawingLibrary& draw, Surface* surface) {
  Owned<Surface> owned(surface, draw.cairo_surface_destroy);
  if (draw.cairo_surface_status(surface) != 0) fail();
  return owned;
}

/// Draws the figure as large as the box, at its top left corner.
void render(const DrawingLibrary& draw, const std::string& svg, Surface* surface, double width,
            double height) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(svg.data());
  const Owned<RsvgHandle> handle(draw.rsvg_handle_new_from_data(bytes, svg.size(), nullptr),
                                 draw.g_object_unref);
  const Owned<Context> context(draw.cairo_create(surface), draw.cairo_destroy);
  const Box box{0, 0, width, height};
  if (!handle ||
      draw.rsvg_handle_render_document(handle.get(), context.get(), &box, nullptr) == 0 ||
      draw.cairo_status(context.get()) != 0) {
    fail();
  }
}

}  // namespace

std::string to_pdf(const Figure& figure) {
  const DrawingLibrary& draw = DrawingLibrary::get();
  const double width = figure.inches * kPointsPerInch;
  const double height =
      width * static_cast<double>(figure.height) / static_cast<double>(figure.width);
  std::string out;
  const auto surface =
      own(draw, draw.cairo_pdf_surface_create_for_stream(append, &out, width, height));
  render(draw, figure.svg, surface.get(), width, height);
  draw.cairo_surface_finish(surface.get());
  if (draw.cairo_surface_status(surface.get()) != 0) fail();
  return out;
}

std::string to_png(const Figure& figure, double scale) {
  const DrawingLibrary& draw = DrawingLibrary::get();
  const double width = std::round(static_cast<double>(figure.width) * scale);
  const double height = std::round(static_cast<double>(figure.height) * scale);
  const auto surface = own(draw, draw.cairo_image_surface_create(kArgb32, static_cast<int>(width),
                                                                 static_cast<int>(height)));
  render(draw, figure.svg, surface.get(), width, height);
  std::string out;
  if (draw.cairo_surface_write_to_png_stream(surface.get(), append, &out) != 0) fail();
  return out;
}

}  // namespace headscope::figure
