// BERT (Devlin et al., arXiv 1810.04805).
#pragma once

#include <optional>
#include <vector>

#include "checkpoint/weights.h"
#include "encoder/bert_embeddings.h"
#include "encoder/bert_layer.h"
#include "encoder/encoder.h"
#include "encoder/workspace.h"
#include "kernels/thread_pool.h"

namespace headscope::encoder {

class Bert final : public Encoder {
 public:
  /// Reads the weights that `config` asks for from its folder.
  Bert(const checkpoint::Config& config, int threads);

  void forward(const Encoding& encoding, const Keep& keep, Trace& trace) override;

 private:
  void warn_of_words_not_finite(const Encoding& encoding);
  void shape(const Keep& keep, std::int64_t n, Trace& trace) const;
  void keep_queries_keys_values(std::int64_t layer, Trace& trace) const;
  void keep_hidden(std::int64_t index, Trace& trace) const;
  void pool_first_token(Trace& trace);

  BertConfig config_;
  checkpoint::Weights weights_;  // the embeddings stay in the file
  kernels::ThreadPool pool_;
  std::optional<BertEmbeddings> embeddings_;
  std::vector<BertLayer> layers_;
  std::optional<kernels::Linear> pooler_;  // some checkpoints go without
  Workspace work_;
};

}  // namespace headscope::encoder
