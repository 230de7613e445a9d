#include "cli/download_bar.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/report.h"
#include "hub/environment.h"

namespace headscope::cli {
namespace {

constexpr std::uint64_t kSteps = 1000;

Console console_for_bars(const Console& console) {
  return Console(console.quiet() || hub::is_true("HF_HUB_DISABLE_PROGRESS_BARS"));
}

}  // namespace

DownloadBar::DownloadBar(const Console& console) : progress_(console_for_bars(console), kSteps) {}

std::function<void(const DownloadProgress&)> DownloadBar::listener() {
  return [this](const DownloadProgress& now) {
    const double share =
        static_cast<double>(now.done) / static_cast<double>(std::max<std::uint64_t>(now.total, 1));
    progress_.advance(
        static_cast<std::size_t>(share * kSteps),
        fmt::format("{} of {}: {}", to_size(now.done), to_size(now.total), now.doing));
  };
}

FoundModel locate_model(std::string_view name, bool offline, const Console& console) {
  DownloadBar bar(console);
  return find_model(name, {.offline = offline, .progress = bar.listener()});
}

}  // namespace headscope::cli
