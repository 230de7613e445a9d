// The encoding of a trace as the `__metadata__` of a safetensors file: strings, most of them JSON.
//
//   format         "headscope-trace"       text, pair     as they were given; no pair, no entry
//   version        "1"                     tokens         ["[CLS]", "a", …]
//   model          a name, for captions    ids, type_ids  [101, …]
//   offsets        [[0, 0], [0, 1], …]     word_ids, sequence_ids  [null, 0, …]
//   special        [true, false, …]        prediction     what the logits say, a JSON object
//   logits_of      [5, …], where logits are not of all tokens
//   windows        [[1, 511], …]: of a long text that ran in several passes, see Windows
//   token_windows  [null, 0, 0, …]
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "headscope/trace.h"

namespace headscope::trace {

using Metadata = std::map<std::string, std::string, std::less<>>;

inline constexpr char kFormat[] = "headscope-trace";
inline constexpr char kVersion[] = "1";

Metadata write_metadata(const Trace& trace);

/// What metadata says of `n` tokens: entries that are absent stay empty. What is there must be
/// right: throws Error, which names `file` and the entry, for what is no JSON, of another type or
/// of another count than `n`.
Encoding read_metadata(const Metadata& metadata, std::size_t n, const std::string& file);

/// The tokens whose logits the file has, each one of `n`; empty where it says nothing. Throws Error
/// as `read_metadata` does.
std::vector<std::int64_t> read_logits_of(const Metadata& metadata, std::size_t n,
                                         const std::string& file);

/// The prediction, whose form only its reader knows; empty where there is none. Throws Error when
/// it is no JSON object.
std::string read_prediction(const Metadata& metadata, const std::string& file);

/// The windows that metadata says `n` tokens went through, or none. Throws Error, which names
/// `file` and the entry, for what is not as `Windows` has it.
Windows read_windows(const Metadata& metadata, std::size_t n, const std::string& file);

/// Throws Error when an offset reaches behind its own text, where that text is known. Needs the
/// sequence ids.
void require_inside_text(const Encoding& encoding, const std::string& file);

}  // namespace headscope::trace
