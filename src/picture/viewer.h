// The viewer that every page carries: the built files of web/, inside the library.
//
//   out(viewer().script);
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace headscope::picture {

/// The two files, and their hashes as a Content-Security-Policy writes them ("'sha256-…'").
struct Viewer {
  std::string_view script;
  std::string_view style;
  std::string script_source;
  std::string style_source;
};

const Viewer& viewer();

// Defined in the file that the build makes.
std::span<const unsigned char> viewer_script_bytes();
std::span<const unsigned char> viewer_script_sha256();
std::span<const unsigned char> viewer_style_bytes();
std::span<const unsigned char> viewer_style_sha256();

}  // namespace headscope::picture
