#include "hub/snapshot.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "base/output_file.h"
#include "hub/cache.h"
#include "hub/cache_error.h"

namespace headscope::hub {
namespace {

namespace fs = std::filesystem;

/// Marks the folder for programs that make backups: https://bford.info/cachedir/
constexpr char kCacheTag[] =
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This file is a cache directory tag: what is here can be downloaded again.\n"
    "# For information about cache directory tags, see:\n"
    "#\thttps://bford.info/cachedir/\n";

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_whole(const fs::path& file, std::string_view content) {
  base::OutputFile out(file);
  out.write(content);
  out.commit();
}

}  // namespace

Snapshot::Snapshot(const fs::path& cache, std::string_view repository, std::string commit)
    : cache_(cache),
      repository_(repository_folder(cache, repository)),
      commit_(std::move(commit)),
      folder_(repository_ / "snapshots" / commit_) {}

bool Snapshot::has(const std::string& file) const {
  std::error_code ignored;
  return fs::is_regular_file(folder_ / file, ignored);
}

fs::path Snapshot::lock_file(const std::string& etag) const {
  return cache_ / ".locks" / repository_.filename() / (etag + ".lock");
}

// Another program may be reading the file through the link, which must never be missed: a link that
// is right stays, any other is replaced in one step.
void Snapshot::link(const std::string& file, const std::string& etag) const {
  make_cache_folder(folder_);
  const fs::path pointer = folder_ / file;
  const fs::path target = fs::path("../../blobs") / etag;
  std::error_code failure;
  if (fs::read_symlink(pointer, failure) == target) return;
  const fs::path fresh = fmt::format("{}.{}.link", pointer.string(), ::getpid());
  fs::remove(fresh, failure);
  fs::create_symlink(target, fresh, failure);
  if (!failure) fs::rename(fresh, pointer, failure);
  if (failure) fail_to_write(pointer, failure.value());
}

void Snapshot::note_absent(const std::string& file) const {
  const fs::path note = repository_ / ".no_exist" / commit_ / file;
  make_cache_folder(note.parent_path());
  std::ofstream(note, std::ios::app).close();
}

void Snapshot::point(const std::string& revision) const {
  std::error_code ignored;
  const fs::path tag = cache_ / "CACHEDIR.TAG";
  if (!fs::exists(tag, ignored)) write_whole(tag, kCacheTag);
  if (revision == commit_) return;
  const fs::path ref = repository_ / "refs" / revision;
  if (content_of(ref) == commit_) return;
  make_cache_folder(ref.parent_path());
  write_whole(ref, commit_);
}

}  // namespace headscope::hub
