#include "trace/load_trace.h"

#include <fmt/format.h>

#include <algorithm>

#include "headscope/error.h"
#include "trace/metadata.h"
#include "trace/read_tokens.h"
#include "trace/row_check.h"
#include "trace/trace_tensors.h"

namespace headscope {
namespace {

using checkpoint::TensorView;
using Shape = Tensor::Shape;

/// `tensor` with the entries `kept` of an axis alone.
Tensor take(const Tensor& tensor, std::size_t axis, const std::vector<std::int64_t>& kept) {
  Shape shape = tensor.shape();
  const std::int64_t n = shape[axis];
  std::int64_t blocks = 1;
  for (std::size_t i = 0; i < axis; ++i) blocks *= shape[i];
  const std::int64_t size = tensor.size() / (blocks * n);
  shape[axis] = static_cast<std::int64_t>(kept.size());
  Tensor taken(std::move(shape));
  float* to = taken.data();
  for (std::int64_t block = 0; block < blocks; ++block) {
    for (const std::int64_t position : kept) {
      to = std::copy_n(tensor.data() + (block * n + position) * size, size, to);
    }
  }
  return taken;
}

/// The tensor without a batch of one, as float32.
Tensor read_tensor(const TensorView& view, std::size_t rank) {
  Shape shape = view.shape;
  if (shape.size() == rank + 1 && shape.front() == 1) shape.erase(shape.begin());
  Tensor tensor(std::move(shape));
  checkpoint::widen(view, tensor.values());
  return tensor;
}

/// With their padding, as all tensors beside them have it.
Tensor read_attentions(const trace::StoredText& text) {
  const TensorView& view = *text.find("attentions");
  Tensor attentions = read_tensor(view, 4);
  const Shape& shape = attentions.shape();
  if (shape.size() != 4 || attentions.empty() || shape[2] != shape[3]) {
    throw Error(fmt::format("{}: attentions are {}, not [layers, heads, n, n]", text.name,
                            to_string(view.shape)));
  }
  return attentions;
}

/// Logits are of a text's labels [labels], of each token [n], or of a token's labels or words
/// [n, labels], of which a file may have only the tokens of `logits_of`. A first 1 where there are
/// more tokens is a batch of one.
Shape expected_logits(const Shape& shape, const Trace& trace) {
  if (!trace.logits_of.empty()) return {static_cast<std::int64_t>(trace.logits_of.size()), -1};
  const std::int64_t n = trace.tokens();
  const bool batch_of_text = shape.size() == 2 && shape[0] == 1 && n != 1;
  return shape.size() == 1 || batch_of_text ? Shape{-1} : Shape{n, -1};
}

/// The shape that a tensor of this shape must have beside these attentions; -1 where any size will
/// do.
Shape expected_shape(std::string_view tensor, const Shape& shape, const Trace& trace) {
  const std::int64_t n = trace.tokens();
  if (tensor == "scores" || tensor.find("_to_") != tensor.npos) return trace.attentions.shape();
  if (tensor == "hidden_states") return {trace.layers() + 1, n, -1};
  if (tensor == "pooled") return {-1};
  if (tensor == "logits") return expected_logits(shape, trace);
  if (tensor == "start_logits" || tensor == "end_logits") {
    const auto windows = static_cast<std::int64_t>(trace.windows.size());
    return windows > 0 ? Shape{windows, n} : Shape{n};
  }
  const bool keys = tensor == "keys" && !trace.queries.empty();
  return {trace.layers(), trace.heads(), n, keys ? trace.queries.dim(3) : -1};
}

bool fits(const Shape& shape, const Shape& expected) {
  if (shape.size() != expected.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (expected[i] < 0 ? shape[i] < 1 : shape[i] != expected[i]) return false;
  }
  return true;
}

std::string describe(const Shape& expected) {
  std::string text = "[";
  for (const std::int64_t dim : expected) {
    if (text.size() > 1) text += ", ";
    text += dim < 0 ? "any" : std::to_string(dim);
  }
  return text + "]";
}

void read_other_tensors(const trace::StoredText& text, Trace& trace) {
  for (const auto& [tensor, member] : trace::kTensors) {
    const TensorView* view = text.find(tensor);
    if (view == nullptr || member == &Trace::attentions) continue;
    const Shape expected = expected_shape(tensor, view->shape, trace);
    trace.*member = read_tensor(*view, expected.size());
    if (fits((trace.*member).shape(), expected)) continue;
    throw Error(fmt::format("{}: {} is {}, beside attentions {} it must be {}", text.name, tensor,
                            to_string(view->shape), to_string(trace.attentions.shape()),
                            describe(expected)));
  }
}

/// The axes of a tensor that have one entry for each of `n` tokens.
std::vector<std::size_t> token_axes(std::string_view name, const Tensor& tensor, std::int64_t n) {
  if (name == "attentions" || name == "scores" || name.find("_to_") != name.npos) return {2, 3};
  if (name == "queries" || name == "keys" || name == "values") return {2};
  if (name == "hidden_states") return {1};
  if (name == "pooled") return {};
  // Logits of a whole text have no tokens; a discriminator's have nothing else.
  return tensor.dim(0) == n ? std::vector<std::size_t>{0} : std::vector<std::size_t>{};
}

void drop_padding(const std::vector<std::int64_t>& kept, Trace& trace) {
  const std::int64_t n = trace.tokens();
  if (static_cast<std::int64_t>(kept.size()) == n) return;
  for (const auto& [name, member] : trace::kTensors) {
    Tensor& tensor = trace.*member;
    if (tensor.empty()) continue;
    // Logits of chosen tokens are Headscope's own, which pads nothing.
    if (member == &Trace::logits && !trace.logits_of.empty()) continue;
    for (const std::size_t axis : token_axes(name, tensor, n)) tensor = take(tensor, axis, kept);
  }
}

/// One sentence for all that the metadata does not say.
void warn_of_gaps(const trace::Metadata& metadata, const std::string& name,
                  std::vector<std::string>& warnings) {
  if (!metadata.contains("tokens")) {
    warnings.push_back(
        name +
        ": the metadata has no tokens, so the positions are numbered; write them as a JSON "
        "list of strings under 'tokens'");
  }
  constexpr std::pair<const char*, const char*> kEntries[] = {{"model", "model"},
                                                              {"text", "text"},
                                                              {"ids", "ids"},
                                                              {"type_ids", "type ids"},
                                                              {"offsets", "offsets"},
                                                              {"word_ids", "word ids"},
                                                              {"sequence_ids", "sequence ids"},
                                                              {"special", "special marks"}};
  std::vector<std::string> missing;
  for (const auto& [key, words] : kEntries) {
    if (!metadata.contains(key)) missing.push_back(words);
  }
  if (missing.empty()) return;
  const std::string last = missing.back();
  missing.pop_back();
  const std::string list =
      missing.empty() ? last : fmt::format("{} or {}", fmt::join(missing, ", "), last);
  const bool derived = !metadata.contains("special") || !metadata.contains("word_ids") ||
                       !metadata.contains("sequence_ids") || !metadata.contains("type_ids");
  warnings.push_back(
      fmt::format("{}: the metadata has no {}{}", name, list,
                  derived && metadata.contains("tokens")
                      ? "; special tokens, whole words and sequences are read off the tokens"
                      : ""));
}

}  // namespace

LoadedTrace trace::load(const StoredText& text) {
  LoadedTrace loaded;
  Trace& trace = loaded.trace;
  trace.attentions = read_attentions(text);
  trace.logits_of =
      read_logits_of(text.metadata, static_cast<std::size_t>(trace.tokens()), text.name);
  trace.prediction = read_prediction(text.metadata, text.name);
  trace.windows = read_windows(text.metadata, static_cast<std::size_t>(trace.tokens()), text.name);
  read_other_tensors(text, trace);
  drop_padding(text.kept, trace);
  const auto n = static_cast<std::size_t>(trace.tokens());
  trace.encoding = read_metadata(text.metadata, n, text.name);
  complete(trace.encoding, n);
  require_inside_text(trace.encoding, text.name);
  if (const auto model = text.metadata.find("model"); model != text.metadata.end()) {
    trace.model = model->second;
  }

  if (!text.repeats) warn_of_gaps(text.metadata, text.name, loaded.warnings);
  const double tolerance = row_sum_tolerance(text.find("attentions")->dtype);
  for (std::string& warning : check_rows(trace.attentions, tolerance, text.name)) {
    loaded.warnings.push_back(std::move(warning));
  }
  return loaded;
}

}  // namespace headscope
