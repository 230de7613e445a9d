// Any text as config.json and as the index of shards: an Error, or values of the types asked for.
#include <string_view>

#include "checkpoint/config.h"
#include "checkpoint/weights.h"
#include "headscope/error.h"
#include "tests/checkpoint/safetensors_bytes.h"
#include "tests/fuzz/input_folder.h"

namespace headscope {
namespace {

template <typename Action>
void may_fail(Action action) {
  try {
    action();
  } catch (const Error&) {
  }
}

void read_config(const std::filesystem::path& folder) {
  const auto config = checkpoint::Config::read(folder);
  for (const char* key : {"a", "hidden_size", "layer_norm_eps"}) {
    may_fail([&] { config.integer(key); });
    may_fail([&] { config.number(key, 1e-12); });
    may_fail([&] { config.string(key); });
    may_fail([&] { config.boolean(key, false); });
  }
  may_fail([&] { config.architecture(); });
}

}  // namespace
}  // namespace headscope

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace headscope;
  static const fuzz::InputFolder folder;
  static const auto shard =
      folder.write("s", testing_support::safetensors(
                            R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", "1234"));
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  folder.write("config.json", input);
  may_fail([&] { read_config(folder.path()); });
  folder.write("model.safetensors.index.json", input);
  may_fail([&] { checkpoint::Weights::open(folder.path(), "bert").require("a", {1}); });
  return 0;
}
