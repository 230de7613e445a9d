#include "checkpoint/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/mapped_file.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 64;

/// What nlohmann's parser does not refuse by itself.
class Guard {
 public:
  explicit Guard(std::string_view what) : what_(what) {}

  bool operator()(int depth, json::parse_event_t event, json& parsed) {
    using Event = json::parse_event_t;
    if (event == Event::object_start || event == Event::array_start) {
      if (depth >= kMaxDepth) {
        throw Error(fmt::format("{}: the JSON is nested more than {} deep", what_, kMaxDepth));
      }
    }
    if (event == Event::object_start) names_.emplace_back();
    if (event == Event::object_end) names_.pop_back();
    if (event == Event::key && !names_.back().insert(parsed.get<std::string>()).second) {
      throw Error(fmt::format("{}: the name {} stands twice in one object", what_,
                              in_quotes(parsed.get_ref<const std::string&>())));
    }
    return true;
  }

 private:
  std::string_view what_;
  std::vector<std::set<std::string>> names_;  // of the objects that are open
};

}  // namespace

json parse_json(std::string_view text, std::string_view what) {
  // The parser would take a zero byte for the end and accept anything behind it.
  if (const auto zero = text.find('\0'); zero != text.npos) {
    throw Error(fmt::format("{}: is not JSON: zero byte at {}", what, place_in(text, zero)));
  }
  try {
    return json::parse(text, Guard(what));
  } catch (const json::parse_error& error) {
    // A byte counts from 1, and 0 stands for no byte at all.
    const std::size_t byte = error.byte == 0 ? 0 : error.byte - 1;
    if (byte >= text.size()) throw Error(fmt::format("{}: the JSON breaks off at its end", what));
    throw Error(fmt::format("{}: is not JSON: mistake at {}", what, place_in(text, byte)));
  } catch (const json::exception&) {
    throw Error(fmt::format("{}: the JSON has a number that is too large", what));
  }
}

json read_json_object(const std::filesystem::path& file) {
  const base::MappedFile mapped(file);
  const auto bytes = mapped.bytes();
  if (bytes.size() > kMaxJsonBytes) {
    throw Error(fmt::format("{}: is {} bytes long, which is more than the {} that are read",
                            file.string(), bytes.size(), kMaxJsonBytes));
  }
  if (bytes.empty()) throw Error(file.string() + ": is empty");
  json value =
      parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file.string());
  if (!value.is_object()) {
    throw Error(fmt::format("{}: holds {}, not a JSON object", file.string(), kind_of(value)));
  }
  return value;
}

std::string place_in(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t break_at = before.rfind('\n');
  const std::size_t column = break_at == before.npos ? byte + 1 : byte - break_at;
  return fmt::format("line {}, column {}", line, column);
}

std::string in_quotes(std::string_view name) {
  constexpr std::size_t kMaxBytes = 200;
  std::string text = "'";
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    const bool inside_code_point = (byte & 0xC0) == 0x80;
    if (i >= kMaxBytes && !inside_code_point) {
      text += "…";
      break;
    }
    if (byte < 0x20 || byte == 0x7F) {
      text += fmt::format("\\x{:02X}", byte);
    } else {
      text += name[i];
    }
  }
  return text + "'";
}

std::string_view kind_of(const json& value) {
  switch (value.type()) {
    case json::value_t::object:
      return "an object";
    case json::value_t::array:
      return "a list";
    case json::value_t::string:
      return "a string";
    case json::value_t::boolean:
      return "true or false";
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
      return "a whole number";
    case json::value_t::number_float:
      return "a fraction";
    default:
      return "null";
  }
}

}  // namespace headscope::checkpoint
