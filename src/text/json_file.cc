#include "text/json_file.h"

#include <limits>
#include <memory>

#include "base/mapped_file.h"
#include "headscope/error.h"
#include "text/in_quotes.h"
#include "text/rust_number.h"

namespace headscope::text {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kDeepest = 64;  // real files: 7

/// Takes the events inside one value, which does not become JSON. What it has no use for is an
/// error.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void key(std::string&) { refuse(); }
  virtual void string(std::string&) { refuse(); }
  virtual void integer(std::uint64_t) { refuse(); }
  virtual void number(double) { refuse(); }
  virtual void open_array() { refuse(); }
  /// Says whether it was the end of the value.
  virtual bool close() { return true; }
  /// For all other events.
  [[noreturn]] virtual void refuse() = 0;
};

/// {"the": 1996, …}
class IdSink : public Sink {
 public:
  IdSink(const std::filesystem::path& file, Vocabulary::Builder& vocabulary)
      : file_(file), vocabulary_(vocabulary) {}
  void key(std::string& value) override { key_.swap(value); }
  void integer(std::uint64_t value) override {
    if (value > std::numeric_limits<std::int32_t>::max()) refuse();
    vocabulary_.add(key_, static_cast<std::int32_t>(value));
  }
  [[noreturn]] void refuse() override {
    throw Error(file_.string() + ": the vocabulary's id of " + in_quotes(key_) +
                " is not an integer from 0 to 2147483647");
  }

 private:
  const std::filesystem::path& file_;
  Vocabulary::Builder& vocabulary_;
  std::string key_;
};

/// [["<unk>", 0.0], ["▁the", -3.2], …]
class PieceSink : public Sink {
 public:
  PieceSink(const std::filesystem::path& file, TokenizerJson& json) : file_(file), json_(json) {}
  void string(std::string& value) override {
    if (parts_++ != 0 || !is_inside_) refuse();
    piece_.swap(value);
  }
  void integer(std::uint64_t value) override { number(static_cast<double>(value)); }
  void number(double value) override {
    if (parts_++ != 1 || !is_inside_) refuse();
    json_.vocabulary.add(piece_, static_cast<std::int32_t>(json_.scores.size()));
    json_.scores.push_back(value);
  }
  void open_array() override {
    if (is_inside_) refuse();
    is_inside_ = true;
    parts_ = 0;
  }
  bool close() override {
    if (is_inside_ && parts_ != 2) refuse();
    return !std::exchange(is_inside_, false);
  }
  [[noreturn]] void refuse() override {
    throw Error(file_.string() + ": model.vocab[" + std::to_string(json_.scores.size()) +
                "] is not [piece, score]");
  }

 private:
  const std::filesystem::path& file_;
  TokenizerJson& json_;
  bool is_inside_ = false;
  int parts_ = 0;
  std::string piece_;
};

/// ["t h", …] or [["t", "h"], …]
class MergeSink : public Sink {
 public:
  MergeSink(const std::filesystem::path& file, Merges& merges) : file_(file), merges_(merges) {}
  void string(std::string& value) override {
    if (is_inside_) {
      if (parts_ == 2) refuse();
      (parts_++ == 0 ? pair_.first : pair_.second).swap(value);
    } else if (!value.starts_with("#version")) {
      auto merge = read_merge(value);
      if (!merge) refuse();
      merges_.push_back(std::move(*merge));
    }
  }
  void open_array() override {
    if (is_inside_) refuse();
    is_inside_ = true;
    parts_ = 0;
  }
  bool close() override {
    if (!is_inside_) return true;
    if (parts_ != 2) refuse();
    merges_.push_back(std::move(pair_));
    is_inside_ = false;
    return false;
  }
  [[noreturn]] void refuse() override {
    throw Error(file_.string() + ": model.merges[" + std::to_string(merges_.size()) +
                "] is not two strings");
  }

 private:
  const std::filesystem::path& file_;
  Merges& merges_;
  bool is_inside_ = false;
  int parts_ = 0;
  Merges::value_type pair_;
};

/// Builds a JSON value from the parser's events, and diverts what is large into sinks.
class Reader : public Json::json_sax_t {
 public:
  /// All of `file`, or with `tokenizer` all that does not go there.
  Reader(const std::filesystem::path& file, TokenizerJson* tokenizer)
      : file_(file), tokenizer_(tokenizer) {}

