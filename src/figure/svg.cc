#include "figure/svg.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>
#include <variant>

#include "base/utf8.h"
#include "figure/numbers.h"

namespace headscope::figure {
namespace {

constexpr const char* kFont = "Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif";
constexpr int kHalo = 5;  // on each side of a letter

std::string at(double value) { return decimal(value, 1); }
std::string fine(double value) { return decimal(value, 3); }

/// Text as XML has it; code points that XML cannot hold become U+FFFD.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char32_t c : base::decode_utf8(text)) {
    switch (c) {
      case U'&':
        out += "&amp;";
        break;
      case U'<':
        out += "&lt;";
        break;
      case U'>':
        out += "&gt;";
        break;
      case U'"':
        out += "&quot;";
        break;
      default:
        base::append_utf8(out, c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
    }
  }
  return out;
}

std::string_view anchor_of(Anchor anchor) {
  switch (anchor) {
    case Anchor::kMiddle:
      return R"( text-anchor="middle")";
    case Anchor::kEnd:
      return R"( text-anchor="end")";
    default:
      return "";
  }
}

/// Appends one mark, with a line's end.
struct Writer {
  std::string& out;

  void operator()(const Text& mark) const {
    const std::string x = at(mark.x);
    const std::string y = at(mark.y);
    const std::string turned =
        mark.upright ? fmt::format(R"_( transform="rotate(-90 {} {})")_", x, y) : "";
    const std::string place =
        fmt::format(R"(x="{}" y="{}"{} font-size="{}"{}{}{})", x, y, turned, at(mark.size),
                    anchor_of(mark.anchor), mark.bold ? R"( font-weight="700")" : "",
                    mark.italic ? R"( font-style="italic")" : "");
    const std::string text = escaped(mark.text);
    if (mark.halo) {  // twice, because not every program can paint a text's outline first
      fmt::format_to(std::back_inserter(out),
                     "<text {} fill=\"#ffffff\" stroke=\"#ffffff\" stroke-width=\"{}\" "
                     "stroke-linejoin=\"round\" aria-hidden=\"true\">{}</text>\n",
                     place, 2 * kHalo, text);
    }
    fmt::format_to(std::back_inserter(out), "<text {} fill=\"{}\">{}</text>\n", place, mark.color,
                   text);
  }

  void operator()(const Rect& mark) const {
    fmt::format_to(std::back_inserter(out),
                   "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n", at(mark.x),
                   at(mark.y), at(mark.width), at(mark.height), mark.color);
  }

  void operator()(const Strokes& mark) const {
    fmt::format_to(std::back_inserter(out), "<g stroke=\"{}\"{}{}>\n", mark.color,
                   mark.alpha < 1 ? fmt::format(" opacity=\"{}\"", fine(mark.alpha)) : "",
                   mark.mixes ? " style=\"mix-blend-mode:multiply\"" : "");
    for (const Stroke& line : mark.strokes) {
      fmt::format_to(std::back_inserter(out),
                     "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke-width=\"{}\" "
                     "stroke-opacity=\"{}\"/>\n",
                     at(line.x0), at(line.y0), at(line.x1), at(line.y1), fine(line.width),
                     fine(line.alpha));
    }
    out += "</g>\n";
  }

  void operator()(const Areas& mark) const {
    fmt::format_to(std::back_inserter(out),
                   "<g transform=\"translate({} {}) scale({})\" shape-rendering=\"crispEdges\">\n",
                   at(mark.x), at(mark.y), fine(mark.cell));
    for (const Area& area : mark.areas) {
      fmt::format_to(std::back_inserter(out), "<path fill=\"{}\" d=\"", area.color);
      for (const Cells& one : area.rects) {
        const std::string width = at(one.width);
        fmt::format_to(std::back_inserter(out), "M{} {}h{}v{}h-{}z", at(one.left), at(one.top),
                       width, at(one.height), width);
      }
      out += "\"/>\n";
    }
    out += "</g>\n";
  }

  void operator()(const Links& mark) const {
    fmt::format_to(std::back_inserter(out),
                   "<path stroke=\"{}\" stroke-width=\"{}\" stroke-opacity=\"{}\" d=\"", mark.color,
                   fine(mark.width), fine(mark.alpha));
    for (const Stroke& line : mark.lines) {
      fmt::format_to(std::back_inserter(out), "M{} {}L{} {}", at(line.x0), at(line.y0), at(line.x1),
                     at(line.y1));
    }
    out += "\"/>\n";
  }
};

}  // namespace

std::string to_svg(const Sheet& sheet) {
  const double tall =
      static_cast<double>(sheet.height) * sheet.inches / static_cast<double>(sheet.width);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}in\" height=\"{}in\" "
      "viewBox=\"0 0 {} {}\" role=\"img\" font-family=\"{}\">\n<title>{}</title>\n"
      "<rect width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>\n",
      decimal(sheet.inches, 2), decimal(tall, 4), sheet.width, sheet.height, kFont,
      escaped(sheet.title), sheet.width, sheet.height);
  for (const Mark& mark : sheet.marks) std::visit(Writer{out}, mark);
  out += "</svg>\n";
  return out;
}

}  // namespace headscope::figure
