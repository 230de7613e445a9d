#include <fmt/format.h>

#include "checkpoint/json.h"
#include "checkpoint/safetensors.h"
#include "headscope/error.h"
#include "headscope/trace.h"
#include "trace/metadata.h"
#include "trace/read_tokens.h"
#include "trace/row_check.h"
#include "trace/trace_tensors.h"

namespace headscope {
namespace {

using checkpoint::SafetensorsFile;
using checkpoint::TensorView;
using Shape = Tensor::Shape;

std::string names_in(const SafetensorsFile& file) {
  constexpr std::size_t kMostNames = 5;
  std::string names;
  for (std::size_t i = 0; i < file.tensors().size(); ++i) {
    if (i == kMostNames) return names + " …";
    names += (i == 0 ? "" : ", ") + checkpoint::in_quotes(file.tensors()[i].name);
  }
  return names.empty() ? "no tensor at all" : names;
}

/// The tensor without a batch of one, as float32.
Tensor read_tensor(const TensorView& view, std::size_t rank) {
  Shape shape = view.shape;
  if (shape.size() == rank + 1 && shape.front() == 1) shape.erase(shape.begin());
  Tensor tensor(std::move(shape));
  checkpoint::widen(view, tensor.values());
  return tensor;
}

Tensor read_attentions(const SafetensorsFile& file, const std::string& name) {
  const TensorView* view = file.find("attentions");
  if (view == nullptr) {
    throw Error(fmt::format("{}: has no tensor 'attentions' [layers, heads, n, n]; it has {}", name,
                            names_in(file)));
  }
  Tensor attentions = read_tensor(*view, 4);
  const Shape& shape = attentions.shape();
  if (shape.size() == 5) {
    throw Error(
        fmt::format("{}: attentions are {}, a batch of {}; write one file for each text, "
                    "[layers, heads, n, n]",
                    name, to_string(shape), shape.front()));
  }
  if (shape.size() != 4 || attentions.empty() || shape[2] != shape[3]) {
    throw Error(fmt::format("{}: attentions are {}, not [layers, heads, n, n]", name,
                            to_string(view->shape)));
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
  if (tensor == "start_logits" || tensor == "end_logits") return {n};
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

void read_other_tensors(const SafetensorsFile& file, const std::string& name, Trace& trace) {
  for (const auto& [tensor, member] : trace::kTensors) {
    const TensorView* view = file.find(tensor);
    if (view == nullptr || member == &Trace::attentions) continue;
    const Shape expected = expected_shape(tensor, view->shape, trace);
    trace.*member = read_tensor(*view, expected.size());
    if (fits((trace.*member).shape(), expected)) continue;
    throw Error(fmt::format("{}: {} is {}, beside attentions {} it must be {}", name, tensor,
                            to_string(view->shape), to_string(trace.attentions.shape()),
                            describe(expected)));
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

void warn_of_version(const trace::Metadata& metadata, const std::string& name,
                     std::vector<std::string>& warnings) {
  const auto format = metadata.find("format");
  const auto version = metadata.find("version");
  if (format == metadata.end() || format->second != trace::kFormat) return;
  if (version == metadata.end() || version->second == trace::kVersion) return;
  warnings.push_back(
      fmt::format("{}: is a trace of version {}, of which this Headscope reads only "
                  "what version {} has",
                  name, checkpoint::in_quotes(version->second), trace::kVersion));
}

}  // namespace

LoadedTrace load_trace(const std::filesystem::path& path) {
  const SafetensorsFile file = SafetensorsFile::open(path);
  const std::string name = path.string();
  const trace::Metadata& metadata = file.metadata();

  LoadedTrace loaded;
  Trace& trace = loaded.trace;
  trace.attentions = read_attentions(file, name);
  const auto n = static_cast<std::size_t>(trace.tokens());
  trace.encoding = trace::read_metadata(metadata, n, name);
  trace::complete(trace.encoding, n);
  trace::require_inside_text(trace.encoding, name);
  if (const auto model = metadata.find("model"); model != metadata.end()) {
    trace.model = model->second;
  }
  trace.logits_of = trace::read_logits_of(metadata, n, name);
  trace.prediction = trace::read_prediction(metadata, name);
  read_other_tensors(file, name, trace);

  warn_of_version(metadata, name, loaded.warnings);
  warn_of_gaps(metadata, name, loaded.warnings);
  const double tolerance = trace::row_sum_tolerance(file.find("attentions")->dtype);
  for (std::string& warning : trace::check_rows(trace.attentions, tolerance, name)) {
    loaded.warnings.push_back(std::move(warning));
  }
  return loaded;
}

}  // namespace headscope
