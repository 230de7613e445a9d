#include "text/metaspace.h"

#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"

namespace headscope::text {
namespace {

using Prepend = MetaspaceOptions::Prepend;

Prepend read_prepend(const Fields& fields) {
  const bool is_never = fields.has("add_prefix_space") && !fields.boolean("add_prefix_space");
  if (!fields.has("prepend_scheme")) return is_never ? Prepend::kNever : Prepend::kAlways;
  const std::string name = fields.string("prepend_scheme");
  if (is_never && name != "never") {
    throw fields.error("add_prefix_space", "is false, but prepend_scheme is not never");
  }
  if (name == "always") return Prepend::kAlways;
  if (name == "first") return Prepend::kFirst;
  if (name == "never") return Prepend::kNever;
  throw fields.error("prepend_scheme", "is none of always, first and never");
}

class Metaspace : public PreTokenizer {
 public:
  explicit Metaspace(const MetaspaceOptions& options) : options_(options) {}

  void split(std::vector<AlignedText>& pieces) const override {
    std::vector<AlignedText> result;
    for (AlignedText& piece : pieces) {
      mark_blanks(piece);
      if (options_.split) {
        cut(piece, result);
      } else {
        result.push_back(std::move(piece));
      }
    }
    pieces = std::move(result);
  }

 private:
  void mark_blanks(AlignedText& piece) const {
    for (AlignedChar& c : piece) {
      if (c.code_point == U' ') c.code_point = options_.replacement;
    }
    const bool may_prepend =
        options_.prepend == Prepend::kAlways ||
        (options_.prepend == Prepend::kFirst && piece.front().source.begin == 0);
    if (may_prepend && piece.front().code_point != options_.replacement) {
      prepend(piece, std::u32string_view(&options_.replacement, 1));
    }
  }

  /// Before every mark.
  void cut(const AlignedText& piece, std::vector<AlignedText>& out) const {
    auto begin = piece.begin();
    while (begin != piece.end()) {
      auto end = std::next(begin);
      while (end != piece.end() && end->code_point != options_.replacement) ++end;
      out.emplace_back(begin, end);
      begin = end;
    }
  }

  MetaspaceOptions options_;
};

}  // namespace

MetaspaceOptions MetaspaceOptions::read(const Fields& fields) {
  MetaspaceOptions options;
  const std::u32string replacement = base::decode_utf8(fields.string("replacement"));
  if (replacement.size() != 1) throw fields.error("replacement", "is not one character");
  options.replacement = replacement[0];
  options.prepend = read_prepend(fields);
  options.split = fields.optional_boolean("split").value_or(true);
  return options;
}

std::unique_ptr<const PreTokenizer> make_metaspace(const MetaspaceOptions& options) {
  return std::make_unique<Metaspace>(options);
}

}  // namespace headscope::text
