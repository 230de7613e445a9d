#include "kernels/activation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/activation.cc"
#include "hwy/foreach_target.h"
#include "kernels/activation-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

void Activate(Activation activation, float* values, std::int64_t count) {
  const hn::ScalableTag<float> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const std::int64_t whole = count / lanes * lanes;
  ActivateVectors(activation, values, whole);
  HWY_ALIGN float tail[HWY_MAX_BYTES / sizeof(float)] = {};
  std::copy(values + whole, values + count, tail);
  ActivateVectors(activation, tail, lanes);
  std::copy(tail, tail + (count - whole), values + whole);
}

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headscope::kernels {
namespace {

constexpr std::array<std::pair<std::string_view, Activation>, 11> kNames{{
    {"gelu", Activation::kGelu},
    {"gelu_python", Activation::kGelu},
    {"gelu_new", Activation::kGeluTanh},
    {"gelu_fast", Activation::kGeluTanh},
    {"gelu_accurate", Activation::kGeluTanh},
    {"gelu_pytorch_tanh", Activation::kGeluTanh},
    {"gelu_python_tanh", Activation::kGeluTanh},
    {"relu", Activation::kRelu},
    {"silu", Activation::kSilu},
    {"swish", Activation::kSilu},
    {"tanh", Activation::kTanh},
}};

}  // namespace

HWY_EXPORT(Activate);

std::optional<Activation> find_activation(std::string_view name) noexcept {
  for (const auto& [known, activation] : kNames) {
    if (known == name) return activation;
  }
  return std::nullopt;
}

std::string_view activation_names() noexcept {
  return "gelu, gelu_python, gelu_new, gelu_fast, gelu_accurate, gelu_pytorch_tanh, "
         "gelu_python_tanh, relu, silu, swish, tanh";
}

void activate(Activation activation, float* values, std::int64_t count) noexcept {
  HWY_DYNAMIC_DISPATCH(Activate)(activation, values, count);
}

namespace reference {
namespace {

double apply(Activation activation, double x) {
  switch (activation) {
    case Activation::kNone:
      return x;
    case Activation::kGelu:
      return 0.5 * x * std::erfc(-x / std::sqrt(2.0));
    case Activation::kGeluTanh:
      return 0.5 * x * (1 + std::tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));
    case Activation::kRelu:
      return x < 0 ? 0 : x;
    case Activation::kSilu:
      return x / (1 + std::exp(-x));
    case Activation::kTanh:
      return std::tanh(x);
  }
  return x;
}

}  // namespace

void activate(Activation activation, float* values, std::int64_t count) noexcept {
  for (std::int64_t i = 0; i < count; ++i) {
    values[i] = static_cast<float>(apply(activation, values[i]));
  }
}

}  // namespace reference
}  // namespace headscope::kernels
#endif  // HWY_ONCE
