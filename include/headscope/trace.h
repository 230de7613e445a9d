// Everything that one forward pass saw, as plain data, and its file form.
//
//   headscope::save_trace(trace, "trace.safetensors");
//   auto [trace, warnings] = headscope::load_trace("trace.safetensors");
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "headscope/encoding.h"
#include "headscope/tensor.h"

namespace headscope {

/// What a forward pass keeps besides the attentions, which are always kept.
struct Keep {
  bool scores = false;
  bool queries = false;
  bool keys = false;
  bool values = false;
  bool hidden_states = false;
  bool pooled = false;
  bool logits = false;
  bool terms = false;  ///< of the scores, where a family adds up several

  /// Of a masked language model's logits only those of these tokens, for a vocabulary is wide.
  /// Empty keeps all.
  std::vector<std::int64_t> logits_of = {};

  static Keep all() { return {true, true, true, true, true, true, true, true}; }
};

/// An attention head, L3 H7: both count from 0.
struct HeadId {
  std::int64_t layer = 0;
  std::int64_t head = 0;
  friend bool operator==(const HeadId&, const HeadId&) = default;
};

/// One forward pass. Layers and heads count from 0; rows are queries ("from"), columns are keys
/// ("to"). A tensor that was not kept, or that the model does not have, is empty.
struct Trace {
  std::string model;  ///< name of the model, for captions
  Encoding encoding;

  /// Heads whose output was taken as 0 in this pass. Their attention is what they would have done.
  std::vector<HeadId> switched_off;

  Tensor attentions;     ///< [layers, heads, n, n], each row sums to 1
  Tensor scores;         ///< [layers, heads, n, n], q·k/√head_dim, before the softmax. Where a
                         ///< family adds a bias it is in here; tokens that a local layer does not
                         ///< see score the lowest float
  Tensor queries;        ///< [layers, heads, n, head_dim], as they meet the keys: rotary positions
                         ///< are in them
  Tensor keys;           ///< [layers, heads, n, head_dim]
  Tensor values;         ///< [layers, heads, n, head_dim]
  Tensor hidden_states;  ///< [layers + 1, n, hidden]: the embeddings, then each layer's output
  Tensor pooled;         ///< [hidden]

  /// DeBERTa's scores are the sum of three terms (He et al., arXiv 2006.03654, equation 4), each
  /// [layers, heads, n, n]: what two words, a word and a distance, a distance and a word say.
  Tensor content_to_content;
  Tensor content_to_position;
  Tensor position_to_content;

  /// What the checkpoint's task head says, before any softmax: masked language model [n,
  /// vocabulary], classifier [labels], tagger [n, labels], discriminator [n].
  Tensor logits;
  Tensor start_logits;  ///< [n], question answering: where the answer begins
  Tensor end_logits;    ///< [n], and where its last token is

  /// The tokens that the rows of a masked language model's logits belong to; empty where these are
  /// all tokens.
  std::vector<std::int64_t> logits_of;

  /// What the logits say as JSON, in the form of `to_json(const Prediction&)`; empty where nobody
  /// asked. It goes with the trace into files and pages.
  std::string prediction;

  std::int64_t layers() const { return attentions.dim(0); }
  std::int64_t heads() const { return attentions.dim(1); }
  std::int64_t tokens() const { return attentions.dim(2); }
};

/// A trace read from a file, and what its reader should know about it: what the metadata lacks,
/// rows that do not sum to 1. One sentence a warning.
struct LoadedTrace {
  Trace trace;
  std::vector<std::string> warnings;
};

/// Writes a trace file: safetensors with the tensors under their names in Trace, and the encoding
/// as JSON strings in `__metadata__`. The file appears under its name only when it is whole.
/// Throws Error when it cannot be written.
void save_trace(const Trace& trace, const std::filesystem::path& file);

/// Reads a trace file written by any program. Only `attentions` is needed: without tokens the
/// positions are numbered, and a warning says so. Special tokens, words and sequences that the
/// metadata leaves out are read off the tokens, `ids` and `offsets` stay empty. A batch of one is
/// taken as its only entry. Throws Error when the file is not safetensors, has no
/// `attentions` of rank 4 with square maps, or contradicts itself.
LoadedTrace load_trace(const std::filesystem::path& file);

}  // namespace headscope
