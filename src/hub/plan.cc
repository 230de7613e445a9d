#include "hub/plan.h"

#include <fmt/format.h>

#include "checkpoint/folder.h"
#include "headscope/error.h"

namespace headscope::hub {
namespace {

/// A tokenizer as one file, and what its model's configuration adds.
constexpr const char* kTokenizerFiles[] = {"tokenizer.json", "tokenizer_config.json",
                                           "special_tokens_map.json", "added_tokens.json"};
/// Its older forms, for repositories without tokenizer.json.
constexpr const char* kOlderTokenizerFiles[] = {"vocab.txt",  "vocab.json",
                                                "merges.txt", "spiece.model",
                                                "spm.model",  "sentencepiece.bpe.model"};

void choose(const Listing& listing, const char* file, Choice& choice) {
  (listing.files.contains(file) ? choice.files : choice.absent).emplace_back(file);
}

}  // namespace

Choice choose_description(const Listing& listing, const std::string& repository) {
  if (!listing.files.contains(checkpoint::kConfigFile)) {
    throw Error(fmt::format("{}: has no {}, so Headscope cannot tell what model it is", repository,
                            checkpoint::kConfigFile));
  }
  Choice choice{.files = {checkpoint::kConfigFile}, .absent = {}};
  for (const char* file : kTokenizerFiles) choose(listing, file, choice);
  if (!listing.files.contains(kTokenizerFiles[0])) {
    for (const char* file : kOlderTokenizerFiles) choose(listing, file, choice);
  }
  return choice;
}

Choice choose_weights(const Listing& listing, const std::string& repository) {
  Choice choice;
  for (const char* form : checkpoint::kWeightForms) {
    choose(listing, form, choice);
    if (!choice.files.empty()) return choice;
  }
  throw Error(fmt::format("{}: has no weights that Headscope reads: none of {} is there",
                          repository, fmt::join(checkpoint::kWeightForms, ", ")));
}

}  // namespace headscope::hub
