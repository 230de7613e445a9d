// Activations over a run of floats.
//
// Included once per target (Highway's foreach_target).
#if defined(HEADSCOPE_KERNELS_ACTIVATION_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef HEADSCOPE_KERNELS_ACTIVATION_INL_H_
#undef HEADSCOPE_KERNELS_ACTIVATION_INL_H_
#else
#define HEADSCOPE_KERNELS_ACTIVATION_INL_H_
#endif

#include <cstdint>

#include "hwy/highway.h"
#include "kernels/activation.h"
#include "kernels/math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

/// values [count] = function(values); `count` is a multiple of the vector's lanes.
#define HEADSCOPE_FOR_EACH_VECTOR(function)                           \
  for (std::int64_t i = 0; i < count; i += hn::Lanes(d)) {            \
    hn::StoreU(function(d, hn::LoadU(d, values + i)), d, values + i); \
  }

template <class D>
HWY_INLINE hn::Vec<D> Relu(D d, hn::Vec<D> x) {
  return hn::IfThenZeroElse(hn::Lt(x, hn::Zero(d)), x);  // keeps NaN
}

HWY_INLINE void ActivateVectors(Activation activation, float* HWY_RESTRICT values,
                                std::int64_t count) {
  const hn::ScalableTag<float> d;
  switch (activation) {
    case Activation::kNone:
      return;
    case Activation::kGelu:
      HEADSCOPE_FOR_EACH_VECTOR(Gelu) return;
    case Activation::kGeluTanh:
      HEADSCOPE_FOR_EACH_VECTOR(GeluTanh) return;
    case Activation::kRelu:
      HEADSCOPE_FOR_EACH_VECTOR(Relu) return;
    case Activation::kSilu:
      HEADSCOPE_FOR_EACH_VECTOR(Silu) return;
    case Activation::kTanh:
      HEADSCOPE_FOR_EACH_VECTOR(Tanh) return;
  }
}

#undef HEADSCOPE_FOR_EACH_VECTOR

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per target
