#include "figure/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace headscope::figure::words {
namespace {

/// "over 99 %", "62 %", "under 1 %"
std::string percent(double share) {
  if (share > 0.99) return "over 99 %";
  if (share < 0.01) return "under 1 %";
  return fmt::format("{:.0f} %", std::floor(share * 100 + 0.5));
}

/// What stands before the percent sign stays in one line.
std::string together_to_percent(std::string sentence) {
  std::size_t end = sentence.rfind('%');
  for (std::size_t at = 0; at < end; ++at) {
    if (sentence[at] != ' ') continue;
    sentence.replace(at, 1, kNoBreak);
    end += kNoBreak.size() - 1;
  }
  return sentence;
}

}  // namespace

std::string listed(std::span<const std::string> names) {
  if (names.empty()) return "";
  if (names.size() == 1) return names.front();
  const auto firsts = names.first(names.size() - 1);
  return fmt::format("{} and {}", fmt::join(firsts, ", "), names.back());
}

std::string grouped(std::size_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", grouped(count), one, count == 1 ? "" : "s");
}

std::string head(std::int64_t head) { return fmt::format("head{}{}", kNoBreak, head); }

std::string other_heads() { return "others"; }

std::string heads(std::string_view model, std::int64_t layer, std::span<const std::int64_t> heads,
                  Together together, std::int64_t all) {
  const bool one_map = together != Together::kSeparate;
  std::string which;
  if (one_map && static_cast<std::int64_t>(heads.size()) == all) {
    which = fmt::format("all{0}{1}{0}heads", kNoBreak, all);
  } else {
    std::vector<std::string> numbers;
    std::transform(heads.begin(), heads.end(), std::back_inserter(numbers),
                   [](std::int64_t head) { return std::to_string(head); });
    which = fmt::format("head{}{}{}", heads.size() == 1 ? "" : "s", kNoBreak,
                        heads.empty() ? "none" : listed(numbers));
  }
  return fmt::format("{}{}layer{}{}, {}{}.", model, model.empty() ? "" : ", ", kNoBreak, layer,
                     !one_map                     ? ""
                     : together == Together::kMax ? "max of "
                                                  : "mean of ",
                     which);
}

std::string lens(std::string_view name) {
  if (name != "without-specials") return "Raw attention.";
  return fmt::format("Raw attention without specials, rows scaled to sum to{}1.", kNoBreak);
}

std::string muted(std::span<const std::string> tokens) {
  return fmt::format("{} muted.", listed(tokens));
}

std::string segments(const std::array<bool, 4>& shown) {
  static constexpr std::array<const char*, 4> kNames = {"A→A", "A→B", "B→A", "B→B"};
  std::vector<std::string> names;
  for (std::size_t k = 0; k < shown.size(); ++k) {
    if (shown[k]) names.emplace_back(kNames[k]);
  }
  return fmt::format("Only {}.", listed(names));
}

std::string pinned(std::span<const std::string> tokens, Side side, bool bars) {
  std::vector<std::string> quoted;
  for (const std::string& token : tokens) quoted.push_back(fmt::format("“{}”", token));
  const bool one = tokens.size() == 1;
  const std::string what =
      bars ? fmt::format("Bars, 0 to{}{}:", kNoBreak, tokens.size()) : "Numbers:";
  if (side == Side::kFrom) {
    return fmt::format("{} what {} {} at.", what, listed(quoted), one ? "looks" : "together look");
  }
  return fmt::format("{} what looks at {}{}.", what, listed(quoted), one ? "" : " together");
}

std::string share(const Share& share, const Visibility& see, bool muted) {
  const bool filtered = see.any_filtered();
  const std::string_view of = filtered ? "what is not hidden"
                              : muted  ? "what is not muted"
                                       : "attention";
  const bool all = share.count == share.visible_count;
  const double part = share.visible_mass > 0 ? share.shown_mass / share.visible_mass : 0;
  const std::string lines = filtered || muted ? counted(share.count, "line")
                                              : fmt::format("{} of {}", grouped(share.count),
                                                            counted(share.visible_count, "line"));
  return together_to_percent(
      fmt::format("{} = {} of {}.", lines, all ? "100 %" : percent(part), of));
}

std::string all_heads(std::string_view model, std::int64_t heads) {
  return fmt::format("{}{}ll{}{}{}heads.", model, model.empty() ? "A" : ", a", kNoBreak, heads,
                     kNoBreak);
}

std::string cells(std::size_t block, Scale scale) {
  const std::string pooled =
      block > 1 ? fmt::format(", strongest weight of each block of {0}{1}×{1}{0}", block, kNoBreak)
                : "";
  return fmt::format("Rows look at columns, {} scale{}.",
                     scale == Scale::kSqrt ? "square-root" : "linear", pooled);
}

std::string largest(std::string_view weight) {
  return fmt::format("Largest weight{}{}.", kNoBreak, weight);
}

std::string strongest_first(int share) {
  return fmt::format("Strongest lines first in each row, until {} % is reached.", share);
}

std::string joined_blocks(std::size_t block) {
  return fmt::format("Lines join blocks of {} tokens by their strongest weight.", block);
}

std::string capped() {
  return fmt::format("At most the {} strongest are drawn.", grouped(kLineCap));
}

std::string windows(std::size_t count) {
  return fmt::format(
      "Read in {} windows that overlap. Each row is of one window; tokens that are not in it have "
      "no "
      "weight there.",
      count);
}

}  // namespace headscope::figure::words
