#include "trace/metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/utf8.h"
#include "checkpoint/json.h"
#include "headscope/error.h"

namespace headscope::trace {
namespace {

using nlohmann::json;

std::string dump(const json& value) {
  // A model's name may come from a folder's, which can be any bytes.
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string valid_utf8(const std::string& text) {
  const std::string string = dump(text);
  return json::parse(string).get<std::string>();
}

/// A value as it may stand in a message.
std::string brief(const json& value) {
  constexpr std::size_t kMostBytes = 40;
  std::string text = dump(value);
  return text.size() <= kMostBytes ? text : std::string(checkpoint::kind_of(value));
}

/// -1 stands for "no word" and "no sequence", which JSON says with null.
json with_nulls(const std::vector<std::int32_t>& numbers) {
  json list = json::array();
  for (const std::int32_t number : numbers) list.push_back(number < 0 ? json() : json(number));
  return list;
}

template <typename Range>
json pairs(const std::vector<Range>& ranges) {
  json list = json::array();
  for (const Range& range : ranges) list.push_back({range.begin, range.end});
  return list;
}

/// Reads the entries of one file's metadata.
class Reader {
 public:
  Reader(const Metadata& metadata, std::size_t n, const std::string& file)
      : metadata_(metadata), n_(n), file_(file) {}

  const std::string* text(std::string_view key) const {
    const auto found = metadata_.find(key);
    return found == metadata_.end() ? nullptr : &found->second;
  }

  /// The JSON under `key`, or `fallback` when there is no such entry.
  json json_of(std::string_view key, const json& fallback) const {
    const std::string* string = text(key);
    if (string == nullptr) return fallback;
    return checkpoint::parse_json(*string, fmt::format("{}: '{}' in the metadata", file_, key));
  }

  /// The JSON list under `key`, one value a token, each turned into a T by `convert`. Empty when
  /// there is no such entry. `convert` gives nothing for what is not `expected`.
  template <typename T, typename Convert>
  std::vector<T> list(std::string_view key, std::string_view expected, Convert convert) const {
    std::vector<T> values = list_of_any_length<T>(key, expected, convert);
    if (text(key) != nullptr && values.size() != n_) {
      fail(key, fmt::format("has {} entries, attentions are of {} tokens", values.size(), n_));
    }
    return values;
  }

  template <typename T, typename Convert>
  std::vector<T> list_of_any_length(std::string_view key, std::string_view expected,
                                    Convert convert) const {
    if (text(key) == nullptr) return {};
    const json values = json_of(key, {});
    if (!values.is_array()) fail(key, fmt::format("is not a list of {}", expected));
    std::vector<T> out;
    out.reserve(values.size());
    for (const json& value : values) {
      const std::optional<T> converted = convert(value);
      if (!converted) {
        fail(key, fmt::format("is not a list of {}: entry {} is {}", expected, out.size(),
                              brief(value)));
      }
      out.push_back(*converted);
    }
    return out;
  }

  std::vector<std::int32_t> numbers(std::string_view key, std::string_view expected,
                                    std::int32_t largest) const {
    return list<std::int32_t>(key, expected,
                              [&](const json& value) { return number(value, largest); });
  }

  /// Numbers, or null (and, as other programs write it, -1) for none.
  std::vector<std::int32_t> numbers_or_null(std::string_view key, std::string_view expected,
                                            std::int32_t largest) const {
    return list<std::int32_t>(key, expected, [&](const json& value) {
      const bool none = value.is_null() || value == -1;
      return none ? std::optional<std::int32_t>(-1) : number(value, largest);
    });
  }

  [[noreturn]] void fail(std::string_view key, std::string_view cause) const {
    throw Error(fmt::format("{}: '{}' in the metadata {}", file_, key, cause));
  }

  static std::optional<std::int32_t> number(const json& value, std::int32_t largest) {
    if (!value.is_number_unsigned()) return std::nullopt;
    const auto whole = value.get<std::uint64_t>();
    if (whole > static_cast<std::uint64_t>(largest)) return std::nullopt;
    return static_cast<std::int32_t>(whole);
  }

 private:
  const Metadata& metadata_;
  std::size_t n_;
  const std::string& file_;
};

constexpr std::int32_t kAny = std::numeric_limits<std::int32_t>::max();

std::optional<std::string> to_token(const json& value) {
  return value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt;
}

std::optional<Span> to_span(const json& value) {
  if (value.is_null()) return Span{};
  if (!value.is_array() || value.size() != 2) return std::nullopt;
  const auto begin = Reader::number(value[0], kAny);
  const auto end = Reader::number(value[1], kAny);
  if (!begin || !end || *begin > *end) return std::nullopt;
  return Span{*begin, *end};
}

std::optional<TokenRange> to_range(const json& value) {
  const std::optional<Span> span = value.is_null() ? std::nullopt : to_span(value);
  return span ? std::optional(TokenRange{span->begin, span->end}) : std::nullopt;
}

/// Whether the window holds the token; -1 stands for every window.
bool is_in(const Windows& windows, std::int64_t token, std::int32_t window) {
  if (window >= 0) {
    return static_cast<std::size_t>(window) < windows.size() &&
           windows.holds(static_cast<std::size_t>(window), token);
  }
  return token < windows.ranges.front().begin || token >= windows.ranges.back().end;
}

/// true and false, and the 1 and 0 that some programs write.
std::optional<bool> to_mark(const json& value) {
  if (value.is_boolean()) return value.get<bool>();
  const auto number = Reader::number(value, 1);
  return number ? std::optional(*number == 1) : std::nullopt;
}

std::int32_t length_of(const std::string& text) {
  return static_cast<std::int32_t>(base::decode_utf8(text).size());
}

/// An empty text has no tokens of its own; where there are some, it is one that no one told.
bool text_is_known(const Encoding& encoding) {
  const std::vector<bool>& special = encoding.special;
  return !encoding.text.empty() ||
         std::find(special.begin(), special.end(), false) == special.end();
}

}  // namespace

Metadata write_metadata(const Trace& trace) {
  const Encoding& encoding = trace.encoding;
  Metadata metadata = {{"format", kFormat}, {"version", kVersion}};
  const auto put = [&](const char* key, const auto& list, const auto& to_json) {
    if (!list.empty()) metadata[key] = dump(to_json(list));
  };
  const auto plain = [](const auto& list) { return json(list); };
  if (!trace.model.empty()) metadata["model"] = valid_utf8(trace.model);
  if (text_is_known(encoding)) metadata["text"] = valid_utf8(encoding.text);
  if (encoding.pair) metadata["pair"] = valid_utf8(*encoding.pair);
  put("tokens", encoding.tokens, plain);
  put("type_ids", encoding.type_ids, plain);
  put("word_ids", encoding.word_ids, with_nulls);
  put("sequence_ids", encoding.sequence_ids, with_nulls);
  put("special", encoding.special, plain);
  put("ids", encoding.ids, plain);
  put("offsets", encoding.offsets, pairs<Span>);
  put("windows", trace.windows.ranges, pairs<TokenRange>);
  put("token_windows", trace.windows.of_token, with_nulls);
  put("logits_of", trace.logits_of, plain);
  if (!trace.prediction.empty()) metadata["prediction"] = trace.prediction;
  return metadata;
}

Encoding read_metadata(const Metadata& metadata, std::size_t n, const std::string& file) {
  const Reader reader(metadata, n, file);
  Encoding encoding;
  if (const std::string* text = reader.text("text")) encoding.text = *text;
  if (const std::string* pair = reader.text("pair")) encoding.pair = *pair;
  encoding.tokens = reader.list<std::string>("tokens", "strings", to_token);
  encoding.ids = reader.numbers("ids", "numbers from 0 up", kAny);
  encoding.type_ids = reader.numbers("type_ids", "numbers from 0 up", kAny);
  encoding.offsets = reader.list<Span>("offsets", "pairs [begin, end]", to_span);
  encoding.word_ids = reader.numbers_or_null("word_ids", "numbers from 0 up or null", kAny);
  encoding.sequence_ids = reader.numbers_or_null("sequence_ids", "0, 1 or null", 1);
  encoding.special = reader.list<bool>("special", "true or false", to_mark);
  return encoding;
}

std::vector<std::int64_t> read_logits_of(const Metadata& metadata, std::size_t n,
                                         const std::string& file) {
  const Reader reader(metadata, n, file);
  const json values = reader.json_of("logits_of", json::array());
  if (!values.is_array()) reader.fail("logits_of", "is not a list of tokens");
  std::vector<std::int64_t> tokens;
  for (const json& value : values) {
    const auto token = Reader::number(value, static_cast<std::int32_t>(n) - 1);
    if (!token) {
      reader.fail("logits_of", fmt::format("has an entry that is no token from 0 to {}", n - 1));
    }
    tokens.push_back(*token);
  }
  return tokens;
}

std::string read_prediction(const Metadata& metadata, const std::string& file) {
  const Reader reader(metadata, 0, file);
  const std::string* prediction = reader.text("prediction");
  if (prediction == nullptr) return {};
  if (!reader.json_of("prediction", {}).is_object()) {
    reader.fail("prediction", "is not a JSON object");
  }
  return *prediction;
}

Windows read_windows(const Metadata& metadata, std::size_t n, const std::string& file) {
  const Reader reader(metadata, n, file);
  Windows windows;
  windows.ranges = reader.list_of_any_length<TokenRange>("windows", "pairs [begin, end]", to_range);
  windows.of_token = reader.numbers_or_null("token_windows", "numbers from 0 up or null", kAny);
  const auto tokens = static_cast<std::int64_t>(n);
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const TokenRange& range = windows.ranges[i];
    const bool goes_on = i == 0 || (windows.ranges[i - 1].begin < range.begin &&
                                    range.begin <= windows.ranges[i - 1].end &&
                                    windows.ranges[i - 1].end < range.end);
    if (goes_on && range.begin < range.end && range.end <= tokens) continue;
    reader.fail("windows",
                fmt::format("has [{}, {}] at place {}: windows lie inside the {} tokens, each "
                            "begins and ends behind the one before, and there is no gap",
                            range.begin, range.end, i, n));
  }
  if (windows.empty() != windows.of_token.empty()) {
    throw Error(fmt::format(
        "{}: the metadata has only one of 'windows' and 'token_windows'; write both", file));
  }
  for (std::size_t token = 0; token < windows.of_token.size(); ++token) {
    const std::int32_t window = windows.of_token[token];
    if (is_in(windows, static_cast<std::int64_t>(token), window)) continue;
    reader.fail("token_windows",
                fmt::format("gives token {} to {}, which does not hold it", token,
                            window < 0 ? "every window" : fmt::format("window {}", window)));
  }
  return windows;
}

void require_inside_text(const Encoding& encoding, const std::string& file) {
  const std::int32_t lengths[] = {text_is_known(encoding) ? length_of(encoding.text) : kAny,
                                  encoding.pair ? length_of(*encoding.pair) : kAny};
  for (std::size_t i = 0; i < encoding.offsets.size(); ++i) {
    const std::int32_t length = lengths[encoding.sequence_ids[i] == 1 ? 1 : 0];
    if (encoding.offsets[i].end <= length) continue;
    throw Error(fmt::format(
        "{}: offset {} in the metadata ends at {}, behind the {} code points of "
        "the {}",
        file, i, encoding.offsets[i].end, length, encoding.sequence_ids[i] == 1 ? "pair" : "text"));
  }
}

}  // namespace headscope::trace
