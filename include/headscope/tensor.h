// A dense block of floats with a shape: the one owning array type of the library.
//
//   Tensor attentions({layers, heads, n, n});        // memory is not set to anything
//   std::span<float> map = attentions.at(2, 0);      // L2 H0: n * n numbers, row after row
#pragma once

#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace headscope {

/// Row-major float32 array. Moves, never copies by accident (`clone` copies). Memory is 64-byte
/// aligned and not initialised.
class Tensor {
 public:
  using Shape = std::vector<std::int64_t>;

  /// Rank 0 and no elements: "there is no such tensor".
  Tensor() = default;
  explicit Tensor(Shape shape) { resize(std::move(shape)); }

  /// Takes a new shape. Memory is kept when it is large enough, so that a tensor which is filled
  /// again and again allocates once. Contents are lost.
  void resize(Shape shape);

  /// Forgets shape and contents, keeps the memory for the next `resize`.
  void clear() noexcept {
    shape_.clear();
    size_ = 0;
  }

  Tensor clone() const;

  bool empty() const noexcept { return size_ == 0; }
  std::int64_t rank() const noexcept { return static_cast<std::int64_t>(shape_.size()); }
  const Shape& shape() const noexcept { return shape_; }
  std::int64_t dim(std::size_t axis) const { return shape_.at(axis); }
  std::int64_t size() const noexcept { return size_; }

  float* data() noexcept { return data_.get(); }
  const float* data() const noexcept { return data_.get(); }
  std::span<float> values() noexcept { return {data_.get(), static_cast<std::size_t>(size_)}; }
  std::span<const float> values() const noexcept {
    return {data_.get(), static_cast<std::size_t>(size_)};
  }

  /// The block behind the leading indices: of `[layers, heads, n, n]`, `at(l)` is `[heads, n, n]`
  /// and `at(l, h)` is `[n, n]`. The indices must be inside the shape.
  template <typename... Index>
  std::span<float> at(Index... leading) noexcept {
    const auto [begin, count] = block({static_cast<std::int64_t>(leading)...});
    return {data_.get() + begin, static_cast<std::size_t>(count)};
  }
  template <typename... Index>
  std::span<const float> at(Index... leading) const noexcept {
    const auto [begin, count] = block({static_cast<std::int64_t>(leading)...});
    return {data_.get() + begin, static_cast<std::size_t>(count)};
  }

 private:
  struct Block {
    std::int64_t begin;
    std::int64_t count;
  };
  struct Free {
    void operator()(float* memory) const noexcept { std::free(memory); }
  };

  Block block(std::initializer_list<std::int64_t> leading) const noexcept;

  Shape shape_;
  std::int64_t size_ = 0;
  std::int64_t capacity_ = 0;
  std::unique_ptr<float[], Free> data_;
};

/// "[12, 12, 6, 6]", as it stands in messages.
std::string to_string(const Tensor::Shape& shape);

}  // namespace headscope
