#include "text/vocabulary_file.h"

#include <algorithm>
#include <string>

#include "base/mapped_file.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace headscope::text {
namespace {

std::string_view without_blanks_at_end(std::string_view line) {
  const auto is_plain = [](char c) { return c > ' ' && c < 0x7F; };
  if (line.empty() || is_plain(line.back())) return line;
  std::u32string kept = base::decode_utf8(line);
  std::string blanks;
  for (; !kept.empty() && is_whitespace(kept.back()); kept.pop_back()) {
    base::append_utf8(blanks, kept.back());
  }
  return line.substr(0, line.size() - blanks.size());
}

}  // namespace

Vocabulary read_vocabulary_file(const std::filesystem::path& file) {
  const base::MappedFile mapped(file);
  std::string_view rest(reinterpret_cast<const char*>(mapped.bytes().data()),
                        mapped.bytes().size());
  base::require_utf8(rest, file.string());
  Vocabulary::Builder builder;
  for (std::int32_t id = 0; !rest.empty(); ++id) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    builder.add(without_blanks_at_end(rest.substr(0, end)), id);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return builder.finish(file);
}

}  // namespace headscope::text
