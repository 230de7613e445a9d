#include "headscope/page.h"

#include "base/output_file.h"
#include "picture/page_stream.h"

namespace headscope {

struct PageWriter::Parts {
  Parts(const std::filesystem::path& file, const PageOptions& options)
      : out(file), page(options, [this](std::string_view piece) { out.write(piece); }) {}

  base::OutputFile out;
  picture::PageStream page;
};

PageWriter::PageWriter(const std::filesystem::path& file, const PageOptions& options)
    : parts_(std::make_unique<Parts>(file, options)) {}

PageWriter::~PageWriter() = default;

void PageWriter::add(const Trace& trace) { parts_->page.add(trace); }

std::uint64_t PageWriter::commit() {
  parts_->page.finish();
  parts_->out.commit();
  return parts_->out.size();
}

std::uint64_t write_page(std::span<const Trace> traces, const std::filesystem::path& file,
                         const PageOptions& options) {
  PageWriter writer(file, options);
  for (const Trace& trace : traces) writer.add(trace);
  return writer.commit();
}

std::uint64_t write_page(const Trace& trace, const std::filesystem::path& file,
                         const PageOptions& options) {
  return write_page(std::span(&trace, 1), file, options);
}

}  // namespace headscope
