// The functions between the two products of a feed-forward block, by the names config.json has.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace headscope::kernels {

enum class Activation {
  kNone,
  kGelu,      ///< x · Φ(x) with the error function (Hendrycks & Gimpel, arXiv 1606.08415)
  kGeluTanh,  ///< its tanh form, with which some checkpoints were trained
  kRelu,
  kSilu,  ///< x / (1 + e⁻ˣ)
  kTanh,
};

/// "gelu", "gelu_new", "relu", … or nothing when the name is not known.
std::optional<Activation> find_activation(std::string_view name) noexcept;

/// Every name that `find_activation` knows, for messages.
std::string_view activation_names() noexcept;

/// values [count] = activation(values).
void activate(Activation activation, float* values, std::int64_t count) noexcept;

namespace reference {
void activate(Activation activation, float* values, std::int64_t count) noexcept;
}

}  // namespace headscope::kernels
