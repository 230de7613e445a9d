#include "hub/pull.h"

#include <fmt/format.h>

#include "checkpoint/shard_index.h"
#include "headscope/error.h"
#include "hub/download.h"
#include "hub/plan.h"
#include "hub/remote.h"
#include "hub/snapshot.h"

namespace headscope::hub {
namespace {

HubName parse_name(std::string_view name) {
  if (auto parsed = HubName::parse(name)) return *parsed;
  throw Error(fmt::format(
      "{}: is no name of a model on the hub; names are NAME, ORG/NAME or ORG/NAME@REVISION", name));
}

void require_network(const HubName& name, const HubAccess& access) {
  if (!access.offline && !is_offline()) return;
  throw Unreachable(
      fmt::format("{}: cannot be downloaded while the network is switched off (--offline or "
                  "HF_HUB_OFFLINE); download it once with 'headscope pull {}'",
                  name.repository, name.repository));
}

/// Brings the files of a choice and notes what the repository does not have.
void bring(const Choice& choice, const Snapshot& snapshot, Download& download,
           std::vector<std::string>& files) {
  download.bring(choice.files);
  files.insert(files.end(), choice.files.begin(), choice.files.end());
  for (const std::string& file : choice.absent) snapshot.note_absent(file);
}

/// The shards that an index names, or nothing where the weights are one file.
Choice choose_shards(const Choice& weights, const std::filesystem::path& folder) {
  Choice shards;
  const std::string& form = weights.files.front();
  if (!form.ends_with(".index.json")) return shards;
  for (const auto& [shard, tensors] : checkpoint::read_shard_index(folder / form)) {
    shards.files.push_back(shard);
  }
  return shards;
}

}  // namespace

PulledModel pull(const HubName& name, const Settings& settings, const HubAccess& access) {
  PulledModel pulled;
  pulled.revision = name.revision.empty() ? "main" : name.revision;
  Remote remote(settings, name.repository);
  const Listing listing = remote.list(pulled.revision);
  const Choice description = choose_description(listing, name.repository);
  const Choice weights = choose_weights(listing, name.repository);

  const Snapshot snapshot(cache_folder(), name.repository, listing.commit);
  Download download(remote, snapshot, access.progress);
  // The weights come last: with them, the folder counts as a model.
  bring(description, snapshot, download, pulled.files);
  bring(weights, snapshot, download, pulled.files);
  bring(choose_shards(weights, snapshot.folder()), snapshot, download, pulled.files);
  // Until here an older commit, if there is one, has stood for the revision.
  snapshot.point(pulled.revision);

  pulled.commit = listing.commit;
  pulled.model = {snapshot.folder(), name.repository};
  pulled.downloaded = download.downloaded();
  return pulled;
}

}  // namespace headscope::hub

namespace headscope {

PulledModel pull_model(std::string_view name, const HubAccess& access) {
  const hub::HubName asked = hub::parse_name(name);
  hub::require_network(asked, access);
  return hub::pull(asked, hub::settings_from_environment(), access);
}

}  // namespace headscope
