// What Hugging Face computed (tests/data), and how far the encoder is from it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "checkpoint/safetensors.h"
#include "headscope/encoding.h"
#include "headscope/tensor.h"

namespace headscope::reference {

using Json = nlohmann::json;

/// The cases of a folder and the tensors that belong to them.
class Reference {
 public:
  explicit Reference(const std::filesystem::path& folder)
      : cases_(read(folder / "cases.json")),
        file_(checkpoint::SafetensorsFile::open(folder / "expected.safetensors")) {}

  const Json& cases() const { return cases_; }

  bool has(const std::string& name) const { return file_.find(name) != nullptr; }

  Tensor tensor(const std::string& name) const {
    const checkpoint::TensorView* view = file_.find(name);
    EXPECT_NE(view, nullptr) << name;
    Tensor tensor(view->shape);
    widen(*view, tensor.values());
    return tensor;
  }

 private:
  static Json read(const std::filesystem::path& file) {
    std::ifstream stream(file);
    EXPECT_TRUE(stream) << file;
    return Json::parse(stream);
  }

  Json cases_;
  checkpoint::SafetensorsFile file_;
};

/// What the model was given: ids, and type ids if it was given those.
inline Encoding encoding_of(const Json& ids, const Json& type_ids, const Json& model_inputs) {
  Encoding encoding;
  encoding.ids = ids.get<std::vector<std::int32_t>>();
  const bool typed =
      std::find(model_inputs.begin(), model_inputs.end(), "token_type_ids") != model_inputs.end();
  encoding.type_ids = typed ? type_ids.get<std::vector<std::int32_t>>()
                            : std::vector<std::int32_t>(encoding.ids.size(), 0);
  encoding.tokens.resize(encoding.ids.size());
  return encoding;
}

inline Encoding encoding_of(const Json& c) {
  return encoding_of(c.at("input_ids"), c.at("token_type_ids"), c.at("model_inputs"));
}

inline double largest_difference(std::span<const float> a, std::span<const float> b) {
  EXPECT_EQ(a.size(), b.size());
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double difference = std::abs(static_cast<double>(a[i]) - b[i]);
    if (!(difference <= largest)) largest = difference;  // a NaN stays
  }
  return largest;
}

/// Attentions: absolute difference.
inline void expect_near(const std::string& name, std::span<const float> actual,
                        std::span<const float> expected, double tolerance) {
  const double difference = largest_difference(actual, expected);
  std::printf("%-32s largest difference %.2e (allowed %.0e)\n", name.c_str(), difference,
              tolerance);
  EXPECT_LE(difference, tolerance) << name;
}

/// Everything else: the difference as part of the tensor's largest absolute value.
inline void expect_close(const std::string& name, std::span<const float> actual,
                         std::span<const float> expected) {
  double largest = 0;
  for (const float value : expected) largest = std::max(largest, std::abs(double{value}));
  const double difference = largest_difference(actual, expected) / largest;
  std::printf("%-32s largest difference %.2e of %.3g (allowed 1e-05)\n", name.c_str(), difference,
              largest);
  EXPECT_LE(difference, 1e-5) << name;
}

}  // namespace headscope::reference
