#include "checkpoint/weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

#include "checkpoint/folder.h"
#include "checkpoint/json.h"
#include "checkpoint/shard_index.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

namespace fs = std::filesystem;

const std::vector<TensorView>& tensors_of(const WeightFile& file) {
  return std::visit(
      [](const auto& opened) -> const auto& { return opened.tensors(); }, file);
}

WeightFile open_safetensors(const fs::path& file) { return SafetensorsFile::open(file); }
WeightFile open_torch(const fs::path& file) { return TorchFile::open(file); }

using OpenFile = WeightFile (*)(const fs::path& file);

std::vector<WeightFile> open_one(const fs::path& file, OpenFile open) {
  std::vector<WeightFile> files;
  files.push_back(open(file));
  return files;
}

std::vector<WeightFile> open_shards(const fs::path& index, OpenFile open) {
  const fs::path folder = index.parent_path();
  std::vector<WeightFile> files;
  for (const auto& [shard, tensors] : read_shard_index(index)) {
    if (!has_file(folder, shard.c_str())) {
      throw Error(fmt::format("{}: the file {} that it names is missing", index.string(),
                              in_quotes(shard)));
    }
    files.push_back(open(folder / shard));
    std::unordered_set<std::string_view> names;
    for (const TensorView& tensor : tensors_of(files.back())) names.insert(tensor.name);
    for (const std::string& tensor : tensors) {
      if (!names.contains(tensor)) {
        throw Error(fmt::format("{}: has no tensor {}, which {} promises",
                                (folder / shard).string(), in_quotes(tensor),
                                index.filename().string()));
      }
    }
  }
  return files;
}

/// The forms that weights come in, the first that is there wins.
struct Form {
  const char* file;
  std::vector<WeightFile> (*open_all)(const fs::path& file, OpenFile open);
  OpenFile open;
};
constexpr Form kForms[] = {{kWeightsFile, open_one, open_safetensors},
                           {kIndexFile, open_shards, open_safetensors},
                           {kTorchFile, open_one, open_torch},
                           {kTorchIndexFile, open_shards, open_torch}};

const Form& find_form(const fs::path& folder) {
  require_folder(folder);
  for (const Form& form : kForms) {
    if (has_file(folder, form.file)) return form;
  }
  throw Error(fmt::format("{}: has no weights: none of {}, {}, {} and {} is there", folder.string(),
                          kWeightsFile, kIndexFile, kTorchFile, kTorchIndexFile));
}

/// How checkpoints of TensorFlow's days spell a layer norm's parameter.
std::optional<std::string> legacy_spelling(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kSpellings[] = {
      {"LayerNorm.weight", "LayerNorm.gamma"}, {"LayerNorm.bias", "LayerNorm.beta"}};
  for (const auto& [today, legacy] : kSpellings) {
    if (!name.ends_with(today)) continue;
    return std::string(name.substr(0, name.size() - today.size())) + std::string(legacy);
  }
  return std::nullopt;
}

bool is_floating(DType dtype) {
  return dtype == DType::kF16 || dtype == DType::kBF16 || dtype == DType::kF32 ||
         dtype == DType::kF64;
}

}  // namespace

Weights Weights::open(const fs::path& folder, std::string_view prefix) {
  Weights weights;
  weights.folder_ = folder;
  weights.prefix_ = std::string(prefix) + ".";
  const Form& form = find_form(folder);
  weights.source_ = folder / form.file;
  weights.files_ = form.open_all(weights.source_, form.open);
  for (const WeightFile& file : weights.files_) {
    for (const TensorView& tensor : tensors_of(file)) {
      const auto [other, is_new] = weights.by_name_.emplace(tensor.name, &tensor);
      if (is_new) continue;
      throw Error(fmt::format("{}: tensor {} is in {} too", tensor.file.string(),
                              in_quotes(tensor.name), other->second->file.string()));
    }
  }
  return weights;
}

const TensorView* Weights::find(std::string_view name) const {
  if (name.starts_with(prefix_)) name.remove_prefix(prefix_.size());
  const std::optional<std::string> legacy = legacy_spelling(name);
  for (const std::string_view prefix : {std::string_view(prefix_), std::string_view()}) {
    for (const std::string_view spelling : {name, legacy ? std::string_view(*legacy) : name}) {
      const auto found = by_name_.find(std::string(prefix).append(spelling));
      if (found != by_name_.end()) return found->second;
    }
  }
  return nullptr;
}

const TensorView& Weights::require(std::string_view name,
                                   std::initializer_list<std::int64_t> shape) const {
  const TensorView* tensor = find(name);
  if (tensor == nullptr) {
    throw Error(
        fmt::format("{}: tensor '{}' is missing, of which config.json asks for [{}]; take "
                    "config.json and weights from the same checkpoint",
                    source_.string(), name, fmt::join(shape, ", ")));
  }
  if (!std::equal(shape.begin(), shape.end(), tensor->shape.begin(), tensor->shape.end())) {
    throw Error(fmt::format("{}: tensor {} is [{}], config.json asks for [{}]",
                            tensor->file.string(), in_quotes(tensor->name),
                            fmt::join(tensor->shape, ", "), fmt::join(shape, ", ")));
  }
  if (!is_floating(tensor->dtype)) {
    throw Error(fmt::format("{}: tensor {} is {}, not F16, BF16, F32 or F64", tensor->file.string(),
                            in_quotes(tensor->name), to_string(tensor->dtype)));
  }
  return *tensor;
}

std::vector<const TensorView*> Weights::tensors() const {
  std::vector<const TensorView*> all;
  all.reserve(by_name_.size());
  for (const auto& [name, tensor] : by_name_) all.push_back(tensor);
  return all;
}

Weights::Scope Weights::Scope::scope(std::string_view path) const {
  return {*weights_, path_ + "." + std::string(path)};
}

const TensorView* Weights::Scope::find(std::string_view name) const {
  return weights_->find(path_ + "." + std::string(name));
}

const TensorView& Weights::Scope::require(std::string_view name,
                                          std::initializer_list<std::int64_t> shape) const {
  return weights_->require(path_ + "." + std::string(name), shape);
}

}  // namespace headscope::checkpoint
