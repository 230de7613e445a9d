#include "tests/picture/traces.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "checkpoint/safetensors.h"

namespace headscope::picture {
namespace {

void fill_softmax(std::span<float> row, float peak, std::mt19937& random) {
  double sum = 0;
  for (float& weight : row) {
    weight = std::exp(peak * static_cast<float>(random()) / 4294967296.0F);
    sum += weight;
  }
  for (float& weight : row) weight = static_cast<float>(weight / sum);
}

checkpoint::SafetensorsFile open(const std::string& file) {
  return checkpoint::SafetensorsFile::open(HEADSCOPE_TEST_DATA "/" + file);
}

void number_tokens(Trace& trace) {
  const auto n = static_cast<std::size_t>(trace.tokens());
  for (std::size_t i = 0; i < n; ++i) trace.encoding.tokens.push_back(std::to_string(i));
  trace.encoding.special.assign(n, false);
  trace.encoding.special.front() = trace.encoding.special.back() = true;
}

}  // namespace

Trace synthetic_trace(std::int64_t layers, std::int64_t heads, std::int64_t n, float peak) {
  Trace trace;
  trace.attentions.resize({layers, heads, n, n});
  std::mt19937 random(7);
  const std::span<float> all = trace.attentions.values();
  const auto row = static_cast<std::size_t>(n);
  for (std::size_t at = 0; at < all.size(); at += row) {
    fill_softmax(all.subspan(at, row), peak, random);
  }
  number_tokens(trace);
  return trace;
}

void add_vectors(Trace& trace, std::int64_t head_dim) {
  const std::int64_t n = trace.tokens();
  const auto d = static_cast<std::size_t>(head_dim);
  std::mt19937 random(11);
  for (Tensor* tensor : {&trace.queries, &trace.keys}) {
    tensor->resize({trace.layers(), trace.heads(), n, head_dim});
    for (float& value : tensor->values()) {
      value = static_cast<float>(static_cast<std::int32_t>(random())) / 1e9F;
    }
  }
  for (std::int64_t map = 0; map < trace.layers() * trace.heads(); ++map) {
    const std::int64_t layer = map / trace.heads();
    const std::int64_t head = map % trace.heads();
    const std::span<float> attention = trace.attentions.at(layer, head);
    for (std::int64_t from = 0; from < n; ++from) {
      const std::span<const float> query = trace.queries.at(layer, head, from);
      double sum = 0;
      for (std::int64_t to = 0; to < n; ++to) {
        const std::span<const float> key = trace.keys.at(layer, head, to);
        double score = 0;
        for (std::size_t k = 0; k < d; ++k) score += double{query[k]} * key[k];
        const double power = std::exp(score / std::sqrt(static_cast<double>(d)));
        attention[static_cast<std::size_t>(from * n + to)] = static_cast<float>(power);
        sum += power;
      }
      for (std::int64_t to = 0; to < n; ++to) {
        attention[static_cast<std::size_t>(from * n + to)] /= static_cast<float>(sum);
      }
    }
  }
}

Trace amazing_trace() {
  const auto file = open("bert-base-uncased/transformers-are-amazing.safetensors");
  const checkpoint::TensorView* view = file.find("attentions");
  Trace trace;
  trace.model = "bert-base-uncased";
  trace.attentions.resize(view->shape);
  checkpoint::widen(*view, trace.attentions.values());
  Encoding& encoding = trace.encoding;
  encoding.text = "Transformers are amazing!";
  encoding.tokens = {"[CLS]", "transformers", "are", "amazing", "!", "[SEP]"};
  encoding.ids = {101, 19081, 2024, 6429, 999, 102};
  encoding.type_ids = {0, 0, 0, 0, 0, 0};
  encoding.sequence_ids = {-1, 0, 0, 0, 0, -1};
  encoding.word_ids = {-1, 0, 1, 2, 3, -1};
  encoding.offsets = {{0, 0}, {0, 12}, {13, 16}, {17, 24}, {24, 25}, {0, 0}};
  encoding.special = {true, false, false, false, false, true};
  return trace;
}

Trace paragraph_trace() {
  const auto file = open("minilm/expected.safetensors");
  const checkpoint::TensorView* first = file.find("paragraph.attentions.0");
  const checkpoint::TensorView* last = file.find("paragraph.attentions.5");
  Trace trace;
  trace.attentions.resize({12, first->shape[0], first->shape[1], first->shape[2]});
  for (std::int64_t layer = 0; layer < 12; ++layer) {
    checkpoint::widen(layer % 2 == 0 ? *first : *last, trace.attentions.at(layer));
  }
  number_tokens(trace);
  return trace;
}

}  // namespace headscope::picture
