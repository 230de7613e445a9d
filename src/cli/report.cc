#include "cli/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "cli/console.h"

namespace headscope::cli {

std::string to_line(const Json& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
}

std::string to_table(const Rows& rows) {
  std::size_t width = 0;
  for (const auto& [name, value] : rows) width = std::max(width, name.size());
  std::string table;
  for (const auto& [name, value] : rows) {
    table += fmt::format("{:<{}}  {}\n", name, width, printable(value));
  }
  return table;
}

std::string join_tokens(std::span<const std::string> tokens) {
  constexpr std::size_t kMost = 64;
  constexpr std::size_t kEnd = 8;
  std::string joined;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0) joined += ' ';
    if (tokens.size() > kMost && i == kMost - kEnd) {
      joined += "… ";
      i = tokens.size() - kEnd;
    }
    joined += tokens[i];
  }
  return joined;
}

Rows count_texts(std::span<const std::size_t> tokens) {
  const auto [least, most] = std::minmax_element(tokens.begin(), tokens.end());
  const std::size_t sum = std::accumulate(tokens.begin(), tokens.end(), std::size_t{0});
  return {{"texts", with_commas(static_cast<std::int64_t>(tokens.size()))},
          {"tokens", *least == *most ? fmt::format("{} each", *least)
                                     : fmt::format("{} to {}, {} together", *least, *most, sum)}};
}

std::string describe(const Windows& windows) {
  constexpr std::size_t kMost = 6;
  std::string ranges;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    if (i > 0) ranges += ", ";
    if (windows.size() > kMost && i == kMost - 2) {
      ranges += "…, ";
      i = windows.size() - 1;
    }
    ranges += fmt::format("{}–{}", windows.ranges[i].begin, windows.ranges[i].end - 1);
  }
  return fmt::format("{}  of the tokens {}", windows.size(), ranges);
}

Json ranges_of(const Windows& windows) {
  if (windows.empty()) return nullptr;
  Json ranges = Json::array();
  for (const TokenRange& range : windows.ranges) ranges.push_back({range.begin, range.end});
  return ranges;
}

std::string to_size(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  const double kilobytes = static_cast<double>(bytes) / 1e3;
  if (kilobytes < 999.5) return fmt::format("{:.0f} kB", kilobytes);
  return fmt::format("{:.1f} MB", kilobytes / 1e3);
}

std::string with_commas(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3) {
    digits.insert(static_cast<std::size_t>(i), 1, ',');
  }
  return digits;
}

void for_each_tensor(const Trace& trace,
                     const std::function<void(std::string_view, const Tensor&)>& visit) {
  const std::pair<std::string_view, const Tensor*> tensors[] = {
      {"attentions", &trace.attentions},
      {"scores", &trace.scores},
      {"queries", &trace.queries},
      {"keys", &trace.keys},
      {"values", &trace.values},
      {"hidden_states", &trace.hidden_states},
      {"pooled", &trace.pooled},
      {"logits", &trace.logits},
      {"start_logits", &trace.start_logits},
      {"end_logits", &trace.end_logits}};
  for (const auto& [name, tensor] : tensors) {
    if (!tensor->empty()) visit(name, *tensor);
  }
}

}  // namespace headscope::cli
