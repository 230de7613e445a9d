#include "checkpoint/zip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/checkpoint/support.h"
#include "tests/checkpoint/torch_bytes.h"

namespace headscope::checkpoint {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using testing_support::error_of;
using testing_support::join;
using testing_support::little;
using testing_support::zip;

std::span<const std::byte> bytes_of(const std::string& file) {
  return std::as_bytes(std::span(file));
}

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string error_with(const std::string& file) {
  return error_of([&] { read_zip(bytes_of(file), "f"); });
}

/// A file with some bytes replaced by others, counted from the place of `mark`.
std::string with(std::string file, std::string_view mark, std::size_t offset,
                 std::string_view bytes) {
  return file.replace(file.find(mark) + offset, bytes.size(), bytes);
}

constexpr std::string_view kDirectory = "PK\x01\x02";
constexpr std::string_view kEnd = "PK\x05\x06";

const std::string& archive() {
  static const std::string file = zip({{"a/one", "first"}, {"a/two", "second"}, {"empty", ""}});
  return file;
}

/// The same archive with a zip64 end record, and 64-bit numbers for its second entry.
std::string archive64() {
  const std::string field =
      join(little(std::uint16_t{1}), little(std::uint16_t{24}), little(std::uint64_t{6}),
           little(std::uint64_t{6}), little(std::uint64_t{40}));
  std::string file = zip({{"a/one", "first"}, {"a/two", "second"}});
  const std::size_t end = file.find(kEnd);
  file.resize(end);
  const std::size_t begin = file.find(kDirectory);
  const std::size_t second = file.rfind(kDirectory);
  file.replace(second + 20, 8, std::string(8, '\xFF'));
  file.replace(second + 30, 2, little(static_cast<std::uint16_t>(field.size())));
  file.replace(second + 42, 4, std::string(4, '\xFF'));
  file += field;
  const std::uint64_t size = file.size() - begin;
  const std::uint64_t record = file.size();
  file +=
      join("PK\x06\x06", little(std::uint64_t{44}), std::string(12, '\0'), little(std::uint64_t{2}),
           little(std::uint64_t{2}), little(size), little(std::uint64_t{begin}));
  file += join("PK\x06\x07", little(std::uint32_t{0}), little(record), little(std::uint32_t{1}));
  return join(file, "PK\x05\x06", std::string(4, '\0'), std::string(12, '\xFF'),
              std::string(2, '\0'));
}

TEST(Zip, FindsEntriesWhereTheyStand) {
  const ZipEntries entries = read_zip(bytes_of(archive()), "f");
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(text_of(entries.at("a/one")), "first");
  EXPECT_EQ(text_of(entries.at("a/two")), "second");
  EXPECT_EQ(text_of(entries.at("empty")), "");
  EXPECT_TRUE(read_zip(bytes_of(zip({})), "f").empty());
}

TEST(Zip, TakesNumbersOf64Bits) {
  const std::string file = archive64();
  const ZipEntries entries = read_zip(bytes_of(file), "f");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(text_of(entries.at("a/two")), "second");
}

TEST(Zip, TakesACommentAtTheEnd) {
  const std::string comment = "a comment";
  const std::string file =
      with(archive(), kEnd, 20, little(static_cast<std::uint16_t>(comment.size()))) + comment;
  EXPECT_EQ(read_zip(bytes_of(file), "f").size(), 3u);
}

TEST(Zip, SaysThatAFileBreaksOffWhereverItDoes) {
  for (const std::string& file : {archive(), archive64()}) {
    for (std::size_t size = 0; size < file.size(); ++size) {
      EXPECT_THAT(error_with(file.substr(0, size)), StartsWith("f: ")) << size;
    }
  }
  EXPECT_EQ(error_with(archive().substr(0, 60)),
            "f: breaks off: the zip directory at its end is missing; get the file again");
}

TEST(Zip, NamesWhatItDoesNotTake) {
  EXPECT_EQ(error_with(with(archive(), kDirectory, 8, "\x01")),
            "f: the entry 'a/one' is encrypted; save it without");
  EXPECT_THAT(error_with(with(archive(), kDirectory, 10, "\x08")),
              StartsWith("f: the entry 'a/one' is compressed"));
  EXPECT_THAT(error_with(with(archive(), kDirectory, 20, "\x04")),
              StartsWith("f: the entry 'a/one' is compressed"));
  EXPECT_EQ(error_with(with(archive(), kEnd, 4, "\x01")),
            "f: is one part of a zip archive in several; join them first");
  EXPECT_EQ(error_with(zip({{"a", "1"}, {"a", "2"}})), "f: its zip directory names 'a' twice");
}

TEST(Zip, RefusesNumbersThatPointOutside) {
  const std::string far(4, '\x7F');
  EXPECT_THAT(error_with(with(archive(), kDirectory, 42, far)), HasSubstr("lies outside the file"));
  EXPECT_THAT(error_with(with(archive(), kDirectory, 20, far + far)),
              HasSubstr("lies outside the file"));
  EXPECT_THAT(error_with(with(archive(), kDirectory, 42, "\x01")),
              HasSubstr("is not where the directory says"));
  EXPECT_THAT(error_with(with(archive(), "PK\x03\x04", 30, "b")),
              HasSubstr("is not where the directory says"));
  EXPECT_THAT(error_with(with(archive(), kEnd, 16, far)),
              HasSubstr("its zip directory lies outside the file"));
  EXPECT_THAT(error_with(with(archive(), kEnd, 10, far.substr(2))),
              HasSubstr("its zip directory breaks off"));
  EXPECT_THAT(error_with(with(archive(), kDirectory, 0, "X")),
              HasSubstr("something else where an entry should be"));
  EXPECT_THAT(error_with(with(archive64(), "PK\x06\x07", 8, std::string(8, '\xFF'))),
              HasSubstr("its zip64 record lies outside the file"));
}

}  // namespace
}  // namespace headscope::checkpoint
