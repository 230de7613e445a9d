// Figures by the program: the page's own bytes, other formats, and every way to ask for what there
// is not.
#include "headscope/figure.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/cli/process.h"

namespace headscope::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kAmazing = kData + "/bert-base-uncased/transformers-are-amazing.safetensors";

std::string golden(const std::string& name) {
  std::ifstream file(kData + "/figures/" + name + ".svg", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class FigureCommandTest : public ProgramTest {
 protected:
  Finished figure(std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"figure", kAmazing, "--quiet"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return headscope(arguments);
  }
};

TEST_F(FigureCommandTest, DrawsWhatThePageExports) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
      {"six-tokens", {"--layer", "2"}},
      {"four-heads", {"--head", "0,3,5,11", "--width", "two"}},
      {"twelve-heads", {"--layer", "4", "--head", "all"}},
      {"all-lines", {"--layer", "2", "--lines", "100", "--mute", "[SEP]"}},
      {"mean-of-heads", {"--layer", "5", "--lens", "mean"}},
      {"matrix-six-tokens", {"--view", "matrix", "--layer", "2"}},
      {"matrix-linear", {"--view", "matrix", "--head", "3", "--scale", "linear", "--width", "two"}},
      {"matrix-mean",
       {"--view", "matrix", "--layer", "3", "--head", "5,9,1", "--together", "mean"}},
      {"model", {"--view", "model"}},
      {"model-lines", {"--view", "model", "--draw", "lines"}},
  };
  for (const auto& [name, options] : cases) {
    const Finished run = figure(options);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(read("figure.svg"), golden(name)) << name;
  }
}

TEST_F(FigureCommandTest, RunsATextAndPinsItsTokens) {
  const Finished run = headscope({"figure", "She sat by the bank.", "--pair", "Why?", "--model",
                                  kTiny, "--layer", "1", "--head", "0,1", "--to", "2,3",
                                  "--segments", "aa,ba", "--words", "-o", "bank.svg"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(files(), std::set<std::string>{"bank.svg"});
  EXPECT_THAT(run.out, StartsWith("caption  bert, layer"));
  EXPECT_THAT(run.out, HasSubstr("together"));
  EXPECT_THAT(run.out, HasSubstr("figure   bank.svg  "));
  EXPECT_THAT(read("bank.svg"), HasSubstr("Only A→A and B→A. Whole words."));
}

TEST_F(FigureCommandTest, WritesPdfAndPng) {
  const Finished pdf = figure({"-o", "a.pdf", "--json"});
  EXPECT_EQ(pdf.status, 0) << pdf.err;
  EXPECT_THAT(read("a.pdf"), StartsWith("%PDF-"));
  const json said = json::parse(pdf.out);
  EXPECT_EQ(said["figure"], "a.pdf");
  EXPECT_EQ(said["inches"], 3.25);
  EXPECT_EQ(said["bytes"], read("a.pdf").size());
  EXPECT_EQ(figure({"-o", "a.png", "--width", "two"}).status, 0);
  EXPECT_THAT(read("a.png"), StartsWith("\x89PNG"));
}

TEST_F(FigureCommandTest, RefusalsNameWhatThereIs) {
  expect_refusal(figure({"--layer", "12"}), 1,
                 "there is no layer 12; the layers of this model are 0 to 11");
  expect_refusal(figure({"--head", "12"}), 1,
                 "there is no head 12; the heads of this model are 0 to 11");
  expect_refusal(figure({"--from", "6"}), 1,
                 "there is no row 6 to pin; the rows of this text are 0 to 5");
  expect_refusal(figure({"-o", "a.gif"}), 2,
                 "--output is 'a.gif'; a figure's file ends with .svg, .pdf or .png");
  expect_refusal(figure({"--view", "neuron"}), 2, "--view takes head|model|matrix, not 'neuron'");
  expect_refusal(figure({"--head", "x"}), 2, "--head takes whole numbers");
  expect_refusal(figure({"--segments", "ac"}), 2,
                 "--segments does not know 'ac'; it takes aa, ab, ba and bb");
  expect_refusal(figure({"--pair", "Why?"}), 2, "--pair goes with a text, not with a trace file");
  expect_refusal(headscope({"figure", "none.safetensors"}), 1, "none.safetensors: ");
  expect_refusal(figure({"-o", "none/a.svg"}), 1, "none");
}

TEST_F(FigureCommandTest, IsOfOneText) {
  write("texts.txt", "Hello\nthere\n");
  ASSERT_EQ(headscope({"trace", "--lines", "texts.txt", "--model", kTiny}).status, 0);
  expect_refusal(headscope({"figure", "trace.safetensors"}), 1,
                 "trace.safetensors: holds 2 texts, and a figure shows one",
                 {"texts.txt", "trace.safetensors"});
}

}  // namespace
}  // namespace headscope::cli
