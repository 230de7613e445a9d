#include "checkpoint/config.h"

#include <gtest/gtest.h>

#include "tests/checkpoint/support.h"

namespace headscope::checkpoint {
namespace {

using testing_support::error_of;

class ConfigTest : public testing_support::FolderTest {
 protected:
  Config read(std::string_view text) const {
    write("config.json", text);
    return Config::read(folder_);
  }
  std::string error_in(std::string_view text) const {
    return error_of([&] { read(text); });
  }
  std::string file() const { return (folder_ / "config.json").string(); }
};

TEST_F(ConfigTest, GivesValuesAndFallbacks) {
  const Config config = read(R"({"layers": 3, "eps": 1e-12, "whole": 2, "act": "gelu",
      "none": null, "decoder": true, "architectures": ["BertModel", "Other"]})");
  EXPECT_EQ(config.integer("layers"), 3);
  EXPECT_EQ(config.integer("layers", 7), 3);
  EXPECT_EQ(config.integer("absent", 7), 7);
  EXPECT_EQ(config.integer("none", 7), 7);
  EXPECT_EQ(config.number("eps"), 1e-12);
  EXPECT_EQ(config.number("whole"), 2.0);
  EXPECT_EQ(config.number("absent", 0.5), 0.5);
  EXPECT_EQ(config.string("act"), "gelu");
  EXPECT_EQ(config.string("absent", "relu"), "relu");
  EXPECT_TRUE(config.boolean("decoder", false));
  EXPECT_TRUE(config.boolean("absent", true));
  EXPECT_TRUE(config.has("act"));
  EXPECT_FALSE(config.has("none"));
  EXPECT_EQ(config.architecture(), "BertModel");
}

TEST_F(ConfigTest, HasNoArchitectureWhenNoneIsNamed) {
  EXPECT_EQ(read("{}").architecture(), "");
  EXPECT_EQ(read(R"({"architectures": null})").architecture(), "");
  EXPECT_EQ(read(R"({"architectures": []})").architecture(), "");
}

TEST_F(ConfigTest, NamesTheKeyThatIsMissingOrOfTheWrongType) {
  const Config config = read(R"({"layers": "3", "half": 0.5, "act": 1, "decoder": "yes",
      "large": 18446744073709551615, "architectures": "BertModel", "list": {}})");
  const std::string at = file() + ": ";
  EXPECT_EQ(error_of([&] { config.integer("heads"); }), at + "'heads' is missing");
  EXPECT_EQ(error_of([&] { config.integer("layers", 1); }),
            at + "'layers' is a string, not a whole number");
  EXPECT_EQ(error_of([&] { config.integer("half"); }),
            at + "'half' is a fraction, not a whole number");
  EXPECT_EQ(error_of([&] { config.integer("large"); }), at + "'large' is too large");
  EXPECT_EQ(error_of([&] { config.number("act", 1); }), "no error");
  EXPECT_EQ(error_of([&] { config.number("decoder"); }),
            at + "'decoder' is a string, not a number");
  EXPECT_EQ(error_of([&] { config.string("act", ""); }),
            at + "'act' is a whole number, not a string");
  EXPECT_EQ(error_of([&] { config.string("list"); }), at + "'list' is an object, not a string");
  EXPECT_EQ(error_of([&] { config.boolean("decoder", false); }),
            at + "'decoder' is a string, not true or false");
  EXPECT_EQ(error_of([&] { config.architecture(); }),
            at + "'architectures' is a string, not a list of strings");
  EXPECT_EQ(error_of([&] { read(R"({"architectures": [1]})").architecture(); }),
            at + "'architectures[0]' is a whole number, not a string");
}

TEST_F(ConfigTest, NamesTheFileThatIsNoJsonObject) {
  EXPECT_EQ(error_in(""), file() + ": is empty");
  EXPECT_EQ(error_in("[1, 2]"), file() + ": holds a list, not a JSON object");
  EXPECT_EQ(error_in("{\"a\": 1"), file() + ": the JSON breaks off at its end");
  EXPECT_EQ(error_in("hello"), file() + ": is not JSON: mistake at line 1, column 1");
}

TEST_F(ConfigTest, NamesTheFolderThatIsNone) {
  const auto missing = folder_ / "no";
  EXPECT_EQ(error_of([&] { Config::read(missing); }), missing.string() + ": no such folder");
  const auto plain = write("plain", "x");
  EXPECT_EQ(error_of([&] { Config::read(plain); }),
            plain.string() + ": is a file; a model is the folder that holds its files");
  EXPECT_EQ(error_of([&] { Config::read(folder_); }),
            folder_.string() +
                ": has no config.json; a model is a folder with config.json, weights and a "
                "tokenizer");
}

}  // namespace
}  // namespace headscope::checkpoint
