#include "checkpoint/torch_tensor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "checkpoint/json.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

using Kind = PickleValue::Kind;
using Bytes = std::span<const std::byte>;

constexpr std::string_view kTensor = "torch._utils._rebuild_tensor_v2";
constexpr std::string_view kParameter = "torch._utils._rebuild_parameter";
constexpr std::string_view kOrderedDict = "collections.OrderedDict";

constexpr std::pair<std::string_view, DType> kStorages[] = {
    {"torch.FloatStorage", DType::kF32},     {"torch.HalfStorage", DType::kF16},
    {"torch.BFloat16Storage", DType::kBF16}, {"torch.DoubleStorage", DType::kF64},
    {"torch.LongStorage", DType::kI64},      {"torch.IntStorage", DType::kI32},
    {"torch.ShortStorage", DType::kI16},     {"torch.CharStorage", DType::kI8},
    {"torch.ByteStorage", DType::kU8},       {"torch.BoolStorage", DType::kBool}};

constexpr auto kGlobals = [] {
  std::array<std::string_view, std::size(kStorages) + 3> names = {kTensor, kParameter,
                                                                  kOrderedDict};
  for (std::size_t i = 0; i < std::size(kStorages); ++i) names[i + 3] = kStorages[i].first;
  return names;
}();

bool is_call_of(const PickleValue& value, std::string_view name) {
  return value.kind == Kind::kCall && value.items[0]->text == name;
}

/// The arguments of a call, of which there must be so many.
const std::vector<const PickleValue*>& arguments(const PickleValue& call, std::size_t least,
                                                 std::size_t most, const std::string& what) {
  const auto& items = call.items[1]->items;
  if (items.size() < least || items.size() > most) {
    throw Error(fmt::format("{} is made by {} with {} arguments; save the file again", what,
                            call.items[0]->text, items.size()));
  }
  return items;
}

/// Sizes, strides, offsets: never negative.
std::int64_t natural(const PickleValue& value, const std::string& what) {
  if (value.kind != Kind::kInteger || value.integer < 0) {
    throw Error(what + " has a shape, stride or offset that is no natural number");
  }
  return value.integer;
}

std::vector<std::int64_t> naturals(const PickleValue& value, const std::string& what) {
  if (value.kind != Kind::kTuple) {
    throw Error(fmt::format("{} has {} for a shape or strides", what, describe(value)));
  }
  std::vector<std::int64_t> numbers;
  for (const PickleValue* item : value.items) numbers.push_back(natural(*item, what));
  return numbers;
}

}  // namespace

/// Numbers of one type in a row.
struct TorchTensorReader::Storage {
  DType dtype = DType::kF32;
  Bytes bytes;

  std::int64_t size() const { return static_cast<std::int64_t>(bytes.size() / bytes_of(dtype)); }
};

/// Which numbers of a storage a tensor takes: element [i, j] is number offset + i·s₀ + j·s₁.
struct TorchTensorReader::Layout {
  std::int64_t offset = 0;
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> strides;
  std::int64_t size = 1;

  Layout(const PickleValue& at, const PickleValue& sizes, const PickleValue& steps,
         const std::string& what)
      : offset(natural(at, what)), shape(naturals(sizes, what)), strides(naturals(steps, what)) {
    if (shape.size() != strides.size()) {
      throw Error(
          fmt::format("{} has {} dimensions and {} strides", what, shape.size(), strides.size()));
    }
    for (const std::int64_t dim : shape) {
      if (__builtin_mul_overflow(size, dim, &size)) {
        throw Error(
            fmt::format("{} of shape [{}] is larger than any file", what, fmt::join(shape, ", ")));
      }
    }
  }

  /// Every number that is taken lies inside the storage.
  void require_inside(const Storage& storage, const std::string& what) const {
    std::int64_t end = offset;
    bool overflow = size != 0 && __builtin_add_overflow(end, 1, &end);
    for (std::size_t axis = 0; axis < shape.size() && size != 0; ++axis) {
      std::int64_t step = 0;
      overflow |= __builtin_mul_overflow(shape[axis] - 1, strides[axis], &step);
      overflow |= __builtin_add_overflow(end, step, &end);
    }
    if (overflow || end > storage.size()) {
      throw Error(
          fmt::format("{} of shape [{}] reaches beyond its storage of {} numbers; is the "
                      "file complete?",
                      what, fmt::join(shape, ", "), storage.size()));
    }
  }

  /// Whether the numbers stand row by row without a gap, as everything that follows wants them.
  bool is_in_order() const {
    if (size == 0) return true;
    std::int64_t expected = 1;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      if (shape[axis] == 1) continue;
      if (strides[axis] != expected) return false;
      expected *= shape[axis];
    }
    return true;
  }
};

std::span<const std::string_view> torch_globals() { return kGlobals; }

