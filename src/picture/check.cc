#include "picture/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/utf8.h"
#include "headscope/error.h"
#include "picture/precision.h"

namespace headscope::picture {
namespace {

void check_shape(const Tensor& attentions) {
  const bool drawable =
      attentions.rank() == 4 && attentions.dim(2) == attentions.dim(3) && !attentions.empty();
  if (drawable) return;
  throw Error(fmt::format("the trace's attentions are {}, a page draws [layers, heads, n, n]",
                          to_string(attentions.shape())));
}

void check_length(std::int64_t tokens) {
  if (tokens <= kMostPageTokens) return;
  throw Error(
      fmt::format("the text has {} tokens, a page draws at most {}; cut the text into parts",
                  tokens, kMostPageTokens));
}

void check_encoding(const Encoding& encoding, std::size_t n) {
  const auto check = [n](std::string_view name, std::size_t size, bool needed) {
    if (size == n || (size == 0 && !needed)) return;
    throw Error(fmt::format("the trace's attentions are of {} tokens, its encoding has {} {}", n,
                            size, name));
  };
  check("tokens", encoding.tokens.size(), true);
  check("ids", encoding.ids.size(), false);
  check("type ids", encoding.type_ids.size(), false);
  check("offsets", encoding.offsets.size(), false);
  check("word ids", encoding.word_ids.size(), false);
  check("sequence ids", encoding.sequence_ids.size(), false);
  check("marks of special tokens", encoding.special.size(), false);
}

void check_text(const Trace& trace) {
  base::require_utf8(trace.model, "the model's name");
  base::require_utf8(trace.encoding.text, "the text");
  if (trace.encoding.pair) base::require_utf8(*trace.encoding.pair, "the second text");
  for (std::size_t i = 0; i < trace.encoding.tokens.size(); ++i) {
    base::require_utf8(trace.encoding.tokens[i], fmt::format("token {}", i));
  }
}

void check_weights(const Tensor& attentions, float slack) {
  const auto outside = [=](float weight) { return (weight < -slack) | (weight > 1 + slack); };
  const std::int64_t n = attentions.dim(3);
  for (std::int64_t layer = 0; layer < attentions.dim(0); ++layer) {
    for (std::int64_t head = 0; head < attentions.dim(1); ++head) {
      const std::span<const float> map = attentions.at(layer, head);
      bool any = false;
      for (const float weight : map) any |= outside(weight);
      if (!any) continue;
      const auto found = std::find_if(map.begin(), map.end(), outside);
      const std::int64_t at = found - map.begin();
      throw Error(fmt::format(
          "the weight of L{} H{} from token {} to token {} is {}, attention lies between 0 and 1; "
          "a trace needs the weights after the softmax",
          layer, head, at / n, at % n, *found));
    }
  }
}

void check_vectors(const Trace& trace) {
  const auto check = [&](std::string_view name, const Tensor& vectors) {
    if (vectors.empty()) {
      throw Error(
          fmt::format("the trace has no {}, and --neurons shows how queries and keys make the "
                      "attention; write it with headscope trace --keep queries,keys",
                      name));
    }
    const Tensor::Shape wanted = {trace.layers(), trace.heads(), trace.tokens(),
                                  trace.queries.rank() == 4 ? trace.queries.dim(3) : -1};
    if (vectors.shape() == wanted) return;
    throw Error(
        fmt::format("the trace's {} are {}, beside attentions {} they must be "
                    "[layers, heads, n, head_dim]",
                    name, to_string(vectors.shape()), to_string(trace.attentions.shape())));
  };
  check("queries", trace.queries);
  check("keys", trace.keys);
}

}  // namespace

void check_drawable(const Trace& trace, const PageOptions& options) {
  check_shape(trace.attentions);
  check_length(trace.tokens());
  if (options.neurons) check_vectors(trace);
  check_encoding(trace.encoding, static_cast<std::size_t>(trace.tokens()));
  check_text(trace);
  check_weights(trace.attentions,
                static_cast<float>(max_error(resolve(options.precision, trace.tokens()))));
}

}  // namespace headscope::picture
