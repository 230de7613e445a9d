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
#include "headscope/prediction.h"
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

  /// Runs the input. What the model says of it is in the trace's `prediction`, and the tensors that
  /// this was read from are not kept; of a model without a task head nothing is said. Throws Error
  /// when the model cannot be loaded, or the input does not fit it.
  Trace run(const Input& input, Keep keep);

  /// Runs the input and keeps what `predict` needs. Throws as `run`, and when one of `options.at`
  /// is not in the text.
  Trace run_to_predict(const Input& input, const PredictOptions& options);

  /// What a prediction is read with, of a model that has been run. It stays as it is: other threads
  /// may use it while another input is run.
  struct Reader {
    const ModelInfo& info;
    const Tokenizer& tokenizer;
  };
  Reader reader(std::string_view name);

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
  Trace forward(Entry& entry, const Encoding& encoding, const Keep& keep, const Input& input);
  void pass_on_warnings(Loaded& loaded);

  std::vector<Entry> entries_;
  ModelOptions options_;
  Warn warn_;
};

}  // namespace headscope::server
