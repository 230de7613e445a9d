#include "headscope/page.h"

#include "base/output_file.h"
#include "picture/document.h"

namespace headscope {

std::uint64_t write_page(const Trace& trace, const std::filesystem::path& file,
                         const PageOptions& options) {
  base::OutputFile out(file);
  picture::write_document(trace, options, [&](std::string_view piece) { out.write(piece); });
  out.commit();
  return out.size();
}

}  // namespace headscope
