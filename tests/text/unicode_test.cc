#include "text/unicode.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>

namespace headscope::text {
namespace {

#include "tests/text/unicode_digests.inc"

constexpr char32_t kEnd = 0x110000;

bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

/// 64-bit FNV-1a over numbers of four bytes each, as scripts/generate_unicode_tables.py takes it.
class Digest {
 public:
  void add(std::uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8) {
      state_ = (state_ ^ (number >> shift & 0xFF)) * 0x100000001B3;
    }
  }
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325;
};

template <typename Mapping>
std::uint64_t digest_of(Mapping mapping) {
  Digest digest;
  for (char32_t c = 0; c < kEnd; ++c) {
    const std::u32string_view mapped = mapping(c);
    if (is_surrogate(c) || mapped.empty()) continue;
    digest.add(c);
    digest.add(static_cast<std::uint32_t>(mapped.size()));
    for (const char32_t m : mapped) digest.add(m);
  }
  return digest.value();
}

TEST(Unicode, ClassesOfAllCodePointsAreTheReferences) {
  Digest digest;
  for (char32_t c = 0; c < kEnd; ++c) {
    if (is_surrogate(c)) continue;
    digest.add((is_whitespace(c) ? 1 : 0) | (is_removed_by_cleaning(c) ? 2 : 0) |
               (is_punctuation(c) ? 4 : 0) | (is_nonspacing_mark(c) ? 8 : 0) |
               (is_mark(c) ? 16 : 0) | (is_word(c) ? 32 : 0) | (is_numeric(c) ? 64 : 0) |
               (is_pattern_word(c) ? 128 : 0));
  }
  EXPECT_EQ(digest.value(), kFlagsDigest);
}

TEST(Unicode, CategoriesAreTheReferences) {
  Digest digest;
  for (char32_t c = 0; c < kEnd; ++c) {
    if (!is_surrogate(c)) digest.add(static_cast<std::uint32_t>(category(c)));
  }
  EXPECT_EQ(digest.value(), kCategoriesDigest);
}

TEST(Unicode, GraphemeBreaksAreTheReferences) {
  Digest digest;
  for (char32_t c = 0; c < kEnd; ++c) {
    if (is_surrogate(c)) continue;
    digest.add(static_cast<std::uint32_t>(grapheme_break(c)) | (is_conjunct_linker(c) ? 16 : 0) |
               (is_conjunct_extend(c) ? 32 : 0));
  }
  EXPECT_EQ(digest.value(), kBreaksDigest);
}

TEST(Unicode, CombiningClassesAreTheReferences) {
  Digest digest;
  for (char32_t c = 0; c < kEnd; ++c) {
    if (!is_surrogate(c)) digest.add(combining_class(c));
  }
  EXPECT_EQ(digest.value(), kClassesDigest);
}

TEST(Unicode, MappingsAreTheReferences) {
  EXPECT_EQ(digest_of([](char32_t c) { return lower_case(c); }), kLowerDigest);
  EXPECT_EQ(digest_of([](char32_t c) { return decomposition(c, Form::kCanonical); }),
            kCanonicalDigest);
  EXPECT_EQ(digest_of([](char32_t c) { return decomposition(c, Form::kCompatible); }),
            kCompatibleDigest);
}

TEST(Unicode, CompositionsAreTheReferences) {
  // What composes are beginnings of decompositions, composed or not, with their last characters.
  std::set<char32_t> firsts;
  std::set<char32_t> seconds;
  for (char32_t c = 0; c < kEnd; ++c) {
    const std::u32string_view parts = decomposition(c, Form::kCanonical);
    if (parts.empty()) continue;
    firsts.insert({c, parts.front()});
    seconds.insert(parts.back());
  }
  Digest digest;
  for (const char32_t first : firsts) {
    for (const char32_t second : seconds) {
      const auto composed = composition(first, second);
      if (!composed) continue;
      digest.add(first);
      digest.add(second);
      digest.add(*composed);
    }
  }
  EXPECT_EQ(digest.value(), kCompositionsDigest);
}

}  // namespace
}  // namespace headscope::text
