// Downloads from a hub that behaves, and from hubs that do not.
#include "hub/pull.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

#include "hub/refusal.h"
#include "hub/remote.h"
#include "tests/checkpoint/support.h"
#include "tests/hub/stand_in_hub.h"

namespace headscope::hub {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing_support::Asked;
using testing_support::error_of;
using testing_support::Files;
using testing_support::git_hash_of;
using testing_support::Reply;
using testing_support::sha256_of;
using testing_support::StandInHub;

constexpr char kName[] = "org/name";
constexpr char kFolder[] = "models--org--name";

/// Text that is different everywhere, so that a misplaced part is noticed.
std::string weights_of(std::size_t size) {
  std::string text;
  for (std::uint32_t x = 1; text.size() < size; x = x * 1664525 + 1013904223) {
    text += static_cast<char>('a' + (x >> 24) % 26);
  }
  return text;
}

const std::string kWeights = weights_of(300'000);
const Files kFiles = {{"README.md", "# A model"},
                      {"config.json", R"({"model_type": "bert"})"},
                      {"tokenizer.json", "{}"},
                      {"model.safetensors", kWeights},
                      {"pytorch_model.bin", "pickled"}};

bool is_of_weights(const Asked& asked) { return asked.of_store && asked.method == "GET"; }

class PullTest : public testing_support::FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY", "HF_TOKEN",
                             "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH"}) {
      ::unsetenv(name);
    }
    ::setenv("HF_HUB_CACHE", folder_.c_str(), 1);
    hub_.add(kName, kFiles);
    settings_.endpoint = hub_.address();
    settings_.first_wait = 1ms;
    settings_.answer_patience = settings_.download_patience = 1s;
  }

  PulledModel pull(const std::string& name = kName, const HubAccess& access = {}) const {
    return hub::pull(*HubName::parse(name), settings_, access);
  }
  std::string error(const std::string& name = kName) const {
    return error_of([&] { pull(name); });
  }

  static std::string read(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  fs::path repository() const { return folder_ / kFolder; }
  fs::path weights_blob() const { return repository() / "blobs" / sha256_of(kWeights); }
  fs::path snapshot() const { return repository() / "snapshots" / hub_.commit_of(kName); }
  void leave_incomplete(const std::string& content) const {
    write(weights_blob().string() + ".incomplete", content);
  }

  /// Nothing that did not come whole has a name, and no revision points at it.
  void expect_no_half_files() const {
    EXPECT_FALSE(fs::exists(weights_blob()));
    EXPECT_FALSE(fs::is_symlink(snapshot() / "model.safetensors"));
    EXPECT_FALSE(fs::exists(repository() / "refs/main"));
  }
  void expect_all() const {
    EXPECT_EQ(sha256_of(read(snapshot() / "model.safetensors")), sha256_of(kWeights));
    EXPECT_EQ(read(snapshot() / "config.json"), kFiles.at("config.json"));
    EXPECT_EQ(read(repository() / "refs/main"), hub_.commit_of(kName));
    EXPECT_FALSE(fs::exists(weights_blob().string() + ".incomplete"));
  }

  /// The hub fails like this so many times where the request is one for weights.
  void fail_with(const Reply& reply, int times) {
    hub_.misbehave([reply, left = std::make_shared<std::atomic<int>>(times)](
                       const Asked& asked) -> std::optional<Reply> {
      if (!is_of_weights(asked) || (*left)-- <= 0) return std::nullopt;
      return reply;
    });
  }
  Reply cut_after(std::size_t bytes) const { return {.body = kWeights, .cut_after = bytes}; }

  StandInHub hub_;
  Settings settings_;
};

