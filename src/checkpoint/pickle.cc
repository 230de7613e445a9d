#include "checkpoint/pickle.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "checkpoint/byte_reader.h"
#include "checkpoint/json.h"
#include "checkpoint/pickle_opcodes.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

using Kind = PickleValue::Kind;

/// The largest BERT's takes 150 kB. The limit bounds the memory that a hostile one can ask for.
constexpr std::size_t kMaxBytes = std::size_t{4} << 20;
constexpr std::uint8_t kMaxProtocol = 5;
constexpr std::string_view kOrderedDict = "collections.OrderedDict";

}  // namespace

/// Python's pickle machine without the calls: a stack, marks on it, and a memo.
class PickleMachine {
 public:
  PickleMachine(std::span<const std::byte> bytes, std::span<const std::string_view> globals,
                const std::string& what)
      : reader_(bytes, what), globals_(globals), what_(what) {}

  Pickle run() {
    while (step()) continue;
    pickle_.root_ = pop();
    return std::move(pickle_);
  }

 private:
  using Items = std::vector<const PickleValue*>;

  /// Carries out one instruction. False at the last.
  bool step() {
    const auto code = reader_.number<std::uint8_t>();
    switch (static_cast<Opcode>(code)) {
      case Opcode::kStop:
        return false;
      case Opcode::kProto:
        require_protocol(reader_.number<std::uint8_t>());
        break;
      case Opcode::kFrame:
        reader_.skip(8);
        break;
      case Opcode::kMark:
        marks_.push_back(stack_.size());
        break;
      case Opcode::kNone:
        push({});
        break;
      case Opcode::kNewTrue:
        push({.kind = Kind::kBool, .integer = 1});
        break;
      case Opcode::kNewFalse:
        push({.kind = Kind::kBool});
        break;
      case Opcode::kBinInt:
        push_integer(reader_.number<std::int32_t>());
        break;
      case Opcode::kBinInt1:
        push_integer(reader_.number<std::uint8_t>());
        break;
      case Opcode::kBinInt2:
        push_integer(reader_.number<std::uint16_t>());
        break;
      case Opcode::kLong1:
        push_integer(read_long());
        break;
      case Opcode::kBinFloat:
        reader_.skip(8);  // no tensor's description has one; what it is does not matter
        push({.kind = Kind::kFloat});
        break;
      case Opcode::kBinUnicode:
        push_string(reader_.text(reader_.number<std::uint32_t>()));
        break;
      case Opcode::kShortBinUnicode:
        push_string(reader_.text(reader_.number<std::uint8_t>()));
        break;
      case Opcode::kEmptyDict:
        push({.kind = Kind::kDict});
        break;
      case Opcode::kEmptyList:
        push({.kind = Kind::kList});
        break;
      case Opcode::kEmptyTuple:
        push({.kind = Kind::kTuple});
        break;
      case Opcode::kTuple:
        push({.kind = Kind::kTuple, .items = pop_to_mark()});
        break;
      case Opcode::kTuple1:
        push({.kind = Kind::kTuple, .items = pop(1)});
        break;
      case Opcode::kTuple2:
        push({.kind = Kind::kTuple, .items = pop(2)});
        break;
      case Opcode::kTuple3:
        push({.kind = Kind::kTuple, .items = pop(3)});
        break;
      case Opcode::kAppend:
        extend(Kind::kList, pop(1));
        break;
      case Opcode::kAppends:
        extend(Kind::kList, pop_to_mark());
        break;
      case Opcode::kSetItem:
        extend(Kind::kDict, pop(2));
        break;
      case Opcode::kSetItems:
        extend(Kind::kDict, pop_to_mark());
        break;
      case Opcode::kBinPut:
        remember(reader_.number<std::uint8_t>());
        break;
      case Opcode::kLongBinPut:
        remember(reader_.number<std::uint32_t>());
        break;
      case Opcode::kMemoize:
        remember(static_cast<std::uint32_t>(memo_.size()));
        break;
      case Opcode::kBinGet:
        stack_.push_back(recall(reader_.number<std::uint8_t>()));
        break;
      case Opcode::kLongBinGet:
        stack_.push_back(recall(reader_.number<std::uint32_t>()));
        break;
      case Opcode::kGlobal: {
        const std::string module = read_line();
        push_global(module, read_line());
        break;
      }
      case Opcode::kStackGlobal: {
        const Items names = pop(2);
        if (names[0]->kind != Kind::kString || names[1]->kind != Kind::kString) damaged();
        push_global(names[0]->text, names[1]->text);
        break;
      }
      case Opcode::kReduce:
        call(pop(2));
        break;
      case Opcode::kBuild:
        // An OrderedDict may carry attributes, such as torch's _metadata; no number is in them.
        pop();
        if (top()->kind != Kind::kDict) refuse("gives attributes to " + describe(*top()));
        break;
      case Opcode::kBinPersId:
        push({.kind = Kind::kPersistent, .items = pop(1)});
        break;
      default:
        refuse(fmt::format("uses the instruction {}", name_of(code)));
    }
    return true;
  }

