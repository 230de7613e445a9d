#include "checkpoint/safetensors_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "checkpoint/json.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

constexpr std::size_t kLengthBytes = 8;

/// A tensor as the header tells it.
struct Entry {
  std::string name;
  std::optional<DType> dtype;
  std::optional<std::vector<std::uint64_t>> shape;
  std::optional<std::vector<std::uint64_t>> data_offsets;
};

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
  HeaderReader(std::string file, std::string_view text) : file_(std::move(file)), text_(text) {}

  void read() { json::sax_parse(text_, this); }

  std::vector<Entry> entries;
  std::map<std::string, std::string, std::less<>> metadata;

  bool start_object(std::size_t) override {
    if (place_ == Place::kOutside) return go(Place::kHeader);
    if (place_ == Place::kMetadata) return go(Place::kMetadataNames);
    if (place_ == Place::kEntry) return go(Place::kFields);
    unexpected("an object");
  }

  bool end_object() override {
    if (place_ == Place::kHeader) return go(Place::kOutside);
    if (place_ == Place::kFields) require_fields(entries.back());
    return go(Place::kHeader);
  }

  bool key(string_t& key) override {
    if (place_ == Place::kHeader) return begin_entry(key);
    if (place_ == Place::kFields) return begin_field(key);
    if (metadata.contains(key)) fail("__metadata__ has " + in_quotes(key) + " twice");
    metadata_key_ = key;
    return go(Place::kMetadataValue);
  }

  bool string(string_t& value) override {
    if (place_ == Place::kMetadataValue) {
      metadata.emplace(std::move(metadata_key_), std::move(value));
      return go(Place::kMetadataNames);
    }
    if (place_ != Place::kDType) unexpected("a string");
    entries.back().dtype = find_dtype(value);
    if (!entries.back().dtype)
      fail_tensor("has the dtype " + in_quotes(value) + ", which is unknown");
    return go(Place::kFields);
  }

  bool start_array(std::size_t) override {
    if (place_ == Place::kShape) return open_list(entries.back().shape, Place::kShapeNumbers);
    if (place_ == Place::kOffsets) {
      return open_list(entries.back().data_offsets, Place::kOffsetNumbers);
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
    fail(fmt::format("the header is not JSON: mistake at byte {}", at + kLengthBytes));
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

  bool in_list() const { return place_ == Place::kShapeNumbers || place_ == Place::kOffsetNumbers; }

  bool begin_entry(const std::string& name) {
    if (!names_.insert(name).second) fail(in_quotes(name) + " stands twice in the header");
    if (name == "__metadata__") return go(Place::kMetadata);
    entries.push_back({.name = name, .dtype = {}, .shape = {}, .data_offsets = {}});
    return go(Place::kEntry);
  }

  bool begin_field(const std::string& field) {
    const Entry& entry = entries.back();
    const auto once = [&](bool seen, Place place) {
      if (seen) fail_tensor("has " + in_quotes(field) + " twice");
      return go(place);
    };
    if (field == "dtype") return once(entry.dtype.has_value(), Place::kDType);
    if (field == "shape") return once(entry.shape.has_value(), Place::kShape);
    if (field == "data_offsets") return once(entry.data_offsets.has_value(), Place::kOffsets);
    fail_tensor("has the field " + in_quotes(field) + ", which is unknown");
  }

  bool open_list(std::optional<std::vector<std::uint64_t>>& list, Place place) {
    numbers_ = &list.emplace();
    return go(place);
  }

  void require_fields(const Entry& entry) const {
    if (!entry.dtype) fail_tensor("has no dtype");
    if (!entry.shape) fail_tensor("has no shape");
    if (!entry.data_offsets) fail_tensor("has no data_offsets");
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
    fail(fmt::format("tensor {} {}", in_quotes(entries.back().name), cause));
  }

  std::string file_;
  std::string_view text_;
  Place place_ = Place::kOutside;
  std::string metadata_key_;
  std::set<std::string, std::less<>> names_;
  std::vector<std::uint64_t>* numbers_ = nullptr;  // the list that is open
};

/// The header's JSON, after the length in front of it was checked.
std::string_view header_text(std::span<const std::byte> bytes, const std::string& file) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.starts_with("version https://git-lfs")) {
    throw Error(file + ": is a Git LFS pointer, not the file itself; run 'git lfs pull' there");
  }
  if (bytes.size() < kLengthBytes) {
    throw Error(fmt::format("{}: is {} bytes long, too short for safetensors", file, bytes.size()));
  }
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kLengthBytes);
  if (length > kMaxJsonBytes) {
    throw Error(
        fmt::format("{}: is not safetensors: its header would be {} bytes long", file, length));
  }
  if (length > bytes.size() - kLengthBytes) {
    throw Error(
        fmt::format("{}: breaks off inside its header, which is {} bytes long; the file "
                    "has {}, so get it again",
                    file, length, bytes.size()));
  }
  const std::string_view header = text.substr(kLengthBytes, length);
  if (!header.starts_with('{')) {
    throw Error(file + ": is not safetensors: its header does not begin with '{'");
  }
  // The parser would take a zero byte for the end and accept anything behind it.
  if (header.find('\0') != header.npos) throw Error(file + ": has a zero byte in its header");
  return header;
}

