#include "hub/sha.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "hub/checksum.h"

namespace headscope::hub {
namespace {

std::vector<std::byte> pattern(std::size_t size) {
  std::vector<std::byte> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i % 251);
  return bytes;
}

std::string hex(Sha::Kind kind, std::span<const std::byte> bytes, std::size_t piece) {
  Sha sha(kind);
  for (; bytes.size() > piece; bytes = bytes.subspan(piece)) sha.update(bytes.first(piece));
  sha.update(bytes);
  return sha.hex();
}

// The digests are Python's hashlib's.
struct Known {
  std::size_t size;
  const char* sha1;
  const char* sha256;
};
constexpr Known kKnown[] = {{0, "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                             "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
                            {55, "8ae2d46729cfe68ff927af5eec9c7d1b66d65ac2",
                             "463eb28e72f82e0a96c0a4cc53690c571281131f672aa229e0d45ae59b598b59"},
                            {56, "636e2ec698dac903498e648bd2f3af641d3c88cb",
                             "da2ae4d6b36748f2a318f23e7ab1dfdf45acdc9d049bd80e59de82a60895f562"},
                            {63, "6d942da0c4392b123528f2905c713a3ce28364bd",
                             "29af2686fd53374a36b0846694cc342177e428d1647515f078784d69cdb9e488"},
                            {64, "c6138d514ffa2135bfce0ed0b8fac65669917ec7",
                             "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108"},
                            {65, "69bd728ad6e13cd76ff19751fde427b00e395746",
                             "4bfd2c8b6f1eec7a2afeb48b934ee4b2694182027e6d0fc075074f2fabb31781"},
                            {119, "41c89d06001bab4ab78736b44efe7ce18ce6ae08",
                             "da18797ed7c3a777f0847f429724a2d8cd5138e6ed2895c3fa1a6d39d18f7ec6"},
                            {120, "d3dbd653bd8597b7475321b60a36891278e6a04a",
                             "f52b23db1fbb6ded89ef42a23ce0c8922c45f25c50b568a93bf1c075420bbb7c"},
                            {1'000'000, "1f7cafedffb2797c60013e6f95d7763bbc57c1ee",
                             "2c030d49ec131bfbbb446ad21e7a2f12cdb4f2f4f3fda3ac709dd2e68a4646c7"}};

TEST(Sha, GivesTheDigestsThatOthersGive) {
  for (const Known& known : kKnown) {
    const auto bytes = pattern(known.size);
    for (const std::size_t piece : {1, 7, 64, 100, 2'000'000}) {
      EXPECT_EQ(hex(Sha::kSha1, bytes, piece), known.sha1) << known.size << " by " << piece;
      EXPECT_EQ(hex(Sha::kSha256, bytes, piece), known.sha256) << known.size << " by " << piece;
    }
  }
}

bool fits(const std::string& etag, const std::string& content) {
  Checksum checksum(etag, content.size());
  checksum.update(std::as_bytes(std::span(content.data(), content.size())));
  return std::move(checksum).fits();
}

TEST(Checksum, KnowsLargeFilesBySha256AndSmallOnesAsGitDoes) {
  // echo -n abc | sha256sum; echo -n abc | git hash-object --stdin
  EXPECT_TRUE(fits("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "abc"));
  EXPECT_FALSE(fits("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "abd"));
  EXPECT_TRUE(fits("f2ba8f84ab5c1bce84a7b441cb1959cfc7093b7f", "abc"));
  EXPECT_FALSE(fits("f2ba8f84ab5c1bce84a7b441cb1959cfc7093b7f", "abd"));
  EXPECT_TRUE(fits("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", ""));
}

TEST(Checksum, PromisesNothingInAnyOtherForm) {
  EXPECT_TRUE(fits("5d41402a-2", "abc"));
  EXPECT_TRUE(fits(std::string(64, 'x'), "abc"));
}

}  // namespace
}  // namespace headscope::hub
