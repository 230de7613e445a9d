// A whole page, handed on piece by piece while its texts come.
//
//   std::string html;
//   PageStream page({}, [&](std::string_view piece) { html += piece; });
//   page.add(trace);
//   page.finish();
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headscope/page.h"
#include "headscope/trace.h"
#include "picture/document.h"

namespace headscope::picture {

class PageStream {
 public:
  PageStream(const PageOptions& options, Sink sink);

  /// Writes all that the page keeps of a text. Nothing of a trace that cannot be drawn is written:
  /// it is an Error, and the page can go on without it.
  void add(const Trace& trace);

  /// Writes what stands behind the texts. Throws Error when there is none.
  void finish();

 private:
  /// How the page's menu names a text.
  struct Title {
    std::string text;
    std::optional<std::string> pair;
    std::string model;
  };

  std::string list() const;

  PageOptions options_;
  Sink sink_;
  std::vector<Title> titles_;
};

}  // namespace headscope::picture
