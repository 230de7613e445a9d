// Tokens that the model reads as its mask token.
#include "server/mask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace headscope::server {
namespace {

using testing::ElementsAre;

Tokenizer tokenizer_of(const std::string& checkpoint) {
  return Tokenizer::load(std::string(HEADSCOPE_TEST_DATA) + "/tiny/" + checkpoint);
}

Encoding masked(const Tokenizer& tokenizer, std::string_view text, std::optional<std::string> pair,
                const std::vector<Stretch>& stretches) {
  Encoding encoding = tokenizer.encode(text, pair);
  const std::int32_t id = find_mask_id(tokenizer).value();
  put_masks(stretches, id, tokenizer.token(id), encoding);
  return encoding;
}

TEST(Mask, EveryFamilysMaskTokenIsFound) {
  for (const std::string checkpoint :
       {"bert", "bert-legacy", "distilbert-classifier", "mpnet", "roberta-mlm", "xlm-roberta",
        "camembert", "albert-mlm", "electra-discriminator", "deberta-v2", "modernbert"}) {
    const Tokenizer tokenizer = tokenizer_of(checkpoint);
    const auto id = find_mask_id(tokenizer);
    ASSERT_TRUE(id) << checkpoint;
    EXPECT_THAT(tokenizer.token(*id), testing::AnyOf("[MASK]", "<mask>")) << checkpoint;
  }
}

TEST(Mask, OnlyATokenThatIsJustTheStretchIsMasked) {
  const Tokenizer bert = tokenizer_of("bert");
  EXPECT_THAT(masked(bert, "the river", {}, {{0, 4, 9}}).tokens,
              ElementsAre("[CLS]", "the", "[MASK]", "[SEP]"));
  EXPECT_THAT(masked(bert, "the river", {}, {{0, 4, 8}, {0, 0, 9}, {1, 4, 9}, {0, 0, 0}}).tokens,
              ElementsAre("[CLS]", "the", "river", "[SEP]"));
}

TEST(Mask, StretchesCountAsBrowsersDo) {
  const Tokenizer bert = tokenizer_of("bert");
  // The face is two units of UTF-16, and one code point.
  const Encoding encoding = masked(bert, "😀 the", "the", {{0, 3, 6}, {1, 0, 3}});
  EXPECT_THAT(encoding.tokens, ElementsAre("[CLS]", "[UNK]", "[MASK]", "[SEP]", "[MASK]", "[SEP]"));
  EXPECT_EQ(encoding.ids[2], *find_mask_id(bert));
  EXPECT_EQ(encoding.offsets[2].begin, 2);
}

}  // namespace
}  // namespace headscope::server
