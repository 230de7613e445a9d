// The figures under tests/data/figures, and what they are made from: the same as
// web/fixtures/figures.mjs makes.
#pragma once

#include <string>
#include <vector>

#include "headscope/figure.h"
#include "headscope/trace.h"

namespace headscope::figure {

struct FigureCase {
  std::string name;   ///< the golden's, without ".svg"
  std::string trace;  ///< for `figure_trace`
  FigureOptions options;
};

std::vector<FigureCase> figure_cases();

Trace figure_trace(const std::string& name);

/// Reads a file of tests/data/figures.
std::string golden(const std::string& name);

}  // namespace headscope::figure
