#include "kernels/attention.h"

#include <numeric>

#include "tests/kernels/support.h"

namespace headscope::kernels {
namespace {

HEADSCOPE_FOR_EVERY_TARGET(AttentionTest);

/// Queries, keys and values side by side as the encoder has them, and memory for the results.
struct Case {
  std::int64_t n, heads, head_dim;
  Matrix qkv;
  Matrix attentions, scores, context;

  Case(Random& random, std::int64_t tokens, std::int64_t head_count, std::int64_t dim,
       float spread = 1)
      : n(tokens),
        heads(head_count),
        head_dim(dim),
        qkv(Matrix::random(random, n, 3 * heads * head_dim, -spread, spread)),
        attentions(1, heads * n * n),
        scores(1, heads * n * n),
        context(n, heads * head_dim) {}

  Attention work(bool with_scores) {
    const ConstRows rows = qkv.view();
    return {.queries = rows,
            .keys = rows.from_column(heads * head_dim),
            .values = rows.from_column(2 * heads * head_dim),
            .heads = heads,
            .head_dim = head_dim,
            .scale = 1 / std::sqrt(static_cast<float>(head_dim)),
            .attentions = attentions.data(),
            .scores = with_scores ? scores.data() : nullptr,
            .context = context.view()};
  }

  void run(ThreadPool& pool, bool with_scores = true) {
    AttentionScratch scratch;
    scratch.reserve(n, head_dim, pool.threads());
    attention(work(with_scores), scratch, pool);
  }

  void run_reference(ThreadPool& pool) { reference::attention(work(true), {}, pool); }