bool is_torch_tensor(const PickleValue& value) {
  return is_call_of(value, kTensor) || is_call_of(value, kParameter);
}

TorchTensorReader::TorchTensorReader(const ZipEntries& entries, std::string root,
                                     std::filesystem::path file)
    : entries_(entries), root_(std::move(root)), file_(std::move(file)) {}

TensorView TorchTensorReader::read(const std::string& name, const PickleValue& value) {
  const std::string what = fmt::format("{}: tensor {}", file_.string(), in_quotes(name));
  const PickleValue* call = &value;
  if (is_call_of(*call, kParameter)) call = arguments(*call, 3, 3, what)[0];
  if (!is_call_of(*call, kTensor)) {
    throw Error(fmt::format("{} is a parameter of {}", what, describe(*call)));
  }
  // Storage, offset, shape, strides, requires_grad, hooks and, of late, metadata.
  const auto& parts = arguments(*call, 6, 7, what);
  const bool has_metadata = parts.size() == 7 && parts[6]->kind != Kind::kNone;
  if (has_metadata && (parts[6]->kind != Kind::kDict || !parts[6]->items.empty())) {
    throw Error(what + " is stored conjugated or negated; save it resolved");
  }
  const Storage storage = find_storage(*parts[0], what);
  const Layout layout(*parts[1], *parts[2], *parts[3], what);
  layout.require_inside(storage, what);
  const std::size_t width = bytes_of(storage.dtype);
  const Bytes data = layout.is_in_order()
                         ? storage.bytes.subspan(static_cast<std::size_t>(layout.offset) * width,
                                                 static_cast<std::size_t>(layout.size) * width)
                         : put_in_order(storage, layout, what);
  return {.name = name, .dtype = storage.dtype, .shape = layout.shape, .data = data, .file = file_};
}

/// ('storage', its type, its entry's name, the device it was on, how many numbers it has).
TorchTensorReader::Storage TorchTensorReader::find_storage(const PickleValue& value,
                                                           const std::string& what) const {
  const auto damaged = [&] {
    return Error(what + " has no proper storage; save the file again with torch.save");
  };
  if (value.kind != Kind::kPersistent || value.items[0]->kind != Kind::kTuple) throw damaged();
  const auto& parts = value.items[0]->items;
  if (parts.size() != 5 || parts[0]->text != "storage" || parts[2]->kind != Kind::kString) {
    throw damaged();
  }
  const auto* type = std::find_if(std::begin(kStorages), std::end(kStorages), [&](const auto& t) {
    return parts[1]->kind == Kind::kGlobal && t.first == parts[1]->text;
  });
  if (type == std::end(kStorages)) throw damaged();
  const auto entry = entries_.find(root_ + "data/" + parts[2]->text);
  if (entry == entries_.end()) {
    throw Error(
        fmt::format("{} is stored in data/{}, which is not in the archive; get the file "
                    "again",
                    what, parts[2]->text));
  }
  const auto size = static_cast<std::uint64_t>(natural(*parts[4], what));
  const std::size_t width = bytes_of(type->second);
  if (size > entry->second.size() / width) {
    throw Error(
        fmt::format("{} is stored in data/{}, which has {} bytes and should have {} "
                    "numbers of type {}; get the file again",
                    what, parts[2]->text, entry->second.size(), size, to_string(type->second)));
  }
  return {type->second, entry->second.first(size * width)};
}

/// A copy row by row. What is copied in all is never more than the file has, so a small file
/// cannot ask for much memory by repeating itself.
Bytes TorchTensorReader::put_in_order(const Storage& storage, const Layout& layout,
                                      const std::string& what) {
  const std::size_t width = bytes_of(storage.dtype);
  std::uint64_t limit = 0;
  for (const auto& [name, bytes] : entries_) limit += bytes.size();
  if (layout.size > storage.size() ||
      static_cast<std::uint64_t>(layout.size) * width > limit - copied_bytes_) {
    throw Error(what + " repeats its numbers by strides; save it with .contiguous()");
  }
  const std::size_t bytes = static_cast<std::size_t>(layout.size) * width;
  copied_bytes_ += bytes;
  copies_.push_back(std::make_unique<std::byte[]>(bytes));
  std::byte* to = copies_.back().get();

  std::vector<std::int64_t> index(layout.shape.size());
  std::int64_t from = layout.offset;
  for (std::int64_t i = 0; i < layout.size; ++i, to += width) {
    std::memcpy(to, storage.bytes.data() + static_cast<std::size_t>(from) * width, width);
    // The next index, as an odometer counts: the last axis first.
    for (std::size_t axis = index.size(); axis-- > 0;) {
      from += layout.strides[axis];
      if (++index[axis] < layout.shape[axis]) break;
      from -= layout.strides[axis] * layout.shape[axis];
      index[axis] = 0;
    }
  }
  return {copies_.back().get(), bytes};
}

}  // namespace headscope::checkpoint
