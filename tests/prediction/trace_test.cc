// A prediction goes with its trace into a file and back.
#include <gmock/gmock.h>

#include "headscope/error.h"
#include "tests/prediction/support.h"

namespace headscope::prediction {
namespace {

using testing::HasSubstr;

std::filesystem::path scratch() {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  return std::filesystem::path(testing::TempDir()) /
         (std::string("headscope_") + test->name() + ".safetensors");
}

TEST(PredictionInATrace, ComesBackWithTheLogitsOfSomeTokens) {
  Model model = Model::load(tiny("bert-mlm"));
  const Encoding encoding = tokenizer().encode("the [MASK] saw the sea");
  const Keep keep = keep_for_prediction(model.info(), tokenizer(), encoding);
  Trace trace = model.forward(encoding, keep);
  trace.prediction = to_json(predict(trace, model.info(), tokenizer()));
  save_trace(trace, scratch());
  const LoadedTrace loaded = load_trace(scratch());
  EXPECT_TRUE(loaded.warnings.empty());
  EXPECT_EQ(loaded.trace.prediction, trace.prediction);
  EXPECT_EQ(loaded.trace.logits_of, trace.logits_of);
  EXPECT_EQ(loaded.trace.logits.shape(), (Tensor::Shape{1, model.info().vocabulary_size}));
  EXPECT_EQ(to_json(predict(loaded.trace, model.info(), tokenizer())), trace.prediction);
}

TEST(PredictionInATrace, WhatIsNoObjectIsRefused) {
  Model model = Model::load(tiny("bert"));
  for (const char* wrong : {"[1]", "{\"task\"", "7"}) {
    Trace trace = model.forward(tokenizer().encode("the sea"));
    trace.prediction = wrong;
    save_trace(trace, scratch());
    try {
      load_trace(scratch());
      ADD_FAILURE() << wrong;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("'prediction' in the metadata"));
    }
  }
}

TEST(PredictionInATrace, LogitsOfATokenThatThereIsNotAreRefused) {
  Model model = Model::load(tiny("bert-mlm"));
  Trace trace = model.forward(tokenizer().encode("the"), {.logits = true, .logits_of = {1}});
  trace.logits_of = {3};
  save_trace(trace, scratch());
  try {
    load_trace(scratch());
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("'logits_of' in the metadata has an entry that is no token "
                                        "from 0 to 2"));
  }
}

}  // namespace
}  // namespace headscope::prediction
