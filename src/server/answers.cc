#include "server/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <utility>

#include "headscope/error.h"
#include "headscope/pattern.h"
#include "headscope/prediction.h"
#include "picture/chunk.h"
#include "picture/html.h"
#include "picture/manifest.h"
#include "picture/precision.h"
#include "picture/thumbnails.h"
#include "picture/vectors.h"

namespace headscope::server {
namespace {

/// What a thread that is started costs is not worth it below this many weights.
constexpr std::int64_t kWeightsWorthAThread = 1 << 18;

void append(std::string& bytes, std::span<const std::uint8_t> more) {
  bytes.append(reinterpret_cast<const char*>(more.data()), more.size());
}

void append_u32(std::string& bytes, std::size_t number) {
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift & 0xFF);
}

void require_layer(const Trace& trace, std::int64_t layer) {
  if (layer < trace.layers()) return;
  throw Error(fmt::format("there is no layer {}; {} has {}, counted from 0", layer, trace.model,
                          trace.layers()));
}

/// The same input one step back: with all heads on or, where they are, with nothing masked.
std::optional<Input> before(Input input) {
  if (input.off.empty() && input.masked.empty()) return std::nullopt;
  input.off.empty() ? input.masked.clear() : input.off.clear();
  return input;
}

std::vector<std::uint8_t> chunk(const Trace& trace, std::int64_t layer) {
  return picture::make_chunk(trace.attentions.at(layer), static_cast<std::size_t>(trace.tokens()),
                             picture::resolve(Precision::kAuto, trace.tokens()));
}

/// The width that its manifest names.
picture::Width width(const Trace& trace) {
  return picture::width_for(trace, picture::resolve(Precision::kAuto, trace.tokens()));
}

}  // namespace

Answers::Answers(Options options)
    : threads_(options.threads),
      models_(std::move(options.models), {.threads = options.threads}, std::move(options.warn)),
      traces_(options.most_bytes) {}

Turns::Turn Answers::wait_for_turn(const Asker& asker) {
  auto turn = turns_.take(asker);
  if (!turn) throw Moot();
  return std::move(*turn);
}

Answers::TracePointer Answers::trace(Input input, const Asker& asker) {
  models_.name_default(input);
  if (auto kept = traces_.find(input)) {
    turns_.withdraw(asker);
    return kept;
  }
  const Turns::Turn turn = wait_for_turn(asker);
  // Another client may have asked for the same meanwhile.
  if (auto kept = traces_.find(input)) return kept;
  auto made = std::make_shared<const Trace>(models_.run(input, {.queries = true, .keys = true}));
  traces_.keep(input, made);
  return made;
}

std::string Answers::picture(const Request& request) {
  const TracePointer seen = trace(request.input, request.asker);
  const std::int64_t layer = std::min(request.layer, seen->layers() - 1);
  const int threads = seen->attentions.size() < kWeightsWorthAThread ? 1 : threads_;

  picture::Payload payload;
  payload.precision = picture::resolve(Precision::kAuto, seen->tokens());
  payload.thumbnails = picture::make_thumbnails(seen->attentions);
  payload.packed_thumbnails.bytes = payload.thumbnails.cells.size();
  payload.width = width(*seen);
  const std::string manifest = picture::make_manifest(*seen, payload, summarize(*seen, threads));

  std::string bytes;
  append_u32(bytes, manifest.size());
  append_u32(bytes, static_cast<std::size_t>(layer));
  bytes += manifest;
  append(bytes, payload.thumbnails.cells);
  append(bytes, chunk(*seen, layer));
  return bytes;
}

std::string Answers::layer(const Request& request) {
  const TracePointer seen = trace(request.input, {});
  require_layer(*seen, request.layer);
  std::string bytes;
  append(bytes, chunk(*seen, request.layer));
  return bytes;
}

std::string Answers::vectors(const Request& request) {
  const TracePointer seen = trace(request.input, {});
  require_layer(*seen, request.layer);
  std::string bytes;
  append(bytes, picture::make_vectors(seen->queries.at(request.layer), seen->keys.at(request.layer),
                                      width(*seen)));
  return bytes;
}

std::string Answers::prediction(const Request& request) {
  Input input = request.input;
  models_.name_default(input);
  PredictOptions options{.at = request.at};
  // Each run has a turn of its own, so that a picture waits for one of them and not for both.
  const auto run = [&](const Input& one) {
    const Turns::Turn turn = wait_for_turn(request.asker);
    return models_.run_to_predict(one, options);
  };
  const Trace now = run(input);
  const Models::Reader reader = models_.reader(input.model);
  const std::optional<Input> earlier = before(input);
  if (!earlier) {
    return fmt::format(R"({{"before":null,"now":{}}})",
                       to_json(predict(now, reader.info, reader.tokenizer, options)));
  }
  // Where a mask stands now, the word that stood there is looked at.
  options.at = now.logits_of;
  const auto both = predict_both(run(*earlier), now, reader.info, reader.tokenizer, options);
  return fmt::format(R"({{"before":{},"now":{}}})", to_json(both.first), to_json(both.second));
}

std::string Answers::beginning(const Input& input) const {
  const nlohmann::ordered_json json = {
      {"models", models_.names()},
      {"model", input.model.empty() ? models_.names().front() : input.model},
      {"text", input.text},
      {"pair", input.pair ? nlohmann::ordered_json(*input.pair) : nullptr}};
  return picture::escape_json(json.dump());
}

}  // namespace headscope::server
