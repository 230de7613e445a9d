// The colours of figures, which are always light: those of the page.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace headscope::figure {

inline constexpr std::string_view kPaper = "#ffffff";
inline constexpr std::string_view kInk = "#1a1c1f";   // text
inline constexpr std::string_view kInk2 = "#51555b";  // labels
inline constexpr std::string_view kInk3 = "#62666d";  // captions, faint tokens
inline constexpr std::string_view kDivider = "#c6c6be";
inline constexpr std::string_view kTrack = "#edede8";  // what bars stand on
inline constexpr std::string_view kAccentSoft = "#e7eefb";
inline constexpr std::string_view kRest = "#8c9097";

inline constexpr std::array<std::string_view, 8> kHeadColors = {
    "#0072b2", "#d55e00", "#009e73", "#b85c93", "#c08400", "#3a9bd9", "#7a7200", "#1a1c1f"};

/// Colour of a head by its slot; from the ninth on all are grey.
constexpr std::string_view head_color(std::size_t slot) {
  return slot < kHeadColors.size() ? kHeadColors[slot] : kRest;
}

}  // namespace headscope::figure
