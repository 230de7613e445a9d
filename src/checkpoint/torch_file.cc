#include "checkpoint/torch_file.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "checkpoint/json.h"
#include "checkpoint/pickle.h"
#include "checkpoint/torch_tensor.h"
#include "checkpoint/zip.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

using Bytes = std::span<const std::byte>;
using Kind = PickleValue::Kind;

/// Run in the model's folder. Whole state dictionaries, so that no head is lost.
constexpr char kConvert[] =
    "write model.safetensors beside it with: "
    "python -c \"import glob, torch, safetensors.torch as s; "
    "s.save_file({k: v.contiguous().clone() for f in glob.glob('pytorch_model*.bin') "
    "for k, v in torch.load(f, map_location='cpu', weights_only=True).items()}, "
    "'model.safetensors')\"";

std::string_view to_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Says what else the file is when it is no zip archive.
void require_zip(Bytes bytes, const std::string& file) {
  const std::string_view text = to_text(bytes);
  if (text.starts_with("PK\x03\x04")) return;
  if (text.starts_with("version https://git-lfs")) {
    throw Error(file + ": is a Git LFS pointer, not the file itself; run 'git lfs pull' there");
  }
  if (text.starts_with("\x80")) {
    throw Error(
        fmt::format("{}: is in the format that torch wrote before 1.6, without a zip archive; {}",
                    file, kConvert));
  }
  throw Error(file + ": is not a torch file: it does not begin as a zip archive; get it again");
}

/// The folder that everything in the archive is in: that of the pickle.
std::string find_root(const ZipEntries& entries, const std::string& file) {
  for (const auto& [name, bytes] : entries) {
    const std::size_t slash = name.find('/');
    if (slash == name.npos || name.substr(slash) != "/data.pkl") continue;
    std::string root = name.substr(0, slash + 1);
    if (entries.contains(root + "constants.pkl")) {
      throw Error(file + ": is a TorchScript program, not weights; save the model's state_dict()");
    }
    return root;
  }
  throw Error(file + ": is a zip archive without data.pkl; save it again with torch.save");
}

void require_little_endian(const ZipEntries& entries, const std::string& root,
                           const std::string& file) {
  const auto found = entries.find(root + "byteorder");
  if (found == entries.end()) return;  // from before torch 2.1, which wrote only one
  const std::string_view order = to_text(found->second);
  if (order == "little") return;
  throw Error(fmt::format("{}: its byteorder is {}, and only 'little' is read; {}", file,
                          in_quotes(order), kConvert));
}

Pickle read_description(Bytes bytes, const std::string& file) {
  try {
    return read_pickle(bytes, torch_globals(), file + ": its pickle");
  } catch (const PickleRefused& refused) {
    throw Error(
        fmt::format("{}; save the model's state_dict() again, as plain tensors", refused.what()));
  }
}

}  // namespace

TorchTensors read_torch(Bytes bytes, const std::filesystem::path& file) {
  const std::string name = file.string();
  require_zip(bytes, name);
  const ZipEntries entries = read_zip(bytes, file);
  const std::string root = find_root(entries, name);
  require_little_endian(entries, root, name);
  const Pickle pickle = read_description(entries.at(root + "data.pkl"), name);
  if (pickle.root().kind != Kind::kDict) {
    throw Error(fmt::format("{}: holds {}, not tensors by name; save the model's state_dict()",
                            name, describe(pickle.root())));
  }

  TorchTensorReader reader(entries, root, file);
  TorchTensors found;
  std::unordered_set<std::string_view> names;
  const auto& items = pickle.root().items;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    if (!is_torch_tensor(*items[i + 1])) continue;
    if (items[i]->kind != Kind::kString) {
      throw Error(
          fmt::format("{}: has {} where a tensor's name should be; save the model's "
                      "state_dict()",
                      name, describe(*items[i])));
    }
    if (!names.insert(items[i]->text).second) {
      throw Error(fmt::format("{}: tensor {} is there twice", name, in_quotes(items[i]->text)));
    }
    found.tensors.push_back(reader.read(items[i]->text, *items[i + 1]));
  }
  if (found.tensors.empty()) {
    throw Error(name + ": holds no tensors by name; save the model's state_dict() alone");
  }
  found.copies = std::move(reader).copies();
  return found;
}

TorchFile TorchFile::open(const std::filesystem::path& file) {
  TorchFile opened{base::MappedFile(file)};
  opened.content_ = read_torch(opened.bytes_.bytes(), file);
  return opened;
}

}  // namespace headscope::checkpoint
