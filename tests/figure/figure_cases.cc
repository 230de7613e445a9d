#include "tests/figure/figure_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "checkpoint/safetensors.h"

namespace headscope::figure {
namespace {

using nlohmann::json;

const std::string kData = HEADSCOPE_TEST_DATA;

std::string content_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Rows of whole numbers from a rule, scaled to sum to 1: most goes a step on, some anywhere.
void fill_wheel(std::span<float> map, std::size_t n, std::size_t step) {
  for (std::size_t i = 0; i < n; ++i) {
    const auto raw = [&](std::size_t j) {
      const std::size_t on = j == (i + step) % n ? 60 * n : 0;
      return static_cast<double>((i * 31 + j * 17 + step * 7) % 23 + on);
    };
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j) sum += raw(j);
    for (std::size_t j = 0; j < n; ++j) map[i * n + j] = static_cast<float>(raw(j) / sum);
  }
}

/// Two layers of two heads that look 1 to 4 tokens on.
Trace wheel_trace(std::vector<std::string> tokens) {
  const std::size_t n = tokens.size();
  Trace trace;
  trace.model = "wheel";
  trace.encoding.tokens = std::move(tokens);
  for (std::size_t i = 0; i < n; ++i) trace.encoding.special.push_back(i == 0 || i == n - 1);
  const auto size = static_cast<std::int64_t>(n);
  trace.attentions.resize({2, 2, size, size});
  for (std::size_t map = 0; map < 4; ++map) {
    fill_wheel(trace.attentions.values().subspan(map * n * n, n * n), n, map + 1);
  }
  return trace;
}

std::vector<std::string> numbered(int n) {
  std::vector<std::string> tokens = {"[CLS]"};
  for (int i = 1; i < n - 1; ++i) tokens.push_back(fmt::format("t{}", i));
  tokens.emplace_back("[SEP]");
  return tokens;
}

/// Two windows of a text of 12 tokens, which share three.
Trace windowed_trace() {
  constexpr std::size_t kTokens = 12;
  Trace trace = wheel_trace(numbered(kTokens));
  trace.windows.ranges = {{1, 7}, {4, 11}};
  trace.windows.of_token = {-1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, -1};
  const std::span<float> weights = trace.attentions.values();
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const auto to = static_cast<std::int64_t>(k % kTokens);
    const std::int32_t window = trace.windows.of_token[k / kTokens % kTokens];
    if (window < 0 || to < 1 || to > 10) continue;
    const auto& range = trace.windows.ranges[static_cast<std::size_t>(window)];
    if (to < range.begin || to >= range.end) weights[k] = 0;
  }
  return trace;
}

/// Tokens that must not act, be markup, or be lost.
std::vector<std::string> odd_tokens() {
  return {"[CLS]",
          "<b>&amp;\"",
          " ",
          "a\tb\u0085",
          "\u202eabc",
          "\ufffe",
          "incomprehensibilities-of-very-long-words-without-end",
          "\U0001f600\U0001f469\u200d\U0001f467",
          "\u6771\u4eac",
          "\u05e9\u05dc\u05d5\u05dd",
          "\u3000",
          "[SEP]"};
}

Tensor read_tensor(const std::string& file, const std::string& name) {
  const auto opened = checkpoint::SafetensorsFile::open(kData + "/" + file);
  const checkpoint::TensorView* view = opened.find(name);
  Tensor tensor(view->shape);
  checkpoint::widen(*view, tensor.values());
  return tensor;
}

std::vector<std::int32_t> numbers_or_minus_one(const json& list) {
  std::vector<std::int32_t> numbers;
  for (const json& one : list) numbers.push_back(one.is_null() ? -1 : one.get<std::int32_t>());
  return numbers;
}

