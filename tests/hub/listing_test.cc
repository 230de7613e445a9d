#include "hub/listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/plan.h"
#include "tests/checkpoint/support.h"

namespace headscope::hub {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing_support::error_of;

constexpr char kCommit[] = "0123456789abcdef0123456789abcdef01234567";

std::string listing_with(const std::string& siblings) {
  return std::string(R"({"sha": ")") + kCommit + R"(", "siblings": )" + siblings + "}";
}

std::string error(const std::string& json) {
  return error_of([&] { parse_listing(json, "org/name: the answer of HUB"); });
}

TEST(ParseListing, ReadsCommitAndFiles) {
  const Listing listing = parse_listing(
      listing_with(R"([{"rfilename": "config.json"}, {"rfilename": "1_Pooling/config.json"}])"),
      "");
  EXPECT_EQ(listing.commit, kCommit);
  EXPECT_THAT(listing.files, ElementsAre("1_Pooling/config.json", "config.json"));
}

TEST(ParseListing, RefusesNamesThatLeaveTheFolder) {
  for (const char* name : {"../x", "a/../../x", "/etc/passwd", "..", ".", "", "a//b", "a/", "a/.",
                           "..\\\\x", "a\\u0000b"}) {
    EXPECT_THAT(error(listing_with(std::string(R"([{"rfilename": ")") + name + "\"}]")),
                HasSubstr("which would leave the model's folder; nothing was downloaded"))
        << name;
  }
  EXPECT_EQ(error(listing_with(R"([{"rfilename": "../../.bashrc"}])")),
            "org/name: the answer of HUB names the file '../../.bashrc', which would leave the "
            "model's folder; nothing was downloaded");
}

TEST(ParseListing, RefusesWhatIsNoListing) {
  for (const char* json :
       {"{}", "[]", "3", R"({"sha": "main", "siblings": []})", R"({"sha": 5, "siblings": []})",
        R"({"sha": "../../../etc", "siblings": []})"}) {
    EXPECT_EQ(
        error(json),
        "org/name: the answer of HUB is no list of files as a hub gives it; check HF_ENDPOINT")
        << json;
  }
  EXPECT_THAT(error(listing_with(R"({"a": 1})")), HasSubstr("is no list of files"));
  EXPECT_THAT(error(listing_with("[3]")), HasSubstr("names the file ''"));
  EXPECT_THAT(error("<html>Welcome to the airport</html>"), HasSubstr("the answer of HUB"));
  EXPECT_THAT(error(std::string(10'000, '[')), HasSubstr("the answer of HUB"));
}

Listing listing(std::set<std::string> files) { return {kCommit, std::move(files)}; }

TEST(ChooseDescription, TakesConfigurationAndTokenizer) {
  const Choice choice = choose_description(
      listing({"README.md", "config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt",
               "special_tokens_map.json", "onnx/model.onnx"}),
      "org/name");
  EXPECT_THAT(choice.files, ElementsAre("config.json", "tokenizer.json", "tokenizer_config.json",
                                        "special_tokens_map.json"));
  EXPECT_THAT(choice.absent, ElementsAre("added_tokens.json"));
}

TEST(ChooseDescription, TakesTheOlderFormWhereThereIsNoTokenizerJson) {
  const Choice choice = choose_description(listing({"config.json", "vocab.txt"}), "org/name");
  EXPECT_THAT(choice.files, ElementsAre("config.json", "vocab.txt"));
  EXPECT_THAT(choice.absent, testing::Contains("tokenizer.json"));
}

TEST(ChooseDescription, SaysThatARepositoryIsNoModel) {
  EXPECT_EQ(error_of([] { choose_description(listing({"data.csv"}), "org/name"); }),
            "org/name: has no config.json, so Headscope cannot tell what model it is");
}

TEST(ChooseWeights, TakesOneFormAndPrefersSafetensors) {
  const auto files = [](std::set<std::string> all) {
    return choose_weights(listing(std::move(all)), "org/name").files;
  };
  EXPECT_THAT(files({"pytorch_model.bin", "model.safetensors", "tf_model.h5"}),
              ElementsAre("model.safetensors"));
  EXPECT_THAT(files({"pytorch_model.bin", "model.safetensors.index.json"}),
              ElementsAre("model.safetensors.index.json"));
  EXPECT_THAT(files({"pytorch_model.bin", "flax_model.msgpack"}), ElementsAre("pytorch_model.bin"));
  EXPECT_THAT(choose_weights(listing({"pytorch_model.bin"}), "org/name").absent,
              ElementsAre("model.safetensors", "model.safetensors.index.json"));
  EXPECT_EQ(error_of([&] { files({"tf_model.h5"}); }),
            "org/name: has no weights that Headscope reads: none of model.safetensors, "
            "model.safetensors.index.json, pytorch_model.bin, pytorch_model.bin.index.json is "
            "there");
}

}  // namespace
}  // namespace headscope::hub
