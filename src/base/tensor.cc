#include "headscope/tensor.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <new>
#include <numeric>

#include "base/pages.h"

namespace headscope {
namespace {

std::int64_t count(std::span<const std::int64_t> shape) {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

}  // namespace

void Tensor::resize(Shape shape) {
  shape_ = std::move(shape);
  size_ = count(shape_);
  if (size_ <= capacity_) return;
  data_.reset();
  capacity_ = 0;
  data_.reset(static_cast<float*>(base::allocate_pages(size_ * sizeof(float))));
  capacity_ = size_;
}

Tensor Tensor::clone() const {
  Tensor copy(shape_);
  std::copy_n(data(), size_, copy.data());
  return copy;
}

Tensor::Block Tensor::block(std::initializer_list<std::int64_t> leading) const noexcept {
  assert(leading.size() <= shape_.size());
  std::int64_t begin = 0;
  std::size_t axis = 0;
  for (const std::int64_t index : leading) {
    assert(index >= 0 && index < shape_[axis]);
    begin = begin * shape_[axis++] + index;
  }
  const std::int64_t inner = count(std::span(shape_).subspan(axis));
  return {begin * inner, inner};
}

std::string to_string(const Tensor::Shape& shape) {
  std::string text = "[";
  for (const std::int64_t dim : shape) {
    if (text.size() > 1) text += ", ";
    text += std::to_string(dim);
  }
  return text + "]";
}

}  // namespace headscope