TEST_F(PullTest, BringsWhatIsNeededAndNothingElse) {
  const PulledModel pulled = pull();
  EXPECT_THAT(pulled.files, ElementsAre("config.json", "tokenizer.json", "model.safetensors"));
  EXPECT_EQ(pulled.model.folder, snapshot());
  EXPECT_EQ(pulled.model.name, kName);
  EXPECT_EQ(pulled.commit, hub_.commit_of(kName));
  EXPECT_EQ(pulled.revision, "main");
  EXPECT_EQ(pulled.downloaded,
            kWeights.size() + kFiles.at("config.json").size() + kFiles.at("tokenizer.json").size());
  expect_all();
  EXPECT_EQ(fs::read_symlink(snapshot() / "config.json"),
            "../../blobs/" + git_hash_of(kFiles.at("config.json")));
  EXPECT_FALSE(fs::exists(snapshot() / "README.md"));
  EXPECT_FALSE(fs::exists(snapshot() / "pytorch_model.bin"));
  EXPECT_TRUE(fs::exists(repository() / ".no_exist" / pulled.commit / "added_tokens.json"));
  EXPECT_TRUE(fs::exists(folder_ / ".locks" / kFolder / (sha256_of(kWeights) + ".lock")));
}

TEST_F(PullTest, DownloadsNothingTwice) {
  pull();
  const auto asked = hub_.asked().size();
  const PulledModel again = pull();
  EXPECT_EQ(again.downloaded, 0U);
  EXPECT_EQ(hub_.asked().size(), asked + 1) << "only the list";
}

TEST_F(PullTest, BringsOnlyWhatANewCommitChanged) {
  const fs::path old = pull().model.folder;
  Files files = kFiles;
  files["config.json"] = R"({"model_type": "roberta"})";
  hub_.add(kName, files);
  const PulledModel renewed = pull();
  EXPECT_EQ(renewed.downloaded, files["config.json"].size());
  EXPECT_NE(renewed.model.folder, old);
  EXPECT_EQ(read(old / "config.json"), kFiles.at("config.json"));
  EXPECT_EQ(read(repository() / "refs/main"), renewed.commit);
}

TEST_F(PullTest, BringsShardsByTheirIndex) {
  hub_.add(kName, {{"config.json", "{}"},
                   {"model.safetensors.index.json",
                    R"({"weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}})"},
                   {"model-1.safetensors", "one"},
                   {"model-2.safetensors", "two"},
                   {"pytorch_model.bin", "pickled"}});
  EXPECT_THAT(pull().files, ElementsAre("config.json", "model.safetensors.index.json",
                                        "model-1.safetensors", "model-2.safetensors"));
  EXPECT_EQ(read(snapshot() / "model-2.safetensors"), "two");
}

TEST_F(PullTest, RefusesShardsThatWouldLeaveTheFolder) {
  hub_.add(kName,
           {{"config.json", "{}"},
            {"model.safetensors.index.json", R"({"weight_map": {"a": "../../../../evil"}})"}});
  EXPECT_THAT(error(), HasSubstr("weight_map has '../../../../evil' for tensor 'a'"));
  EXPECT_FALSE(fs::exists(repository() / "refs/main"));
}

TEST_F(PullTest, TakesRevisions) {
  const std::string commit = hub_.commit_of(kName);
  EXPECT_EQ(pull("org/name@" + commit).revision, commit);
  EXPECT_FALSE(fs::exists(repository() / "refs")) << "a commit needs no note of what it is";
  EXPECT_EQ(error("org/name@refs/pr/7"), "org/name: has no revision 'refs/pr/7' on " +
                                             hub_.address() + "; check what stands behind @");
}

TEST_F(PullTest, ReportsProgress) {
  std::uint64_t last = 0;
  std::uint64_t total = 0;
  std::string doing;
  pull(kName, {.progress = [&](const DownloadProgress& now) {
         EXPECT_LE(now.done, now.total);
         EXPECT_GE(now.done, last);
         last = now.done;
         total = now.total;
         doing = now.doing;
       }});
  EXPECT_EQ(last, total);
  EXPECT_GT(total, kWeights.size());
  EXPECT_EQ(doing, "model.safetensors");
}

