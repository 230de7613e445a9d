// Torch files, pickles and zip archives from their parts, right and wrong ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headscope::testing_support {

template <typename Number>
std::string little(Number number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};
}

/// Texts one behind the other.
template <typename... Parts>
std::string join(const Parts&... parts) {
  std::string all;
  (all.append(std::string_view(parts)), ...);
  return all;
}

using ZipParts = std::vector<std::pair<std::string, std::string>>;

/// An archive of stored entries, with 32-bit numbers.
inline std::string zip(const ZipParts& parts) {
  const auto zeros = [](std::size_t count) { return std::string(count, '\0'); };
  std::string file;
  std::string directory;
  for (const auto& [name, data] : parts) {
    const auto size = little(static_cast<std::uint32_t>(data.size()));
    const auto sizes = join(size, size, little(static_cast<std::uint32_t>(name.size())));
    const auto begin = little(static_cast<std::uint32_t>(file.size()));
    directory += join("PK\x01\x02", zeros(16), sizes, zeros(10), begin, name);
    file += join("PK\x03\x04", zeros(14), sizes, name, data);
  }
  const auto count = little(static_cast<std::uint16_t>(parts.size()));
  return join(file, directory, "PK\x05\x06", zeros(4), count, count,
              little(static_cast<std::uint32_t>(directory.size())),
              little(static_cast<std::uint32_t>(file.size())), zeros(2));
}

/// Instructions of a pickle.
namespace pickle {

inline std::string text(std::string_view value) {
  return join("X", little(static_cast<std::uint32_t>(value.size())), value);
}
inline std::string number(std::int64_t value) { return join("\x8A\x08", little(value)); }
inline std::string global(std::string_view module, std::string_view name) {
  return join("c", module, "\n", name, "\n");
}
inline std::string tuple(std::initializer_list<std::string> items) {
  std::string all = "(";
  for (const std::string& item : items) all += item;
  return all += 't';
}
inline std::string shape(std::initializer_list<std::int64_t> dims) {
  std::string all = "(";
  for (const std::int64_t dim : dims) all += number(dim);
  return all += 't';
}
inline std::string dict(std::initializer_list<std::pair<std::string, std::string>> items) {
  std::string all = "}(";
  for (const auto& [key, value] : items) all += join(text(key), value);
  return all += 'u';
}
/// A whole pickle of protocol 2.
template <typename... Parts>
std::string whole(const Parts&... parts) {
  return join("\x80\x02", parts..., ".");
}

inline std::string storage(std::string_view type, std::string_view key, std::int64_t size) {
  return join(tuple({text("storage"), global("torch", type), text(key), text("cpu"), number(size)}),
              "Q");
}
inline std::string tensor(const std::string& storage, std::int64_t offset,
                          std::initializer_list<std::int64_t> dims,
                          std::initializer_list<std::int64_t> strides) {
  const std::string no_hooks = join(global("collections", "OrderedDict"), ")R");
  return join(global("torch._utils", "_rebuild_tensor_v2"),
              tuple({storage, number(offset), shape(dims), shape(strides), "\x89", no_hooks}), "R");
}

}  // namespace pickle

/// A torch file of a pickle and its storages, which are called "0", "1", …
inline std::string torch_file(const std::string& pickle, const std::vector<std::string>& storages,
                              std::string_view byteorder = "little") {
  ZipParts parts = {{"m/data.pkl", pickle}, {"m/byteorder", std::string(byteorder)}};
  for (std::size_t i = 0; i < storages.size(); ++i) {
    parts.emplace_back(join("m/data/", std::to_string(i)), storages[i]);
  }
  return zip(parts);
}

}  // namespace headscope::testing_support
