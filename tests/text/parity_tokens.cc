// The tokenizer as a program, for tests/tokenizer_parity.py: reads requests, one JSON object a
// line, from standard input and answers each with a line.
//
//   parity_tokens FOLDER < requests.jsonl
//   {"text": "a b", "pair": null, "truncation": "longest_first", "max_tokens": 8}
//   {"ids": [...], "tokens": [...], ...} or {"error": "..."}
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "headscope/error.h"
#include "headscope/tokenizer.h"

namespace {

using Json = nlohmann::json;

Json to_json(const headscope::Encoding& encoding) {
  Json offsets = Json::array();
  for (const headscope::Span& span : encoding.offsets) offsets.push_back({span.begin, span.end});
  return {{"ids", encoding.ids},           {"tokens", encoding.tokens},
          {"type_ids", encoding.type_ids}, {"offsets", offsets},
          {"word_ids", encoding.word_ids}, {"sequence_ids", encoding.sequence_ids},
          {"special", encoding.special}};
}

Json answer(const headscope::Tokenizer& tokenizer, const Json& request) {
  static const std::map<std::string, headscope::Truncation> kStrategies = {
      {"none", headscope::Truncation::kNone},
      {"longest_first", headscope::Truncation::kLongestFirst},
      {"only_first", headscope::Truncation::kOnlyFirst},
      {"only_second", headscope::Truncation::kOnlySecond}};
  const std::string text = request.at("text");
  std::optional<std::string> pair;
  if (!request.at("pair").is_null()) pair = request.at("pair");
  try {
    return to_json(tokenizer.encode(text, pair, kStrategies.at(request.value("truncation", "none")),
                                    request.value("max_tokens", std::size_t{0})));
  } catch (const headscope::Error& error) {
    return {{"error", error.what()}};
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: parity_tokens FOLDER < requests.jsonl\n";
    return 2;
  }
  try {
    const auto tokenizer = headscope::Tokenizer::load(argv[1]);
    for (std::string line; std::getline(std::cin, line);) {
      std::cout << answer(tokenizer, Json::parse(line)).dump() << '\n';
    }
  } catch (const headscope::Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
