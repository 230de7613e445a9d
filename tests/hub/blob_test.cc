// Files of the cache on their way: locks, partial files, snapshots.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <thread>

#include "hub/cache_error.h"
#include "hub/file_lock.h"
#include "hub/partial_blob.h"
#include "hub/snapshot.h"
#include "tests/checkpoint/support.h"
#include "tests/hub/stand_in_hub.h"

namespace headscope::hub {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing_support::error_of;
using testing_support::sha256_of;

std::span<const std::byte> bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class FileLockTest : public testing_support::FolderTest {};

TEST_F(FileLockTest, WaitsForTheOther) {
  const fs::path file = folder_ / ".locks/models--a/x.lock";
  std::atomic<int> waited = 0;
  std::atomic<bool> released = false;
  std::thread other;
  {
    const FileLock lock(file, [] { FAIL() << "nobody else holds it"; });
    EXPECT_TRUE(lock.is_held());
    other = std::thread([&] {
      const FileLock second(file, [&] { ++waited; });
      EXPECT_TRUE(released);
    });
    while (waited == 0) std::this_thread::yield();
    released = true;
  }
  other.join();
  EXPECT_TRUE(fs::exists(file)) << "as Python's filelock leaves it";
}

TEST_F(FileLockTest, TakesTheNewFileWhenTheOldOneWasRemoved) {
  const fs::path file = folder_ / "x.lock";
  const FileLock lock(file, [] {});
  fs::remove(file);
  const FileLock second(file, [] { FAIL() << "another file is another lock"; });
  EXPECT_TRUE(second.is_held());
}

TEST_F(FileLockTest, SaysThatTheFolderCannotBeWritten) {
  write("file", "");
  EXPECT_EQ(error_of([&] { FileLock(folder_ / "file/x.lock", [] {}); }),
            (folder_ / "file").string() +
                ": cannot be written: Not a directory; set HF_HUB_CACHE to a folder that can be "
                "written");
}

class PartialBlobTest : public testing_support::FolderTest {
 protected:
  const std::string content_ = "twenty bytes of text";
  const std::string etag_ = sha256_of(content_);
  const BlobPromise promise_ = {etag_, content_.size()};
  fs::path blob() const { return folder_ / "blobs" / etag_; }
  fs::path incomplete() const { return blob().string() + ".incomplete"; }
};

TEST_F(PartialBlobTest, BecomesABlobWhenItIsWhole) {
  PartialBlob partial(blob(), promise_, true);
  EXPECT_TRUE(partial.write(0, bytes("twenty ")));
  EXPECT_FALSE(partial.is_whole());
  EXPECT_FALSE(partial.fits());
  EXPECT_TRUE(partial.write(7, bytes("bytes of text")));
  EXPECT_TRUE(partial.is_whole());
  EXPECT_FALSE(fs::exists(blob()));
  EXPECT_TRUE(partial.fits());
  partial.commit();
  EXPECT_EQ(read(blob()), content_);
  EXPECT_FALSE(fs::exists(incomplete()));
}

TEST_F(PartialBlobTest, GoesOnWithWhatIsThere) {
  write(fs::path("blobs") / (etag_ + ".incomplete"), "twenty b");
  PartialBlob partial(blob(), promise_, true);
  EXPECT_EQ(partial.size(), 8U);
  EXPECT_TRUE(partial.write(8, bytes("ytes of text")));
  EXPECT_TRUE(partial.fits());
}

TEST_F(PartialBlobTest, BeginsAnewWhenTheBytesDo) {
  write(fs::path("blobs") / (etag_ + ".incomplete"), "wrong");
  PartialBlob partial(blob(), promise_, true);
  EXPECT_TRUE(partial.write(0, bytes(content_)));
  EXPECT_TRUE(partial.fits());
  partial.commit();
  EXPECT_EQ(read(blob()), content_);
}

TEST_F(PartialBlobTest, TakesNoMoreThanWasPromised) {
  write(fs::path("blobs") / (etag_ + ".incomplete"), content_ + content_);
  PartialBlob partial(blob(), promise_, true);
  EXPECT_EQ(partial.size(), 0U) << "longer than the whole is of no use";
  EXPECT_FALSE(partial.write(0, bytes(content_ + "x")));
  EXPECT_EQ(partial.size(), 0U);
}

TEST_F(PartialBlobTest, IsNotSharedWhereLocksDoNotHold) {
  PartialBlob one(blob(), promise_, true);
  EXPECT_TRUE(one.write(0, bytes("twenty")));
  PartialBlob other(blob(), promise_, false);
  EXPECT_EQ(other.size(), 0U);
  EXPECT_TRUE(other.write(0, bytes(content_)));
  EXPECT_EQ(read(incomplete()), "twenty");
}

TEST_F(PartialBlobTest, SaysThatTheCacheCannotBeWritten) {
  write("blobs", "a file");
  EXPECT_THAT(error_of([&] { PartialBlob(blob(), promise_, true); }),
              HasSubstr("cannot be written: "));
}

TEST(FailToWrite, AsksForRoomWhenTheDiskIsFull) {
  EXPECT_EQ(error_of([] { fail_to_write("/c/blobs/x.incomplete", ENOSPC); }),
            "/c/blobs/x.incomplete: cannot be written: No space left on device; make room, or set "
            "HF_HUB_CACHE to a folder on another disk");
  EXPECT_EQ(error_of([] { fail_to_write("/c", EROFS); }),
            "/c: cannot be written: Read-only file system; set HF_HUB_CACHE to a folder that can "
            "be written");
}

class SnapshotTest : public testing_support::FolderTest {};

TEST_F(SnapshotTest, WritesWhatHuggingFaceHubWrites) {
  write("models--org--name/blobs/e1", "{}");
  const Snapshot snapshot(folder_, "org/name", "c0ffee");
  EXPECT_EQ(snapshot.folder(), folder_ / "models--org--name/snapshots/c0ffee");
  EXPECT_EQ(snapshot.lock_file("e1"), folder_ / ".locks/models--org--name/e1.lock");
  EXPECT_FALSE(snapshot.has("config.json"));
  snapshot.link("config.json", "e1");
  EXPECT_TRUE(snapshot.has("config.json"));
  EXPECT_EQ(fs::read_symlink(snapshot.folder() / "config.json"), "../../blobs/e1");
  snapshot.point("refs/pr/1");
  EXPECT_EQ(read(folder_ / "models--org--name/refs/refs/pr/1"), "c0ffee");
  snapshot.note_absent("tokenizer.json");
  EXPECT_EQ(read(folder_ / "models--org--name/.no_exist/c0ffee/tokenizer.json"), "");
  EXPECT_TRUE(fs::is_regular_file(folder_ / "models--org--name/.no_exist/c0ffee/tokenizer.json"));
  EXPECT_TRUE(read(folder_ / "CACHEDIR.TAG").starts_with("Signature: 8a477f597d28d172789f0688"));
}

TEST_F(SnapshotTest, DoesNotPointFromACommitToItself) {
  Snapshot(folder_, "org/name", "c0ffee").point("c0ffee");
  EXPECT_FALSE(fs::exists(folder_ / "models--org--name/refs"));
}

TEST_F(SnapshotTest, MendsALinkThatLeadsNowhere) {
  const Snapshot snapshot(folder_, "org/name", "c0ffee");
  snapshot.link("config.json", "gone");
  EXPECT_FALSE(snapshot.has("config.json"));
  write("models--org--name/blobs/e1", "{}");
  snapshot.link("config.json", "e1");
  EXPECT_TRUE(snapshot.has("config.json"));
}

TEST_F(SnapshotTest, AReaderNeverMissesAFileThatIsLinkedAgain) {
  write("models--org--name/blobs/e1", "{}");
  write("models--org--name/blobs/e2", "{}");
  const Snapshot snapshot(folder_, "org/name", "c0ffee");
  snapshot.link("config.json", "e1");
  std::atomic<bool> over = false;
  int missed = 0;
  std::thread reader([&] {
    while (!over) missed += snapshot.has("config.json") ? 0 : 1;
  });
  for (int turn = 0; turn < 2000; ++turn) snapshot.link("config.json", turn % 2 == 0 ? "e2" : "e1");
  over = true;
  reader.join();
  EXPECT_EQ(missed, 0);
  EXPECT_EQ(std::distance(fs::directory_iterator(snapshot.folder()), {}), 1);
}

}  // namespace
}  // namespace headscope::hub
