// The stand-in hub as a program, for tests in other languages:
//   stand_in_hub REPOSITORY FOLDER
// prints its address, then a line for each request, until standard input ends.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/hub/stand_in_hub.h"

namespace {

namespace fs = std::filesystem;
using namespace headscope::testing_support;

Files read_folder(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files[entry.path().filename().string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  StandInHub hub;
  hub.add(argv[1], read_folder(argv[2]));
  hub.misbehave([](const Asked& asked) -> std::optional<Reply> {
    fmt::print("{} {}\n", asked.method, asked.path);
    std::fflush(stdout);
    return std::nullopt;
  });
  fmt::print("{}\n", hub.address());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  return 0;
}
