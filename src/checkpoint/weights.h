// All weights of a checkpoint folder under the names that its encoder asks for.
//
//   auto weights = Weights::open("./bert-base-uncased", "bert");
//   Weights::Scope layer = weights.scope("encoder.layer.3.attention.self");
//   const TensorView& query = layer.require("query.weight", {768, 768});
#pragma once

#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "checkpoint/safetensors.h"
#include "checkpoint/torch_file.h"

namespace headscope::checkpoint {

/// A file of tensors in either format.
using WeightFile = std::variant<SafetensorsFile, TorchFile>;

/// The tensors of `model.safetensors`, of the shards that `model.safetensors.index.json` lists, of
/// `pytorch_model.bin` or of the shards of `pytorch_model.bin.index.json`, whichever is there
/// first. Names are asked for without the family's prefix and in today's form: `bert.` in front and
/// `LayerNorm.gamma`/`beta` for `weight`/`bias` are found too.
class Weights {
 public:
  /// `prefix` is the family's base-model prefix, "bert". Throws Error when the folder has no
  /// weights (the message says which files were looked for) or a shard contradicts the index.
  static Weights open(const std::filesystem::path& folder, std::string_view prefix);

  /// The tensor, or nullptr.
  const TensorView* find(std::string_view name) const;

  /// The tensor, with a floating-point dtype and exactly this shape. Throws Error that names the
  /// file, the tensor, and what config.json asks for.
  const TensorView& require(std::string_view name, std::initializer_list<std::int64_t> shape) const;

  /// A view that puts `path.` before every name.
  class Scope {
   public:
    Scope(const Weights& weights, std::string path) : weights_(&weights), path_(std::move(path)) {}
    Scope scope(std::string_view path) const;
    const TensorView* find(std::string_view name) const;
    const TensorView& require(std::string_view name,
                              std::initializer_list<std::int64_t> shape) const;

   private:
    const Weights* weights_;
    std::string path_;
  };
  Scope scope(std::string path) const { return {*this, std::move(path)}; }

  /// Every tensor as stored, by its name in the file.
  std::vector<const TensorView*> tensors() const;

  const std::filesystem::path& folder() const noexcept { return folder_; }

 private:
  std::filesystem::path folder_;
  std::filesystem::path source_;  ///< the one file, or the index of several
  std::string prefix_;
  std::vector<WeightFile> files_;
  std::map<std::string, const TensorView*, std::less<>> by_name_;
};

}  // namespace headscope::checkpoint