TEST_F(PullTest, SendsTheTokenToTheHubAndToNobodyElse) {
  settings_.token = "hf_secret";
  hub_.require_token(kName, "hf_secret", false);
  pull();
  int with_token = 0;
  for (const Asked& asked : hub_.asked()) {
    EXPECT_EQ(asked.has("authorization"), !asked.of_store) << asked.path;
    with_token += asked.has("authorization") ? 1 : 0;
  }
  EXPECT_GT(with_token, 3);
}

TEST_F(PullTest, FollowsTheNameAModelHasMovedTo) {
  hub_.misbehave([&](const Asked& asked) -> std::optional<Reply> {
    if (asked.path.find("/old/") == asked.path.npos) return std::nullopt;
    std::string moved = asked.path;
    moved.replace(moved.find("/old/"), 5, "/org/");
    return Reply{.status = 307, .headers = {{"location", moved}}};
  });
  EXPECT_EQ(pull("old/name").model.folder,
            folder_ / "models--old--name/snapshots" / hub_.commit_of(kName));
}

// --- The hub says no.

TEST_F(PullTest, SaysThatThereIsNoSuchModel) {
  EXPECT_EQ(error("org/nothing"),
            "org/nothing: there is no such model on " + hub_.address() +
                ", or it is private; check the name, or set HF_TOKEN to a token that may read it");
  settings_.token = "hf_mine";
  settings_.token_source = "HF_TOKEN";
  EXPECT_EQ(error("org/nothing"),
            "org/nothing: there is no such model on " + hub_.address() +
                ", or the token in HF_TOKEN may not read it; check the name and the token");
  EXPECT_FALSE(fs::exists(folder_ / "models--org--nothing"));
}

TEST_F(PullTest, SaysWhatAGatedModelWants) {
  hub_.require_token(kName, "hf_secret", true);
  EXPECT_EQ(error(), "org/name: is gated: accept its conditions at " + hub_.address() +
                         "/org/name, and set HF_TOKEN to a token of your account");
  settings_.token = "hf_other";
  settings_.token_source = "/home/ada/token";
  EXPECT_EQ(error(),
            "org/name: is gated, and the account of the token in /home/ada/token has no "
            "access; accept its conditions at " +
                hub_.address() + "/org/name");
  settings_.token = "hf_secret";
  pull();
  expect_all();
}

TEST_F(PullTest, SaysWhatAStatusMeans) {
  settings_.token = "hf_mine";
  settings_.token_source = "HF_TOKEN";
  const auto error_for = [&](Reply reply) {
    hub_.misbehave([reply](const Asked&) { return reply; });
    return error();
  };
  const std::string hub = hub_.address();
  EXPECT_EQ(
      error_for({.status = 401,
                 .headers = {{"x-error-message", "Invalid credentials in Authorization header"}}}),
      "org/name: " + hub + " does not accept the token in HF_TOKEN; make one at " + hub +
          "/settings/tokens");
  EXPECT_EQ(error_for({.status = 403, .headers = {{"x-error-message", "Not for\tyou"}}}),
            "org/name: " + hub + R"( forbids the download ('Not for\x09you'); check the )" +
                "rights of the token in HF_TOKEN");
  EXPECT_EQ(error_for({.status = 403,
                       .headers = {{"x-error-message", "Access to this resource is disabled."}}}),
            "org/name: is disabled on " + hub);
  EXPECT_EQ(error_for({.status = 407}),
            "org/name: the proxy asks who is there; put NAME:PASSWORD@ before its host in "
            "https_proxy");
  EXPECT_EQ(error_for({.status = 418}), "org/name: " + hub + " answers 418");
  EXPECT_THAT(error_for({.status = 404}), HasSubstr("there is no such model"));
}

