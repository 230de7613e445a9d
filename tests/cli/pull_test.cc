// Models from a hub, by the program: what it prints, leaves and says.
#include <gmock/gmock.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/cli/process.h"
#include "tests/hub/stand_in_hub.h"

namespace headscope::cli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;
using testing_support::Asked;
using testing_support::Files;
using testing_support::Reply;
using testing_support::sha256_of;
using testing_support::StandInHub;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Files tiny_bert() {
  Files files;
  for (const char* file : {"config.json", "model.safetensors", "tokenizer.json",
                           "tokenizer_config.json", "vocab.txt"}) {
    files[file] = content_of(fs::path(kTiny) / file);
  }
  return files;
}

class PullCommandTest : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    hub_.add("tiny/bert", tiny_bert());
  }

  Surroundings online(std::map<std::string, std::string> more = {}) const {
    more.try_emplace("HF_ENDPOINT", hub_.address());
    more.try_emplace("HF_HUB_OFFLINE", "0");
    more.try_emplace("HF_HUB_CACHE", (folder_ / "hub").string());
    more.try_emplace("HF_HUB_ETAG_TIMEOUT", "1");
    more.try_emplace("HF_HUB_DOWNLOAD_TIMEOUT", "1");
    return {.environment = more};
  }

  fs::path weights_blob() const {
    return folder_ / "hub/models--tiny--bert/blobs" / sha256_of(tiny_bert()["model.safetensors"]);
  }

  /// Weights come so slowly that there is time to do something meanwhile.
  void slow_down() {
    hub_.misbehave([&](const Asked& asked) -> std::optional<Reply> {
      if (!asked.of_store) return std::nullopt;
      Reply reply = hub_.answer(asked);
      reply.pause = 50ms;
      reply.piece = reply.body.size() / 20;
      return reply;
    });
  }

  StandInHub hub_;
};

TEST_F(PullCommandTest, SaysWhatItBroughtAndWhere) {
  const Finished run = headscope({"pull", "tiny/bert"}, online());
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(run.out, StartsWith("name        tiny/bert\nrevision    main\ncommit      " +
                                  hub_.commit_of("tiny/bert") + "\nfolder      "));
  EXPECT_THAT(run.out, HasSubstr("\nfiles       config.json, tokenizer.json, "
                                 "tokenizer_config.json, model.safetensors\ndownloaded  "));
  const Finished again = headscope({"pull", "tiny/bert@main"}, online());
  EXPECT_THAT(again.out, HasSubstr("downloaded  nothing, all was there\n"));
}

TEST_F(PullCommandTest, PrintsJson) {
  const Finished run = headscope({"pull", "tiny/bert", "--json"}, online());
  EXPECT_EQ(run.status, 0) << run.err;
  const json pulled = json::parse(run.out);
  EXPECT_EQ(pulled["commit"], hub_.commit_of("tiny/bert"));
  EXPECT_GT(pulled["downloaded_bytes"], 0);
  const std::string folder = pulled["folder"];
  EXPECT_EQ(headscope({"tokens", "Hello", "--model", folder}).status, 0);
}

TEST_F(PullCommandTest, EveryCommandDownloadsTheFirstTime) {
  const std::string local = headscope({"tokens", "Hello", "--model", kTiny}).out;
  const Finished run = headscope({"tokens", "Hello", "--model", "tiny/bert"}, online());
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.out, local);
  EXPECT_EQ(run.err, "");
  const auto asked = hub_.asked().size();
  for (const auto& command : std::vector<std::vector<std::string>>{
           {"view", "Hello"}, {"model"}, {"bench", "--tokens", "4"}, {"trace", "Hello"}}) {
    auto arguments = command;
    arguments.insert(arguments.end(), {"--model", "tiny/bert"});
    const Finished next = headscope(arguments, online());
    EXPECT_EQ(next.status, 0) << next.err;
  }
  EXPECT_EQ(hub_.asked().size(), asked) << "what is there is used without asking";
}

TEST_F(PullCommandTest, OfflineMeansNoRequest) {
  const std::string sentence =
      "and cannot be downloaded while the network is switched off "
      "(--offline or HF_HUB_OFFLINE); download it once with "
      "'headscope pull tiny/bert'";
  for (const char* command : {"view", "tokens", "trace", "predict"}) {
    expect_refusal(headscope({command, "Hello", "--model", "tiny/bert", "--offline"}, online()), 1,
                   sentence);
  }
  expect_refusal(headscope({"model", "tiny/bert", "--offline"}, online()), 1, sentence);
  expect_refusal(headscope({"bench", "--model", "tiny/bert", "--offline"}, online()), 1, sentence);
  expect_refusal(headscope({"serve", "--model", "tiny/bert", "--offline"}, online()), 1, sentence);
  expect_refusal(headscope({"pull", "tiny/bert"}, online({{"HF_HUB_OFFLINE", "1"}})), 1,
                 "tiny/bert: cannot be downloaded while the network is switched off");
  EXPECT_TRUE(hub_.asked().empty());
}

