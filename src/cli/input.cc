#include "cli/input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/utf8.h"
#include "headscope/error.h"

namespace headscope::cli {
namespace {

std::string read_all(int descriptor, const std::string& name) {
  std::string content;
  std::array<char, std::size_t{64} * 1024> block;
  while (true) {
    const ssize_t count = ::read(descriptor, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      throw Error(fmt::format("{}: cannot be read: {}", name, std::strerror(errno)));
    }
    if (count == 0) return content;
    content.append(block.data(), static_cast<std::size_t>(count));
  }
}

std::string read_standard_input() { return read_all(STDIN_FILENO, "standard input"); }

std::string read_file(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    throw Error(fmt::format("{}: cannot be read: {}", file, std::strerror(errno)));
  }
  struct Closer {
    int descriptor;
    ~Closer() { ::close(descriptor); }
  } closer{descriptor};
  return read_all(descriptor, file);
}

/// A field of a line's object; `name` says which line of which file.
std::optional<std::string> string_field(const nlohmann::json& object, const char* key,
                                        const std::string& name) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return std::nullopt;
  if (!found->is_string()) {
    throw Error(
        fmt::format("{}: \"{}\" is a {}, it must be a string", name, key, found->type_name()));
  }
  return found->get<std::string>();
}

TextPair parse_json_line(std::string_view line, const std::string& name) {
  const auto object = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) {
    throw Error(fmt::format(
        R"({} is not a JSON object; each line of a .jsonl file is one, such as {{"text": "Hello"}})",
        name));
  }
  auto text = string_field(object, "text", name);
  if (!text) throw Error(fmt::format("{} has no \"text\"", name));
  return {*std::move(text), string_field(object, "pair", name), name};
}

}  // namespace

TextPair read_text(const TextChoice& choice) {
  TextPair input{.text = {}, .pair = choice.pair};
  std::string what = "the text";
  if (!choice.file.empty()) {
    input.text = read_file(choice.file);
    what = choice.file;
  } else if (!choice.text) {
    throw UsageError("there is no text; give one in quotes, - for standard input, or --file FILE");
  } else if (*choice.text == "-") {
    input.text = read_standard_input();
    what = "standard input";
  } else {
    input.text = *choice.text;
  }
  base::require_utf8(input.text, what);
  if (input.pair) base::require_utf8(*input.pair, "the pair");
  return input;
}

std::vector<TextPair> read_lines(const std::string& file) {
  const bool is_input = file == "-";
  const std::string content = is_input ? read_standard_input() : read_file(file);
  const std::string source = is_input ? "standard input" : file;
  const bool json = file.ends_with(".jsonl");
  std::vector<TextPair> lines;
  for (std::size_t begin = 0; begin < content.size();) {
    const std::size_t end = std::min(content.find('\n', begin), content.size());
    std::string_view line(content.data() + begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    begin = end + 1;

    const std::string name = fmt::format("{}: line {}", source, lines.size() + 1);
    base::require_utf8(line, name);
    lines.push_back(json ? parse_json_line(line, name)
                         : TextPair{std::string(line), std::nullopt, name});
  }
  return lines;
}

std::vector<TextPair> read_texts(const TextChoice& choice) {
  if (choice.lines.empty()) return {read_text(choice)};
  std::vector<TextPair> lines = read_lines(choice.lines);
  if (lines.empty()) {
    throw Error(fmt::format("{} is empty; it must have a text in each line",
                            choice.lines == "-" ? "standard input" : choice.lines));
  }
  return lines;
}

}  // namespace headscope::cli
