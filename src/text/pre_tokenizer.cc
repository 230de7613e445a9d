#include "text/pre_tokenizer.h"

#include <string>
#include <utility>

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
  explicit Punctuation(const Fields& fields) : delimiters_(behavior(fields)) {}
  void split(std::vector<AlignedText>& pieces) const override {
    split_at(pieces, is_punctuation, delimiters_);
  }

 private:
  static Delimiters behavior(const Fields& fields) {
    if (!fields.has("behavior")) return Delimiters::kIsolated;
    const std::string name = fields.string("behavior");
    if (name == "Isolated") return Delimiters::kIsolated;
    if (name == "Removed") return Delimiters::kRemoved;
    if (name == "MergedWithPrevious") return Delimiters::kMergedWithPrevious;
    if (name == "MergedWithNext") return Delimiters::kMergedWithNext;
    if (name == "Contiguous") return Delimiters::kContiguous;
    throw fields.error("behavior",
                       "is none of Isolated, Removed, MergedWithPrevious, MergedWithNext and "
                       "Contiguous");
  }

  Delimiters delimiters_;
};

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
  throw fields.unsupported_type(
      type, "pre-tokenizer",
      "BertPreTokenizer, Sequence, Whitespace, WhitespaceSplit and Punctuation");
}

}  // namespace headscope::text
