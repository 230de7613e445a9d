// The traces that are kept: the newest, within bounds of bytes and of number.
#include "server/traces.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace headscope::server {
namespace {

std::shared_ptr<const Trace> trace_of(std::int64_t floats) {
  auto trace = std::make_shared<Trace>();
  trace->attentions.resize({floats});
  return trace;
}

Input input_of(int number) { return {.text = fmt::format("{}", number)}; }

TEST(Traces, InputsThatDifferAnywhereAreApart) {
  Traces traces(1 << 20);
  const Input input = {.model = "m", .text = "a", .masked = {{0, 0, 1}}, .off = {{1, 2}}};
  const auto kept = trace_of(8);
  traces.keep(input, kept);
  EXPECT_EQ(traces.find(input), kept);
  for (const auto& change : std::initializer_list<void (*)(Input&)>{
           [](Input& other) { other.model.push_back('n'); },
           [](Input& other) { other.text.push_back('b'); },
           [](Input& other) { other.pair.emplace(); }, [](Input& other) { other.masked.clear(); },
           [](Input& other) { other.off[0].head = 3; }}) {
    Input other = input;
    change(other);
    EXPECT_EQ(traces.find(other), nullptr);
  }
}

TEST(Traces, TheOldestGoWhenThereAreTooManyBytes) {
  Traces traces(100'000);
  for (int i = 0; i < 4; ++i) traces.keep(input_of(i), trace_of(8'000));  // 32 KB each
  EXPECT_EQ(traces.find(input_of(0)), nullptr);
  EXPECT_NE(traces.find(input_of(1)), nullptr);  // and is the newest from here on
  traces.keep(input_of(4), trace_of(8'000));
  EXPECT_NE(traces.find(input_of(1)), nullptr);
  EXPECT_EQ(traces.find(input_of(2)), nullptr);
  EXPECT_LE(traces.bytes(), 100'000u);
}

TEST(Traces, OneThatIsLargerThanAllIsKeptAlone) {
  Traces traces(1'000);
  traces.keep(input_of(0), trace_of(8));
  traces.keep(input_of(1), trace_of(8'000));
  EXPECT_EQ(traces.find(input_of(0)), nullptr);
  EXPECT_NE(traces.find(input_of(1)), nullptr);
}

TEST(Traces, ThereIsABoundOfNumber) {
  Traces traces(1 << 20, 3);
  for (int i = 0; i < 9; ++i) traces.keep(input_of(i), trace_of(1));
  EXPECT_EQ(traces.find(input_of(5)), nullptr);
  EXPECT_NE(traces.find(input_of(6)), nullptr);
}

TEST(Traces, ASecondTraceOfAnInputTakesThePlaceOfTheFirst) {
  Traces traces(1 << 20);
  traces.keep(input_of(0), trace_of(1000));
  const std::size_t bytes = traces.bytes();
  const auto second = trace_of(1000);
  traces.keep(input_of(0), second);
  EXPECT_EQ(traces.bytes(), bytes);
  EXPECT_EQ(traces.find(input_of(0)), second);
}

}  // namespace
}  // namespace headscope::server
