// librsvg and cairo, loaded when a figure becomes a PDF or a PNG: linked, they and what they need
// would slow down every start of the program, most of which draw none. Nothing of theirs is needed
// to build: these few functions have been the same since librsvg 2.46 and cairo 1.2.
//
//   const DrawingLibrary& draw = DrawingLibrary::get();
#pragma once

#include <cstddef>

namespace headscope::figure {

// What the libraries give and take is theirs.
struct RsvgHandle;
struct GError;
struct Surface;  // cairo_surface_t
struct Context;  // cairo_t

struct Box {  // RsvgRectangle
  double x, y, width, height;
};

/// cairo_write_func_t; 0 is success.
using WriteBytes = int (*)(void* closure, const unsigned char* bytes, unsigned int length);

struct DrawingLibrary {
  /// Throws Error when this machine lacks one of the libraries.
  static const DrawingLibrary& get();

  RsvgHandle* (*rsvg_handle_new_from_data)(const unsigned char*, std::size_t, GError**);
  int (*rsvg_handle_render_document)(RsvgHandle*, Context*, const Box*, GError**);
  void (*g_object_unref)(void*);

  Surface* (*cairo_pdf_surface_create_for_stream)(WriteBytes, void*, double, double);
  Surface* (*cairo_image_surface_create)(int, int, int);
  int (*cairo_surface_write_to_png_stream)(Surface*, WriteBytes, void*);
  void (*cairo_surface_finish)(Surface*);
  int (*cairo_surface_status)(Surface*);
  void (*cairo_surface_destroy)(Surface*);
  Context* (*cairo_create)(Surface*);
  int (*cairo_status)(Context*);
  void (*cairo_destroy)(Context*);
};

}  // namespace headscope::figure
