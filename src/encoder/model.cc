#include "headscope/model.h"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <string_view>
#include <utility>

#include "checkpoint/config.h"
#include "encoder/albert.h"
#include "encoder/bert.h"
#include "encoder/deberta_v2.h"
#include "encoder/distilbert.h"
#include "encoder/electra.h"
#include "encoder/encoder.h"
#include "encoder/modernbert.h"
#include "encoder/mpnet.h"
#include "encoder/roberta.h"
#include "encoder/stitch.h"
#include "headscope/error.h"
#include "kernels/target.h"

namespace headscope {
namespace {

using checkpoint::Config;
using encoder::Encoder;

using MakeEncoder = std::unique_ptr<Encoder> (*)(const Config&, int threads);

template <typename Family>
std::unique_ptr<Encoder> make(const Config& config, int threads) {
  return std::make_unique<Family>(config, threads);
}

/// The families by config.json's model_type, and what their classes' names begin with.
struct Family {
  std::string_view model_type;
  std::string_view class_prefix;
  MakeEncoder make;
};
constexpr std::array kFamilies{
    Family{"albert", "Albert", make<encoder::Albert>},
    Family{"bert", "Bert", make<encoder::Bert>},
    Family{"camembert", "Camembert", make<encoder::Roberta>},
    Family{"deberta-v2", "DebertaV2", make<encoder::DebertaV2>},
    Family{"distilbert", "DistilBert", make<encoder::DistilBert>},
    Family{"electra", "Electra", make<encoder::Electra>},
    Family{"modernbert", "ModernBert", make<encoder::ModernBert>},
    Family{"mpnet", "MPNet", make<encoder::Mpnet>},
    Family{"roberta", "Roberta", make<encoder::Roberta>},
    Family{"xlm-roberta", "XLMRoberta", make<encoder::Roberta>},
};

std::string known_families() {
  std::string names;
  for (const Family& family : kFamilies) {
    if (!names.empty()) names += ", ";
    names += family.model_type;
  }
  return names;
}

/// Files from before model_type was written are known by their class.
const Family& find_family(const Config& config) {
  const std::string type = config.string("model_type", "");
  const std::string architecture = config.architecture();
  for (const Family& family : kFamilies) {
    if (type == family.model_type) return family;
    if (type.empty() && architecture.starts_with(family.class_prefix)) return family;
  }
  if (type.empty() && architecture.empty()) {
    throw Error(
        fmt::format("{}: has neither model_type nor architectures, so what it describes "
                    "cannot be told; known model types are {}",
                    config.file().string(), known_families()));
  }
  throw Error(fmt::format("{}: the architecture '{}' is not supported; known are {}",
                          config.file().string(), type.empty() ? architecture : type,
                          known_families()));
}

void check(const Encoding& encoding, const ModelInfo& info) {
  if (encoding.size() == 0) throw Error("there are no tokens to run; encode a text first");
  if (encoding.ids.size() != encoding.size() || encoding.type_ids.size() != encoding.size()) {
    throw Error(
        "the tokens have no ids or no type ids, so a model cannot run them; encode the text");
  }
  if (static_cast<std::int64_t>(encoding.size()) > info.max_positions) {
    throw Error(
        fmt::format("the text has {} tokens, special tokens included, and {} takes at most "
                    "{}; shorten the text, truncate it, or run it in windows",
                    encoding.size(), info.name, info.max_positions));
  }
  for (std::size_t i = 0; i < encoding.size(); ++i) {
    const std::int64_t id = encoding.ids[i];
    if (id < 0 || id >= info.vocabulary_size) {
      throw Error(
          fmt::format("token {} has the id {}, but the vocabulary of {} has {} entries; "
                      "take the tokenizer that belongs to the model",
                      i, id, info.name, info.vocabulary_size));
    }
    const std::int64_t type = encoding.type_ids.at(i);
    if (info.token_types > 0 && (type < 0 || type >= info.token_types)) {
      throw Error(
          fmt::format("token {} is of segment {}, but {} knows {}; give it one text instead "
                      "of a pair",
                      i, type, info.name, info.token_types));
    }
  }
}

void check(const Keep& keep, const Encoding& encoding) {
  for (const std::int64_t token : keep.logits_of) {
    if (token >= 0 && token < static_cast<std::int64_t>(encoding.size())) continue;
    throw Error(
        fmt::format("there is no token {} to keep the logits of: the text has the tokens 0 "
                    "to {}",
                    token, encoding.size() - 1));
  }
}

void check(std::span<const HeadId> off, const ModelInfo& info) {
  for (const auto& [layer, head] : off) {
    if (layer >= 0 && layer < info.layers && head >= 0 && head < info.heads) continue;
    throw Error(
        fmt::format("there is no head L{} H{} to switch off: {} has the layers 0 to {} and the "
                    "heads 0 to {}",
                    layer, head, info.name, info.layers - 1, info.heads - 1));
  }
}

}  // namespace

struct Model::Implementation {
  std::unique_ptr<Encoder> encoder;
  ModelInfo info;
};

Model Model::load(const std::filesystem::path& folder, ModelOptions options) {
  kernels::use_target_of_environment();
  const Config config = Config::read(folder);
  const Family& family = find_family(config);

  auto implementation = std::make_unique<Implementation>();
  implementation->encoder = family.make(config, options.threads);
  ModelInfo& info = implementation->info = implementation->encoder->info();
  info.name = std::filesystem::canonical(folder).filename().string();
  info.family = family.model_type;
  info.architecture = config.architecture();
  return Model(std::move(implementation));
}

const ModelInfo& Model::info() const noexcept { return implementation_->info; }

const std::vector<std::string>& Model::warnings() const noexcept {
  return implementation_->encoder->warnings();
}

Trace Model::forward(const Encoding& encoding, Keep keep, std::span<const HeadId> off) {
  Trace trace;
  forward(encoding, keep, trace, off);
  return trace;
}

void Model::forward(const Encoding& encoding, Keep keep, Trace& trace,
                    std::span<const HeadId> off) {
  check(encoding, info());
  check(keep, encoding);
  check(off, info());
  trace.model = info().name;
  trace.encoding = encoding;
  trace.switched_off.assign(off.begin(), off.end());
  implementation_->encoder->forward(keep, trace.switched_off, trace);
}

Trace Model::forward(const Encoding& whole, const Windows& windows, Keep keep,
                     std::span<const HeadId> off) {
  if (windows.empty()) return forward(whole, std::move(keep), off);
  check(keep, whole);
  encoder::require_room(static_cast<std::int64_t>(whole.size()), info());
  Trace stitched;
  stitched.encoding = whole;
  stitched.windows = windows;
  encoder::Stitch stitch(stitched, encoder::windows_have(std::move(keep), info().task));
  Trace pass;
  for (std::size_t window = 0; window < windows.size(); ++window) {
    forward(encoding_of_window(whole, windows, window), stitch.keep_of(window), pass, off);
    stitch.add(pass, window);
  }
  stitch.finish();
  return stitched;
}

Model::Model(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

}  // namespace headscope
