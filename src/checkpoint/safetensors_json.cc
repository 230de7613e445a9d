#include "checkpoint/safetensors_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "checkpoint/json.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

using nlohmann::json;

std::optional<DType> find_dtype(std::string_view name) {
  using enum DType;
  for (const DType dtype :
       {kBool, kU8, kI8, kU16, kI16, kU32, kI32, kU64, kI64, kF16, kBF16, kF32, kF64}) {
    if (to_string(dtype) == name) return dtype;
  }
  return std::nullopt;
}

/// Takes the header's JSON event by event and stops at the first that does not belong there, so
/// that no depth and no number of values costs more than the file itself.
class HeaderReader final : public nlohmann::json_sax<json> {
 public:
  HeaderReader(std::string_view text, const std::string& file, std::size_t offset)
      : text_(text), file_(file), offset_(offset) {}

  HeaderJson read() {
    json::sax_parse(text_, this);
    return std::move(header_);
  }

  bool start_object(std::size_t) override {
    if (place_ == Place::kOutside) return go(Place::kHeader);
    if (place_ == Place::kMetadata) return go(Place::kMetadataNames);
    if (place_ == Place::kEntry) return go(Place::kFields);
    unexpected("an object");
  }

  bool end_object() override {
    if (place_ == Place::kHeader) return go(Place::kOutside);
    if (place_ == Place::kFields) require_fields();
    return go(Place::kHeader);
  }

  bool key(string_t& key) override {
    if (place_ == Place::kHeader) return begin_entry(key);
    if (place_ == Place::kFields) return begin_field(key);
    if (header_.metadata.contains(key)) fail("__metadata__ has " + in_quotes(key) + " twice");
    metadata_key_ = key;
    return go(Place::kMetadataValue);
  }

  bool string(string_t& value) override {
    if (place_ == Place::kMetadataValue) {
      header_.metadata.emplace(std::move(metadata_key_), std::move(value));
      return go(Place::kMetadataNames);
    }
    if (place_ != Place::kDType) unexpected("a string");
    entry().dtype = find_dtype(value);
    if (!entry().dtype) fail_tensor("has the dtype " + in_quotes(value) + ", which is unknown");
    return go(Place::kFields);
  }

  bool start_array(std::size_t) override {
    if (place_ == Place::kShape) return open_list(entry().shape, Place::kShapeNumbers);
    if (place_ == Place::kOffsets) {
      return open_list(entry().data_offsets, Place::kOffsetNumbers);
    }
    unexpected("a list");
  }

  bool end_array() override { return go(Place::kFields); }

  bool number_unsigned(number_unsigned_t value) override {
    if (!in_list()) unexpected("a number");
    numbers_->push_back(value);
    return true;
  }

  bool number_integer(number_integer_t) override { unexpected("a negative number"); }
  bool number_float(number_float_t, const string_t& text) override {
    const bool whole = text.find_first_not_of("-0123456789") == text.npos;
    unexpected(whole ? "a number beyond 64 bits" : "a fraction");
  }
  bool boolean(bool) override { unexpected("true or false"); }
  bool null() override { unexpected("null"); }
  bool binary(binary_t&) override { unexpected("binary data"); }

  bool parse_error(std::size_t byte, const std::string&,
                   const nlohmann::detail::exception&) override {
    const std::size_t at = byte == 0 ? 0 : byte - 1;
    if (at >= text_.size()) fail("the header's JSON breaks off at its end");
    fail(fmt::format("the header is not JSON: mistake at byte {}", at + offset_));
  }

 private:
  enum class Place {
    kOutside,        // before and behind the header
    kHeader,         // a tensor's name, or __metadata__
    kMetadata,       // its object
    kMetadataNames,  // a name in it
    kMetadataValue,  // that name's string
    kEntry,          // a tensor's object
    kFields,         // a field of it
    kDType,
    kShape,
    kShapeNumbers,
    kOffsets,
    kOffsetNumbers,
  };

  bool go(Place place) {
    place_ = place;
    return true;
  }

  HeaderEntry& entry() { return header_.entries.back(); }
  const HeaderEntry& entry() const { return header_.entries.back(); }

  bool in_list() const { return place_ == Place::kShapeNumbers || place_ == Place::kOffsetNumbers; }

  bool begin_entry(const std::string& name) {
    if (!names_.insert(name).second) fail(in_quotes(name) + " stands twice in the header");
    if (name == "__metadata__") return go(Place::kMetadata);
    header_.entries.push_back({.name = name, .dtype = {}, .shape = {}, .data_offsets = {}});
    return go(Place::kEntry);
  }

  bool begin_field(const std::string& field) {
    const auto once = [&](bool seen, Place place) {
      if (seen) fail_tensor("has " + in_quotes(field) + " twice");
      return go(place);
    };
    if (field == "dtype") return once(entry().dtype.has_value(), Place::kDType);
    if (field == "shape") return once(entry().shape.has_value(), Place::kShape);
    if (field == "data_offsets") return once(entry().data_offsets.has_value(), Place::kOffsets);
    fail_tensor("has the field " + in_quotes(field) + ", which is unknown");
  }

  bool open_list(std::optional<std::vector<std::uint64_t>>& list, Place place) {
    numbers_ = &list.emplace();
    return go(place);
  }

  void require_fields() const {
    if (!entry().dtype) fail_tensor("has no dtype");
    if (!entry().shape) fail_tensor("has no shape");
    if (!entry().data_offsets) fail_tensor("has no data_offsets");
  }

  [[noreturn]] void unexpected(std::string_view found) const {
    switch (place_) {
      case Place::kMetadata:
        fail(fmt::format("__metadata__ is {}, not an object", found));
      case Place::kMetadataValue:
        fail(fmt::format("__metadata__ has {} under {}, where only strings may stand", found,
                         in_quotes(metadata_key_)));
      case Place::kEntry:
        fail_tensor(fmt::format("is {} in the header, not an object", found));
      case Place::kDType:
        fail_tensor(fmt::format("has {} for its dtype, not a string", found));
      case Place::kShape:
      case Place::kShapeNumbers:
        fail_tensor(fmt::format("has {} in its shape, not a list of whole numbers", found));
      case Place::kOffsets:
      case Place::kOffsetNumbers:
        fail_tensor(fmt::format("has {} in its data_offsets, not two whole numbers", found));
      default:
        fail(fmt::format("the header is {}, not an object", found));
    }
  }

  [[noreturn]] void fail(std::string_view cause) const {
    throw Error(fmt::format("{}: {}", file_, cause));
  }
  [[noreturn]] void fail_tensor(std::string_view cause) const {
    fail(fmt::format("tensor {} {}", in_quotes(entry().name), cause));
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t offset_;
  HeaderJson header_;
  Place place_ = Place::kOutside;
  std::string metadata_key_;
  std::set<std::string, std::less<>> names_;
  std::vector<std::uint64_t>* numbers_ = nullptr;  // the list that is open
};

}  // namespace

HeaderJson read_header_json(std::string_view text, const std::string& file, std::size_t offset) {
  return HeaderReader(text, file, offset).read();
}

}  // namespace headscope::checkpoint
