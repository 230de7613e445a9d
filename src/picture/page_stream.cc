#include "picture/page_stream.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "headscope/error.h"
#include "picture/html.h"
#include "picture/shell.h"

namespace headscope::picture {
namespace {

constexpr std::size_t kTitleLength = 80;  // code points

}  // namespace

PageStream::PageStream(const PageOptions& options, Sink sink)
    : options_(options), sink_(std::move(sink)) {}

void PageStream::add(const Trace& trace) {
  const Encoding& encoding = trace.encoding;
  const std::size_t number = titles_.size();
  // The page begins with its first text, once that is known to be possible.
  bool begun = number > 0;
  write_document(trace, options_, number, [&](std::string_view piece) {
    if (!std::exchange(begun, true)) write_head(encoding.text, "", sink_);
    sink_(piece);
  });
  Title title{shorten(encoding.text, kTitleLength), std::nullopt, trace.model};
  if (encoding.pair) title.pair = shorten(*encoding.pair, kTitleLength);
  titles_.push_back(std::move(title));
}

void PageStream::finish() {
  if (titles_.empty()) throw Error("there is no text to make a page of");
  if (titles_.size() > 1) write_data("application/json", "headscope-texts", list(), sink_);
  write_viewer(sink_);
}

std::string PageStream::list() const {
  using Json = nlohmann::ordered_json;
  Json texts = Json::array();
  for (const Title& title : titles_) {
    texts.push_back({{"text", title.text},
                     {"pair", title.pair ? Json(*title.pair) : Json(nullptr)},
                     {"model", title.model}});
  }
  Json list;
  list["texts"] = std::move(texts);
  if (options_.compares) list["compares"] = true;
  return escape_json(list.dump());
}

}  // namespace headscope::picture
