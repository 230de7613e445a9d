#include "headscope/lens.h"

#include <array>
#include <string>

#include "headscope/error.h"
#include "lens/kept.h"
#include "lens/mean.h"
#include "lens/raw.h"
#include "lens/without_specials.h"

namespace headscope {

std::span<const Lens* const> lenses() {
  static const lens::Raw raw;
  static const lens::WithoutSpecials without_specials;
  static const lens::Mean mean;
  static constexpr std::array<const Lens*, 7> kAll = {&raw,
                                                      &without_specials,
                                                      &mean,
                                                      &lens::kScores,
                                                      &lens::kContentToContent,
                                                      &lens::kContentToPosition,
                                                      &lens::kPositionToContent};
  return kAll;
}

const Lens& find_lens(std::string_view name) {
  std::string names;
  for (const Lens* lens : lenses()) {
    if (lens->name() == name) return *lens;
    names += (names.empty() ? "" : ", ") + std::string(lens->name());
  }
  throw Error("there is no lens '" + std::string(name) + "'; the lenses are " + names);
}

}  // namespace headscope
