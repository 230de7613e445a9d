// Everything that one forward pass saw, as plain data, and its file form.
//
//   headscope::save_trace(trace, "trace.safetensors");
//   auto [trace, warnings] = headscope::load_trace("trace.safetensors");
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "headscope/encoding.h"
#include "headscope/tensor.h"
#include "headscope/windows.h"

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

/// One forward pass, or several over a long text. Layers and heads count from 0; rows are queries
/// ("from"), columns are keys
/// ("to"). A tensor that was not kept, or that the model does not have, is empty.
struct Trace {
  std::string model;  ///< name of the model, for captions
  Encoding encoding;

  /// Heads whose output was taken as 0 in this pass. Their attention is what they would have done.
  std::vector<HeadId> switched_off;

  /// Where several passes saw the text: which pass each row is of. Empty where one saw it all.
  Windows windows;

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
  Tensor start_logits;  ///< [n], question answering: where the answer begins. Of a text in windows
                        ///< [windows, n], the lowest float for tokens that are not in the window
  Tensor end_logits;    ///< as start_logits: where its last token is

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

/// The same of several texts, in this order. The tensors of text k are named "k.attentions" and so
/// on, and so are the metadata's entries; one text alone is written as above.
void save_trace(std::span<const Trace> traces, const std::filesystem::path& file);

/// Writes a trace file of several texts whose traces come one after the other, so that only one
/// need be in memory. What was added waits in a nameless file beside the target until `commit`;
/// without it nothing is left behind. Members throw Error when the file cannot be written.
class TraceWriter {
 public:
  explicit TraceWriter(const std::filesystem::path& file);
  TraceWriter(const TraceWriter&) = delete;
  TraceWriter& operator=(const TraceWriter&) = delete;
  ~TraceWriter();

  void add(const Trace& trace);

  /// Ends the file, and no member may be called on any more. Returns its size in bytes. Throws
  /// Error when no text was added.
  std::uint64_t commit();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// A trace file written by any program, whose texts are read one at a time. There may be several:
/// tensors "0.attentions", "1.attentions" and so on, or a batch, attentions [batch, layers, heads,
/// n, n]. In a batch every tensor has the batch in front, and each of the metadata's entries is a
/// JSON list with one element a text. Tokens where `attention_mask` [batch, n] is 0 are padding and
/// left out everywhere.
class TraceFile {
 public:
  /// Throws Error when the file is not safetensors.
  explicit TraceFile(const std::filesystem::path& file);
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;
  ~TraceFile();

  std::size_t size() const;  ///< how many texts it holds

  /// Reads text `text`, which counts from 0 and must be below `size`. Only its attentions are
  /// needed: without tokens the positions are numbered, and a warning says so. Special tokens,
  /// words and sequences that the metadata leaves out are read off the tokens, `ids` and `offsets`
  /// stay empty. Throws Error when there are no `attentions` [layers, heads, n, n], or when the
  /// file contradicts itself.
  LoadedTrace load(std::size_t text) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Reads a trace file of one text, as TraceFile does. Throws Error when it holds several.
LoadedTrace load_trace(const std::filesystem::path& file);

}  // namespace headscope
