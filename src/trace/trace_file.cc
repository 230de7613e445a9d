#include <fmt/format.h>

#include <cassert>
#include <optional>
#include <string>
#include <utility>

#include "checkpoint/json.h"
#include "checkpoint/safetensors.h"
#include "headscope/error.h"
#include "headscope/trace.h"
#include "trace/load_trace.h"
#include "trace/metadata.h"
#include "trace/stored_text.h"

namespace headscope {

using checkpoint::SafetensorsFile;

namespace {

std::optional<std::string> newer_version(const trace::Metadata& metadata, const std::string& name) {
  const auto format = metadata.find("format");
  const auto version = metadata.find("version");
  if (format == metadata.end() || format->second != trace::kFormat) return std::nullopt;
  if (version == metadata.end() || version->second == trace::kVersion) return std::nullopt;
  return fmt::format(
      "{}: is a trace of version {}, of which this Headscope reads only what version "
      "{} has",
      name, checkpoint::in_quotes(version->second), trace::kVersion);
}

}  // namespace

struct TraceFile::Parts {
  explicit Parts(const std::filesystem::path& path)
      : file(SafetensorsFile::open(path)), name(path.string()) {}

  SafetensorsFile file;
  std::string name;
};

TraceFile::TraceFile(const std::filesystem::path& file) : parts_(std::make_unique<Parts>(file)) {}

TraceFile::~TraceFile() = default;

std::size_t TraceFile::size() const { return trace::count_texts(parts_->file); }

LoadedTrace TraceFile::load(std::size_t text) const {
  assert(text < size());
  const auto& file = parts_->file;
  const auto& name = parts_->name;
  LoadedTrace loaded = trace::load(trace::stored_text(file, name, text));
  auto warning = newer_version(file.metadata(), name);
  if (text == 0 && warning) loaded.warnings.insert(loaded.warnings.begin(), *std::move(warning));
  return loaded;
}

LoadedTrace load_trace(const std::filesystem::path& path) {
  const TraceFile file(path);
  if (file.size() > 1) {
    throw Error(
        fmt::format("{}: holds {} texts, and one is asked for; write it into a file of its "
                    "own, or read them one by one with TraceFile",
                    path.string(), file.size()));
  }
  return file.load(0);
}

}  // namespace headscope
