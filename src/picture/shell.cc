#include "picture/shell.h"

#include <fmt/format.h>

#include "picture/base64.h"
#include "picture/html.h"
#include "picture/viewer.h"

namespace headscope::picture {
namespace {

constexpr std::size_t kTitleLength = 60;  // code points

/// A dark dot that looks at three things, on a light tile that stands out on any tab bar.
constexpr std::string_view kIcon =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">)"
    R"(<rect width="32" height="32" rx="7" fill="#fff"/>)"
    R"(<g stroke="#a35f00" stroke-width="3" stroke-linecap="round">)"
    R"(<path d="M9 16 27 7"/><path d="M9 16H28"/><path d="M9 16l18 9"/></g>)"
    R"(<circle cx="9" cy="16" r="5" fill="#1a1c1f"/></svg>)";

std::string title(std::string_view text) {
  const std::string beginning = shorten(text, kTitleLength);
  return beginning.empty() ? "Headscope" : "Headscope – " + escape_html(beginning);
}

}  // namespace

std::string security_policy(std::string_view more) {
  std::string policy = fmt::format(
      "default-src 'none'; script-src {}; style-src {}; img-src data: blob:; base-uri 'none'; "
      "form-action 'none'",
      viewer().script_sources, viewer().style_source);
  if (!more.empty()) policy += fmt::format("; {}", more);
  return policy;
}

void write_head(std::string_view text, std::string_view more, const Sink& sink) {
  sink(fmt::format(R"(<!doctype html>
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
                   security_policy(more), title(text),
                   base64({reinterpret_cast<const unsigned char*>(kIcon.data()), kIcon.size()})));
}

void write_data(std::string_view type, std::string_view id, std::string_view content,
                const Sink& sink) {
  sink(fmt::format(R"(<script type="{}" id="{}">)", type, id));
  sink(content);
  sink("</script>\n");
}

void write_viewer(const Sink& sink) {
  constexpr std::string_view kBytes = "application/octet-stream";
  write_data(kBytes, "headscope-style", viewer().packed_style, sink);
  write_data(kBytes, "headscope-script", viewer().packed_script, sink);
  sink(R"(<script type="module">)");
  sink(viewer().loader);
  sink("</script>\n</body>\n</html>\n");
}

}  // namespace headscope::picture
