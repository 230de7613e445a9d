#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "headscope/hub.h"
#include "tests/checkpoint/support.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing_support::error_of;

class FindModelTest : public testing_support::FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    ::setenv("HF_HUB_CACHE", (folder_ / "cache").c_str(), 1);
    ::setenv("HF_HUB_OFFLINE", "1", 1);
    fs::create_directories(folder_ / "work");
    before_ = fs::current_path();
    fs::current_path(folder_ / "work");
  }
  void TearDown() override {
    fs::current_path(before_);
    FolderTest::TearDown();
  }

  /// A cached model with these files.
  fs::path cache(const std::string& repository, std::initializer_list<const char*> files) const {
    const fs::path folder = fs::path("cache") / ("models--" + repository);
    write(folder / "refs/main", "abc123");
    fs::create_directories(folder_ / folder / "snapshots/abc123");
    for (const char* file : files) write(folder / "snapshots/abc123" / file, "{}");
    return folder_ / folder / "snapshots/abc123";
  }

  static std::string error(std::string_view name) {
    return error_of([&] { find_model(name); });
  }

  fs::path before_;
};

TEST_F(FindModelTest, TakesAFolderAndNamesItByItsLastPart) {
  write("work/models/my-bert/config.json", "{}");
  EXPECT_EQ(find_model("models/my-bert").folder, "models/my-bert");
  for (const char* path : {"models/my-bert", "./models/my-bert/", "models/../models/my-bert/."}) {
    EXPECT_EQ(find_model(path).name, "my-bert") << path;
  }
  fs::create_directory_symlink(folder_ / "work/models/my-bert", folder_ / "work/link");
  EXPECT_EQ(find_model("link").name, "my-bert");
  fs::current_path(folder_ / "work/models/my-bert");
  EXPECT_EQ(find_model(".").name, "my-bert");
}

TEST_F(FindModelTest, PrefersAFolderToTheCache) {
  cache("my-bert", {"config.json", "model.safetensors"});
  write("work/my-bert/config.json", "{}");
  EXPECT_EQ(find_model("my-bert").folder, "my-bert");
}

TEST_F(FindModelTest, FindsCachedModels) {
  const fs::path snapshot = cache("org--name", {"config.json", "model.safetensors"});
  EXPECT_EQ(find_model("org/name").folder, snapshot);
  EXPECT_EQ(find_model("org/name").name, "org/name");
  EXPECT_EQ(find_model("org/name@abc").folder, snapshot);
  EXPECT_EQ(find_model("org/name@main").name, "org/name");
  EXPECT_EQ(find_model(snapshot.string()).name, "org/name");
}

TEST_F(FindModelTest, FindsModelsUnderTheirOldAndNewNames) {
  const fs::path moved =
      cache("google-bert--bert-base-uncased", {"config.json", "model.safetensors"});
  EXPECT_EQ(find_model("bert-base-uncased").folder, moved);
  EXPECT_EQ(find_model("bert-base-uncased").name, "bert-base-uncased");
  const fs::path old = cache("bert-base-cased", {"config.json", "pytorch_model.bin"});
  EXPECT_EQ(find_model("google-bert/bert-base-cased").folder, old);
  // Half a download under one name does not hide a whole one under the other.
  cache("bert-base-uncased", {"config.json"});
  EXPECT_EQ(find_model("bert-base-uncased").folder, moved);
}

TEST_F(FindModelTest, SaysThatADownloadIsIncomplete) {
  const fs::path first = cache("a", {"model.safetensors"});
  EXPECT_EQ(error("a"), first.string() +
                            ": the download is incomplete: config.json is missing; "
                            "download the model again");
  const fs::path second = cache("b", {"config.json", "vocab.txt"});
  EXPECT_EQ(error("b"), second.string() +
                            ": the download is incomplete: model.safetensors is "
                            "missing; download the model again");
  // A link to a blob that was never finished.
  fs::create_symlink("../../blobs/none", second / "model.safetensors");
  EXPECT_THAT(error("b"), HasSubstr("model.safetensors is missing"));
}

TEST_F(FindModelTest, MissesShardsThatTheIndexNames) {
  cache("c", {"config.json"});
  const fs::path index = write("cache/models--c/snapshots/abc123/model.safetensors.index.json",
                               R"({"weight_map": {"t": "model-1.safetensors"}})");
  EXPECT_THAT(error("c"), HasSubstr("model-1.safetensors is missing"));
  write("cache/models--c/snapshots/abc123/model-1.safetensors", "x");
  EXPECT_EQ(find_model("c").folder, index.parent_path());
}

TEST_F(FindModelTest, RefusesWhatIsNeitherPathNorName) {
  const auto file = write("work/model.safetensors", "x");
  EXPECT_EQ(error(file.string()),
            file.string() + ": is a file; give the folder that holds the model's files");
  EXPECT_EQ(error("model.safetensors"),
            "model.safetensors: is a file; give the folder that holds the model's files");
  for (const char* path : {"./none", "../none", "/none/at/all", "~/none", "none/", "a/b/c"}) {
    EXPECT_EQ(error(path), std::string(path) + ": no such folder");
  }
  EXPECT_EQ(error(""), "the model's name is empty; give a folder or a name");
  EXPECT_EQ(error("my model"), "my model: is neither a folder nor a name on the Hugging Face hub");
  EXPECT_EQ(error("a--b"), "a--b: is neither a folder nor a name on the Hugging Face hub");
  EXPECT_THAT(error(std::string(10'000, 'x')), HasSubstr("is neither a folder here nor"));
}

}  // namespace
}  // namespace headscope
