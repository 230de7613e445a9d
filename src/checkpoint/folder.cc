#include "checkpoint/folder.h"

#include "headscope/error.h"

namespace headscope::checkpoint {

namespace fs = std::filesystem;

void require_folder(const fs::path& folder) {
  std::error_code failure;
  const fs::file_status status = fs::status(folder, failure);
  if (fs::is_directory(status)) return;
  if (!fs::exists(status)) {
    const bool missing = status.type() == fs::file_type::not_found;
    throw Error(folder.string() + ": " + (missing ? "no such folder" : failure.message()));
  }
  throw Error(folder.string() + ": is a file; a model is the folder that holds its files");
}

bool has_file(const fs::path& folder, const char* name) {
  std::error_code failure;
  const fs::file_status status = fs::status(folder / name, failure);
  return fs::exists(status) && !fs::is_directory(status);
}

}  // namespace headscope::checkpoint
