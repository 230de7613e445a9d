#include "cli/trace_input.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>

namespace headscope::cli {
namespace {

constexpr std::array<const char*, 5> kRunOptions = {"--pair", "--truncation", "--windows",
                                                    "--model", "--threads"};

void refuse(const CLI::App& command, std::span<const char* const> names) {
  for (const char* name : names) {
    if (command.count(name) == 0) continue;
    throw UsageError(fmt::format("{} goes with a text, not with a trace file", name));
  }
}

}  // namespace

bool is_trace_file(const TextChoice& choice) {
  return choice.text && choice.text->ends_with(".safetensors");
}

void refuse_run_options(const CLI::App& command, std::span<const char* const> more) {
  refuse(command, kRunOptions);
  refuse(command, more);
}

}  // namespace headscope::cli
