// Numbers as text, with no digit that a page does not know; the same digits as in a browser.
//
//   decimal(12.25, 1);                                    // "12.3"
//   format_weight(0.99999F, 3, Precision::kLinear16);     // ">0.999"
#pragma once

#include <string>

#include "headscope/page.h"

namespace headscope::figure {

/// In at most that many decimals: rounds half up, and drops zeros at the end.
std::string decimal(double value, int places);

/// A weight from 0 to 1, or a sum of several, in as many of `decimals` as a page of that precision
/// knows. What would round to 0 or 1 without being so is written <0.001 and >0.999.
std::string format_weight(float weight, int decimals, Precision precision);

/// A weight in a cell: two digits behind the point, three for small ones, no zero before it; a dot
/// for what would round to 0.
std::string cell_weight(float weight, Precision precision);

}  // namespace headscope::figure
