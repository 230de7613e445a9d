#include "encoder/stitch.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "headscope/error.h"

namespace headscope::encoder {
namespace {

constexpr std::int64_t kMostBytes = std::int64_t{4} << 30;

/// A row of a pass that goes into a row of the whole: in its place, or added to those before.
struct RowCopy {
  std::int64_t in;
  std::int64_t out;
  bool is_added;
};

/// A tensor with one axis of tokens, as it lies in memory: [blocks, rows, width].
struct Layout {
  Layout(const Tensor& tensor, std::size_t axis) : rows(tensor.dim(axis)) {
    for (std::size_t i = 0; i < axis; ++i) blocks *= tensor.dim(i);
    width = tensor.size() / (blocks * rows);
  }
  std::int64_t blocks = 1;
  std::int64_t rows;
  std::int64_t width;
};

bool is_in_every_window(const Windows& windows, std::int64_t token) {
  return windows.of_token[static_cast<std::size_t>(token)] < 0;
}

bool gives_row(const Windows& windows, std::size_t window, std::int64_t token) {
  const std::int32_t owner = windows.of_token[static_cast<std::size_t>(token)];
  return owner < 0 || owner == static_cast<std::int32_t>(window);
}

/// The rows of the tokens at `positions`, which a pass has in this order.
std::vector<RowCopy> rows_of_tokens(const Windows& windows, std::size_t window,
                                    std::span<const std::int64_t> positions) {
  std::vector<RowCopy> rows;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const std::int64_t token = positions[i];
    if (!gives_row(windows, window, token)) continue;
    rows.push_back({static_cast<std::int64_t>(i), token, is_in_every_window(windows, token)});
  }
  return rows;
}

/// `pass` [blocks, m, width], `stitched` [blocks, n, out_width]. `column` says where a number of a
/// row goes.
template <typename Column>
void copy_rows(const Tensor& pass, Tensor& stitched, std::size_t axis,
               std::span<const RowCopy> rows, const Column& column) {
  const Layout from(pass, axis);
  const Layout to(stitched, axis);
  for (std::int64_t block = 0; block < from.blocks; ++block) {
    for (const RowCopy& row : rows) {
      const float* const in = pass.data() + (block * from.rows + row.in) * from.width;
      float* const out = stitched.data() + (block * to.rows + row.out) * to.width;
      for (std::int64_t i = 0; i < from.width; ++i) {
        float& number = out[column(i)];
        number = row.is_added ? number + in[i] : in[i];
      }
    }
  }
}

/// Gives `stitched` the shape of `pass` but for these axes, once.
void shape_like(const Tensor& pass, std::initializer_list<std::size_t> axes, std::int64_t size,
                Tensor& stitched) {
  if (!stitched.empty()) return;
  Tensor::Shape shape = pass.shape();
  for (const std::size_t axis : axes) shape.at(axis) = size;
  stitched.resize(std::move(shape));
  std::ranges::fill(stitched.values(), 0.0f);
}

void add_vectors(const Tensor& pass, Tensor& stitched, std::size_t axis, std::int64_t size,
                 std::span<const RowCopy> rows) {
  if (pass.empty()) return;
  shape_like(pass, {axis}, size, stitched);
  copy_rows(pass, stitched, axis, rows, [](std::int64_t i) { return i; });
}

/// Each window has a row of its own, with the lowest float for the tokens that are not in it.
void add_window_row(const Tensor& pass, Tensor& stitched, const Windows& windows,
                    std::size_t window, std::span<const std::int64_t> positions) {
  if (pass.empty()) return;
  if (stitched.empty()) {
    stitched.resize({static_cast<std::int64_t>(windows.size()),
                     static_cast<std::int64_t>(windows.of_token.size())});
    std::ranges::fill(stitched.values(), std::numeric_limits<float>::lowest());
  }
  const std::span<float> row = stitched.at(static_cast<std::int64_t>(window));
  for (std::size_t i = 0; i < positions.size(); ++i) {
    row[static_cast<std::size_t>(positions[i])] = pass.values()[i];
  }
}

/// `token` says which token a row belongs to.
template <typename Token>
void divide_sums(const Windows& windows, Tensor& stitched, std::size_t axis, const Token& token) {
  if (stitched.empty()) return;
  const Layout layout(stitched, axis);
  const auto count = static_cast<float>(windows.size());
  for (std::int64_t row = 0; row < layout.blocks * layout.rows; ++row) {
    if (!is_in_every_window(windows, token(row % layout.rows))) continue;
    float* const numbers = stitched.data() + row * layout.width;
    for (std::int64_t i = 0; i < layout.width; ++i) numbers[i] /= count;
  }
}

}  // namespace

