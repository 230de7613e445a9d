// The viewer that every page carries: the built files of web/, inside the library.
//
//   out(viewer().loader);
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace headscope::picture {

/// The loader stands in the page as it is and unpacks the other two, which are deflated and in
/// base64. The sources are hashes as a Content-Security-Policy writes them ("'sha256-…'"), of the
/// files before packing.
struct Viewer {
  std::string_view loader;
  std::string_view packed_script;
  std::string_view packed_style;
  std::string script_sources;  ///< of loader and script
  std::string style_source;
};

const Viewer& viewer();

/// What stands in the page, and the SHA-256 of the file.
struct ViewerFile {
  std::span<const unsigned char> content;
  std::span<const unsigned char> sha256;
};

// Defined in the file that the build makes.
ViewerFile viewer_loader_file();
ViewerFile viewer_script_file();
ViewerFile viewer_style_file();

}  // namespace headscope::picture
