#include "hub/download.h"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <filesystem>

#include "headscope/error.h"
#include "hub/cache_error.h"
#include "hub/file_lock.h"
#include "hub/transient.h"

namespace headscope::hub {
namespace {

namespace fs = std::filesystem;

/// A connection that brought so much before it broke is worth as many new ones as the first.
constexpr std::uint64_t kProgressBytes = 1'000'000;

bool is_there(const fs::path& blob) {
  std::error_code ignored;
  return fs::is_regular_file(blob, ignored);
}

/// Bytes that an earlier download left of a blob.
std::uint64_t left_of(const fs::path& blob) {
  std::error_code failure;
  const std::uintmax_t size = fs::file_size(blob.string() + ".incomplete", failure);
  return failure ? 0 : size;
}

std::string in_gigabytes(std::uint64_t bytes) {
  return fmt::format("{:.2f} GB", static_cast<double>(bytes) / 1e9);
}

}  // namespace

void Download::report(std::string_view doing, std::uint64_t done_of_file) const {
  if (progress_) progress_({doing, done_ + done_of_file, total_});
}

void Download::bring(const std::vector<std::string>& files) {
  const std::vector<Wanted> wanted = look_up_missing(files);
  require_space(wanted);
  for (const Wanted& one : wanted) bring(one);
}

std::vector<Download::Wanted> Download::look_up_missing(const std::vector<std::string>& files) {
  std::vector<Wanted> wanted;
  for (const std::string& file : files) {
    if (snapshot_.has(file)) continue;
    wanted.push_back({file, remote_.look_up(snapshot_.commit(), file)});
    total_ += wanted.back().promise.size;
    report(file, 0);
  }
  return wanted;
}

// Better said now than after an hour.
void Download::require_space(const std::vector<Wanted>& wanted) const {
  std::uint64_t needed = 0;
  for (const Wanted& one : wanted) {
    const fs::path blob = snapshot_.blob(one.promise.etag);
    if (!is_there(blob)) needed += one.promise.size - std::min(left_of(blob), one.promise.size);
  }
  if (needed == 0) return;
  const fs::path folder = snapshot_.folder();
  make_cache_folder(folder);
  struct statvfs disk {};
  if (::statvfs(folder.c_str(), &disk) != 0) return;
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  if (needed <= free) return;
  throw Error(
      fmt::format("{}: the disk has {} free, and {} are to be downloaded; make room, or "
                  "set HF_HUB_CACHE to a folder on another disk",
                  folder.string(), in_gigabytes(free), in_gigabytes(needed)));
}

void Download::bring(const Wanted& wanted) {
  const std::string& file = wanted.file;
  const auto& promise = wanted.promise;
  const FileLock lock(snapshot_.lock_file(promise.etag), [&] {
    report(fmt::format("waiting for another program that downloads {}", file), 0);
  });
  const fs::path blob = snapshot_.blob(promise.etag);
  if (!is_there(blob)) {
    PartialBlob partial(blob, promise, lock.is_held());
    fetch(wanted, partial);
    partial.commit();
  }
  snapshot_.link(file, promise.etag);
  done_ += promise.size;
}

void Download::fetch(const Wanted& wanted, PartialBlob& partial) {
  const bool goes_on = partial.size() > 0;
  fetch_rest(wanted, partial);
  if (partial.fits()) return;
  if (goes_on) {  // then what was there may be to blame
    partial.restart();
    fetch_rest(wanted, partial);
    if (partial.fits()) return;
  }
  reject(wanted.file, partial, "has another hash than");
}

void Download::reject(const std::string& file, PartialBlob& partial, std::string_view fault) const {
  partial.discard();
  throw Error(fmt::format("{}: what came as {} {} {} promised; nothing of it is kept, try again",
                          remote_.repository(), file, fault, remote_.settings().endpoint));
}

void Download::fetch_rest(const Wanted& wanted, PartialBlob& partial) {
  const std::string& file = wanted.file;
  const auto& promise = wanted.promise;
  Retries retries(remote_.settings().first_wait);
  while (!partial.is_whole()) {
    const std::uint64_t before = partial.size();
    bool came_any = false;
    const auto receive = [&](std::uint64_t offset, std::span<const std::byte> bytes) {
      came_any = true;
      if (!partial.write(offset, bytes)) reject(file, partial, "is longer than");
      downloaded_ += bytes.size();
      report(file, partial.size());
    };
    try {
      if (!remote_.get(snapshot_.commit(), file, before, receive)) {
        partial.restart();
      } else if (!partial.is_whole()) {
        throw Transient(fmt::format("{}: {} ended after {} of {} bytes; try again later",
                                    remote_.repository(), file, partial.size(), promise.size));
      }
    } catch (const Transient& trouble) {
      if (came_any && partial.size() >= before + kProgressBytes) retries.reset();
      report("trying again: " + file, partial.size());
      retries.wait_after(trouble);
    }
  }
}

}  // namespace headscope::hub
