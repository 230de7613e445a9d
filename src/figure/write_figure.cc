#include <fmt/format.h>

#include <string>

#include "base/output_file.h"
#include "figure/convert.h"
#include "headscope/error.h"
#include "headscope/figure.h"

namespace headscope {
namespace {

std::string content_of(const Figure& figure, const std::filesystem::path& file, double scale) {
  const std::string suffix = file.extension().string();
  if (suffix == ".svg") return figure.svg;
  if (suffix == ".pdf") return figure::to_pdf(figure);
  if (suffix == ".png") return figure::to_png(figure, scale);
  throw Error(fmt::format("{}: a figure's file ends with .svg, .pdf or .png", file.string()));
}

}  // namespace

std::uint64_t write_figure(const Figure& figure, const std::filesystem::path& file, double scale) {
  const std::string content = content_of(figure, file, scale);
  base::OutputFile out(file);
  out.write(content);
  out.commit();
  return out.size();
}

}  // namespace headscope
