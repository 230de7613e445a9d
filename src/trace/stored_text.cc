#include "trace/stored_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <numeric>

#include "checkpoint/json.h"
#include "headscope/error.h"
#include "headscope/tensor.h"
#include "trace/trace_tensors.h"

namespace headscope::trace {
namespace {

using checkpoint::SafetensorsFile;
using checkpoint::TensorView;
using nlohmann::json;

constexpr std::string_view kAttentions = "attentions";
constexpr std::string_view kMask = "attention_mask";
constexpr std::size_t kMapsRank = 4;  // [layers, heads, n, n]

/// Metadata with one value for each token, and with one for each text.
constexpr std::array<std::string_view, 7> kOfTokens = {
    "tokens", "ids", "type_ids", "offsets", "word_ids", "sequence_ids", "special"};
constexpr std::array<std::string_view, 2> kOfTexts = {"text", "pair"};

std::string numbered(std::size_t text, std::string_view name) {
  return fmt::format("{}.{}", text, name);
}

std::string names_in(const SafetensorsFile& file) {
  constexpr std::size_t kMostNames = 5;
  std::string names;
  for (std::size_t i = 0; i < file.tensors().size(); ++i) {
    if (i == kMostNames) return names + " …";
    names += (i == 0 ? "" : ", ") + checkpoint::in_quotes(file.tensors()[i].name);
  }
  return names.empty() ? "no tensor at all" : names;
}

/// What begins with "3." of a file whose texts are numbered, without it.
void take_numbered(const SafetensorsFile& file, std::size_t number, StoredText& text) {
  const std::string prefix = numbered(number, "");
  for (const TensorView& tensor : file.tensors()) {
    if (!tensor.name.starts_with(prefix)) continue;
    text.tensors.emplace(tensor.name.substr(prefix.size()), tensor);
  }
  for (const auto& [key, value] : file.metadata()) {
    if (key.starts_with(prefix)) text.metadata[key.substr(prefix.size())] = value;
  }
}

/// The entry of a tensor that has the batch in front.
TensorView entry_of(const TensorView& tensor, std::size_t entry, std::int64_t batch,
                    const std::string& file) {
  if (tensor.shape.empty() || tensor.shape.front() != batch) {
    throw Error(fmt::format("{}: {} is {}, in a batch of {} it must begin with {}", file,
                            tensor.name, to_string(tensor.shape), batch, batch));
  }
  TensorView one = tensor;
  one.shape.erase(one.shape.begin());
  const std::size_t bytes = tensor.data.size() / static_cast<std::size_t>(batch);
  one.data = tensor.data.subspan(entry * bytes, bytes);
  return one;
}

/// The list under `key`, or null when there is none.
json list_under(const Metadata& metadata, std::string_view key, const std::string& file) {
  const auto found = metadata.find(key);
  if (found == metadata.end() || !found->second.starts_with('[')) return nullptr;
  return checkpoint::parse_json(found->second, fmt::format("{}: '{}' in the metadata", file, key));
}

/// Leaves one text's share of the metadata of a batch.
void take_entry_of_metadata(std::size_t entry, std::size_t batch, const std::string& file,
                            Metadata& metadata) {
  const auto share = [&](std::string_view key, std::string_view of) {
    const auto found = metadata.find(key);
    if (found == metadata.end()) return json(nullptr);
    const json list = list_under(metadata, key, file);
    if (!list.is_array() || list.size() != batch) {
      throw Error(
          fmt::format("{}: '{}' in the metadata is not a list of {} {}", file, key, batch, of));
    }
    return list[entry];
  };
  for (const std::string_view key : kOfTokens) {
    const json value = share(key, "lists, one a text");
    if (!value.is_null()) metadata.find(key)->second = value.dump();
  }
  // What is Headscope's own does not come in batches.
  for (const char* key : {"logits_of", "prediction"}) metadata.erase(key);
  for (const std::string_view key : kOfTexts) {
    const json value = share(key, "strings, one a text");
    const auto found = metadata.find(key);
    if (value.is_string()) {
      found->second = value.get<std::string>();
    } else if (found != metadata.end()) {
      metadata.erase(found);
    }
  }
}

/// One text of a batch of one may be told as if there were no batch.
bool is_told_in_lists(const Metadata& metadata, const std::string& file) {
  const json tokens = list_under(metadata, "tokens", file);
  return tokens.is_array() && tokens.size() == 1 && tokens.front().is_array();
}

void take_entry(const SafetensorsFile& file, std::size_t entry, std::int64_t batch,
                const std::string& name, StoredText& text) {
  const auto take = [&](std::string_view tensor) {
    const TensorView* view = file.find(tensor);
    if (view != nullptr) text.tensors.emplace(tensor, entry_of(*view, entry, batch, name));
  };
  for (const auto& [tensor, member] : kTensors) take(tensor);
  take(kMask);
  text.metadata = file.metadata();
  take_entry_of_metadata(entry, static_cast<std::size_t>(batch), name, text.metadata);
  text.repeats = entry > 0;
}

/// The only text of a file, whose tensors may stand in a batch of one.
void take_all(const SafetensorsFile& file, const std::string& name, StoredText& text) {
  for (const TensorView& tensor : file.tensors()) text.tensors.emplace(tensor.name, tensor);
  text.metadata = file.metadata();
  const bool in_batch = file.find(kAttentions)->shape.size() == kMapsRank + 1;
  if (in_batch && is_told_in_lists(text.metadata, name)) {
    take_entry_of_metadata(0, 1, name, text.metadata);
  }
}

bool is_set(const TensorView& mask, std::int64_t position) {
  const std::size_t bytes = checkpoint::bytes_of(mask.dtype);
  const auto value = mask.data.subspan(static_cast<std::size_t>(position) * bytes, bytes);
  return std::any_of(value.begin(), value.end(),
                     [](std::byte byte) { return byte != std::byte{}; });
}

/// Positions that the mask leaves, or all where there is none.
std::vector<std::int64_t> kept_positions(const StoredText& text, std::int64_t n) {
  std::vector<std::int64_t> kept(static_cast<std::size_t>(n));
  std::iota(kept.begin(), kept.end(), 0);
  const TensorView* mask = text.find(kMask);
  if (mask == nullptr) return kept;
  Tensor::Shape shape = mask->shape;
  if (shape.size() == 2 && shape.front() == 1) shape.erase(shape.begin());
  if (shape != Tensor::Shape{n}) {
    throw Error(
        fmt::format("{}: attention_mask is {}, beside attentions of {} tokens it must be "
                    "[{}], or have the batch in front",
                    text.name, to_string(mask->shape), n, n));
  }
  std::erase_if(kept, [&](std::int64_t position) { return !is_set(*mask, position); });
  if (kept.empty()) {
    throw Error(fmt::format("{}: attention_mask is 0 for every token, so there is nothing to show",
                            text.name));
  }
  return kept;
}

/// Leaves out what the metadata says of padding, where it speaks of padding.
void drop_padding(StoredText& text, std::int64_t n) {
  if (static_cast<std::int64_t>(text.kept.size()) == n) return;
  for (const std::string_view key : kOfTokens) {
    const json list = list_under(text.metadata, key, text.name);
    if (!list.is_array() || static_cast<std::int64_t>(list.size()) != n) continue;
    json left = json::array();
    for (const std::int64_t position : text.kept) {
      left.push_back(list[static_cast<std::size_t>(position)]);
    }
    text.metadata.find(key)->second = left.dump();
  }
}

}  // namespace

const TensorView* StoredText::find(std::string_view tensor) const {
  const auto found = tensors.find(tensor);
  return found == tensors.end() ? nullptr : &found->second;
}

std::size_t count_texts(const SafetensorsFile& file) {
  if (const TensorView* attentions = file.find(kAttentions)) {
    const auto& shape = attentions->shape;
    return shape.size() == kMapsRank + 1 && shape.front() > 0
               ? static_cast<std::size_t>(shape.front())
               : 1;
  }
  std::size_t texts = 0;
  while (file.find(numbered(texts, kAttentions)) != nullptr) ++texts;
  return std::max<std::size_t>(texts, 1);
}

StoredText stored_text(const SafetensorsFile& file, const std::string& name, std::size_t number) {
  StoredText text;
  const std::size_t texts = count_texts(file);
  text.name = texts == 1 ? name : fmt::format("{}: text {}", name, number);
  if (file.find(kAttentions) == nullptr) {
    take_numbered(file, number, text);
  } else if (texts == 1) {
    take_all(file, name, text);
  } else {
    take_entry(file, number, static_cast<std::int64_t>(texts), name, text);
  }
  const TensorView* attentions = text.find(kAttentions);
  if (attentions == nullptr) {
    throw Error(fmt::format("{}: has no tensor 'attentions' [layers, heads, n, n]; it has {}", name,
                            names_in(file)));
  }
  const std::int64_t n = attentions->shape.empty() ? 0 : attentions->shape.back();
  text.kept = kept_positions(text, n);
  drop_padding(text, n);
  return text;
}

}  // namespace headscope::trace
