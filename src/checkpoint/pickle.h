// A pickle as plain data. Python's pickles are programs that may call anything; this reader knows
// the few instructions that build numbers, texts and containers, takes calls only as descriptions
// ("this name, with these arguments"), and refuses all others by name. Nothing is ever executed.
//
//   const Pickle pickle = read_pickle(bytes, {"collections.OrderedDict"}, "data.pkl");
//   if (pickle.root().kind == PickleValue::Kind::kDict) ...
// Format: https://github.com/python/cpython/blob/main/Lib/pickletools.py
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headscope/error.h"

namespace headscope::checkpoint {

/// A value that a pickle describes. It may contain itself, as a Python list can.
struct PickleValue {
  enum class Kind {
    kNone,
    kBool,
    kInteger,
    kFloat,
    kString,
    kTuple,
    kList,
    kDict,        ///< items: key, value, key, value …
    kGlobal,      ///< text: "module.name"
    kCall,        ///< items: what is called (a global), its arguments (a tuple)
    kPersistent,  ///< items: the description of something outside the pickle
  };

  Kind kind = Kind::kNone;
  std::int64_t integer = 0;  ///< of kBool and kInteger
  std::string text = {};
  std::vector<const PickleValue*> items = {};
};

/// "a dict", "a call of torch._utils._rebuild_tensor_v2" … for messages.
std::string describe(const PickleValue& value);

class Pickle {
 public:
  const PickleValue& root() const noexcept { return *root_; }

 private:
  friend class PickleMachine;
  std::deque<PickleValue> values_;  // never move, so that values can point at one another
  const PickleValue* root_ = nullptr;
};

/// A pickle asks for something that this reader does not do.
class PickleRefused : public Error {
 public:
  using Error::Error;
};

/// Reads one pickle. Only the names in `globals` may stand in it. `collections.OrderedDict()` is a
/// dict. Throws PickleRefused, its sentence beginning with `what`, that names the instruction or
/// the global which is not taken, and Error for what is damaged.
Pickle read_pickle(std::span<const std::byte> bytes, std::span<const std::string_view> globals,
                   const std::string& what);

}  // namespace headscope::checkpoint