/// The shape in signed numbers and the bytes it needs, both checked against overflow.
std::uint64_t checked_bytes(const Entry& entry, const std::string& what) {
  std::uint64_t size = bytes_of(*entry.dtype);
  for (const std::uint64_t dim : *entry.shape) {
    if (dim > INT64_MAX || __builtin_mul_overflow(size, dim, &size) || size > INT64_MAX) {
      throw Error(fmt::format("{} of shape [{}] is larger than any file", what,
                              fmt::join(*entry.shape, ", ")));
    }
  }
  return size;
}

TensorView checked_view(Entry&& entry, std::span<const std::byte> data,
                        const std::filesystem::path& file) {
  const std::string what = fmt::format("{}: tensor {}", file.string(), in_quotes(entry.name));
  const std::vector<std::uint64_t>& offsets = *entry.data_offsets;
  if (offsets.size() != 2) {
    throw Error(fmt::format("{} has {} data_offsets, not two", what, offsets.size()));
  }
  const std::uint64_t needed = checked_bytes(entry, what);
  const auto [begin, end] = std::pair(offsets[0], offsets[1]);
  if (begin > end) {
    throw Error(fmt::format("{} ends at byte {} before it begins at {}", what, end, begin));
  }
  if (end > data.size()) {
    throw Error(
        fmt::format("{} ends at byte {} of the data, of which the file has {}; is the file "
                    "complete?",
                    what, end, data.size()));
  }
  if (end - begin != needed) {
    throw Error(fmt::format("{} has {} bytes of data, but {} of shape [{}] needs {}", what,
                            end - begin, to_string(*entry.dtype), fmt::join(*entry.shape, ", "),
                            needed));
  }
  return {.name = std::move(entry.name),
          .dtype = *entry.dtype,
          .shape = {entry.shape->begin(), entry.shape->end()},
          .data = data.subspan(begin, needed),
          .file = file};
}

/// Sorts the tensors by place, and checks that they cover `data` without overlap or hole.
void require_cover(std::vector<TensorView>& tensors, std::span<const std::byte> data,
                   const std::string& file) {
  const auto begin_of = [&](const TensorView& tensor) { return tensor.data.data() - data.data(); };
  std::stable_sort(tensors.begin(), tensors.end(), [&](const auto& a, const auto& b) {
    return std::pair(begin_of(a), a.data.size()) < std::pair(begin_of(b), b.data.size());
  });
  std::ptrdiff_t covered = 0;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const std::ptrdiff_t begin = begin_of(tensors[i]);
    if (begin < covered) {
      throw Error(fmt::format("{}: tensors {} and {} overlap", file, in_quotes(tensors[i - 1].name),
                              in_quotes(tensors[i].name)));
    }
    if (begin > covered) {
      throw Error(fmt::format("{}: {} bytes before tensor {} belong to no tensor", file,
                              begin - covered, in_quotes(tensors[i].name)));
    }
    covered += static_cast<std::ptrdiff_t>(tensors[i].data.size());
  }
  const auto size = static_cast<std::ptrdiff_t>(data.size());
  if (covered != size) {
    throw Error(fmt::format("{}: the last {} bytes belong to no tensor", file, size - covered));
  }
}

}  // namespace

SafetensorsHeader read_header(std::span<const std::byte> bytes, const std::filesystem::path& file) {
  const std::string name = file.string();
  const std::string_view text = header_text(bytes, name);
  HeaderReader reader(name, text);
  reader.read();

  const auto data = bytes.subspan(kLengthBytes + text.size());
  SafetensorsHeader header;
  header.metadata = std::move(reader.metadata);
  header.tensors.reserve(reader.entries.size());
  for (Entry& entry : reader.entries) {
    header.tensors.push_back(checked_view(std::move(entry), data, file));
  }
  require_cover(header.tensors, data, name);
  return header;
}

}  // namespace headscope::checkpoint
