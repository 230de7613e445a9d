// Packs a file of the viewer when the library is built: pack_viewer FROM TO.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

#include "picture/pack.h"

int main(int count, char** arguments) {
  if (count != 3) return 2;
  std::ifstream from(arguments[1], std::ios::binary);
  const std::vector<std::uint8_t> bytes(std::istreambuf_iterator<char>(from), {});
  std::ofstream to(arguments[2], std::ios::binary);
  to << headscope::picture::pack(bytes).base64;
  to.close();
  if (from && to) return 0;
  std::fprintf(stderr, "pack_viewer: cannot pack %s into %s\n", arguments[1], arguments[2]);
  return 1;
}