TEST_F(PullCommandTest, WrongCommandLines) {
  expect_refusal(headscope({"pull"}, online()), 2, "NAME is required");
  expect_refusal(headscope({"pull", "a", "b"}, online()), 2, "'b' is one argument too many");
  expect_refusal(headscope({"pull", "./folder"}, online()), 1,
                 "./folder: is no name of a model on the hub");
}

TEST_F(PullCommandTest, RefusalsAreOneSentence) {
  expect_refusal(headscope({"pull", "tiny/none"}, online()), 1,
                 "tiny/none: there is no such model on " + hub_.address());
  expect_refusal(headscope({"view", "Hello", "--model", "my-bert"}, online()), 1,
                 "my-bert: is neither a folder here nor in the Hugging Face cache " +
                     (folder_ / "hub").string() + ", and there is no such model on ");
  expect_refusal(headscope({"pull", "tiny/bert@v9"}, online()), 1, "has no revision 'v9'");
  expect_refusal(headscope({"pull", "tiny/bert"}, online({{"HF_ENDPOINT", "http://127.0.0.1:1"}})),
                 1, "there is no connection to 127.0.0.1:1");
  expect_refusal(headscope({"pull", "tiny/bert"}, online({{"HF_ENDPOINT", "hub"}})), 1,
                 "HF_ENDPOINT is 'hub', not the address of a hub");
  expect_refusal(
      headscope({"pull", "tiny/bert"}, online({{"http_proxy", "http://no-such-proxy.invalid:1"}})),
      1, "the proxy's host is not known");
  write("file", "");
  expect_refusal(
      headscope({"pull", "tiny/bert"}, online({{"HF_HUB_CACHE", (folder_ / "file").string()}})), 1,
      "file/models--tiny--bert/", {"file"});
}

TEST_F(PullCommandTest, TheTokenOpensWhatIsGated) {
  hub_.require_token("tiny/bert", "hf_secret", true);
  expect_refusal(headscope({"pull", "tiny/bert"}, online()), 1,
                 "tiny/bert: is gated: accept its conditions at " + hub_.address() + "/tiny/bert");
  expect_refusal(headscope({"pull", "tiny/bert"}, online({{"HF_TOKEN", "hf_other"}})), 1,
                 "the account of the token in HF_TOKEN has no access");
  write("token", "hf_secret\n");
  const Finished run =
      headscope({"pull", "tiny/bert"}, online({{"HF_TOKEN_PATH", (folder_ / "token").string()}}));
  EXPECT_EQ(run.status, 0) << run.err;
}

TEST_F(PullCommandTest, TriesAgainAfterAFailure) {
  hub_.misbehave(
      [left = std::make_shared<std::atomic<int>>(1)](const Asked& asked) -> std::optional<Reply> {
        if (!asked.of_store || (*left)-- <= 0) return std::nullopt;
        return Reply{.status = 500};
      });
  const Finished run = headscope({"pull", "tiny/bert"}, online());
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "");
}

TEST_F(PullCommandTest, AWrongHashLeavesNothing) {
  hub_.misbehave([&](const Asked& asked) -> std::optional<Reply> {
    if (!asked.of_store) return std::nullopt;
    return Reply{.body = std::string(tiny_bert()["model.safetensors"].size(), 'x')};
  });
  expect_refusal(headscope({"view", "Hello", "--model", "tiny/bert"}, online()), 1,
                 "what came as model.safetensors has another hash than", {"hub"});
  EXPECT_FALSE(fs::exists(weights_blob()));
  EXPECT_FALSE(fs::exists(weights_blob().string() + ".incomplete"));
}

TEST_F(PullCommandTest, TwoProcessesDownloadOnce) {
  slow_down();
  Finished first;
  std::thread other([&] { first = headscope({"pull", "tiny/bert"}, online()); });
  const Finished second = headscope({"model", "tiny/bert"}, online());
  other.join();
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_EQ(second.status, 0) << second.err;
  EXPECT_EQ(hub_.count("GET", weights_blob().filename().string()), 1);
}

TEST_F(PullCommandTest, AnInterruptionLeavesAPartToGoOnWith) {
  slow_down();
  const fs::path incomplete = weights_blob().string() + ".incomplete";
  const Finished broken = headscope({"pull", "tiny/bert"}, online(), [&](pid_t process) {
    std::error_code none;
    while (fs::file_size(incomplete, none) == static_cast<std::uintmax_t>(-1) ||
           fs::file_size(incomplete, none) == 0) {
      std::this_thread::sleep_for(1ms);
    }
    ::kill(process, SIGINT);
  });
  EXPECT_EQ(broken.status, 128 + SIGINT);
  const std::uintmax_t left = fs::file_size(incomplete);
  EXPECT_GT(left, 0U);
  EXPECT_FALSE(fs::exists(weights_blob()));
  expect_refusal(headscope({"model", "tiny/bert", "--offline"}, online()), 1,
                 "the download is incomplete", {"hub"});
  hub_.misbehave({});
  const Finished whole = headscope({"pull", "tiny/bert", "--json"}, online());
  EXPECT_EQ(whole.status, 0) << whole.err;
  EXPECT_EQ(json::parse(whole.out)["downloaded_bytes"],
            tiny_bert()["model.safetensors"].size() - left);
}

}  // namespace
}  // namespace headscope::cli
