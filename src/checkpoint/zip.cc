#include "checkpoint/zip.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "checkpoint/byte_reader.h"
#include "checkpoint/json.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::uint32_t kLocalHeader = 0x04034B50;
constexpr std::uint32_t kDirectoryHeader = 0x02014B50;
constexpr std::uint32_t kEnd = 0x06054B50;
constexpr std::uint32_t kEnd64 = 0x06064B50;
constexpr std::uint32_t kEnd64Locator = 0x07064B50;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::size_t kLocatorBytes = 20;
constexpr std::size_t kLocalHeaderBytes = 30;
constexpr std::size_t kMaxComment = 0xFFFF;
constexpr std::uint16_t kZip64Field = 1;
constexpr std::uint16_t kEncrypted = 1;

/// Where the list of entries stands.
struct Directory {
  std::uint64_t entries = 0;
  std::uint64_t bytes = 0;
  std::uint64_t begin = 0;
};

/// An entry as the directory tells it.
struct Entry {
  std::string_view name;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint64_t stored_bytes = 0;
  std::uint64_t bytes = 0;
  std::uint64_t header = 0;  ///< where its own header stands
};

/// The part [begin, begin + count), or nothing when it is not wholly inside.
std::optional<Bytes> part(Bytes bytes, std::uint64_t begin, std::uint64_t count) {
  if (begin > bytes.size() || count > bytes.size() - begin) return std::nullopt;
  return bytes.subspan(begin, count);
}

/// The end record is the last thing in the file but for a comment that says how long it is.
std::size_t find_end(Bytes bytes, const std::string& file) {
  const std::size_t last = bytes.size() < kEndBytes ? 0 : bytes.size() - kEndBytes;
  const std::size_t first = last - std::min(last, kMaxComment);
  for (std::size_t at = last + 1; at-- > first && bytes.size() >= kEndBytes;) {
    ByteReader reader(bytes.subspan(at), file);
    if (reader.number<std::uint32_t>() != kEnd) continue;
    reader.skip(16);
    if (reader.number<std::uint16_t>() == last - at) return at;
  }
  throw Error(file + ": breaks off: the zip directory at its end is missing; get the file again");
}

void require_one_archive(std::uint32_t disk, const std::string& file) {
  if (disk != 0) throw Error(file + ": is one part of a zip archive in several; join them first");
}

/// The 64-bit form of the end record, which a locator in front of the 32-bit form points at.
std::optional<Directory> read_end64(Bytes bytes, std::size_t end, const std::string& file) {
  if (end < kLocatorBytes) return std::nullopt;
  ByteReader locator(bytes.subspan(end - kLocatorBytes), file);
  if (locator.number<std::uint32_t>() != kEnd64Locator) return std::nullopt;
  require_one_archive(locator.number<std::uint32_t>(), file);
  const auto record = part(bytes.first(end), locator.number<std::uint64_t>(), kEnd64Bytes);
  if (!record) throw Error(file + ": its zip64 record lies outside the file");
  ByteReader reader(*record, file);
  if (reader.number<std::uint32_t>() != kEnd64) throw Error(file + ": has no zip64 record");
  reader.skip(12);  // the record's length and versions
  require_one_archive(reader.number<std::uint32_t>() | reader.number<std::uint32_t>(), file);
  reader.skip(8);  // entries on this disk
  Directory directory;
  directory.entries = reader.number<std::uint64_t>();
  directory.bytes = reader.number<std::uint64_t>();
  directory.begin = reader.number<std::uint64_t>();
  return directory;
}

Directory read_end(Bytes bytes, std::size_t end, const std::string& file) {
  if (const auto directory = read_end64(bytes, end, file)) return *directory;
  ByteReader reader(bytes.subspan(end + 4), file);
  require_one_archive(reader.number<std::uint32_t>(), file);
  reader.skip(2);  // entries on this disk
  Directory directory;
  directory.entries = reader.number<std::uint16_t>();
  directory.bytes = reader.number<std::uint32_t>();
  directory.begin = reader.number<std::uint32_t>();
  return directory;
}

