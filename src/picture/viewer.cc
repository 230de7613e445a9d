#include "picture/viewer.h"

#include "picture/base64.h"

namespace headscope::picture {
namespace {

std::string_view text_of(const ViewerFile& file) {
  return {reinterpret_cast<const char*>(file.content.data()), file.content.size()};
}

std::string source_of(const ViewerFile& file) { return "'sha256-" + base64(file.sha256) + "'"; }

}  // namespace

const Viewer& viewer() {
  static const Viewer kViewer = {
      text_of(viewer_loader_file()), text_of(viewer_script_file()), text_of(viewer_style_file()),
      source_of(viewer_loader_file()) + " " + source_of(viewer_script_file()),
      source_of(viewer_style_file())};
  return kViewer;
}

}  // namespace headscope::picture
