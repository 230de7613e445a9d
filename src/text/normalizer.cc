#include "text/normalizer.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "text/bert_normalizer.h"
#include "text/byte_level.h"
#include "text/letter_case.h"
#include "text/normalization_forms.h"
#include "text/precompiled.h"
#include "text/replace.h"
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

/// Puts a text before every stretch.
class Prepend : public Normalizer {
 public:
  explicit Prepend(const Fields& fields) : prefix_(base::decode_utf8(fields.string("prepend"))) {
    if (prefix_.empty()) throw fields.error("prepend", "is empty");
  }
  void normalize(AlignedText& text) const override {
    if (!text.empty()) prepend(text, prefix_);
  }

 private:
  std::u32string prefix_;
};

/// SentencePiece's cleaning for machine translation: no control characters, and one kind of blank.
class Nmt : public Normalizer {
 public:
  void normalize(AlignedText& text) const override {
    std::erase_if(text, [](const AlignedChar& c) { return is_dropped(c.code_point); });
    for (AlignedChar& c : text) {
      if (is_blank(c.code_point)) c.code_point = U' ';
    }
  }

 private:
  static bool is_dropped(char32_t c) {
    return (c >= 0x01 && c <= 0x08) || c == 0x0B || (c >= 0x0E && c <= 0x1F) || c == 0x7F ||
           c == 0x8F || c == 0x9F;
  }
  static bool is_blank(char32_t c) {
    return c == U'\t' || c == U'\n' || c == U'\f' || c == U'\r' || c == 0x1680 ||
           (c >= 0x200B && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x2581 ||
           c == 0xFEFF || c == 0xFFFD;
  }
};

class ByteLevel : public Normalizer {
 public:
  void normalize(AlignedText& text) const override { make_byte_level(text); }
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
  if (type == "Precompiled") return std::make_unique<Precompiled>(Precompiled::read(fields));
  if (type == "Prepend") return std::make_unique<Prepend>(fields);
  if (type == "Nmt") return std::make_unique<Nmt>();
  if (type == "ByteLevel") return std::make_unique<ByteLevel>();
  if (type == "Replace") return std::make_unique<Replace>(fields);
  throw fields.unsupported_type(type, "normalizer",
                                "BertNormalizer, Sequence, NFD, NFKD, NFC, NFKC, Lowercase, "
                                "StripAccents, Strip, Precompiled, Prepend, Nmt, ByteLevel and "
                                "Replace");
}

}  // namespace headscope::text
