#include "figure/drawing_library.h"

#include <fmt/format.h>

#include "base/loaded_library.h"
#include "headscope/error.h"

namespace headscope::figure {
namespace {

[[noreturn]] void fail(const char* what) {
  throw Error(
      fmt::format("a figure cannot become a PDF or a PNG here: there is no {}; install "
                  "librsvg (Debian: librsvg2-2), or write an .svg",
                  what));
}

base::LoadedLibrary open_library(const char* name) {
  const base::LoadedLibrary library({name});
  if (!library.is_there()) fail(name);
  return library;
}

template <typename Function>
void find(const base::LoadedLibrary& library, const char* name, Function& function) {
  if (!library.find(name, function)) fail(name);
}

DrawingLibrary load() {
  const base::LoadedLibrary rsvg = open_library("librsvg-2.so.2");
  const base::LoadedLibrary objects = open_library("libgobject-2.0.so.0");
  const base::LoadedLibrary cairo = open_library("libcairo.so.2");
  DrawingLibrary draw{};
  find(rsvg, "rsvg_handle_new_from_data", draw.rsvg_handle_new_from_data);
  find(rsvg, "rsvg_handle_render_document", draw.rsvg_handle_render_document);
  find(objects, "g_object_unref", draw.g_object_unref);
  find(cairo, "cairo_pdf_surface_create_for_stream", draw.cairo_pdf_surface_create_for_stream);
  find(cairo, "cairo_image_surface_create", draw.cairo_image_surface_create);
  find(cairo, "cairo_surface_write_to_png_stream", draw.cairo_surface_write_to_png_stream);
  find(cairo, "cairo_surface_finish", draw.cairo_surface_finish);
  find(cairo, "cairo_surface_status", draw.cairo_surface_status);
  find(cairo, "cairo_surface_destroy", draw.cairo_surface_destroy);
  find(cairo, "cairo_create", draw.cairo_create);
  find(cairo, "cairo_status", draw.cairo_status);
  find(cairo, "cairo_destroy", draw.cairo_destroy);
  return draw;
}

}  // namespace

const DrawingLibrary& DrawingLibrary::get() {
  static const DrawingLibrary library = load();
  return library;
}

}  // namespace headscope::figure
