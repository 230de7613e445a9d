// Traces made by hand, for what no checkpoint says by itself.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "headscope/model.h"
#include "headscope/prediction.h"
#include "headscope/tokenizer.h"
#include "headscope/trace.h"

namespace headscope::prediction {

inline std::filesystem::path tiny(const std::string& name) {
  return std::filesystem::path(HEADSCOPE_TEST_DATA) / "tiny" / name;
}

/// The tokenizer that most tiny checkpoints have.
inline const Tokenizer& tokenizer() {
  static const Tokenizer loaded = Tokenizer::load(tiny("bert"));
  return loaded;
}

inline Tensor tensor(Tensor::Shape shape, std::initializer_list<float> values) {
  Tensor made(std::move(shape));
  EXPECT_EQ(made.size(), static_cast<std::int64_t>(values.size()));
  std::copy(values.begin(), values.end(), made.data());
  return made;
}

/// The softmax as a textbook has it.
inline std::vector<double> expected_softmax(std::span<const float> logits) {
  std::vector<double> shares;
  for (const float logit : logits) shares.push_back(std::exp(static_cast<double>(logit)));
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share /= sum;
  return shares;
}

inline double expected_sigmoid(double logit) { return 1 / (1 + std::exp(-logit)); }

/// The model in a folder, with what is changed in its config.json.
inline std::filesystem::path copy_with(const std::string& name, const nlohmann::json& change) {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  const auto folder =
      std::filesystem::path(testing::TempDir()) / (std::string("headscope_") + test->name());
  std::filesystem::remove_all(folder);
  std::filesystem::copy(tiny(name), folder);
  nlohmann::json config = nlohmann::json::parse(std::ifstream(folder / "config.json"));
  config.merge_patch(change);  // null takes a key away
  std::ofstream(folder / "config.json") << config;
  return folder;
}

}  // namespace headscope::prediction
