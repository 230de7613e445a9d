#include "hub/refusal.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "checkpoint/json.h"
#include "hub/transient.h"

namespace headscope::hub {
namespace {

/// What the hub says about a token that it does not know.
constexpr char kBadToken[] = "Invalid credentials in Authorization header";
constexpr char kDisabled[] = "Access to this resource is disabled.";

std::optional<std::chrono::seconds> retry_after(const HttpAnswer& answer) {
  const std::string value = answer.header("retry-after");
  unsigned seconds = 0;
  const char* const end = value.data() + value.size();
  const auto [behind, error] = std::from_chars(value.data(), end, seconds);
  if (value.empty() || error != std::errc() || behind != end) return std::nullopt;
  return std::chrono::seconds(seconds);
}

/// " ('what the server says')", or nothing.
std::string in_its_words(const HttpAnswer& answer) {
  const std::string message = answer.header("x-error-message");
  return message.empty() ? "" : fmt::format(" ({})", checkpoint::in_quotes(message));
}

[[noreturn]] void refuse_gated(const Question& question, const Settings& settings) {
  const std::string page = settings.endpoint + "/" + question.repository;
  if (settings.token.empty()) {
    throw Error(fmt::format(
        "{}: is gated: accept its conditions at {}, and set HF_TOKEN to a token of your account",
        question.repository, page));
  }
  throw Error(fmt::format(
      "{}: is gated, and the account of the token in {} has no access; accept its conditions at {}",
      question.repository, settings.token_source, page));
}

[[noreturn]] void refuse_name(const Question& question, const Settings& settings) {
  if (settings.token.empty()) {
    throw NoSuchModel(
        fmt::format("{}: there is no such model on {}, or it is private; check the name, or set "
                    "HF_TOKEN to a token that may read it",
                    question.repository, settings.endpoint));
  }
  throw NoSuchModel(
      fmt::format("{}: there is no such model on {}, or the token in {} may not read it; check "
                  "the name and the token",
                  question.repository, settings.endpoint, settings.token_source));
}

[[noreturn]] void refuse_busy(const HttpAnswer& answer, const Question& question,
                              const Settings& settings) {
  const auto wait = retry_after(answer);
  const std::string when = wait ? fmt::format("in {} s", wait->count()) : "later";
  const std::string why =
      answer.status == 429 ? "429 (too many requests)" : std::to_string(answer.status);
  throw Transient(fmt::format("{}: {} answers {}; try again {}", question.repository,
                              settings.endpoint, why, when),
                  wait);
}

}  // namespace

void refuse(const HttpAnswer& answer, const Question& question, const Settings& settings) {
  const std::string code = answer.header("x-error-code");
  const std::string message = answer.header("x-error-message");
  const int status = answer.status;
  if (status == 408 || status == 429 || status >= 500) refuse_busy(answer, question, settings);
  if (code == "GatedRepo") refuse_gated(question, settings);
  if (message == kDisabled) {
    throw Error(fmt::format("{}: is disabled on {}", question.repository, settings.endpoint));
  }
  if (code == "RevisionNotFound") {
    throw Error(fmt::format("{}: has no revision '{}' on {}; check what stands behind @",
                            question.repository, question.revision, settings.endpoint));
  }
  if (code == "EntryNotFound" || (status == 404 && !question.file.empty())) {
    throw Error(fmt::format("{}: the file {} is not on {}", question.repository,
                            checkpoint::in_quotes(question.file), settings.endpoint));
  }
  if (status == 401 && !settings.token.empty() && (code.empty() || message == kBadToken)) {
    throw Error(fmt::format(
        "{}: {} does not accept the token in {}; make one at {}/settings/tokens",
        question.repository, settings.endpoint, settings.token_source, settings.endpoint));
  }
  if (code == "RepoNotFound" || status == 401 || status == 404) refuse_name(question, settings);
  if (status == 407) {
    throw Error(
        fmt::format("{}: the proxy asks who is there; put NAME:PASSWORD@ before its host "
                    "in https_proxy",
                    question.repository));
  }
  if (status == 403) {
    throw Error(
        fmt::format("{}: {} forbids the download{}; check the rights of the token in "
                    "HF_TOKEN",
                    question.repository, settings.endpoint, in_its_words(answer)));
  }
  throw Error(fmt::format("{}: {} answers {}{}", question.repository, settings.endpoint, status,
                          in_its_words(answer)));
}

}  // namespace headscope::hub
