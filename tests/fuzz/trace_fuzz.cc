// Any metadata and tensors as a trace file: an Error, or a trace that is the same when it is saved
// and read again.
#include <fuzzer/FuzzedDataProvider.h>

#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "headscope/error.h"
#include "headscope/trace.h"
#include "tests/checkpoint/safetensors_bytes.h"
#include "tests/fuzz/input_folder.h"

namespace headscope {
namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void require_whole(const Trace& trace) {
  const Encoding& encoding = trace.encoding;
  const auto n = static_cast<std::size_t>(trace.tokens());
  require(encoding.tokens.size() == n && encoding.type_ids.size() == n);
  require(encoding.ids.empty() || encoding.ids.size() == n);
  require(encoding.offsets.empty() || encoding.offsets.size() == n);
  require(encoding.word_ids.size() == n && encoding.sequence_ids.size() == n);
  require(encoding.special.size() == n);
}

void require_same(const Trace& a, const Trace& b) {
  require(a.model == b.model && a.encoding.text == b.encoding.text);
  require(a.encoding.pair == b.encoding.pair && a.encoding.ids == b.encoding.ids);
  require(a.encoding.tokens == b.encoding.tokens && a.encoding.type_ids == b.encoding.type_ids);
  require(a.encoding.offsets == b.encoding.offsets && a.encoding.word_ids == b.encoding.word_ids);
  require(a.encoding.sequence_ids == b.encoding.sequence_ids);
  require(a.encoding.special == b.encoding.special);
  require(a.attentions.shape() == b.attentions.shape());
  // By bytes, since NaN is not equal to itself.
  require(std::memcmp(a.attentions.data(), b.attentions.data(),
                      a.attentions.values().size_bytes()) == 0);
}

void read_file(const fuzz::InputFolder& folder, std::string_view file) {
  LoadedTrace loaded;
  try {
    loaded = load_trace(folder.write("in", file));
  } catch (const Error&) {
    return;
  }
  require_whole(loaded.trace);
  save_trace(loaded.trace, folder.path() / "out");
  require_same(loaded.trace, load_trace(folder.path() / "out").trace);
}

/// A file whose header is sound, so that mutations reach what is in the metadata.
std::string make_file(FuzzedDataProvider& input) {
  using nlohmann::json;
  const auto n = input.ConsumeIntegralInRange<std::uint64_t>(0, 4);
  const char* dtype = input.PickValueInArray({"F16", "BF16", "F32", "F64"});
  const std::size_t bytes = dtype[1] == '3' ? 4 : dtype[1] == '6' ? 8 : 2;
  json header = {
      {"attentions",
       {{"dtype", dtype}, {"shape", {1, 1, n, n}}, {"data_offsets", {0, n * n * bytes}}}}};
  for (const char* key : {"tokens", "text", "pair", "offsets", "word_ids", "sequence_ids",
                          "special", "ids", "type_ids", "model", "format", "version"}) {
    if (input.ConsumeBool()) header["__metadata__"][key] = input.ConsumeRandomLengthString(200);
  }
  std::string data = input.ConsumeRemainingBytesAsString();
  data.resize(n * n * bytes);
  return testing_support::safetensors(header.dump(-1, ' ', false, json::error_handler_t::replace),
                                      data);
}

}  // namespace
}  // namespace headscope

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace headscope;
  static const fuzz::InputFolder folder;
  FuzzedDataProvider input(data, size);
  if (input.ConsumeBool()) {
    read_file(folder, make_file(input));
  } else {
    read_file(folder, {reinterpret_cast<const char*>(data), size});
  }
  return 0;
}
