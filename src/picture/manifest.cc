#include "picture/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "headscope/version.h"
#include "picture/html.h"
#include "picture/precision.h"

namespace headscope::picture {
namespace {

using Json = nlohmann::ordered_json;

/// Six significant digits, so that the file does not claim more and stays small.
double rounded(float value) { return std::stod(fmt::format("{:.6g}", value)); }

/// 0 when the trace kept none of them.
std::int64_t head_dim(const Trace& trace) {
  for (const Tensor* tensor : {&trace.queries, &trace.keys, &trace.values}) {
    if (tensor->rank() == 4) return tensor->dim(3);
  }
  return 0;
}

Json offsets(const Encoding& encoding) {
  if (encoding.offsets.empty()) return nullptr;
  const std::vector<std::int32_t> in_text = base::utf16_positions(encoding.text);
  const std::vector<std::int32_t> in_pair = base::utf16_positions(encoding.pair.value_or(""));
  Json all = Json::array();
  for (std::size_t i = 0; i < encoding.offsets.size(); ++i) {
    const bool of_pair = !encoding.sequence_ids.empty() && encoding.sequence_ids[i] == 1;
    const std::vector<std::int32_t>& positions = of_pair ? in_pair : in_text;
    const auto units = [&](std::int32_t code_points) {
      const auto last = static_cast<std::int32_t>(positions.size()) - 1;
      return positions[static_cast<std::size_t>(std::clamp(code_points, 0, last))];
    };
    all.push_back({units(encoding.offsets[i].begin), units(encoding.offsets[i].end)});
  }
  return all;
}

Json or_null(const std::vector<std::int32_t>& values) {
  return values.empty() ? Json(nullptr) : Json(values);
}

/// -1, "does not belong to any", becomes null.
Json with_nulls(const std::vector<std::int32_t>& values) {
  if (values.empty()) return nullptr;
  Json all = Json::array();
  for (const std::int32_t value : values) all.push_back(value < 0 ? Json(nullptr) : Json(value));
  return all;
}

Json special(const Trace& trace) {
  std::vector<bool> marks = trace.encoding.special;
  marks.resize(static_cast<std::size_t>(trace.tokens()), false);
  return marks;
}

Json summary(const HeadSummary& head) {
  return {{"pattern", to_string(head.pattern)},
          {"cls", rounded(head.cls)},
          {"sep", rounded(head.sep)},
          {"next", rounded(head.next)},
          {"previous", rounded(head.previous)},
          {"itself", rounded(head.itself)},
          {"same_word", rounded(head.same_word)},
          {"nearby", rounded(head.nearby)},
          {"entropy", rounded(head.entropy)},
          {"punctuation", rounded(head.punctuation)},
          {"confidence", rounded(head.confidence)},
          {"distance", rounded(head.distance)}};
}

Json summaries(std::span<const HeadSummary> heads, std::size_t per_layer) {
  Json layers = Json::array();
  for (; !heads.empty(); heads = heads.subspan(per_layer)) {
    Json layer = Json::array();
    for (const HeadSummary& head : heads.first(per_layer)) layer.push_back(summary(head));
    layers.push_back(std::move(layer));
  }
  return layers;
}

Json chunks(const std::vector<Packed>& layers) {
  Json all = Json::array();
  for (const Packed& layer : layers) {
    all.push_back({{"layer", all.size()}, {"bytes", layer.bytes}, {"crc32", layer.crc32}});
  }
  return all;
}

Json windows(const Windows& of_trace) {
  if (of_trace.empty()) return nullptr;
  Json ranges = Json::array();
  for (const TokenRange& range : of_trace.ranges) ranges.push_back({range.begin, range.end});
  return {{"ranges", std::move(ranges)}, {"of_token", with_nulls(of_trace.of_token)}};
}

Json vectors(const Payload& payload) {
  if (!payload.width) return nullptr;
  return {{"encoding", name(*payload.width)}, {"chunks", chunks(payload.vectors)}};
}

/// What is almost 1 stays so: only what is certain is written as 1.
void round_all(Json& json) {
  if (json.is_number_float()) {
    const auto number = json.get<float>();
    const double six = rounded(number);
    if (six != 1 || number == 1) json = six;
  }
  if (!json.is_structured()) return;
  for (Json& part : json) round_all(part);
}

/// What the model says, as the trace has it; null where nobody asked.
Json prediction(const Trace& trace) {
  if (trace.prediction.empty()) return nullptr;
  Json json = Json::parse(trace.prediction);
  round_all(json);
  return json;
}

}  // namespace

std::string make_manifest(const Trace& trace, const Payload& payload,
                          std::span<const HeadSummary> heads) {
  const Encoding& encoding = trace.encoding;
  Json json;
  json["format"] = "headscope-page";
  json["version"] = 1;
  json["generator"] = std::string("headscope ") + version();
  json["model"] = {{"name", trace.model},
                   {"layers", trace.layers()},
                   {"heads", trace.heads()},
                   {"head_dim", head_dim(trace)}};
  json["text"] = encoding.text;
  json["pair"] = encoding.pair ? Json(*encoding.pair) : Json(nullptr);
  json["tokens"] = encoding.tokens;
  json["ids"] = or_null(encoding.ids);
  json["type_ids"] = or_null(encoding.type_ids);
  json["sequence_ids"] = with_nulls(encoding.sequence_ids);
  json["word_ids"] = with_nulls(encoding.word_ids);
  json["offsets"] = offsets(encoding);
  json["special"] = special(trace);
  json["windows"] = windows(trace.windows);
  json["prediction"] = prediction(trace);
  json["encoding"] = {{"name", name(payload.precision)},
                      {"max_error", max_error(payload.precision)}};
  json["thumbnails"] = {{"side", payload.thumbnails.side},
                        {"block", payload.thumbnails.block},
                        {"bytes", payload.packed_thumbnails.bytes},
                        {"crc32", payload.packed_thumbnails.crc32}};
  json["chunks"] = chunks(payload.layers);
  json["neurons"] = vectors(payload);
  json["heads"] = summaries(heads, static_cast<std::size_t>(trace.heads()));
  return escape_json(json.dump());
}

}  // namespace headscope::picture
