// The page's manifest: everything that the viewer knows before it unpacks a weight.
// Its fields are in docs/page-format.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "headscope/page.h"
#include "headscope/pattern.h"
#include "headscope/trace.h"
#include "picture/pack.h"
#include "picture/thumbnails.h"
#include "picture/vectors.h"

namespace headscope::picture {

/// What stands in the page beside the manifest.
struct Payload {
  Precision precision = Precision::kAuto;  ///< resolved, not kAuto
  Thumbnails thumbnails;
  Packed packed_thumbnails;
  std::vector<Packed> layers;
  std::optional<Width> width;   ///< of queries and keys, where they can be had
  std::vector<Packed> vectors;  ///< queries and keys, layer after layer
};

/// The JSON text, `<` escaped. `heads` are the summaries, layer after layer.
std::string make_manifest(const Trace& trace, const Payload& payload,
                          std::span<const HeadSummary> heads);

}  // namespace headscope::picture
