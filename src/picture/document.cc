#include "picture/document.h"

#include <fmt/format.h>

#include <string>

#include "base/parallel.h"
#include "headscope/pattern.h"
#include "picture/check.h"
#include "picture/chunk.h"
#include "picture/manifest.h"
#include "picture/precision.h"
#include "picture/shell.h"
#include "picture/vectors.h"

namespace headscope::picture {
namespace {

constexpr std::int64_t kWeightsWorthAThread = 1 << 16;

Payload make_payload(const Trace& trace, Precision precision, bool neurons, int threads) {
  Payload payload;
  payload.precision = precision;
  const auto layers = static_cast<std::size_t>(trace.layers());
  payload.layers.resize(layers);
  if (neurons) {
    payload.width = width_for(trace, precision);
    payload.vectors.resize(layers);
  }
  // The thumbnails are one turn more of the same loop.
  base::parallel_for(trace.layers() + 1, threads, [&](std::int64_t turn) {
    if (turn == trace.layers()) {
      payload.thumbnails = make_thumbnails(trace.attentions);
      payload.packed_thumbnails = pack(payload.thumbnails.cells);
      return;
    }
    const auto layer = static_cast<std::size_t>(turn);
    payload.layers[layer] = pack(
        make_chunk(trace.attentions.at(turn), static_cast<std::size_t>(trace.tokens()), precision));
    if (!neurons) return;
    payload.vectors[layer] =
        pack(make_vectors(trace.queries.at(turn), trace.keys.at(turn), *payload.width));
  });
  return payload;
}

}  // namespace

void write_document(const Trace& trace, const PageOptions& options, std::size_t number,
                    const Sink& sink) {
  check_drawable(trace, options);
  const Precision precision = resolve(options.precision, trace.tokens());
  const bool small = trace.attentions.size() < kWeightsWorthAThread;
  const Payload payload =
      make_payload(trace, precision, options.neurons, small ? 1 : options.threads);
  const std::string manifest = make_manifest(trace, payload, summarize(trace, options.threads));

  constexpr std::string_view kBytes = "application/octet-stream";
  const std::string prefix = number == 0 ? "headscope" : fmt::format("headscope-{}", number);
  write_data("application/json", prefix + "-manifest", manifest, sink);
  write_data(kBytes, prefix + "-thumbnails", payload.packed_thumbnails.base64, sink);
  const auto write_layers = [&](std::string_view of, const std::vector<Packed>& layers) {
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
      write_data(kBytes, fmt::format("{}-{}-{}", prefix, of, layer), layers[layer].base64, sink);
    }
  };
  write_layers("layer", payload.layers);
  write_layers("neurons", payload.vectors);
}

}  // namespace headscope::picture
