// The words and tables that commands print.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headscope/tensor.h"
#include "headscope/trace.h"

namespace headscope::cli {

/// JSON that keeps the order in which its keys were written.
using Json = nlohmann::ordered_json;

/// One line of JSON. What is not UTF-8 (a file's name may be anything) appears as U+FFFD.
std::string to_line(const Json& json);

/// Names and values.
using Rows = std::vector<std::pair<std::string, std::string>>;

/// "name   value" lines, values below each other, as a terminal can show them.
std::string to_table(const Rows& rows);

/// "[CLS] transformers are amazing ! [SEP]"; the middle of a long text is left out.
std::string join_tokens(std::span<const std::string> tokens);

/// The rows that say how many texts there are, and how long they are, by the tokens that each has.
Rows count_texts(std::span<const std::size_t> tokens);

/// "3  of the tokens 1–510, 383–892, 765–1200".
std::string describe(const Windows& windows);

/// [[1, 511], …], or null where one pass saw it all.
Json ranges_of(const Windows& windows);

/// "958 bytes", "214 kB", "1.3 MB".
std::string to_size(std::uint64_t bytes);

/// "30,522".
std::string with_commas(std::int64_t number);

/// Calls `visit` with the name and the shape of each tensor that the trace has.
void for_each_tensor(const Trace& trace,
                     const std::function<void(std::string_view, const Tensor&)>& visit);

}  // namespace headscope::cli
