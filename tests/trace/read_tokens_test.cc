#include "trace/read_tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headscope::trace {
namespace {

using testing::Each;
using testing::ElementsAre;

Encoding completed(std::vector<std::string> tokens) {
  Encoding encoding;
  encoding.tokens = std::move(tokens);
  complete(encoding, encoding.tokens.size());
  return encoding;
}

TEST(Complete, ReadsAWordPiecePair) {
  const Encoding encoding =
      completed({"[CLS]", "un", "##do", "##ing", ".", "[SEP]", "##x", "so", "[SEP]", "[PAD]"});
  EXPECT_THAT(encoding.special,
              ElementsAre(true, false, false, false, false, true, false, false, true, true));
  EXPECT_THAT(encoding.sequence_ids, ElementsAre(-1, 0, 0, 0, 0, -1, 1, 1, -1, -1));
  EXPECT_THAT(encoding.type_ids, ElementsAre(0, 0, 0, 0, 0, 0, 1, 1, 1, 1));
  EXPECT_THAT(encoding.word_ids, ElementsAre(-1, 0, 0, 0, 1, -1, 0, 1, -1, -1));
  EXPECT_EQ(encoding.size(), 10u);
  EXPECT_TRUE(encoding.ids.empty());
  EXPECT_TRUE(encoding.offsets.empty());
}

TEST(Complete, ReadsARobertaPair) {
  const Encoding encoding =
      completed({"<s>", "Hel", "lo", "Ġworld", "!", "</s>", "</s>", "Why", "Ġnot", "</s>"});
  EXPECT_THAT(encoding.sequence_ids, ElementsAre(-1, 0, 0, 0, 0, -1, -1, 1, 1, -1));
  EXPECT_THAT(encoding.word_ids, ElementsAre(-1, 0, 0, 1, 1, -1, -1, 0, 1, -1));
}

TEST(Complete, ReadsSentencePieces) {
  EXPECT_THAT(completed({"<s>", "▁Hel", "lo", "▁", "you", "</s>"}).word_ids,
              ElementsAre(-1, 0, 0, 1, 1, -1));
}

TEST(Complete, ReadsATextOfSpecialsOnly) {
  const Encoding encoding = completed({"[CLS]", "[SEP]"});
  EXPECT_THAT(encoding.special, Each(true));
  EXPECT_THAT(encoding.type_ids, ElementsAre(0, 0));
}

TEST(Complete, LeavesMasksAndUnknownsInTheText) {
  EXPECT_THAT(completed({"[CLS]", "[MASK]", "[UNK]", "<mask>", "[SEP]"}).special,
              ElementsAre(true, false, false, false, true));
}

TEST(Complete, BelievesWhatIsThere) {
  Encoding encoding;
  encoding.tokens = {"[CLS]", "a", "[SEP]", "b"};
  encoding.word_ids = {-1, 0, 1, 2};
  encoding.type_ids = {0, 0, 0, 1};
  complete(encoding, 4);
  EXPECT_THAT(encoding.special, ElementsAre(true, false, false, false));
  EXPECT_THAT(encoding.sequence_ids, ElementsAre(-1, 0, 0, 1));
  EXPECT_THAT(encoding.word_ids, ElementsAre(-1, 0, 1, 2));

  Encoding marked;
  marked.tokens = {"a", "b"};
  marked.sequence_ids = {-1, 0};
  complete(marked, 2);
  EXPECT_THAT(marked.special, ElementsAre(true, false));
}

}  // namespace
}  // namespace headscope::trace