/// Numbers that do not fit 32 bits stand in an extra field, in this order and only those.
void widen_numbers(Entry& entry, Bytes extra, const std::string& what) {
  ByteReader reader(extra, what);
  while (!reader.at_end()) {
    const auto id = reader.number<std::uint16_t>();
    const Bytes field = reader.take(reader.number<std::uint16_t>());
    if (id != kZip64Field) continue;
    ByteReader numbers(field, what);
    for (std::uint64_t* number : {&entry.bytes, &entry.stored_bytes, &entry.header}) {
      if (*number == UINT32_MAX) *number = numbers.number<std::uint64_t>();
    }
    return;
  }
}

Entry read_entry(ByteReader& reader, const std::string& what) {
  if (reader.number<std::uint32_t>() != kDirectoryHeader) {
    throw Error(what + " has something else where an entry should be; get the file again");
  }
  Entry entry;
  reader.skip(4);  // versions
  entry.flags = reader.number<std::uint16_t>();
  entry.method = reader.number<std::uint16_t>();
  reader.skip(8);  // time and checksum, which torch may leave out
  entry.stored_bytes = reader.number<std::uint32_t>();
  entry.bytes = reader.number<std::uint32_t>();
  const auto name_bytes = reader.number<std::uint16_t>();
  const auto extra_bytes = reader.number<std::uint16_t>();
  const auto comment_bytes = reader.number<std::uint16_t>();
  reader.skip(8);  // disk and attributes
  entry.header = reader.number<std::uint32_t>();
  entry.name = reader.text(name_bytes);
  widen_numbers(entry, reader.take(extra_bytes), what);
  reader.skip(comment_bytes);
  return entry;
}

/// The entry's bytes. `data` is the archive up to its directory.
Bytes find_bytes(const Entry& entry, Bytes data, const std::string& file) {
  const std::string what = fmt::format("{}: the entry {}", file, in_quotes(entry.name));
  if ((entry.flags & kEncrypted) != 0) throw Error(what + " is encrypted; save it without");
  if (entry.method != 0 || entry.stored_bytes != entry.bytes) {
    throw Error(what +
                " is compressed, which weights of torch never are; save the model's state_dict()");
  }
  const auto header = part(data, entry.header, kLocalHeaderBytes);
  if (!header) throw Error(what + " lies outside the file; get the file again");
  ByteReader reader(*header, what);
  const bool is_header = reader.number<std::uint32_t>() == kLocalHeader;
  reader.skip(22);
  const auto name_bytes = reader.number<std::uint16_t>();
  const auto extra_bytes = reader.number<std::uint16_t>();
  const std::uint64_t name_begin = entry.header + kLocalHeaderBytes;
  const auto name = part(data, name_begin, name_bytes);
  if (!is_header || !name || !std::ranges::equal(*name, std::as_bytes(std::span(entry.name)))) {
    throw Error(what + " is not where the directory says; get the file again");
  }
  const auto found = part(data, name_begin + name_bytes + extra_bytes, entry.bytes);
  if (!found) throw Error(what + " lies outside the file; get the file again");
  return *found;
}

}  // namespace

ZipEntries read_zip(Bytes bytes, const std::filesystem::path& file) {
  const std::string name = file.string();
  const std::size_t end = find_end(bytes, name);
  const Directory directory = read_end(bytes, end, name);
  const auto list = part(bytes.first(end), directory.begin, directory.bytes);
  if (!list) throw Error(name + ": its zip directory lies outside the file; get the file again");

  const std::string what = name + ": its zip directory";
  ByteReader reader(*list, what);
  ZipEntries entries;
  for (std::uint64_t i = 0; i < directory.entries; ++i) {
    const Entry entry = read_entry(reader, what);
    const Bytes data = find_bytes(entry, bytes.first(directory.begin), name);
    if (!entries.emplace(entry.name, data).second) {
      throw Error(fmt::format("{} names {} twice", what, in_quotes(entry.name)));
    }
  }
  return entries;
}

}  // namespace headscope::checkpoint
