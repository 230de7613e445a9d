#include "kernels/target.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "headscope/error.h"
#include "hwy/highway.h"

namespace headscope::kernels {
namespace {

// Asked once, before a choice of ours narrows the answer.
const std::vector<std::int64_t>& supported() {
  static const std::vector<std::int64_t> bits = hwy::SupportedAndGeneratedTargets();
  return bits;
}

}  // namespace

std::vector<std::string> targets() {
  std::vector<std::string> names;
  for (const std::int64_t bit : supported()) names.emplace_back(hwy::TargetName(bit));
  return names;
}

std::string target() {
  supported();
  return hwy::TargetName(hwy::SupportedAndGeneratedTargets().front());
}

void use_target(std::string_view name) {
  const auto found = std::find_if(supported().begin(), supported().end(),
                                  [&](std::int64_t bit) { return name == hwy::TargetName(bit); });
  if (found == supported().end()) {
    std::string known;
    for (const std::string& one : targets()) known += (known.empty() ? "" : ", ") + one;
    throw Error("HEADSCOPE_TARGET: there is no instruction set '" + std::string(name) +
                "' here; this program and this CPU have " + known);
  }
  hwy::SetSupportedTargetsForTest(*found);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

void use_target_of_environment() {
  const char* name = std::getenv("HEADSCOPE_TARGET");
  if (name != nullptr && *name != '\0') use_target(name);
}

}  // namespace headscope::kernels
