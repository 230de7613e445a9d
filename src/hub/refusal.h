// The hub says no: what its status codes mean to whoever asked.
#pragma once

#include <string>

#include "headscope/error.h"
#include "hub/environment.h"
#include "hub/http.h"

namespace headscope::hub {

/// The hub knows no such model; perhaps the name was meant for something else.
class NoSuchModel : public Error {
 public:
  using Error::Error;
};

/// What was asked for.
struct Question {
  std::string repository;
  std::string revision = {};  ///< "" is main
  std::string file = {};      ///< "" is the list of files
};

/// Throws the sentence for an answer that is no success: NoSuchModel, Transient where another try
/// may help, Error otherwise.
[[noreturn]] void refuse(const HttpAnswer& answer, const Question& question,
                         const Settings& settings);

}  // namespace headscope::hub