/// A case of tests/data/minilm.
Trace minilm_trace(const std::string& id) {
  for (const json& one : json::parse(content_of(kData + "/minilm/cases.json"))) {
    if (one["id"] != id) continue;
    Trace trace;
    trace.model = "all-MiniLM-L6-v2";
    Encoding& encoding = trace.encoding;
    encoding.text = one["text"];
    if (!one["pair"].is_null()) encoding.pair = one["pair"];
    encoding.tokens = one["tokens"].get<std::vector<std::string>>();
    encoding.ids = one["input_ids"].get<std::vector<std::int32_t>>();
    encoding.type_ids = one["token_type_ids"].get<std::vector<std::int32_t>>();
    for (const json& span : one["offsets"]) encoding.offsets.push_back({span[0], span[1]});
    encoding.word_ids = numbers_or_minus_one(one["word_ids"]);
    encoding.sequence_ids = numbers_or_minus_one(one["sequence_ids"]);
    for (const int special : one["special_tokens_mask"]) encoding.special.push_back(special != 0);
    trace.attentions = read_tensor("minilm/expected.safetensors", id + ".attentions");
    return trace;
  }
  throw std::runtime_error("tests/data/minilm has no case " + id);
}

/// A name of the page's state, or its default.
template <typename Value>
Value choose(const json& state, const char* key,
             std::initializer_list<std::pair<const char*, Value>> names, Value otherwise) {
  if (!state.contains(key)) return otherwise;
  for (const auto& [name, value] : names) {
    if (state[key] == name) return value;
  }
  throw std::runtime_error(fmt::format("{} is not known: {}", key, state[key].dump()));
}

FigureOptions options_of(const json& one) {
  const json& state = one["state"];
  FigureOptions options;
  options.layer = state["layer"];
  options.heads = state["heads"].get<std::vector<std::int64_t>>();
  options.colors = state.value("slots", options.colors);
  options.lens = state.value("lens", options.lens);
  options.lines = state.value("lines", options.lines);
  options.muted = state.value("mute", options.muted);
  options.whole_words = state.value("words", false);
  options.pinned = state.value("pins", options.pinned);
  if (state.contains("segments")) {
    constexpr std::array<const char*, 4> kNames = {"aa", "ab", "ba", "bb"};
    for (std::size_t k = 0; k < kNames.size(); ++k) {
      const json& shown = state["segments"];
      options.segments[k] = std::find(shown.begin(), shown.end(), kNames[k]) != shown.end();
    }
  }
  options.together = choose(state, "together", {{"mean", Together::kMean}, {"max", Together::kMax}},
                            Together::kSeparate);
  options.side = choose(state, "side", {{"from", Side::kFrom}, {"to", Side::kTo}}, Side::kFrom);
  options.view =
      choose(state, "view", {{"matrix", FigureView::kMatrix}, {"model", FigureView::kModel}},
             FigureView::kHead);
  options.scale = choose(state, "scale", {{"linear", Scale::kLinear}}, Scale::kSqrt);
  options.model_lines = choose(state, "draw", {{"lines", true}}, false);
  options.width = one.value("width", "one") == "two" ? ColumnWidth::kTwo : ColumnWidth::kOne;
  return options;
}

}  // namespace

std::vector<FigureCase> figure_cases() {
  std::vector<FigureCase> cases;
  for (const json& one : json::parse(golden("cases.json"))) {
    cases.push_back({one["name"], one["trace"], options_of(one)});
  }
  return cases;
}

Trace figure_trace(const std::string& name) {
  if (name == "bert") {
    return load_trace(kData + "/bert-base-uncased/transformers-are-amazing.safetensors").trace;
  }
  if (name == "odd") return wheel_trace(odd_tokens());
  if (name == "windows") return windowed_trace();
  const std::string wheel = "wheel ";
  if (name.starts_with(wheel)) return wheel_trace(numbered(std::atoi(name.c_str() + wheel.size())));
  return minilm_trace(name);
}

std::string golden(const std::string& name) { return content_of(kData + "/figures/" + name); }

}  // namespace headscope::figure
