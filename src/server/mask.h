// Tokens that the model is kept from reading.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "headscope/encoding.h"
#include "headscope/tokenizer.h"
#include "server/input.h"

namespace headscope::server {

/// The id of the token that stands for a hidden one ("[MASK]", "<mask>"), if the tokenizer knows
/// one.
std::optional<std::int32_t> find_mask_id(const Tokenizer& tokenizer);

/// Puts the mask token in the place of each token that covers exactly one of the stretches. The
/// tokens around it stay as they are. A stretch that is no token, since the text was edited there,
/// masks nothing.
void put_masks(std::span<const Stretch> stretches, std::int32_t mask_id, std::string_view mask,
               Encoding& encoding);

}  // namespace headscope::server
