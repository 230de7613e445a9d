// What a user sees of a download.
//
//   DownloadBar bar(console);
//   find_model(name, {.offline = false, .progress = bar.listener()});
#pragma once

#include <cstdint>
#include <functional>

#include "cli/console.h"
#include "headscope/hub.h"

namespace headscope::cli {

/// A bar as `Progress` shows it. `HF_HUB_DISABLE_PROGRESS_BARS` turns it off.
class DownloadBar {
 public:
  explicit DownloadBar(const Console& console);

  /// What draws the bar, which must outlive it.
  std::function<void(const DownloadProgress&)> listener();

 private:
  Progress progress_;
};

/// The model's folder, downloaded when it is not on this machine.
FoundModel locate_model(std::string_view name, bool offline, const Console& console);

}  // namespace headscope::cli
