#include "text/normalizer.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "text/bert_normalizer.h"
#include "text/letter_case.h"
#include "text/normalization_forms.h"
#include "text/unicode.h"

namespace headscope::text {
namespace {

class Sequence : public Normalizer {
 public:
  explicit Sequence(const Fields& fields) {
    for (const Fields& step : fields.objects("normalizers")) {
      steps_.push_back(make_normalizer(step));
    }
  }
  void normalize(AlignedText& text) const override {
    for (const auto& step : steps_) step->normalize(text);
  }

 private:
  std::vector<std::unique_ptr<const Normalizer>> steps_;
};

class Decomposition : public Normalizer {
 public:
  explicit Decomposition(Form form) : form_(form) {}
  void normalize(AlignedText& text) const override { decompose(text, form_); }

 private:
  Form form_;
};

class Composition : public Normalizer {
 public:
  explicit Composition(Form form) : form_(form) {}
  void normalize(AlignedText& text) const override { compose(text, form_); }

 private:
  Form form_;
};

class Lowercase : public Normalizer {
 public:
  void normalize(AlignedText& text) const override { make_lower_case(text); }
};

class StripAccents : public Normalizer {
 public:
  void normalize(AlignedText& text) const override {
    std::erase_if(text, [](const AlignedChar& c) { return is_mark(c.code_point); });
  }
};

/// Takes blanks off the ends.
class Strip : public Normalizer {
 public:
  explicit Strip(const Fields& fields)
      : left_(fields.boolean("strip_left")), right_(fields.boolean("strip_right")) {}
  void normalize(AlignedText& text) const override {
    const auto is_kept = [](const AlignedChar& c) { return !is_whitespace(c.code_point); };
    if (right_) text.erase(std::find_if(text.rbegin(), text.rend(), is_kept).base(), text.end());
    if (left_) text.erase(text.begin(), std::find_if(text.begin(), text.end(), is_kept));
  }

 private:
  bool left_;
  bool right_;
};

/// Puts one string in place of another, from left to right.
class Replace : public Normalizer {
 public:
  explicit Replace(const Fields& fields)
      : pattern_(base::decode_utf8(literal_pattern(fields))),
        content_(base::decode_utf8(fields.string("content"))) {}

  void normalize(AlignedText& text) const override {
    const auto same = [](const AlignedChar& c, char32_t p) { return c.code_point == p; };
    AlignedText result;
    for (auto at = text.begin(); at != text.end();) {
      const auto match = std::search(at, text.end(), pattern_.begin(), pattern_.end(), same);
      result.insert(result.end(), at, match);
      at = match;
      if (match == text.end()) break;
      at += static_cast<std::ptrdiff_t>(pattern_.size());
      // All that is put in stands for the last character taken out, as in the Rust library.
      for (const char32_t c : content_) result.push_back({c, std::prev(at)->source});
    }
    text = std::move(result);
  }

 private:
  static std::string literal_pattern(const Fields& fields) {
    const Fields pattern = fields.object("pattern");
    if (!pattern.has("String")) {
      throw pattern.error("is not a plain string, the only kind that Headscope supports");
    }
    std::string literal = pattern.string("String");
    if (literal.empty()) throw pattern.error("is empty");
    return literal;
  }

  std::u32string pattern_;
  std::u32string content_;
};

}  // namespace

std::unique_ptr<const Normalizer> make_normalizer(const Fields& fields) {
  const std::string type = fields.string("type");
  if (type == "BertNormalizer")
    return std::make_unique<BertNormalizer>(BertNormalizerOptions::read(fields));
  if (type == "Sequence") return std::make_unique<Sequence>(fields);
  if (type == "NFD") return std::make_unique<Decomposition>(Form::kCanonical);
  if (type == "NFKD") return std::make_unique<Decomposition>(Form::kCompatible);
  if (type == "NFC") return std::make_unique<Composition>(Form::kCanonical);
  if (type == "NFKC") return std::make_unique<Composition>(Form::kCompatible);
  if (type == "Lowercase") return std::make_unique<Lowercase>();
  if (type == "StripAccents") return std::make_unique<StripAccents>();
  if (type == "Strip") return std::make_unique<Strip>(fields);
  if (type == "Replace") return std::make_unique<Replace>(fields);
  throw fields.unsupported_type(type, "normalizer",
                                "BertNormalizer, Sequence, NFD, NFKD, NFC, NFKC, Lowercase, "
                                "StripAccents, Strip and Replace");
}

}  // namespace headscope::text
