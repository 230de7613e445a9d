#include "tests/cli/process.h"

#include <gmock/gmock.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

extern char** environ;

namespace headscope::cli {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using TemporaryFile = std::unique_ptr<std::FILE, CloseFile>;

TemporaryFile temporary_file(std::string_view content = {}) {
  TemporaryFile file(std::tmpfile());
  if (!file) throw std::runtime_error("no temporary file");
  if (!content.empty()) std::fwrite(content.data(), 1, content.size(), file.get());
  std::rewind(file.get());
  return file;
}

TemporaryFile pipe_without_reader() {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  close(ends[0]);
  return TemporaryFile(fdopen(ends[1], "w"));
}

std::string content_of(std::FILE* file) {
  std::rewind(file);
  std::string content;
  char block[4096];
  while (const std::size_t count = std::fread(block, 1, sizeof block, file)) {
    content.append(block, count);
  }
  return content;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (auto& string : strings) result.push_back(string.data());
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& added) {
  std::vector<std::string> environment;
  for (const auto& [name, value] : added) environment.push_back(name + '=' + value);
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string variable = *entry;
    if (!added.contains(variable.substr(0, variable.find('=')))) environment.push_back(variable);
  }
  return environment;
}

}  // namespace

void ProgramTest::SetUp() {
  ASSERT_TRUE(fs::exists(kMiniLm)) << "run scripts/setup";
  std::string pattern = (fs::path(testing::TempDir()) / "headscope-cli-XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  folder_ = fs::canonical(pattern);
}

void ProgramTest::TearDown() {
  if (!folder_.empty() && !HasFailure()) fs::remove_all(folder_);
}

Finished ProgramTest::headscope(std::vector<std::string> arguments, const Surroundings& around,
                                const std::function<void(pid_t)>& meanwhile) const {
  arguments.insert(arguments.begin(), HEADSCOPE_PROGRAM);
  // A cache on the tester's machine must not change what a test sees.
  auto added = around.environment;
  added.try_emplace("HF_HOME", (folder_ / "no-cache").string());
  added.try_emplace("HF_HUB_OFFLINE", "1");
  auto environment = environment_with(added);

  const TemporaryFile in = temporary_file(around.input);
  TemporaryFile out = temporary_file();
  if (!around.output.empty()) out.reset(std::fopen(around.output.c_str(), "w"));
  if (around.reader_has_gone) out = pipe_without_reader();
  const TemporaryFile err = temporary_file();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, folder_.c_str());
  posix_spawn_file_actions_adddup2(&actions, fileno(in.get()), 0);
  posix_spawn_file_actions_adddup2(&actions, fileno(out.get()), 1);
  posix_spawn_file_actions_adddup2(&actions, fileno(err.get()), 2);
  pid_t process = 0;
  const int error = posix_spawn(&process, HEADSCOPE_PROGRAM, &actions, nullptr,
                                pointers(arguments).data(), pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error("the program does not start");

  if (meanwhile) meanwhile(process);
  int status = 0;
  waitpid(process, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), content_of(out.get()),
          content_of(err.get())};
}

std::set<std::string> ProgramTest::files() const {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

std::string ProgramTest::read(const std::string& file) const {
  std::ostringstream content;
  content << std::ifstream(folder_ / file, std::ios::binary).rdbuf();
  return content.str();
}

void ProgramTest::write(const std::string& file, std::string_view content) const {
  std::ofstream(folder_ / file, std::ios::binary) << content;
}

std::string ProgramTest::copy_model(const std::string& model, const std::string& name) const {
  fs::copy(model, folder_ / name, fs::copy_options::recursive);
  return name;
}

void ProgramTest::expect_refusal(const Finished& run, int status,
                                 const std::string& part_of_sentence,
                                 const std::set<std::string>& left) const {
  EXPECT_EQ(run.status, status) << run.err;
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, testing::StartsWith("headscope: "));
  EXPECT_THAT(run.err, testing::HasSubstr(part_of_sentence));
  EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << "one line, not " << run.err;
  EXPECT_TRUE(run.err.ends_with('\n'));
  EXPECT_EQ(files(), left);
}

}  // namespace headscope::cli