TEST_F(PullTest, SaysThatSomethingElseThanAHubAnswers) {
  const auto error_for = [&](Reply reply) {
    hub_.misbehave([reply](const Asked&) { return reply; });
    return error();
  };
  EXPECT_THAT(error_for({.body = "<html>Welcome to the airport</html>"}),
              HasSubstr("org/name: the answer of " + hub_.address()));
  EXPECT_EQ(error_for({.status = 302, .headers = {{"location", "/login"}}}),
            "org/name: " + hub_.address() + " leads from one address to the next without end");
  EXPECT_THAT(error_for({.status = 302, .headers = {{"location", "file:///etc/passwd"}}}),
              HasSubstr("leads to 'file:///etc/passwd', which is no address"));
  EXPECT_THAT(error_for({.body = std::string(40'000'000, ' ')}),
              HasSubstr("answers with more than 32 MB about it; check HF_ENDPOINT"));
}

TEST_F(PullTest, SaysThatAFileIsNotDescribed) {
  const auto head_says = [&](testing_support::Headers headers) {
    hub_.misbehave([headers](const Asked& asked) -> std::optional<Reply> {
      if (asked.method != "HEAD") return std::nullopt;
      return Reply{.headers = headers};
    });
    return error();
  };
  const std::string sentence = "org/name: " + hub_.address() +
                               " does not say about 'config.json' what a hub says (etag, size and "
                               "commit); check HF_ENDPOINT and the proxy";
  EXPECT_EQ(head_says({}), sentence);
  for (const char* etag : {"../../evil", "..", "a/b", "", "x.incomplete"}) {
    EXPECT_EQ(head_says({{"etag", etag}, {"content-length", "3"}}), sentence) << etag;
  }
  EXPECT_EQ(head_says({{"etag", "\"abc\""}, {"x-repo-commit", "another"}}), sentence);
  EXPECT_EQ(head_says({{"x-linked-etag", "abc"}, {"x-linked-size", "many"}}), sentence);
}

TEST_F(PullTest, RefusesFilesThatWouldLeaveTheFolder) {
  hub_.add(kName, {{"config.json", "{}"}, {"../../../.bashrc", "evil"}});
  EXPECT_THAT(error(), HasSubstr("names the file '../../../.bashrc'"));
  EXPECT_FALSE(fs::exists(repository()));
}

TEST_F(PullTest, SaysThatTheDiskHasNoRoom) {
  hub_.misbehave([&](const Asked& asked) -> std::optional<Reply> {
    if (asked.method != "HEAD") return std::nullopt;
    Reply reply = hub_.answer(asked);
    if (reply.headers.contains("x-linked-size")) {
      reply.headers["x-linked-size"] = "4000000000000000000";
    }
    return reply;
  });
  EXPECT_THAT(error(), HasSubstr("and 4000000000.00 GB are to be downloaded; make room, or set "
                                 "HF_HUB_CACHE to a folder on another disk"));
  expect_no_half_files();
}

TEST_F(PullTest, SaysThatTheCacheCannotBeWritten) {
  write("file", "");
  ::setenv("HF_HUB_CACHE", (folder_ / "file").c_str(), 1);
  EXPECT_THAT(error(), HasSubstr("cannot be written: "));
  EXPECT_THAT(error(), HasSubstr("; set HF_HUB_CACHE to a folder that can be written"));
}

// --- The network.

TEST_F(PullTest, SaysThatThereIsNoConnection) {
  settings_.endpoint = "http://127.0.0.1:1";
  EXPECT_THAT(
      error(),
      testing::StartsWith("org/name: cannot be downloaded: there is no connection to 127.0.0.1:1"));
  EXPECT_THROW(pull(), Unreachable);
  settings_.endpoint = "http://no-such-host.invalid";
  EXPECT_THAT(error(), HasSubstr("no-such-host.invalid is not known"));
  settings_.endpoint = "https" + hub_.address().substr(4);
  EXPECT_THAT(error(), HasSubstr("there is no safe connection to 127.0.0.1:"));
}

