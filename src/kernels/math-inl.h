// exp, tanh and GELU for vectors of floats, without tables.
//
// Included once per target (Highway's foreach_target). The polynomials are minimax fits made for
// this file; the errors stated are over all floats in range, rounding included.
#if defined(HEADSCOPE_KERNELS_MATH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef HEADSCOPE_KERNELS_MATH_INL_H_
#undef HEADSCOPE_KERNELS_MATH_INL_H_
#else
#define HEADSCOPE_KERNELS_MATH_INL_H_
#endif

#include <cstdint>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// eˣ to 1.3e-7 relative for x up to 88; 0 below -87.3, where results would be denormal; NaN for
/// NaN.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Exp(D d, V x) {
  const hn::Rebind<std::int32_t, D> di;
  // x = k ln 2 + r. Adding 1.5 · 2²³ rounds to a whole number and leaves it in the lowest bits, and
  // 127 more make it the exponent of 2ᵏ.
  const V rounder = hn::Set(d, 12582912.0f + 127);
  const V shifted = hn::MulAdd(x, hn::Set(d, 1.44269504f), rounder);
  const V kf = hn::Sub(shifted, rounder);
  // The first part of ln 2 has few enough bits that its product with k is exact.
  V r = hn::NegMulAdd(kf, hn::Set(d, 0.693115234375f), x);
  r = hn::NegMulAdd(kf, hn::Set(d, 3.1946184945e-5f), r);
  V p = hn::Set(d, 0.0013814539880f);
  p = hn::MulAdd(p, r, hn::Set(d, 0.0083687451271f));
  p = hn::MulAdd(p, r, hn::Set(d, 0.041668390790f));
  p = hn::MulAdd(p, r, hn::Set(d, 0.16666520399f));
  p = hn::MulAdd(p, r, hn::Set(d, 0.49999993432f));
  p = hn::MulAdd(p, r, hn::Set(d, 1.0f));
  p = hn::MulAdd(p, r, hn::Set(d, 1.0f));
  const V power = hn::BitCast(d, hn::ShiftLeft<23>(hn::BitCast(di, shifted)));
  return hn::IfThenZeroElse(hn::Lt(x, hn::Set(d, -87.3f)), hn::Mul(p, power));
}

/// tanh x to 1.2e-7 absolute.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Tanh(D d, V x) {
  const V one = hn::Set(d, 1.0f);
  const V two = hn::Set(d, 2.0f);
  const V a = hn::Abs(x);
  const V most = hn::Set(d, 40.0f);
  const V e = Exp(d, hn::Mul(two, hn::IfThenElse(hn::Gt(a, most), most, a)));  // keeps NaN
  return hn::CopySignToAbs(hn::Sub(one, hn::Div(two, hn::Add(e, one))), x);
}

/// x · Φ(x) to 1e-7 · max(1, |x|), by erfc(|x| / √2) = exp(-|x| p(|x|)): one exponential, and no
/// digits lost where Φ is small.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Gelu(D d, V x) {
  const V a = hn::Abs(x);
  V p = hn::Set(d, 3.899958223994e-8f);
  p = hn::MulAdd(p, a, hn::Set(d, -9.633868294606e-7f));
  p = hn::MulAdd(p, a, hn::Set(d, 1.0544402036015e-5f));
  p = hn::MulAdd(p, a, hn::Set(d, -6.5542128713524e-5f));
  p = hn::MulAdd(p, a, hn::Set(d, 2.2462962674592e-4f));
  p = hn::MulAdd(p, a, hn::Set(d, -4.3774147392847e-5f));
  p = hn::MulAdd(p, a, hn::Set(d, -0.0047806074014689f));
  p = hn::MulAdd(p, a, hn::Set(d, 0.036335822819891f));
  p = hn::MulAdd(p, a, hn::Set(d, 0.31830973933638f));
  p = hn::MulAdd(p, a, hn::Set(d, 0.79788457533199f));
  const V erfc = Exp(d, hn::Neg(hn::Mul(a, p)));
  const V below = hn::Mul(hn::Mul(hn::Set(d, 0.5f), a), erfc);
  return hn::Sub(hn::Max(x, hn::Zero(d)), below);
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V GeluTanh(D d, V x) {
  const V cubic = hn::MulAdd(hn::Mul(x, x), hn::Set(d, 0.044715f), hn::Set(d, 1.0f));
  const V t = Tanh(d, hn::Mul(hn::Mul(x, hn::Set(d, 0.7978845608f)), cubic));
  const V half = hn::Mul(hn::Set(d, 0.5f), x);
  return hn::MulAdd(half, t, half);
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V Silu(D d, V x) {
  // By e^-|x|, which overflows on neither side.
  const V e = Exp(d, hn::Neg(hn::Abs(x)));
  const V numerator = hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::Mul(x, e), x);
  return hn::Div(numerator, hn::Add(hn::Set(d, 1.0f), e));
}

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per target
