#include "server/input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <tuple>

#include "headscope/error.h"

namespace headscope::server {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostNameBytes = 1 << 10;
constexpr std::size_t kMostPlaces = 4096;
constexpr std::size_t kMostAt = 32;  // each takes a row of logits as wide as the vocabulary
constexpr std::array<std::string_view, 9> kFields = {"model",  "text",   "pair",  "mask", "off",
                                                     "client", "number", "layer", "at"};

std::string read_string(const Json& json, std::string_view field, std::size_t most) {
  if (!json.is_string()) throw Error(fmt::format("the request's {} is not a string", field));
  auto text = json.get<std::string>();
  if (text.size() > most) {
    throw Error(fmt::format("the {} has {} bytes, the server takes at most {}; shorten it", field,
                            text.size(), most));
  }
  return text;
}

std::int64_t read_number(const Json& json, std::string_view field) {
  constexpr auto kMost = std::numeric_limits<std::int32_t>::max();
  const bool fits = json.is_number_unsigned() && json.get<std::uint64_t>() <= kMost;
  if (!fits) throw Error(fmt::format("the request's {} is not a whole number from 0", field));
  return json.get<std::int64_t>();
}

auto in_order(const Stretch& one) { return std::tie(one.sequence, one.begin, one.end); }
auto in_order(const HeadId& one) { return std::tie(one.layer, one.head); }

/// A list of lists of `width` numbers, sorted, each once.
template <typename Place, typename Make>
std::vector<Place> read_places(const Json& json, std::string_view field, std::size_t width,
                               const Make& make) {
  const auto wrong = [&](std::string_view what) -> Error {
    return Error(fmt::format("the request's {} {}", field, what));
  };
  if (!json.is_array()) throw wrong("is not a list");
  if (json.size() > kMostPlaces) throw wrong(fmt::format("has more than {} entries", kMostPlaces));
  std::vector<Place> places;
  for (const Json& one : json) {
    if (!one.is_array() || one.size() != width) {
      throw wrong(fmt::format("has an entry that is not a list of {} numbers", width));
    }
    places.push_back(make([&](std::size_t at) { return read_number(one[at], field); }));
  }
  std::sort(places.begin(), places.end(),
            [](const Place& a, const Place& b) { return in_order(a) < in_order(b); });
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

std::vector<std::int64_t> read_numbers(const Json& json, std::string_view field, std::size_t most) {
  if (!json.is_array()) throw Error(fmt::format("the request's {} is not a list", field));
  if (json.size() > most) {
    throw Error(fmt::format("the request's {} has more than {} entries", field, most));
  }
  std::vector<std::int64_t> numbers;
  for (const Json& one : json) numbers.push_back(read_number(one, field));
  return numbers;
}

/// Null and a field that is not there say the same.
const Json* find(const Json& json, std::string_view field) {
  const auto found = json.find(field);
  return found == json.end() || found->is_null() ? nullptr : &*found;
}

Json parse(std::string_view body) {
  try {
    return Json::parse(body);
  } catch (const Json::parse_error& error) {
    throw Error(fmt::format("the request is not JSON in UTF-8 (byte {})", error.byte));
  } catch (const Json::out_of_range&) {
    throw Error("the request is JSON with a number that is too large");
  }
}

void refuse_unknown_fields(const Json& json) {
  for (const auto& [name, value] : json.items()) {
    if (std::find(kFields.begin(), kFields.end(), name) == kFields.end()) {
      throw Error("the request has a field that is not known; there are " +
                  fmt::format("{}", fmt::join(kFields, ", ")));
    }
  }
}

}  // namespace

Request parse_request(std::string_view body) {
  const Json json = parse(body);
  if (!json.is_object()) throw Error("the request is not a JSON object");
  refuse_unknown_fields(json);
  const Json* text = find(json, "text");
  if (text == nullptr) throw Error("the request has no text");

  Request request;
  Input& input = request.input;
  input.text = read_string(*text, "text", kMostTextBytes);
  if (const Json* pair = find(json, "pair")) {
    input.pair = read_string(*pair, "pair", kMostTextBytes);
  }
  if (const Json* model = find(json, "model")) {
    input.model = read_string(*model, "model", kMostNameBytes);
  }
  if (const Json* client = find(json, "client")) {
    request.asker.client = read_string(*client, "client", kMostNameBytes);
  }
  if (const Json* number = find(json, "number")) {
    request.asker.number = static_cast<std::uint64_t>(read_number(*number, "number"));
  }
  if (const Json* layer = find(json, "layer")) request.layer = read_number(*layer, "layer");
  if (const Json* at = find(json, "at")) request.at = read_numbers(*at, "at", kMostAt);
  if (const Json* mask = find(json, "mask")) {
    input.masked = read_places<Stretch>(*mask, "mask", 3, [](const auto& number) {
      return Stretch{number(0), number(1), number(2)};
    });
  }
  if (const Json* off = find(json, "off")) {
    input.off = read_places<HeadId>(*off, "off", 2, [](const auto& number) {
      return HeadId{number(0), number(1)};
    });
  }
  return request;
}

}  // namespace headscope::server