  /// Attention of the map's row [n].
  std::span<const float> row(std::int64_t head, std::int64_t from) {
    return {attentions.data() + (head * n + from) * n, static_cast<std::size_t>(n)};
  }
};

/// The same inputs and fresh results.
Case again(const Case& other) {
  Random unused;
  Case same(unused, other.n, other.heads, other.head_dim);
  for (std::int64_t row = 0; row < other.n; ++row) {
    std::copy_n(other.qkv.view().row(row), other.qkv.columns(), same.qkv.view().row(row));
  }
  return same;
}

TEST_P(AttentionTest, EqualsReferenceForOddShapes) {
  ThreadPool pool(2);
  Random random;
  Largest attentions("attentions");
  Largest scores("scores, of 10");
  Largest context("context, of 3");
  for (const std::int64_t head_dim : {1, 5, 8, 32, 64, 80}) {
    for (const std::int64_t n : odd_sizes(40)) {
      Case fast(random, n, 3, head_dim, 3);
      Case exact = again(fast);
      fast.run(pool);
      exact.run_reference(pool);
      attentions.add(fast.attentions, exact.attentions);
      scores.add(fast.scores, exact.scores, 10);
      context.add(fast.context, exact.context, 3);
      ASSERT_LE(attentions.value(), 1.5e-6) << n << " tokens, " << head_dim;
      ASSERT_LE(scores.value(), 1e-6) << n << " tokens, " << head_dim;
      ASSERT_LE(context.value(), 3e-6) << n << " tokens, " << head_dim;
      ASSERT_TRUE(fast.attentions.untouched_outside()) << n << " tokens, " << head_dim;
      ASSERT_TRUE(fast.scores.untouched_outside()) << n << " tokens, " << head_dim;
      ASSERT_TRUE(fast.context.untouched_outside()) << n << " tokens, " << head_dim;
    }
  }
}

// Tokens that are not seen have no share to the last bit, and their scores are those of a mask.
TEST_P(AttentionTest, EqualsReferenceWithABiasOrWithinReach) {
  ThreadPool pool(2);
  Random random;
  Largest attentions("attentions with a bias, or within reach");
  Largest scores("their scores, of 10");
  Largest context("their context, of 3");
  for (const std::int64_t head_dim : {5, 64}) {
    for (const std::int64_t n : odd_sizes(40)) {
      for (const std::int64_t reach : {std::int64_t{0}, std::int64_t{1}, std::int64_t{4},
                                       std::int64_t{30}, n - 1, kWholeText}) {
        Case fast(random, n, 2, head_dim, 3);
        Case exact = again(fast);
        const Matrix bias = Matrix::random(random, 1, 2 * n * n, -5, 5);
        Matrix products(1, 2 * n * n);
        Matrix exact_products(1, 2 * n * n);
        const bool whole = reach >= n;
        for (Case* each : {&fast, &exact}) {
          Attention work = each->work(true);
          work.reach = reach;
          work.bias = reach % 2 == 0 ? bias.view().data : nullptr;
          if (whole) work.products = (each == &fast ? products : exact_products).data();
          AttentionScratch scratch;
          scratch.reserve(n, head_dim, pool.threads());
          (each == &fast ? attention : reference::attention)(work, scratch, pool);
        }
        for (std::int64_t i = 0; i < 2 * n * n; ++i) {
          if (std::abs(i / n % n - i % n) <= reach) continue;
          ASSERT_EQ(fast.attentions.at(0, i), 0);
          ASSERT_EQ(fast.scores.at(0, i), kUnseen);
        }
        attentions.add(fast.attentions, exact.attentions);
        scores.add(fast.scores, exact.scores, 10);
        context.add(fast.context, exact.context, 3);
        if (whole) scores.add(products, exact_products, 10);
        ASSERT_LE(attentions.value(), 2e-6) << n << " tokens, reach " << reach;
        ASSERT_LE(scores.value(), 1e-6) << n << " tokens, reach " << reach;
        ASSERT_LE(context.value(), 3e-6) << n << " tokens, reach " << reach;
        ASSERT_TRUE(fast.attentions.untouched_outside()) << n << " tokens, reach " << reach;
        ASSERT_TRUE(fast.scores.untouched_outside()) << n << " tokens, reach " << reach;
        ASSERT_TRUE(fast.context.untouched_outside()) << n << " tokens, reach " << reach;
      }
    }
  }
}

TEST_P(AttentionTest, AReachOverTheWholeTextIsNoReach) {
  ThreadPool pool(2);
  Random random;
  for (const std::int64_t n : {1, 9, 100}) {
    Case with(random, n, 2, 32);
    Case without = again(with);
    Attention work = with.work(true);
    work.reach = n - 1;
    AttentionScratch scratch;
    scratch.reserve(n, 32, pool.threads());
    attention(work, scratch, pool);
    without.run(pool);
    EXPECT_TRUE(equal_bits(with.attentions, without.attentions)) << n;
    EXPECT_TRUE(equal_bits(with.scores, without.scores)) << n;
    EXPECT_TRUE(equal_bits(with.context, without.context)) << n;
  }
}

TEST_P(AttentionTest, ScoresAreKeptOnlyOnRequestAndChangeNothing) {
  ThreadPool pool(2);
  Random random;
  for (const std::int64_t n : {1, 9, 33}) {
    Case with(random, n, 2, 32);
    Case without = again(with);
    with.run(pool, true);
    without.run(pool, false);
    EXPECT_TRUE(equal_bits(with.attentions, without.attentions));
    EXPECT_TRUE(equal_bits(with.context, without.context));
    EXPECT_TRUE(without.scores.untouched_behind(0));
  }
}

TEST_P(AttentionTest, RowsSumToOne) {
  ThreadPool pool(2);
  Random random;
  Largest largest("sum of a row");
  for (const std::int64_t n : odd_sizes(40)) {
    Case work(random, n, 2, 16, 5);
    work.run(pool);
    for (std::int64_t i = 0; i < 2 * n; ++i) {
      const auto row = work.row(i / n, i % n);
      largest.add(std::accumulate(row.begin(), row.end(), 0.0), 1);
    }
  }
  EXPECT_LE(largest.value(), 1e-6);
}

// Against the exact softmax of the very scores. Taking the maximum away rounds the difference,
// which moves its power by half a unit in the difference's last place: there is no more in 32 bits.
TEST_P(AttentionTest, LargeScoresKeepTheirDigits) {
  ThreadPool pool(1);
  Largest largest("attentions for scores up to ±80, of the rounding there");
  for (const std::int64_t n : {2, 7, 16, 33, 100}) {
    Random random;
    Case work(random, n, 1, 1);
    for (std::int64_t i = 0; i < n; ++i) {
      const float spread = -1 + 2 * static_cast<float>(i) / static_cast<float>(n - 1);
      work.qkv.view().row(i)[0] = 80 * spread;
      work.qkv.view().row(i)[1] = spread;
    }
    work.run(pool);
    for (std::int64_t from = 0; from < n; ++from) {
      const float* const scores = work.scores.data() + from * n;
      const double maximum = *std::max_element(scores, scores + n);
      double sum = 0;
      for (std::int64_t to = 0; to < n; ++to) sum += std::exp(scores[to] - maximum);
      for (std::int64_t to = 0; to < n; ++to) {
        const double expected = std::exp(scores[to] - maximum) / sum;
        const float got = work.row(0, from)[to];
        if (scores[to] - maximum < -87) {
          ASSERT_LE(got, 2e-38f);  // may be 0 where it would be denormal
        } else {
          const double rounding = 1 + (maximum - scores[to]) / 8;
          largest.add(got, expected, expected * rounding);
        }
      }
    }
  }
  EXPECT_LE(largest.value(), 6e-7);
}

TEST_P(AttentionTest, EqualScoresShareEqually) {
  ThreadPool pool(1);
  for (const float value : {0.0f, 1.0f, -9.0f, 1e15f}) {
    for (const std::int64_t n : odd_sizes(40)) {
      Random random;
      Case work(random, n, 1, 8);
      for (std::int64_t row = 0; row < n; ++row) {
        std::fill_n(work.qkv.view().row(row), work.qkv.columns(), value);
      }
      work.run(pool);
      for (std::int64_t from = 0; from < n; ++from) {
        for (const float share : work.row(0, from)) {
          ASSERT_FLOAT_EQ(share, 1.0f / static_cast<float>(n)) << n << " tokens of " << value;
        }
      }
    }
  }
}

TEST_P(AttentionTest, NanOfAQueryStaysInItsRow) {
  ThreadPool pool(1);
  Random random;
  Case work(random, 20, 2, 8);
  work.qkv.view().row(5)[3] = std::numeric_limits<float>::quiet_NaN();
  work.run(pool);
  for (std::int64_t head = 0; head < 2; ++head) {
    for (std::int64_t from = 0; from < 20; ++from) {
      for (const float share : work.row(head, from)) {
        EXPECT_EQ(std::isnan(share), head == 0 && from == 5);
      }
    }
  }
}

TEST_P(AttentionTest, SameBitsForAnyNumberOfThreads) {
  Random random;
  for (const auto& [n, heads] : {std::pair{1, 12}, {33, 2}, {129, 1}, {200, 3}}) {
    Case alone(random, n, heads, 32);
    ThreadPool one(1);
    alone.run(one);
    for (const int threads : {2, 3}) {
      Case shared = again(alone);
      ThreadPool pool(threads);
      shared.run(pool);
      EXPECT_TRUE(equal_bits(shared.attentions, alone.attentions)) << n << ", " << threads;
      EXPECT_TRUE(equal_bits(shared.scores, alone.scores)) << n << ", " << threads;
      EXPECT_TRUE(equal_bits(shared.context, alone.context)) << n << ", " << threads;
    }
  }
}

TEST_P(AttentionTest, ScratchServesShorterInputsAfterLongerOnes) {
  ThreadPool pool(2);
  Random random;
  AttentionScratch scratch;
  for (const std::int64_t n : {3, 100, 17, 40}) {
    Case fast(random, n, 2, 16);
    Case fresh = again(fast);
    scratch.reserve(n, 16, pool.threads());
    attention(fast.work(true), scratch, pool);
    fresh.run(pool);
    EXPECT_TRUE(equal_bits(fast.attentions, fresh.attentions)) << n;
    EXPECT_TRUE(equal_bits(fast.context, fresh.context)) << n;
  }
}

}  // namespace
}  // namespace headscope::kernels
