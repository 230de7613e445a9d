#include "checkpoint/pickle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checkpoint/pickle_opcodes.h"
#include "tests/checkpoint/support.h"
#include "tests/checkpoint/torch_bytes.h"

namespace headscope::checkpoint {
namespace {

namespace p = testing_support::pickle;
using Kind = PickleValue::Kind;
using testing::HasSubstr;
using testing_support::error_of;
using testing_support::join;

constexpr std::string_view kGlobals[] = {"collections.OrderedDict", "m.f"};

Pickle read(const std::string& bytes) {
  return read_pickle(std::as_bytes(std::span(bytes)), kGlobals, "f");
}

template <typename... Parts>
std::string error_with(const Parts&... parts) {
  return error_of([&] { read(p::whole(parts...)); });
}

TEST(Pickle, ReadsNumbersTextsAndContainers) {
  const Pickle pickle = read(p::whole(
      p::tuple({"N", "\x88", "\x89", "K\xFF", std::string("M\x01\x02"), "J\xFE\xFF\xFF\xFF",
                p::text("word"), join("]", p::number(-5), "a(", p::number(6), p::number(7), "e"),
                "}", ")", "G12345678", std::string("\x8A\x00", 2), "\x8A\x01\x80"})));
  const auto& items = pickle.root().items;
  ASSERT_EQ(items.size(), 13u);
  EXPECT_EQ(items[0]->kind, Kind::kNone);
  EXPECT_EQ(items[1]->integer, 1);
  EXPECT_EQ(items[2]->kind, Kind::kBool);
  EXPECT_EQ(items[2]->integer, 0);
  EXPECT_EQ(items[3]->integer, 255);
  EXPECT_EQ(items[4]->integer, 0x0201);
  EXPECT_EQ(items[5]->integer, -2);
  EXPECT_EQ(items[6]->text, "word");
  EXPECT_EQ(items[7]->items.size(), 3u);
  EXPECT_EQ(items[7]->items[0]->integer, -5);
  EXPECT_EQ(items[8]->kind, Kind::kDict);
  EXPECT_EQ(items[9]->kind, Kind::kTuple);
  EXPECT_EQ(items[10]->kind, Kind::kFloat);
  EXPECT_EQ(items[11]->integer, 0);
  EXPECT_EQ(items[12]->integer, -128);
}

TEST(Pickle, RemembersValues) {
  const Pickle pickle =
      read(p::whole("(", p::text("a"), "q\x07h\x07r\x01\x02\x03\x04j\x01\x02", "\x03\x04t"));
  const auto& items = pickle.root().items;
  ASSERT_EQ(items.size(), 3u);
  EXPECT_EQ(items[0], items[1]);
  EXPECT_EQ(items[0], items[2]);
}

TEST(Pickle, TakesProtocolsFrom4On) {
  const std::string frame("\x95\x00\x00\x00\x00\x00\x00\x00\x00", 9);
  const Pickle pickle = read(join("\x80\x04", frame,
                                  "\x8C\x01m\x94\x8C\x01"
                                  "f\x94\x93)R."));
  EXPECT_EQ(pickle.root().kind, Kind::kCall);
  EXPECT_EQ(pickle.root().items[0]->text, "m.f");
}

TEST(Pickle, DescribesCallsAndMakesNone) {
  const Pickle pickle = read(p::whole(p::global("m", "f"), p::shape({1, 2}), "R"));
  EXPECT_EQ(pickle.root().kind, Kind::kCall);
  EXPECT_EQ(pickle.root().items[1]->items[1]->integer, 2);
  EXPECT_EQ(describe(pickle.root()), "what m.f makes");
}

TEST(Pickle, AnOrderedDictIsADictWhateverItsAttributes) {
  const std::string dict = join(p::global("collections", "OrderedDict"), ")R");
  const Pickle pickle = read(p::whole(dict, "(", p::text("a"), p::number(1), "u", "}", "b"));
  EXPECT_EQ(pickle.root().kind, Kind::kDict);
  EXPECT_EQ(pickle.root().items[1]->integer, 1);
  EXPECT_THAT(error_with(p::global("collections", "OrderedDict"), p::tuple({"]"}), "R"),
              HasSubstr("calls collections.OrderedDict with arguments"));
}

TEST(Pickle, MayContainItself) {
  const std::string list = "]q";
  const Pickle pickle = read(p::whole(list, std::string(1, '\0'), "h", std::string(1, '\0'), "a"));
  EXPECT_EQ(pickle.root().items[0], &pickle.root());
}

TEST(Pickle, TakesDeepNestingWithoutRecursion) {
  std::string deep = ")";
  for (int i = 0; i < 1'000'000; ++i) deep += '\x85';
  EXPECT_EQ(read(p::whole(deep)).root().items.size(), 1u);
}

TEST(Pickle, RefusesEveryGlobalThatIsNotInTheTable) {
  EXPECT_EQ(error_with(p::global("os", "system"), p::tuple({p::text("true")}), "R"),
            "f asks for 'os.system', which weights alone do not need");
  EXPECT_THAT(error_with(p::text("builtins"), p::text("eval"), "\x93"),
              HasSubstr("asks for 'builtins.eval'"));
  EXPECT_THAT(error_with(p::global("m", "f.g")), HasSubstr("asks for 'm.f.g'"));
  EXPECT_THAT(error_with(p::global("collections", "OrderedDict\r")), HasSubstr("asks for"));
  // What a call makes cannot be called.
  EXPECT_THAT(error_with(p::global("m", "f"), ")R)R"), HasSubstr("calls what m.f makes"));
  EXPECT_THAT(error_with(p::text("m.f"), ")R"), HasSubstr("calls a text"));
}

TEST(Pickle, RefusesEveryOtherInstructionByName) {
  for (const auto& [code, name] : kRefusedOpcodes) {
    EXPECT_EQ(error_with(")", std::string(1, static_cast<char>(code))),
              join("f uses the instruction ", name, ", which weights alone do not need"));
  }
  EXPECT_THAT(error_with("\xFF"), HasSubstr("uses the instruction 0xFF"));
  EXPECT_THAT(error_with(")}b"), HasSubstr("gives attributes to a tuple"));
  EXPECT_THAT(error_of([] { read("\x80\x06N."); }), HasSubstr("is of pickle protocol 6"));
  EXPECT_THAT(error_with("\x8A\x09", std::string(9, '\1')), HasSubstr("more than 64 bits"));
}

TEST(Pickle, SaysWhereItIsDamaged) {
  for (const char* value : {"", "t", "\x85", "(", "u", "a", "Na", "N(u", "}(Nu", "NN\x93", "h\x01",
                            "q\x01", "R", "b", "N(\x85", "Q", "(NN(R", "m"}) {
    const std::string message = error_with(value);
    EXPECT_TRUE(message.starts_with("f ")) << value << ": " << message;
  }
  EXPECT_EQ(error_with("t"), "f is damaged at byte 3; get the file again");
  EXPECT_EQ(error_of([] { read("\x80\x02X\xFF\xFF\xFF\xFFshort"); }),
            "f breaks off; get the file again");
  EXPECT_EQ(error_of([] { read("\x80\x02N"); }), "f breaks off; get the file again");
}

TEST(Pickle, HasALimitForItsLength) {
  EXPECT_THAT(error_with(std::string((std::size_t{4} << 20) + 1, 'N')),
              HasSubstr("bytes long, which is more than the 4194304 that are read"));
}

}  // namespace
}  // namespace headscope::checkpoint
