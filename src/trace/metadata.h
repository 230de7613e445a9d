// The encoding of a trace as the `__metadata__` of a safetensors file: strings, most of them JSON.
//
//   format         "headscope-trace"       text, pair     as they were given; no pair, no entry
//   version        "1"                     tokens         ["[CLS]", "a", …]
//   model          a name, for captions    ids, type_ids  [101, …]
//   offsets        [[0, 0], [0, 1], …]     word_ids, sequence_ids  [null, 0, …]
//   special        [true, false, …]
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

/// Throws Error when an offset reaches behind its own text, where that text is known. Needs the
/// sequence ids.
void require_inside_text(const Encoding& encoding, const std::string& file);

}  // namespace headscope::trace