  Json take() { return std::move(root_); }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool binary(binary_t&) override { return false; }

  bool string(string_t& value) override {
    if (!sink_) return put(std::move(value));
    sink_->string(value);
    return true;
  }

  bool number_integer(number_integer_t value) override {
    if (!sink_) return put(value);
    sink_->number(static_cast<double>(value));
    return true;
  }

  bool number_unsigned(number_unsigned_t value) override {
    if (!sink_) return put(value);
    sink_->integer(value);
    return true;
  }

  bool number_float(number_float_t value, const string_t& text) override {
    if (!sink_) return put(value);
    sink_->number(rust_number(text));
    return true;
  }

  bool key(string_t& value) override {
    if (sink_) {
      sink_->key(value);
    } else {
      key_.swap(value);
    }
    return true;
  }

  bool start_object(std::size_t) override {
    if (is_of_model("vocab")) {
      divert(Json::object(), std::make_unique<IdSink>(file_, tokenizer_->vocabulary));
      return true;
    }
    open(Json::object());
    if (open_.size() == 2 && key_ == "model") model_ = open_.back();
    return true;
  }

  bool start_array(std::size_t) override {
    if (sink_) {
      sink_->open_array();
    } else if (is_of_model("vocab")) {
      divert(Json::array(), std::make_unique<PieceSink>(file_, *tokenizer_));
    } else if (is_of_model("merges")) {
      divert(Json::array(), std::make_unique<MergeSink>(file_, tokenizer_->merges));
    } else {
      open(Json::array());
    }
    return true;
  }

  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
    throw Error(file_.string() + " is not valid JSON at byte " + std::to_string(position) +
                "; it may have been cut off");
  }

 private:
  bool is_of_model(std::string_view key) const {
    return tokenizer_ != nullptr && !sink_ && open_.size() == 2 && open_.back() == model_ &&
           key_ == key;
  }

  void divert(Json empty, std::unique_ptr<Sink> sink) {
    put(std::move(empty));
    sink_ = std::move(sink);
  }

  bool put(Json value) {
    if (sink_) sink_->refuse();
    place(std::move(value));
    return true;
  }

  Json* place(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    Json& child = parent[key_];
    child = std::move(value);
    return &child;
  }

  void open(Json value) {
    if (sink_) sink_->refuse();
    if (open_.size() == kDeepest) {
      throw Error(file_.string() + " is nested more than " + std::to_string(kDeepest) +
                  " levels deep, which no tokenizer is");
    }
    open_.push_back(place(std::move(value)));
  }

  bool close() {
    if (!sink_) {
      open_.pop_back();
    } else if (sink_->close()) {
      sink_.reset();
    }
    return true;
  }

  const std::filesystem::path& file_;
  TokenizerJson* tokenizer_;
  std::unique_ptr<Sink> sink_;
  Json root_;
  std::vector<Json*> open_;  // the objects and arrays being read, outermost first
  Json* model_ = nullptr;
  std::string key_;
};

Json parse(const std::filesystem::path& file, TokenizerJson* tokenizer) {
  const base::MappedFile mapped(file);
  const auto* bytes = reinterpret_cast<const char*>(mapped.bytes().data());
  Reader reader(file, tokenizer);
  Json::sax_parse(bytes, bytes + mapped.bytes().size(), &reader);
  return reader.take();
}

}  // namespace

TokenizerJson read_tokenizer_json(const std::filesystem::path& file) {
  TokenizerJson result;
  result.content = parse(file, &result);
  return result;
}

nlohmann::json read_json(const std::filesystem::path& file) { return parse(file, nullptr); }

Vocabulary read_vocabulary_json(const std::filesystem::path& file) {
  const Json json = read_json(file);
  if (!json.is_object()) throw Error(file.string() + ": the content is not an object");
  Vocabulary::Builder vocabulary;
  IdSink sink(file, vocabulary);
  for (const auto& [token, id] : json.items()) {
    std::string key = token;
    sink.key(key);
    if (!id.is_number_unsigned()) sink.refuse();
    sink.integer(id.get<std::uint64_t>());
  }
  return vocabulary.finish(file);
}

std::optional<Merges::value_type> read_merge(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == line.npos || line.find(' ', space + 1) != line.npos) return std::nullopt;
  return Merges::value_type(line.substr(0, space), line.substr(space + 1));
}

}  // namespace headscope::text