Keep windows_have(Keep keep, Task task) {
  keep.scores = keep.keys = keep.values = keep.terms = keep.pooled = false;
  if (task == Task::kSequenceClassification) keep.logits = false;
  return keep;
}

void require_room(std::int64_t tokens, const ModelInfo& model) {
  const std::int64_t maps = model.layers * model.heads;
  constexpr std::int64_t kBytes = sizeof(float);
  if (tokens * tokens <= kMostBytes / kBytes / maps) return;
  throw Error(fmt::format(
      "the text has {} tokens, so its attentions are {} maps of {} × {} weights, {:.1f} GB, and a "
      "trace holds at most {:.1f} GB; cut the text into parts",
      tokens, maps, tokens, tokens, static_cast<double>(kBytes * maps * tokens * tokens) / 1e9,
      static_cast<double>(kMostBytes) / 1e9));
}

Stitch::Stitch(Trace& stitched, Keep keep) : stitched_(stitched), keep_(std::move(keep)) {
  if (keep_.logits) stitched_.logits_of = keep_.logits_of;
}

Keep Stitch::keep_of(std::size_t window) const {
  Keep keep = keep_;
  if (keep_.logits_of.empty()) return keep;
  keep.logits_of.clear();
  const auto positions = tokens_of_window(stitched_.windows, window, stitched_.encoding.size());
  for (const std::int64_t token : keep_.logits_of) {
    if (!gives_row(stitched_.windows, window, token)) continue;
    keep.logits_of.push_back(std::ranges::find(positions, token) - positions.begin());
  }
  keep.logits = keep.logits && !keep.logits_of.empty();
  return keep;
}

void Stitch::add(const Trace& pass, std::size_t window) {
  const auto tokens = static_cast<std::int64_t>(stitched_.encoding.size());
  stitched_.model = pass.model;
  stitched_.switched_off = pass.switched_off;
  const auto positions = tokens_of_window(stitched_.windows, window, stitched_.encoding.size());
  const auto rows = rows_of_tokens(stitched_.windows, window, positions);

  shape_like(pass.attentions, {2, 3}, tokens, stitched_.attentions);
  copy_rows(pass.attentions, stitched_.attentions, 2, rows,
            [&](std::int64_t i) { return positions[static_cast<std::size_t>(i)]; });
  add_vectors(pass.queries, stitched_.queries, 2, tokens, rows);
  add_vectors(pass.hidden_states, stitched_.hidden_states, 1, tokens, rows);
  add_logits(pass, window, positions);
}

void Stitch::add_logits(const Trace& pass, std::size_t window,
                        std::span<const std::int64_t> positions) {
  const Windows& windows = stitched_.windows;
  add_window_row(pass.start_logits, stitched_.start_logits, windows, window, positions);
  add_window_row(pass.end_logits, stitched_.end_logits, windows, window, positions);
  if (stitched_.logits_of.empty()) {
    add_vectors(pass.logits, stitched_.logits, 0,
                static_cast<std::int64_t>(stitched_.encoding.size()),
                rows_of_tokens(windows, window, positions));
    return;
  }
  std::vector<RowCopy> rows;
  for (std::size_t i = 0; i < pass.logits_of.size(); ++i) {
    const std::int64_t token = positions[static_cast<std::size_t>(pass.logits_of[i])];
    const auto& wanted = stitched_.logits_of;
    rows.push_back({static_cast<std::int64_t>(i), std::ranges::find(wanted, token) - wanted.begin(),
                    is_in_every_window(windows, token)});
  }
  add_vectors(pass.logits, stitched_.logits, 0,
              static_cast<std::int64_t>(stitched_.logits_of.size()), rows);
}

void Stitch::finish() {
  const Windows& windows = stitched_.windows;
  const auto itself = [](std::int64_t row) { return row; };
  divide_sums(windows, stitched_.attentions, 2, itself);
  divide_sums(windows, stitched_.queries, 2, itself);
  divide_sums(windows, stitched_.hidden_states, 1, itself);
  divide_sums(windows, stitched_.logits, 0, [&](std::int64_t row) {
    return stitched_.logits_of.empty() ? row : stitched_.logits_of[static_cast<std::size_t>(row)];
  });
}

}  // namespace headscope::encoder
