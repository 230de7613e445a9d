#include "encoder/labels.h"

#include <fmt/format.h>

#include <charconv>

#include "encoder/encoder_config.h"

namespace headscope::encoder {
namespace {

using nlohmann::json;

constexpr std::int64_t kMostLabels = 1'000'000;

std::string words_of(const json& label) {
  return label.is_string() ? label.get<std::string>() : label.dump();
}

}  // namespace

std::vector<std::string> read_labels(const checkpoint::Config& config) {
  const json names = config.has("id2label") ? config.json()["id2label"] : json::object();
  if (!names.is_object()) refuse(config, "id2label is not an object of ids and labels");
  const auto named = static_cast<std::int64_t>(names.size());
  const std::int64_t count = config.integer("num_labels", named > 0 ? named : 2);
  if (count < 1 || count > kMostLabels) {
    refuse(config, fmt::format("there are {} labels, it must be from 1 to {}", count, kMostLabels));
  }

  std::vector<std::string> labels;
  for (std::int64_t id = 0; id < count; ++id) labels.push_back(fmt::format("LABEL_{}", id));
  if (named != count) return labels;  // names of other labels
  for (const auto& [key, label] : names.items()) {
    std::size_t id = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
    if (error != std::errc() || end != key.data() + key.size()) {
      refuse(config, fmt::format("id2label has the id '{}', which is no whole number", key));
    }
    if (id < labels.size()) labels[id] = words_of(label);
  }
  return labels;
}

LabelKind read_label_kind(const checkpoint::Config& config, std::size_t labels) {
  const std::string type = config.string("problem_type", "");
  if (type == "regression") return LabelKind::kValue;
  const bool exclusive = type.empty() || type == "single_label_classification";
  if (!exclusive && type != "multi_label_classification") {
    refuse(config, fmt::format("problem_type '{}' is not supported; known are regression, "
                               "single_label_classification, multi_label_classification",
                               type));
  }
  // One label alone would always have the softmax 1.
  return exclusive && labels > 1 ? LabelKind::kExclusive : LabelKind::kIndependent;
}

}  // namespace headscope::encoder
