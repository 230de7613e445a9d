// What the library throws when something that a user can cause goes wrong.
//
//   try {
//     auto model = headscope::Model::load("./my-bert");
//   } catch (const headscope::Error& error) {
//     std::cerr << error.what() << '\n';
//   }
#pragma once

#include <stdexcept>

namespace headscope {

/// A mistake in the input: a file, a text, a request. The message is one sentence that names the
/// thing, the cause and, where there is one, the next step. Programming errors are assertions, not
/// exceptions.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace headscope
