// Which of a repository's files Headscope needs.
#pragma once

#include <string>
#include <vector>

#include "hub/listing.h"

namespace headscope::hub {

struct Choice {
  std::vector<std::string> files;
  std::vector<std::string> absent;  ///< looked for, and not in the repository
};

/// config.json and what the tokenizer is made of: tokenizer.json, or the files of its older form.
/// Throws Error, its sentence beginning with `repository`, when there is no config.json.
Choice choose_description(const Listing& listing, const std::string& repository);

/// One form of the weights, the first of checkpoint::kWeightForms: a file, or the index of shards.
/// Throws Error when there is none.
Choice choose_weights(const Listing& listing, const std::string& repository);

}  // namespace headscope::hub
