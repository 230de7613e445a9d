#include "picture/viewer.h"

#include "picture/base64.h"

namespace headscope::picture {
namespace {

std::string_view as_text(std::span<const unsigned char> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string as_source(std::span<const unsigned char> sha256) {
  return "'sha256-" + base64(sha256) + "'";
}

}  // namespace

const Viewer& viewer() {
  static const Viewer kViewer = {as_text(viewer_script_bytes()), as_text(viewer_style_bytes()),
                                 as_source(viewer_script_sha256()),
                                 as_source(viewer_style_sha256())};
  return kViewer;
}

}  // namespace headscope::picture
