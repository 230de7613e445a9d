#include "picture/document.h"

#include <fmt/format.h>

#include <string>

#include "base/parallel.h"
#include "headscope/pattern.h"
#include "picture/base64.h"
#include "picture/check.h"
#include "picture/chunk.h"
#include "picture/html.h"
#include "picture/manifest.h"
#include "picture/precision.h"
#include "picture/vectors.h"
#include "picture/viewer.h"

namespace headscope::picture {
namespace {

constexpr std::size_t kTitleLength = 60;  // code points
constexpr std::int64_t kWeightsWorthAThread = 1 << 16;

/// A dark dot that looks at three things, on a light tile that stands out on any tab bar.
constexpr std::string_view kIcon =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">)"
    R"(<rect width="32" height="32" rx="7" fill="#fff"/>)"
    R"(<g stroke="#a35f00" stroke-width="3" stroke-linecap="round">)"
    R"(<path d="M9 16 27 7"/><path d="M9 16H28"/><path d="M9 16l18 9"/></g>)"
    R"(<circle cx="9" cy="16" r="5" fill="#1a1c1f"/></svg>)";

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
        pack(make_vectors(trace.queries.at(turn), trace.keys.at(turn), payload.width));
  });
  return payload;
}

std::string title(const Encoding& encoding) {
  const std::string text = shorten(encoding.text, kTitleLength);
  return text.empty() ? "Headscope" : "Headscope – " + escape_html(text);
}

std::string security_policy() {
  return fmt::format(
      "default-src 'none'; script-src {}; style-src {}; img-src data: blob:; base-uri 'none'; "
      "form-action 'none'",
      viewer().script_source, viewer().style_source);
}

std::string head(const Encoding& encoding) {
  return fmt::format(R"(<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="{}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{}</title>
<link rel="icon" href="data:image/svg+xml;base64,{}">
</head>
<body>
<div id="headscope-app"></div>
<noscript>Headscope draws this page with JavaScript, which is switched off here.</noscript>
)",
                     security_policy(), title(encoding),
                     base64({reinterpret_cast<const unsigned char*>(kIcon.data()), kIcon.size()}));
}

void write_data(std::string_view type, std::string_view id, std::string_view content,
                const Sink& sink) {
  sink(fmt::format(R"(<script type="{}" id="{}">)", type, id));
  sink(content);
  sink("</script>\n");
}

}  // namespace

void write_document(const Trace& trace, const PageOptions& options, const Sink& sink) {
  check_drawable(trace, options);
  const Precision precision = resolve(options.precision, trace.tokens());
  const bool small = trace.attentions.size() < kWeightsWorthAThread;
  const Payload payload =
      make_payload(trace, precision, options.neurons, small ? 1 : options.threads);
  const std::string manifest = make_manifest(trace, payload, summarize(trace, options.threads));

  constexpr std::string_view kBytes = "application/octet-stream";
  sink(head(trace.encoding));
  write_data("application/json", "headscope-manifest", manifest, sink);
  write_data(kBytes, "headscope-thumbnails", payload.packed_thumbnails.base64, sink);
  const auto write_layers = [&](std::string_view of, const std::vector<Packed>& layers) {
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
      write_data(kBytes, fmt::format("headscope-{}-{}", of, layer), layers[layer].base64, sink);
    }
  };
  write_layers("layer", payload.layers);
  write_layers("neurons", payload.vectors);
  for (const std::string_view piece :
       {std::string_view("<style>"), viewer().style,
        std::string_view("</style>\n<script type=\"module\">"), viewer().script,
        std::string_view("</script>\n</body>\n</html>\n")}) {
    sink(piece);
  }
}

}  // namespace headscope::picture
