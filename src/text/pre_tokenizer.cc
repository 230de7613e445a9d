#include "text/pre_tokenizer.h"

#include <string>
#include <utility>

#include "text/byte_level.h"
#include "text/metaspace.h"
#include "text/replace.h"
#include "text/split.h"
#include "text/unicode.h"

namespace headscope::text {
namespace {

class Sequence : public PreTokenizer {
 public:
  explicit Sequence(const Fields& fields) {
    for (const Fields& step : fields.objects("pretokenizers")) {
      steps_.push_back(make_pre_tokenizer(step));
    }
  }
  void split(std::vector<AlignedText>& pieces) const override {
    for (const auto& step : steps_) step->split(pieces);
  }

 private:
  std::vector<std::unique_ptr<const PreTokenizer>> steps_;
};

class BertPreTokenizer : public PreTokenizer {
 public:
  void split(std::vector<AlignedText>& pieces) const override {
    split_at(pieces, is_whitespace, Delimiters::kRemoved);
    split_at(pieces, is_punctuation, Delimiters::kIsolated);
  }
};

class WhitespaceSplit : public PreTokenizer {
 public:
  void split(std::vector<AlignedText>& pieces) const override {
    split_at(pieces, is_whitespace, Delimiters::kRemoved);
  }
};

/// Runs of word characters and runs of others: the matches of `\w+|[^\w\s]+`.
class Whitespace : public PreTokenizer {
 public:
  void split(std::vector<AlignedText>& pieces) const override {
    split_at(pieces, is_whitespace, Delimiters::kRemoved);
    split_at(pieces, is_word, Delimiters::kContiguous);
  }
};

class Punctuation : public PreTokenizer {
 public:
  explicit Punctuation(const Fields& fields)
      : delimiters_(fields.has("behavior") ? read_delimiters(fields) : Delimiters::kIsolated) {}
  void split(std::vector<AlignedText>& pieces) const override {
    split_at(pieces, is_punctuation, delimiters_);
  }

 private:
  Delimiters delimiters_;
};

class Digits : public PreTokenizer {
 public:
  explicit Digits(const Fields& fields)
      : delimiters_(fields.boolean("individual_digits") ? Delimiters::kIsolated
                                                        : Delimiters::kContiguous) {}
  void split(std::vector<AlignedText>& pieces) const override {
    split_at(pieces, is_numeric, delimiters_);
  }

 private:
  Delimiters delimiters_;
};

/// Cuts where a pattern matches, or with `invert` keeps what matches as words.
class Split : public PreTokenizer {
 public:
  explicit Split(const Fields& fields)
      : pattern_(read_pattern(fields.object("pattern"))),
        delimiters_(read_delimiters(fields)),
        invert_(fields.boolean("invert")) {}
  void split(std::vector<AlignedText>& pieces) const override {
    split_at(pieces, pattern_, delimiters_, invert_);
  }

 private:
  Regex pattern_;
  Delimiters delimiters_;
  bool invert_;
};

std::unique_ptr<const PreTokenizer> read_byte_level(const Fields& fields) {
  return make_byte_level_pre_tokenizer(fields.boolean("add_prefix_space"),
                                       fields.optional_boolean("use_regex").value_or(true));
}

}  // namespace

std::unique_ptr<const PreTokenizer> make_bert_pre_tokenizer() {
  return std::make_unique<BertPreTokenizer>();
}

std::unique_ptr<const PreTokenizer> make_pre_tokenizer(const Fields& fields) {
  const std::string type = fields.string("type");
  if (type == "BertPreTokenizer") return make_bert_pre_tokenizer();
  if (type == "Sequence") return std::make_unique<Sequence>(fields);
  if (type == "Whitespace") return std::make_unique<Whitespace>();
  if (type == "WhitespaceSplit") return std::make_unique<WhitespaceSplit>();
  if (type == "Punctuation") return std::make_unique<Punctuation>(fields);
  if (type == "Digits") return std::make_unique<Digits>(fields);
  if (type == "Split") return std::make_unique<Split>(fields);
  if (type == "Metaspace") return make_metaspace(MetaspaceOptions::read(fields));
  if (type == "ByteLevel") return read_byte_level(fields);
  throw fields.unsupported_type(type, "pre-tokenizer",
                                "BertPreTokenizer, Sequence, Whitespace, WhitespaceSplit, "
                                "Punctuation, Digits, Split, Metaspace and ByteLevel");
}

}  // namespace headscope::text