TEST_F(PullTest, GoesThroughTheProxyAndNamesIt) {
  ::setenv("http_proxy", hub_.address().c_str(), 1);
  settings_.endpoint = "http://hub.invalid";
  error();
  EXPECT_THAT(hub_.asked().back().path, testing::StartsWith("http://hub.invalid/api/models/"));
  ::setenv("http_proxy", "http://no-such-proxy.invalid:3128", 1);
  EXPECT_THAT(error(), HasSubstr("the proxy's host is not known"));
  ::setenv("https_proxy", hub_.address().c_str(), 1);
  settings_.endpoint = "https://hub.invalid";
  hub_.misbehave([](const Asked&) { return Reply{.status = 407}; });
  EXPECT_EQ(error(),
            "org/name: cannot be downloaded: the proxy answers 407 and does not connect "
            "to hub.invalid; check https_proxy, and the name and password in it");
  ::unsetenv("http_proxy");
  ::unsetenv("https_proxy");
}

TEST_F(PullTest, GivesUpOnAHubThatFallsSilent) {
  settings_.first_wait = 0ms;
  hub_.misbehave([](const Asked&) { return Reply{.pause = 20s}; });
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THAT(error(), HasSubstr("sent nothing for 1 s; try again later"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 20s);
}

TEST_F(PullTest, WaitsForASlowServer) {
  fail_with({.body = kWeights, .pause = 20ms, .piece = 30'000}, 1);
  pull();
  expect_all();
}

// --- A file does not come whole.

TEST_F(PullTest, GoesOnAfterACut) {
  fail_with(cut_after(100'000), 1);
  pull();
  expect_all();
  std::vector<std::string> ranges;
  for (const Asked& asked : hub_.asked()) {
    if (is_of_weights(asked)) {
      ranges.push_back(asked.has("range") ? asked.headers.at("range") : "all");
    }
  }
  EXPECT_THAT(ranges, ElementsAre("all", "bytes=100000-"));
}

TEST_F(PullTest, KeepsWhatCameForTheNextTime) {
  fail_with(cut_after(100'000), 5);
  const std::string sentence = error();
  EXPECT_THAT(sentence, HasSubstr("org/name: the download stopped: the connection to 127.0.0.1:"));
  EXPECT_THAT(sentence, HasSubstr("was cut"));
  expect_no_half_files();
  EXPECT_TRUE(read(weights_blob().string() + ".incomplete") == kWeights.substr(0, 100'000));
  hub_.misbehave({});
  const PulledModel pulled = pull();
  expect_all();
  EXPECT_EQ(pulled.downloaded, kWeights.size() - 100'000);
}

TEST_F(PullTest, BeginsAnewWhereTheServerIgnoresRanges) {
  leave_incomplete(kWeights.substr(0, 1000));
  fail_with({.body = kWeights}, 9);
  pull();
  expect_all();
}

TEST_F(PullTest, BeginsAnewWhereTheServerHasNoSuchPart) {
  leave_incomplete(kWeights.substr(0, 1000));
  fail_with({.status = 416}, 1);
  pull();
  expect_all();
  fs::remove_all(repository());
  leave_incomplete(kWeights.substr(0, 1000));
  fail_with({.status = 206, .headers = {{"content-range", "bytes 5-9/300000"}}, .body = "wrong"},
            1);
  pull();
  expect_all();
}

TEST_F(PullTest, BeginsAnewWhereTheOldPartWasWrong) {
  leave_incomplete(std::string(1000, 'x'));
  const PulledModel pulled = pull();
  expect_all();
  EXPECT_GT(pulled.downloaded, kWeights.size());
  fs::remove_all(repository());
  leave_incomplete(kWeights + "and more");
  pull();
  expect_all();
}

TEST_F(PullTest, TakesAPartThatIsAlreadyWhole) {
  leave_incomplete(kWeights);
  const PulledModel pulled = pull();
  expect_all();
  EXPECT_EQ(hub_.count("GET", sha256_of(kWeights)), 0);
  EXPECT_LT(pulled.downloaded, kWeights.size());
}

TEST_F(PullTest, RefusesAWrongHash) {
  std::string wrong = kWeights;
  wrong[200'000] ^= 1;
  fail_with({.body = wrong}, 9);
  EXPECT_EQ(error(), "org/name: what came as model.safetensors has another hash than " +
                         hub_.address() + " promised; nothing of it is kept, try again");
  expect_no_half_files();
  EXPECT_FALSE(fs::exists(weights_blob().string() + ".incomplete"));
}

TEST_F(PullTest, RefusesAWrongHashOfASmallFile) {
  hub_.misbehave([](const Asked& asked) -> std::optional<Reply> {
    if (asked.method != "GET" || !asked.path.ends_with("config.json")) return std::nullopt;
    return Reply{.body = R"({"model_type": "evil"})"};
  });
  EXPECT_THAT(error(), HasSubstr("what came as config.json has another hash than"));
  EXPECT_FALSE(fs::exists(snapshot() / "config.json"));
}

TEST_F(PullTest, RefusesAWrongLength) {
  fail_with({.body = kWeights + "more"}, 9);
  EXPECT_THAT(error(), HasSubstr("what came as model.safetensors is longer than"));
  expect_no_half_files();
  fail_with({.body = kWeights.substr(0, 1000)}, 9);
  EXPECT_EQ(error(),
            "org/name: model.safetensors ended after 1000 of 300000 bytes; try again later");
  expect_no_half_files();
}

TEST_F(PullTest, RefusesALyingContentLength) {
  fail_with({.headers = {{"content-length", "299999"}}, .body = kWeights}, 9);
  EXPECT_THAT(error(), HasSubstr("ended after 299999 of 300000 bytes"));
  fail_with({.headers = {{"content-length", "400000"}}, .body = kWeights}, 9);
  pull();  // all of it came before the connection ended
  expect_all();
}

TEST_F(PullTest, TriesAgainWhereTheHubIsBusy) {
  for (const int status : {500, 502, 503, 429, 408}) {
    fs::remove_all(repository());
    hub_.misbehave([status, left = std::make_shared<std::atomic<int>>(2)](
                       const Asked&) -> std::optional<Reply> {
      if ((*left)-- <= 0) return std::nullopt;
      return Reply{.status = status};
    });
    pull();
    expect_all();
  }
}

TEST_F(PullTest, GivesUpOnAHubThatStaysBusy) {
  fail_with({.status = 503}, 100);
  EXPECT_EQ(error(), "org/name: " + hub_.address() + " answers 503; try again later");
  EXPECT_EQ(hub_.count("GET", sha256_of(kWeights)), 5);
  expect_no_half_files();
  hub_.misbehave([](const Asked&) {
    return Reply{.status = 429, .headers = {{"retry-after", "300"}}};
  });
  EXPECT_EQ(error(),
            "org/name: " + hub_.address() + " answers 429 (too many requests); try again in 300 s");
}

TEST_F(PullTest, NamesTheStoreThatRefuses) {
  fail_with({.status = 403}, 9);
  EXPECT_EQ(error(), "org/name: " + hub_.store_address() + ", where " + hub_.address() +
                         " sends for 'model.safetensors', answers 403");
}

TEST_F(PullTest, LeavesTheOldCommitInUseUntilTheNewOneIsWhole) {
  const PulledModel old = pull();
  Files files = kFiles;
  files["model.safetensors"] = "new weights";
  hub_.add(kName, files);
  fail_with({.status = 403}, 9);
  EXPECT_THAT(error(), HasSubstr("answers 403"));
  EXPECT_EQ(read(repository() / "refs/main"), old.commit);
  EXPECT_EQ(find_model(kName, {.offline = true}).folder, old.model.folder);
}

// --- Several at once.

TEST_F(PullTest, DownloadsOnceWhenTwoWantTheSame) {
  fail_with({.body = kWeights, .pause = 20ms, .piece = 30'000}, 9);
  std::thread other([&] { pull(); });
  pull();
  other.join();
  expect_all();
  EXPECT_EQ(hub_.count("GET", sha256_of(kWeights)), 1);
}

// --- A name on the command line.

class FindOnHubTest : public PullTest {
 protected:
  void SetUp() override {
    PullTest::SetUp();
    ::setenv("HF_ENDPOINT", hub_.address().c_str(), 1);
    ::setenv("HF_HUB_OFFLINE", "0", 1);
    ::setenv("HF_HOME", (folder_ / "home").c_str(), 1);
  }
};

TEST_F(FindOnHubTest, DownloadsTheFirstTimeAndThenAsksNobody) {
  EXPECT_EQ(find_model(kName).folder, snapshot());
  expect_all();
  const auto asked = hub_.asked().size();
  EXPECT_EQ(find_model(kName).folder, snapshot());
  EXPECT_EQ(find_model("org/name@main").folder, snapshot());
  EXPECT_EQ(hub_.asked().size(), asked);
}

TEST_F(FindOnHubTest, CompletesHalfADownload) {
  fail_with({.status = 403}, 9);
  EXPECT_THAT(error_of([] { find_model(kName); }), HasSubstr("answers 403"));
  hub_.misbehave({});
  EXPECT_EQ(find_model(kName).folder, snapshot());
  fs::remove(weights_blob());
  EXPECT_EQ(find_model(kName).folder, snapshot());
  expect_all();
}

TEST_F(FindOnHubTest, BringsTheTokenizerThatAnotherProgramDidNotNeed) {
  pull();
  fs::remove(snapshot() / "tokenizer.json");
  EXPECT_EQ(find_model(kName, {.offline = true}).folder, snapshot());
  EXPECT_EQ(hub_.count("HEAD", "tokenizer.json"), 2) << "by way of a redirect";
  find_model(kName);
  EXPECT_TRUE(fs::exists(snapshot() / "tokenizer.json"));
}

TEST_F(FindOnHubTest, DoesNotAskAgainForATokenizerThatIsNowhere) {
  hub_.add(kName, {{"config.json", "{}"}, {"model.safetensors", "x"}});
  find_model(kName);
  const auto asked = hub_.asked().size();
  find_model(kName);
  EXPECT_EQ(hub_.asked().size(), asked);
}

TEST_F(FindOnHubTest, SaysWhereItLooked) {
  EXPECT_EQ(error_of([] { find_model("my-bert"); }),
            "my-bert: is neither a folder here nor in the Hugging Face cache " + folder_.string() +
                ", and there is no such model on " + hub_.address() +
                ", or it is private; check the name, or set HF_TOKEN to a token that may read it");
  ::setenv("HF_ENDPOINT", "http://127.0.0.1:1", 1);
  EXPECT_THAT(error_of([] { find_model("my-bert@v1"); }),
              testing::StartsWith("my-bert@v1: is neither a folder here nor in the Hugging Face "
                                  "cache " +
                                  folder_.string() +
                                  ", and cannot be downloaded: there is no connection to "
                                  "127.0.0.1:1"));
}

TEST_F(FindOnHubTest, UsesNoNetworkWhenItIsOff) {
  const std::string sentence =
      "org/name: is neither a folder here nor in the Hugging Face cache " + folder_.string() +
      ", and cannot be downloaded while the network is switched off (--offline or "
      "HF_HUB_OFFLINE); download it once with 'headscope pull org/name'";
  EXPECT_EQ(error_of([] { find_model(kName, {.offline = true}); }), sentence);
  ::setenv("HF_HUB_OFFLINE", "1", 1);
  EXPECT_EQ(error_of([] { find_model(kName); }), sentence);
  EXPECT_EQ(error_of([] { pull_model(kName); }),
            "org/name: cannot be downloaded while the network is switched off (--offline or "
            "HF_HUB_OFFLINE); download it once with 'headscope pull org/name'");
  EXPECT_TRUE(hub_.asked().empty());
}

TEST_F(FindOnHubTest, PullTakesNamesOnly) {
  for (const char* name : {"./folder", "/a", "a/b/c", "", "a b"}) {
    EXPECT_EQ(error_of([&] { pull_model(name); }),
              std::string(name) +
                  ": is no name of a model on the hub; names are NAME, ORG/NAME or "
                  "ORG/NAME@REVISION");
  }
}

}  // namespace
}  // namespace headscope::hub
