// A figure for a paper: what a view of the page shows, as vector graphics.
//
//   FigureOptions options{.layer = 2, .heads = {0}};
//   headscope::write_figure(headscope::draw_figure(trace, options), "attention.svg");
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "headscope/trace.h"

namespace headscope {

/// How wide a figure stands in print.
enum class ColumnWidth {
  kOne,  ///< one column of a paper: 3.25 in, 1000 units
  kTwo,  ///< both: 7 in, 2154 units
};

/// Which end of a line.
enum class Side { kFrom, kTo };

/// Several heads as maps of their own, or as one.
enum class Together { kSeparate, kMean, kMax };

/// The view that is drawn.
enum class FigureView {
  kHead,    ///< tokens in two columns, with lines
  kModel,   ///< every head, in a grid of layers and heads
  kMatrix,  ///< the chosen heads as heatmaps
};

/// How a weight becomes a colour.
enum class Scale { kSqrt, kLinear };

/// What is drawn. The fields are those of the page's state, and a figure shows what the page's
/// export of that state shows.
struct FigureOptions {
  FigureView view = FigureView::kHead;
  std::int64_t layer = 0;
  std::vector<std::int64_t> heads = {0};  ///< of that layer; the first takes the first colour

  /// For each head its place among the eight colours; from 8 on all are grey. Empty: in order.
  std::vector<std::int64_t> colors = {};

  Together together = Together::kSeparate;

  /// "raw", "without-specials", or "mean": raw, the mean of all heads of the layer.
  std::string lens = "raw";
  int lines = 70;  ///< percent of each row that its lines add up to, 50 to 100

  /// Special tokens whose incoming lines are hidden: "[CLS]".
  std::vector<std::string> muted = {};

  /// Of a pair, which lines are shown: A to A, A to B, B to A, B to B.
  std::array<bool, 4> segments = {true, true, true, true};

  /// Rows are whole words: what goes to a word is summed, what comes from it is averaged.
  bool whole_words = false;

  /// Rows (tokens or words, from 0) whose lines stand out, with the numbers of what they look at,
  /// or of who looks at them.
  std::vector<std::int64_t> pinned = {};
  Side side = Side::kFrom;

  Scale scale = Scale::kSqrt;  ///< of the matrix view
  bool model_lines = false;    ///< the model view draws lines instead of heatmaps

  ColumnWidth width = ColumnWidth::kOne;
};

/// A figure as SVG 1.1 text, with text as text and no reference to anything outside of it.
struct Figure {
  std::string svg;
  std::string caption;      ///< also its last lines, and its title for who cannot see it
  std::int64_t width = 0;   ///< in units, as in the SVG's viewBox
  std::int64_t height = 0;  ///< in units
  double inches = 0;        ///< the width in print
};

/// Draws a view of a trace, by the rules in docs/figures.md. Weights are rounded as a page of that
/// trace keeps them (see Precision::kAuto), so that the page and the program give the same bytes.
/// Throws Error when the trace cannot be drawn (see write_page), or lacks a layer, head, lens or
/// row that the options name.
Figure draw_figure(const Trace& trace, const FigureOptions& options = {});

/// The labels of a figure's rows: what stands there for each token, or each whole word.
std::vector<std::string> figure_rows(const Encoding& encoding, bool whole_words = false);

/// Writes a figure in the format that the file's suffix names: .svg, .pdf (text stays text, in the
/// first of Helvetica, Arial, Liberation Sans and DejaVu Sans that is installed), or .png, with
/// `scale` pixels a unit (1 is 308 dots an inch). The file appears under its name only when it is
/// whole. Returns its size in bytes. Throws Error when the suffix is another, when the format needs
/// librsvg and this machine has none, or when the file cannot be written.
std::uint64_t write_figure(const Figure& figure, const std::filesystem::path& file,
                           double scale = 2);

}  // namespace headscope
