// The models that can be switched between, and the one way to run them.
//
//   Models models({{"all-MiniLM-L6-v2", folder}}, {.threads = 0});
//   Ran ran = models.run(input, {.queries = true});        // one caller at a time
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headscope/hub.h"
#include "headscope/model.h"
#include "headscope/tokenizer.h"
#include "headscope/trace.h"
#include "server/input.h"

namespace headscope::server {

/// Hears one sentence for each thing about the weights that a user should know.
using Warn = std::function<void(std::string_view)>;

class Models {
 public:
  /// At least one. They are loaded when they are first run.
  Models(std::vector<FoundModel> found, ModelOptions options, Warn warn);

  /// In the order in which they were given.
  std::vector<std::string> names() const;

  /// Names the first model in an input that names none.
  void name_default(Input& input) const;

  /// Runs the input. Throws Error when the model cannot be loaded, or the input does not fit it.
  Trace run(const Input& input, const Keep& keep);

 private:
  struct Loaded {
    Tokenizer tokenizer;
    Model model;
    std::optional<std::int32_t> mask_id;
    std::size_t warned = 0;  ///< warnings that have been passed on
  };
  struct Entry {
    FoundModel found;
    std::optional<Loaded> loaded;
  };

  Entry& entry(std::string_view name);
  Loaded& load(Entry& entry);
  void pass_on_warnings(Loaded& loaded);

  std::vector<Entry> entries_;
  ModelOptions options_;
  Warn warn_;
};

}  // namespace headscope::server
