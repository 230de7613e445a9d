// What every model family gives: facts about the checkpoint, and a forward pass.
#pragma once

#include <string>
#include <vector>

#include "headscope/model.h"

namespace headscope::encoder {

class Encoder {
 public:
  virtual ~Encoder() = default;

  const ModelInfo& info() const noexcept { return info_; }

  /// One sentence for each thing about the weights that a user should know.
  const std::vector<std::string>& warnings() const noexcept { return warnings_; }

  /// Fills `trace`'s tensors. The encoding has been checked against `info()`.
  virtual void forward(const Encoding& encoding, const Keep& keep, Trace& trace) = 0;

 protected:
  ModelInfo info_;
  std::vector<std::string> warnings_;
};

}  // namespace headscope::encoder
