#include "text/json_file.h"

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/mapped_file.h"
#include "headscope/error.h"
#include "text/in_quotes.h"

namespace headscope::text {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kDeepest = 64;  // real files: 7

/// Builds a JSON value from the parser's events, and diverts the entries of `model.vocab`.
class Reader : public Json::json_sax_t {
 public:
  Reader(const std::filesystem::path& file, Vocabulary::Builder* vocabulary)
      : file_(file), vocabulary_(vocabulary) {}

  Json take() { return std::move(root_); }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override { return put(value); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }

  bool number_unsigned(number_unsigned_t value) override {
    if (!in_vocabulary_) return put(value);
    if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int32_t>::max())) {
      throw bad_id();
    }
    vocabulary_->add(key_, static_cast<std::int32_t>(value));
    return true;
  }

  bool key(string_t& value) override {
    key_.swap(value);
    return true;
  }

  bool start_object(std::size_t) override {
    if (vocabulary_ != nullptr && open_.size() == 2 && key_ == "vocab" && model_ == open_.back()) {
      put(Json::object());
      in_vocabulary_ = true;
      return true;
    }
    open(Json::object());
    if (open_.size() == 2 && key_ == "model") model_ = open_.back();
    return true;
  }

  bool end_object() override {
    if (in_vocabulary_) {
      in_vocabulary_ = false;
    } else {
      open_.pop_back();
    }
    return true;
  }

  bool start_array(std::size_t) override {
    open(Json::array());
    return true;
  }

  bool end_array() override {
    open_.pop_back();
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
    throw Error(file_.string() + " is not valid JSON at byte " + std::to_string(position) +
                "; it may have been cut off");
  }

 private:
  bool put(Json value) {
    if (in_vocabulary_) throw bad_id();
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
    if (in_vocabulary_) throw bad_id();
    if (open_.size() == kDeepest) {
      throw Error(file_.string() + " is nested more than " + std::to_string(kDeepest) +
                  " levels deep, which no tokenizer is");
    }
    open_.push_back(place(std::move(value)));
  }

  Error bad_id() const {
    return Error(file_.string() + ": the vocabulary's id of " + in_quotes(key_) +
                 " is not an integer from 0 to 2147483647");
  }

  const std::filesystem::path& file_;
  Vocabulary::Builder* vocabulary_;
  Json root_;
  std::vector<Json*> open_;  // the objects and arrays being read, outermost first
  Json* model_ = nullptr;
  std::string key_;
  bool in_vocabulary_ = false;
};

Json parse(const std::filesystem::path& file, Vocabulary::Builder* vocabulary) {
  const base::MappedFile mapped(file);
  const auto* bytes = reinterpret_cast<const char*>(mapped.bytes().data());
  Reader reader(file, vocabulary);
  Json::sax_parse(bytes, bytes + mapped.bytes().size(), &reader);
  return reader.take();
}

}  // namespace

TokenizerJson read_tokenizer_json(const std::filesystem::path& file) {
  TokenizerJson result;
  result.content = parse(file, &result.vocabulary);
  return result;
}

nlohmann::json read_json(const std::filesystem::path& file) { return parse(file, nullptr); }

}  // namespace headscope::text
