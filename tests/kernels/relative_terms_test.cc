#include "kernels/relative_terms.h"

#include "tests/kernels/support.h"

namespace headscope::kernels {
namespace {

HEADSCOPE_FOR_EVERY_TARGET(RelativeTermsTest);

struct Case {
  std::int64_t n, heads, head_dim, positions;
  Matrix queries, keys, position_keys, position_queries;
  std::vector<std::int32_t> index;
  Matrix c2p, p2c, sum;

  Case(Random& random, std::int64_t tokens, std::int64_t head_count, std::int64_t dim,
       std::int64_t position_count)
      : n(tokens),
        heads(head_count),
        head_dim(dim),
        positions(position_count),
        queries(Matrix::random(random, n, heads * dim, -3, 3)),
        keys(Matrix::random(random, n, heads * dim, -3, 3)),
        position_keys(Matrix::random(random, positions, heads * dim, -3, 3)),
        position_queries(Matrix::random(random, positions, heads * dim, -3, 3)),
        c2p(1, heads * n * n),
        p2c(1, heads * n * n),
        sum(1, heads * n * n) {
    const std::int64_t middle = positions / 2;
    for (std::int64_t distance = 1 - n; distance < n; ++distance) {
      index.push_back(
          static_cast<std::int32_t>(std::clamp<std::int64_t>(middle + distance, 0, positions - 1)));
    }
  }

  RelativeTerms work(bool keep) {
    return {.queries = queries.view(),
            .keys = keys.view(),
            .position_keys = position_keys.view(),
            .position_queries = position_queries.view(),
            .index = index.data() + n - 1,
            .heads = heads,
            .head_dim = head_dim,
            .scale = 1 / std::sqrt(3 * static_cast<float>(head_dim)),
            .content_to_position = keep ? c2p.data() : nullptr,
            .position_to_content = keep ? p2c.data() : nullptr,
            .sum = sum.data()};
  }
};

void run(const Case& c, const RelativeTerms& work, ThreadPool& pool) {
  AttentionScratch scratch;
  scratch.reserve(c.positions, c.head_dim, pool.threads());
  relative_terms(work, scratch, pool);
}

TEST_P(RelativeTermsTest, EqualsReferenceForOddShapes) {
  ThreadPool pool(2);
  Largest largest("terms, of 10");
  for (const std::int64_t head_dim : {1, 5, 8, 64}) {
    for (const std::int64_t positions : {2, 16, 49}) {
      for (const std::int64_t n : odd_sizes()) {
        Random random;
        Random again;
        Case fast(random, n, 2, head_dim, positions);
        Case exact(again, n, 2, head_dim, positions);
        run(fast, fast.work(true), pool);
        reference::relative_terms(exact.work(true), {}, pool);
        largest.add(fast.c2p, exact.c2p, 10);
        largest.add(fast.p2c, exact.p2c, 10);
        largest.add(fast.sum, exact.sum, 10);
        ASSERT_LE(largest.value(), 1e-6) << n << " tokens, " << positions << ", " << head_dim;
        ASSERT_TRUE(fast.c2p.untouched_outside());
        ASSERT_TRUE(fast.p2c.untouched_outside());
        ASSERT_TRUE(fast.sum.untouched_outside());
      }
    }
  }
}

TEST_P(RelativeTermsTest, ATermWithoutVectorsIsLeftOut) {
  ThreadPool pool(1);
  Random random;
  Case both(random, 11, 2, 8, 6);
  run(both, both.work(true), pool);
  for (const bool c2p_alone : {true, false}) {
    Random again;
    Case one(again, 11, 2, 8, 6);
    RelativeTerms work = one.work(true);
    (c2p_alone ? work.position_queries : work.position_keys) = {};
    run(one, work, pool);
    EXPECT_TRUE(equal_bits(one.sum, c2p_alone ? both.c2p : both.p2c));
    EXPECT_TRUE((c2p_alone ? one.p2c : one.c2p).untouched_behind(0));
  }
}

TEST_P(RelativeTermsTest, KeepingTheTermsChangesNothingNorDoThreads) {
  Random random;
  Random again;
  Case kept(random, 33, 5, 16, 20);
  Case alone(again, 33, 5, 16, 20);
  ThreadPool two(2);
  ThreadPool one(1);
  run(kept, kept.work(true), two);
  run(alone, alone.work(false), one);
  EXPECT_TRUE(equal_bits(kept.sum, alone.sum));
  EXPECT_TRUE(alone.c2p.untouched_behind(0));
}

}  // namespace
}  // namespace headscope::kernels