  static std::string name_of(std::uint8_t code) {
    for (const auto& [refused, name] : kRefusedOpcodes) {
      if (refused == code) return std::string(name);
    }
    return fmt::format("0x{:02X}", code);
  }

  [[noreturn]] void refuse(const std::string& deed) const {
    throw PickleRefused(fmt::format("{} {}, which weights alone do not need", what_, deed));
  }

  [[noreturn]] void damaged() const {
    throw Error(
        fmt::format("{} is damaged at byte {}; get the file again", what_, reader_.position()));
  }

  void require_protocol(std::uint8_t protocol) const {
    if (protocol > kMaxProtocol) refuse(fmt::format("is of pickle protocol {}", protocol));
  }

  void push(PickleValue value) {
    stack_.push_back(&pickle_.values_.emplace_back(std::move(value)));
  }
  void push_integer(std::int64_t value) { push({.kind = Kind::kInteger, .integer = value}); }
  void push_string(std::string_view text) {
    push({.kind = Kind::kString, .text = std::string(text)});
  }

  void push_global(const std::string& module, const std::string& name) {
    std::string global = module + "." + name;
    if (std::find(globals_.begin(), globals_.end(), global) == globals_.end()) {
      refuse(fmt::format("asks for {}", in_quotes(global)));
    }
    push({.kind = Kind::kGlobal, .text = std::move(global)});
  }

  /// Values above the last mark are the only ones that an instruction may take.
  std::size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }

  PickleValue* top() const {
    if (stack_.size() <= floor()) damaged();
    return stack_.back();
  }

  PickleValue* pop() {
    PickleValue* value = top();
    stack_.pop_back();
    return value;
  }

  Items pop(std::size_t count) {
    if (stack_.size() < floor() + count) damaged();
    Items items(stack_.end() - static_cast<std::ptrdiff_t>(count), stack_.end());
    stack_.resize(stack_.size() - count);
    return items;
  }

  Items pop_to_mark() {
    if (marks_.empty()) damaged();
    Items items = pop(stack_.size() - marks_.back());
    marks_.pop_back();
    return items;
  }

  void extend(Kind kind, const Items& items) {
    PickleValue* container = top();
    if (container->kind != kind || (kind == Kind::kDict && items.size() % 2 != 0)) damaged();
    container->items.insert(container->items.end(), items.begin(), items.end());
  }

  void remember(std::uint32_t index) { memo_[index] = top(); }

  PickleValue* recall(std::uint32_t index) const {
    const auto found = memo_.find(index);
    if (found == memo_.end()) damaged();
    return found->second;
  }

  void call(Items callee_and_arguments) {
    const PickleValue& callee = *callee_and_arguments[0];
    const PickleValue& arguments = *callee_and_arguments[1];
    if (callee.kind != Kind::kGlobal) refuse("calls " + describe(callee));
    if (arguments.kind != Kind::kTuple) damaged();
    if (callee.text != kOrderedDict) {
      push({.kind = Kind::kCall, .items = std::move(callee_and_arguments)});
    } else if (arguments.items.empty()) {
      push({.kind = Kind::kDict});
    } else {
      refuse("calls collections.OrderedDict with arguments");
    }
  }

  std::string read_line() {
    std::string line;
    for (char c = reader_.number<char>(); c != '\n'; c = reader_.number<char>()) line += c;
    return line;
  }

  /// A whole number in as few bytes as it needs, little-endian, two's complement.
  std::int64_t read_long() {
    const auto bytes = reader_.take(reader_.number<std::uint8_t>());
    if (bytes.size() > sizeof(std::int64_t)) refuse("has a whole number of more than 64 bits");
    if (bytes.empty()) return 0;
    const bool negative = std::to_integer<int>(bytes.back()) >= 0x80;
    std::int64_t value = negative ? -1 : 0;
    std::memcpy(&value, bytes.data(), bytes.size());
    return value;
  }

  ByteReader reader_;
  std::span<const std::string_view> globals_;
  const std::string& what_;
  Pickle pickle_;
  std::vector<PickleValue*> stack_;
  std::vector<std::size_t> marks_;
  std::unordered_map<std::uint32_t, PickleValue*> memo_;
};

std::string describe(const PickleValue& value) {
  switch (value.kind) {
    case Kind::kNone:
      return "None";
    case Kind::kBool:
      return "a bool";
    case Kind::kInteger:
      return "a whole number";
    case Kind::kFloat:
      return "a fraction";
    case Kind::kString:
      return "a text";
    case Kind::kTuple:
      return "a tuple";
    case Kind::kList:
      return "a list";
    case Kind::kDict:
      return "a dict";
    case Kind::kGlobal:
      return value.text;
    case Kind::kCall:
      return "what " + value.items.front()->text + " makes";
    case Kind::kPersistent:
      return "a storage";
  }
  return "";
}

Pickle read_pickle(std::span<const std::byte> bytes, std::span<const std::string_view> globals,
                   const std::string& what) {
  if (bytes.size() > kMaxBytes) {
    throw Error(fmt::format("{} is {} bytes long, which is more than the {} that are read", what,
                            bytes.size(), kMaxBytes));
  }
  return PickleMachine(bytes, globals, what).run();
}

}  // namespace headscope::checkpoint
