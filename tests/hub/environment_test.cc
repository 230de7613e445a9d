#include "hub/environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "hub/url.h"
#include "tests/checkpoint/support.h"

namespace headscope::hub {
namespace {

using testing_support::error_of;

class EnvironmentTest : public testing_support::FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    for (const char* name :
         {"HF_ENDPOINT", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH", "HF_HUB_OFFLINE",
          "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_IMPLICIT_TOKEN", "HF_HUB_ETAG_TIMEOUT",
          "HF_HUB_DOWNLOAD_TIMEOUT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"}) {
      ::unsetenv(name);
    }
    set("HF_HOME", folder_.c_str());
  }
  static void set(const char* name, const char* value) { ::setenv(name, value, 1); }
  static std::string error() {
    return error_of([] { settings_from_environment(); });
  }
};

TEST_F(EnvironmentTest, HasHuggingFacesDefaults) {
  const Settings settings = settings_from_environment();
  EXPECT_EQ(settings.endpoint, "https://huggingface.co");
  EXPECT_EQ(settings.token, "");
  EXPECT_EQ(settings.answer_patience, std::chrono::seconds(10));
  EXPECT_EQ(settings.download_patience, std::chrono::seconds(10));
  EXPECT_FALSE(is_offline());
}

TEST_F(EnvironmentTest, ReadsWhereAndHow) {
  set("HF_ENDPOINT", "https://hub.example/mirror//");
  set("HF_HUB_ETAG_TIMEOUT", "3");
  set("HF_HUB_DOWNLOAD_TIMEOUT", "60");
  set("REQUESTS_CA_BUNDLE", "/etc/ours.pem");
  const Settings settings = settings_from_environment();
  EXPECT_EQ(settings.endpoint, "https://hub.example/mirror");
  EXPECT_EQ(settings.answer_patience, std::chrono::seconds(3));
  EXPECT_EQ(settings.download_patience, std::chrono::seconds(60));
  EXPECT_EQ(settings.certificates, "/etc/ours.pem");
}

TEST_F(EnvironmentTest, TakesTheTokenOfTheEnvironmentBeforeTheStoredOne) {
  write("token", "hf_stored\n");
  EXPECT_EQ(settings_from_environment().token, "hf_stored");
  EXPECT_EQ(settings_from_environment().token_source, (folder_ / "token").string());
  set("HF_TOKEN_PATH", write("elsewhere", " hf_elsewhere ").c_str());
  EXPECT_EQ(settings_from_environment().token, "hf_elsewhere");
  set("HUGGING_FACE_HUB_TOKEN", "hf_older");
  EXPECT_EQ(settings_from_environment().token, "hf_older");
  set("HF_TOKEN", "hf_mine\n");
  EXPECT_EQ(settings_from_environment().token, "hf_mine");
  EXPECT_EQ(settings_from_environment().token_source, "HF_TOKEN");
  set("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1");
  EXPECT_EQ(settings_from_environment().token, "");
}

TEST_F(EnvironmentTest, KnowsWhenTheNetworkIsOff) {
  for (const char* yes : {"1", "on", "YES", "True"}) {
    set("HF_HUB_OFFLINE", yes);
    EXPECT_TRUE(is_offline()) << yes;
  }
  for (const char* no : {"0", "off", "no"}) {
    set("HF_HUB_OFFLINE", no);
    EXPECT_FALSE(is_offline()) << no;
  }
  ::unsetenv("HF_HUB_OFFLINE");
  set("TRANSFORMERS_OFFLINE", "1");
  EXPECT_TRUE(is_offline());
}

TEST_F(EnvironmentTest, NamesTheVariableThatIsWrong) {
  set("HF_HUB_ETAG_TIMEOUT", "soon");
  EXPECT_EQ(error(), "HF_HUB_ETAG_TIMEOUT takes whole seconds, not 'soon'");
  ::unsetenv("HF_HUB_ETAG_TIMEOUT");
  set("HF_TOKEN", "hf_x\nX-Injected: yes");
  EXPECT_EQ(error(), "HF_TOKEN holds no token: a token has no blanks and no special characters");
  for (const char* address :
       {"hub.example", "ftp://hub.example", "https://hub example", "file:/x"}) {
    set("HF_ENDPOINT", address);
    EXPECT_EQ(error(), std::string("HF_ENDPOINT is '") + address +
                           "', not the address of a hub such as https://huggingface.co");
  }
}

TEST(OriginOf, IsWhatDecidesAboutSecrets) {
  EXPECT_EQ(origin_of("https://hub.example/a"), "https://hub.example:443");
  EXPECT_EQ(origin_of("https://HUB.example:443"), "https://hub.example:443");
  EXPECT_EQ(origin_of("http://127.0.0.1:8080/a?b"), "http://127.0.0.1:8080");
  EXPECT_EQ(origin_of("http://hub.example@evil.example/"), "http://evil.example:80");
  EXPECT_EQ(origin_of("http://hub.example.evil.example/"), "http://hub.example.evil.example:80");
  for (const char* url : {"file:///etc/passwd", "gopher://x", "", "/a", "javascript:1"}) {
    EXPECT_EQ(origin_of(url), "") << url;
  }
}

TEST(ResolveUrl, FollowsRelativeReferences) {
  EXPECT_EQ(resolve_url("http://h:1/a/b", "/api/x?y=1%2B2"), "http://h:1/api/x?y=1%2B2");
  EXPECT_EQ(resolve_url("http://h:1/a/b", "c"), "http://h:1/a/c");
  EXPECT_EQ(resolve_url("http://h:1/a/b", "https://other/x"), "https://other/x");
  EXPECT_EQ(resolve_url("http://h:1/a/b", "//other:2/x"), "http://other:2/x");
  for (const char* reference : {"", "file:///etc/passwd", "ftp://x/y", "http://a b/"}) {
    EXPECT_EQ(resolve_url("http://h:1/a/b", reference), "") << reference;
  }
}

TEST(EscapePart, LeavesOnePartOfAPath) {
  EXPECT_EQ(escape_part("refs/pr/1"), "refs%2Fpr%2F1");
  EXPECT_EQ(escape_part("model-00001-of-00002.safetensors"), "model-00001-of-00002.safetensors");
  EXPECT_EQ(escape_part("a b?#%"), "a%20b%3F%23%25");
}

}  // namespace
}  // namespace headscope::hub
