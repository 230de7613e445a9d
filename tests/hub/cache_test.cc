#include "hub/cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/checkpoint/support.h"

namespace headscope::hub {
namespace {

using testing::ElementsAre;
using testing_support::error_of;

TEST(HubName, TakesNamesAndRevisions) {
  EXPECT_EQ(HubName::parse("bert-base-uncased")->repository, "bert-base-uncased");
  EXPECT_EQ(HubName::parse("bert-base-uncased")->revision, "");
  EXPECT_EQ(HubName::parse("org_1/My.model-2")->repository, "org_1/My.model-2");
  EXPECT_EQ(HubName::parse("org/model@v1.0")->repository, "org/model");
  EXPECT_EQ(HubName::parse("org/model@v1.0")->revision, "v1.0");
  EXPECT_EQ(HubName::parse("model@refs/pr/1")->revision, "refs/pr/1");
}

TEST(HubName, RefusesWhatCouldLeaveTheCache) {
  for (const char* name : {"",           "/",
                           "a/",         "/a",
                           "..",         "../x",
                           "a/..",       "a/../b",
                           "a/b/c",      "a..b",
                           ".hidden",    "a b",
                           "a\\b",       "a--b",
                           "ä",          "a\nb",
                           "model@",     "model@../../x",
                           "model@/etc", "model@a/../b",
                           "model@a//b", "model@x y",
                           "model@a@b"}) {
    EXPECT_FALSE(HubName::parse(name)) << name;
  }
}

TEST(NamesOfRepository, KnowsWhereModelsMovedTo) {
  EXPECT_THAT(names_of_repository("bert-base-uncased"),
              ElementsAre("bert-base-uncased", "google-bert/bert-base-uncased"));
  EXPECT_THAT(names_of_repository("google-bert/bert-base-uncased"),
              ElementsAre("google-bert/bert-base-uncased", "bert-base-uncased"));
  EXPECT_THAT(names_of_repository("xlm-roberta-base"),
              ElementsAre("xlm-roberta-base", "FacebookAI/xlm-roberta-base"));
  EXPECT_THAT(names_of_repository("bert-tuned/model"), ElementsAre("bert-tuned/model"));
  EXPECT_THAT(names_of_repository("someone/bert-base-uncased"),
              ElementsAre("someone/bert-base-uncased"));
}

TEST(RepositoryFolder, WritesSlashesAsDashes) {
  EXPECT_EQ(repository_folder("/c", "org/name"), "/c/models--org--name");
  EXPECT_EQ(repository_folder("/c", "name"), "/c/models--name");
}

class CacheFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"}) ::unsetenv(name);
    ::setenv("HOME", "/home/ada", 1);
  }
};

TEST_F(CacheFolderTest, FollowsTheEnvironmentInOrder) {
  EXPECT_EQ(cache_folder(), "/home/ada/.cache/huggingface/hub");
  ::setenv("XDG_CACHE_HOME", "/xdg", 1);
  EXPECT_EQ(cache_folder(), "/xdg/huggingface/hub");
  ::setenv("HF_HOME", "~/hf", 1);
  EXPECT_EQ(cache_folder(), "/home/ada/hf/hub");
  ::setenv("HF_HUB_CACHE", "/cache", 1);
  EXPECT_EQ(cache_folder(), "/cache");
  ::setenv("HF_HUB_CACHE", "", 1);
  EXPECT_EQ(cache_folder(), "/home/ada/hf/hub");
}

class FindSnapshotTest : public testing_support::FolderTest {
 protected:
  void add(const std::string& commit) const { write("snapshots/" + commit + "/x", ""); }
  std::string found(std::string_view revision) const {
    return find_snapshot(folder_, revision).filename().string();
  }
};

TEST_F(FindSnapshotTest, FollowsRefsAndCommits) {
  add("abc123");
  add("abd456");
  write("refs/main", "abc123\n");
  write("refs/v1", "abd456");
  write("refs/refs/pr/1", "abd456");
  EXPECT_EQ(found(""), "abc123");
  EXPECT_EQ(found("main"), "abc123");
  EXPECT_EQ(found("v1"), "abd456");
  EXPECT_EQ(found("refs/pr/1"), "abd456");
  EXPECT_EQ(found("abd456"), "abd456");
  EXPECT_EQ(found("abd"), "abd456");
  EXPECT_EQ(error_of([&] { found("ab"); }),
            folder_.string() +
                ": more than one snapshot fits; say NAME@COMMIT with one of: abc123, abd456");
  EXPECT_EQ(error_of([&] { found("v2"); }),
            folder_.string() +
                ": no snapshot is of revision 'v2'; say NAME@COMMIT with one of: "
                "abc123, abd456");
}

TEST_F(FindSnapshotTest, TakesTheOnlySnapshotWithoutRefs) {
  add("abc123");
  EXPECT_EQ(found(""), "abc123");
  add("abd456");
  EXPECT_EQ(error_of([&] { found(""); }),
            folder_.string() +
                ": more than one snapshot fits; say NAME@COMMIT with one of: abc123, abd456");
}

TEST_F(FindSnapshotTest, SaysThatADownloadIsIncomplete) {
  EXPECT_EQ(error_of([&] { found(""); }),
            folder_.string() +
                ": the download is incomplete: there is no snapshot; download the "
                "model again");
  write("refs/main", "abc123");
  EXPECT_EQ(error_of([&] { found(""); }),
            folder_.string() +
                ": the download is incomplete: snapshot abc123 is missing; download "
                "the model again");
}

TEST_F(FindSnapshotTest, DoesNotFollowARefOutOfTheCache) {
  write("refs/main", "../../../etc");
  EXPECT_EQ(error_of([&] { found(""); }),
            (folder_ / "refs/main").string() + ": does not hold a commit");
}

}  // namespace
}  // namespace headscope::hub
