#!/usr/bin/env python3
"""Writes the Unicode tables that src/text/ needs, as the Rust `tokenizers` library has them.

Hugging Face's fast tokenizers take their character classes from several libraries of several
Unicode versions, most of them old. A table made from the Unicode database of today would be newer
than the models and give other tokens. So every table here is read off the library itself: each of
the 1,112,064 code points goes through its normalizers and pre-tokenizers, and what happens to it
is its class.

    pip install tokenizers==0.23.3
    python scripts/generate_unicode_tables.py

About two minutes. Writes src/text/unicode_tables.inc and tests/text/unicode_digests.inc; the same
version of the library gives the same bytes. The digests are hashes of what the library did, taken
before any compression; tests/text/unicode_test.cc compares them with what the C++ look-ups say
about every code point. Not run by the build: the two files are committed.
"""

import pathlib
import struct
import sys

import tokenizers
from tokenizers import Regex, normalizers, pre_tokenizers

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLES = ROOT / "src/text/unicode_tables.inc"
DIGESTS = ROOT / "tests/text/unicode_digests.inc"

CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
BLOCK = 128  # code points to a block of the two-stage tables

(WHITESPACE, REMOVED, PUNCTUATION, NONSPACING, MARK, WORD, NUMERIC, PATTERN_WORD) = (
    1 << i for i in range(8))

# In the order of text::Category.
CATEGORIES = ("Cn Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp "
              "Cc Cf Cs Co").split()

# In the order of text::GraphemeBreak, and two bits beside it.
(OTHER, CONTROL, EXTEND, SPACING, PREPEND, LEAD, VOWEL, TRAIL, LEAD_VOWEL, LEAD_VOWEL_TRAIL,
 PICTOGRAPHIC, CONSONANT) = range(12)
LINKER, CONJUNCT_EXTEND = 16, 32

HANGUL = range(0xAC00, 0xAC00 + 11172)  # decomposed and composed by rule, not by table

# One mark of each combining class, to find the class of the others by how they sort.
CLASS_MARKS = {
    1: 0x0334, 7: 0x093C, 8: 0x3099, 9: 0x094D, 10: 0x05B0, 11: 0x05B1, 12: 0x05B2, 13: 0x05B3,
    14: 0x05B4, 15: 0x05B5, 16: 0x05B6, 17: 0x05B7, 18: 0x05B8, 19: 0x05B9, 20: 0x05BB,
    21: 0x05BC, 22: 0x05BD, 23: 0x05BF, 24: 0x05C1, 25: 0x05C2, 26: 0xFB1E, 27: 0x064B,
    28: 0x064C, 29: 0x064D, 30: 0x064E, 31: 0x064F, 32: 0x0650, 33: 0x0651, 34: 0x0652,
    35: 0x0670, 36: 0x0711, 84: 0x0C55, 91: 0x0C56, 103: 0x0E38, 107: 0x0E48, 118: 0x0EB8,
    122: 0x0EC8, 129: 0x0F71, 130: 0x0F72, 132: 0x0F74, 202: 0x0321, 214: 0x1DCE, 216: 0x031B,
    218: 0x302A, 220: 0x0316, 222: 0x059A, 224: 0x302E, 226: 0x1D16D, 228: 0x05AE, 230: 0x0300,
    232: 0x0315, 233: 0x035C, 234: 0x035D, 240: 0x0345,
}


def pieces(pre_tokenizer, text):
    return [piece for piece, _ in pre_tokenizer.pre_tokenize_str(text)]


def matches_of(pattern):
    """The code points that a regular expression for one character matches."""
    every = "".join(map(chr, CODE_POINTS))
    rest = set(normalizers.Replace(Regex(pattern), "").normalize_str(every))
    return {c for c in CODE_POINTS if chr(c) not in rest}


def read_categories():
    """General category of every code point, as the library's regular expressions know it."""
    result = {}
    for number, name in enumerate(CATEGORIES):
        for c in matches_of(r"[\p{%s}]" % name):
            assert c not in result, hex(c)
            result[c] = number
    assert len(result) == len(CODE_POINTS)
    assert matches_of(r"\d") == {c for c, n in result.items() if CATEGORIES[n] == "Nd"}
    return result


def read_flags(nfd):
    """The class bits of every code point."""
    clean = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    strip = normalizers.BertNormalizer(
        clean_text=False, handle_chinese_chars=False, strip_accents=True, lowercase=False)
    strip_accents = normalizers.StripAccents()
    by_whitespace, by_punctuation = pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation()
    by_word, bert = pre_tokenizers.Whitespace(), pre_tokenizers.BertPreTokenizer()
    by_digit = pre_tokenizers.Digits(individual_digits=True)
    pattern_words, pattern_blanks = matches_of(r"\w"), matches_of(r"\s")

    flags = {}
    for c in CODE_POINTS:
        between = "a" + chr(c) + "a"
        bits = 0
        if len(pieces(by_whitespace, between)) == 2:
            bits |= WHITESPACE
        if clean.normalize_str(between) == "aa":
            bits |= REMOVED
        if len(pieces(by_punctuation, between)) == 3:
            bits |= PUNCTUATION
        if strip_accents.normalize_str(between) == "aa":
            bits |= MARK
        if c not in nfd and strip.normalize_str(between) == "aa":
            bits |= NONSPACING
        words = pieces(by_word, between)
        if len(words) == 1:
            bits |= WORD
        if len(pieces(by_digit, between)) == 3:
            bits |= NUMERIC
        if c in pattern_words:
            bits |= PATTERN_WORD
        # What the C++ takes for granted.
        assert (c in pattern_blanks) == bool(bits & WHITESPACE), hex(c)
        assert (len(words) == 2) == bool(bits & WHITESPACE), hex(c)
        assert clean.normalize_str(between) in ("aa", "a a", between), hex(c)
        assert (clean.normalize_str(between) == "a a") == bool(
            bits & WHITESPACE and not bits & REMOVED), hex(c)
        assert len(pieces(bert, between)) == (
            2 if bits & WHITESPACE else 3 if bits & PUNCTUATION else 1), hex(c)
        if bits:
            flags[c] = bits
    for c, mapped in nfd.items():
        kept = "".join(d for d in mapped if not flags.get(ord(d), 0) & NONSPACING)
        assert strip.normalize_str(chr(c)) == kept, hex(c)
    return flags


def replacing(key, value="@"):
    """A Precompiled normalizer that knows one key. It replaces a whole grapheme cluster when the
    cluster is shorter than 6 bytes and begins with the key, and else every character that is it."""
    units = {0: 256 << 10}
    for depth, byte in enumerate(key.encode(), 1):
        here, block = 256 * depth ^ byte, 256 * (depth + 1)
        units[here] = (here ^ block) << 10 | byte
    units[here] |= 1 << 8
    units[block] = 1 << 31  # the value's place in the text behind the trie: 0
    size = block + 256
    trie = struct.pack(f"<{size}I", *(units.get(i, 0) for i in range(size)))
    blob = struct.pack("<I", len(trie)) + trie + value.encode() + b"\0"
    return normalizers.Precompiled(blob).normalize_str


def read_grapheme_breaks():
    """How each code point takes part in grapheme clusters: a text is put together so that one
    boundary decides whether a known character stands in a cluster of less than 6 bytes."""
    accent, zwj, virama, copyright = "\u0301", "\u200d", "\u094d", "\u00a9"
    ka, kha, lead, vowel, trail = "\u0915", "\u0916", "\u1100", "\u1161", "\u11a8"
    replace = {key: replacing(key) for key in ("a", accent, copyright, ka, lead, vowel, trail)}

    def joins(before, key):
        """Whether no boundary lies before `key`, after which an accent stands."""
        replaced = replace[key](before + key + accent)
        assert replaced in (before + "@" + accent, before + "@"), before.encode()
        return replaced.endswith(accent)

    result = {}
    for c in CODE_POINTS:
        char = chr(c)
        if char == accent:
            kind = EXTEND
        elif replace[accent](char + accent + accent) == char + "@":
            kind = CONTROL
        elif replace["a"]("a" + char) == "@":
            kind = EXTEND if joins("\u263a" + char + zwj, copyright) else SPACING
        elif char != "a" and joins(char, "a"):
            kind = PREPEND
        elif char != copyright and joins(char + zwj, copyright):
            kind = PICTOGRAPHIC
        elif char != ka and joins(char + virama, ka):
            kind = CONSONANT
        elif c in HANGUL:
            kind = LEAD_VOWEL if (c - 0xAC00) % 28 == 0 else LEAD_VOWEL_TRAIL
            assert joins(char, trail) and joins(char, vowel) == (kind == LEAD_VOWEL), hex(c)
        elif char != lead and joins(char, lead):
            kind = LEAD
        elif char != vowel and joins(char, vowel):
            kind = VOWEL
        elif char != trail and joins(char, trail):
            kind = TRAIL
        else:
            kind = {copyright: PICTOGRAPHIC, ka: CONSONANT, lead: LEAD, vowel: VOWEL,
                    trail: TRAIL}.get(char, OTHER)
        if kind in (EXTEND, SPACING):
            if char != accent and joins(kha + char, ka):
                kind |= LINKER
            elif char == accent or joins(kha + virama + char, ka):
                kind |= CONJUNCT_EXTEND
        if kind != OTHER:
            result[c] = kind
    return result


def read_mapping(normalizer):
    """The code points that a normalizer changes, and into what."""
    mapping = {}
    for c in CODE_POINTS:
        mapped = normalizer.normalize_str(chr(c))
        if mapped != chr(c):
            mapping[c] = mapped
    return mapping


def read_combining_classes(nfd):
    """Canonical combining classes, by the place that NFD sorts each code point to."""
    sort = normalizers.NFD().normalize_str
    classes = sorted(CLASS_MARKS)

    def sorts_before(c, mark_class):
        pair = chr(CLASS_MARKS[mark_class]) + chr(c)
        return sort(pair) != pair

    for low, high in zip(classes, classes[1:]):
        assert sorts_before(CLASS_MARKS[low], high) and not sorts_before(CLASS_MARKS[high], low)

    result = {}
    for c in CODE_POINTS:
        if c in nfd or c in HANGUL:
            continue  # never seen after decomposition
        if sorts_before(c, 240):
            result[c] = next(k for i, k in enumerate(classes) if sorts_before(c, classes[i + 1]))
        elif sort(chr(c) + chr(CLASS_MARKS[1])) != chr(c) + chr(CLASS_MARKS[1]):
            result[c] = 240
    for mark_class, mark in CLASS_MARKS.items():
        assert result[mark] == mark_class, hex(mark)
    return result


def read_compositions(nfd):
    """(first, second, composed) of every pair that NFC joins."""
    compose = normalizers.NFC().normalize_str
    result = []
    for c, mapped in nfd.items():
        if compose(chr(c)) != chr(c):
            continue  # excluded from composition
        first, second = compose(mapped[:-1]), mapped[-1]
        assert len(first) == 1 and compose(first + second) == chr(c), hex(c)
        result.append((ord(first), ord(second), c))
    return sorted(result)


def two_stage(values):
    """(index of each block, the distinct blocks) of a dict from code points to small numbers."""
    blocks, index = {}, []
    for start in range(0, 0x110000, BLOCK):
        block = tuple(values.get(c, 0) for c in range(start, start + BLOCK))
        index.append(blocks.setdefault(block, len(blocks)))
    return index, [v for block in blocks for v in block]


def array(name, ctype, values, per_line=16):
    lines = [f"constexpr {ctype} {name}[] = {{"]
    for i in range(0, len(values), per_line):
        lines.append("    " + ", ".join(str(v) for v in values[i:i + per_line]) + ",")
    return "\n".join(lines + ["};", ""])


def write_tables(flags, categories, breaks, classes, compositions, mappings):
    """`mappings`: name to dict. A mapping's table holds places in kSequences: length, then text."""
    out = [f"// Generated by scripts/generate_unicode_tables.py from tokenizers "
           f"{tokenizers.__version__}; do not edit.", ""]

    def add(name, values, ctype):
        index, blocks = two_stage(values)
        assert max(index) < 65536 and max(blocks) < 1 << (8 if ctype == "std::uint8_t" else 16)
        out.append(array(f"k{name}Index", "std::uint8_t" if max(index) < 256 else "std::uint16_t",
                         index))
        out.append(array(f"k{name}Blocks", ctype, blocks))

    add("Flags", flags, "std::uint8_t")
    add("Category", categories, "std::uint8_t")
    add("Break", breaks, "std::uint8_t")
    add("Class", classes, "std::uint8_t")
    sequences, places = [0], {}
    for name, mapping in mappings.items():
        values = {}
        for c, mapped in mapping.items():
            if mapped not in places:
                places[mapped] = len(sequences)
                sequences += [len(mapped)] + [ord(d) for d in mapped]
            values[c] = places[mapped]
        add(name, values, "std::uint16_t")
    out.append(array("kSequences", "char32_t", [hex(v) for v in sequences]))
    out.append(array("kCompositions", "Composition",
                     ["{%#x, %#x, %#x}" % entry for entry in compositions], 4))
    TABLES.write_text("\n".join(out))


def fnv1a(numbers):
    """64-bit FNV-1a over numbers of four bytes each."""
    state = 0xCBF29CE484222325
    for number in numbers:
        for byte in number.to_bytes(4, "little"):
            state = (state ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return state


def write_digests(flags, categories, breaks, classes, compositions, mappings):
    def mapping_numbers(mapping):
        for c in CODE_POINTS:
            mapped = mapping.get(c)
            if mapped:
                yield from (c, len(mapped), *map(ord, mapped))

    rows = {
        "Flags": (flags.get(c, 0) for c in CODE_POINTS),
        "Categories": (categories.get(c, 0) for c in CODE_POINTS),
        "Breaks": (breaks.get(c, 0) for c in CODE_POINTS),
        "Classes": (classes.get(c, 0) for c in CODE_POINTS),
        "Compositions": (n for entry in compositions for n in entry),
        **{name: mapping_numbers(mapping) for name, mapping in mappings.items()},
    }
    lines = [f"// Generated by scripts/generate_unicode_tables.py from tokenizers "
             f"{tokenizers.__version__}; do not edit."]
    lines += [f"constexpr std::uint64_t k{name}Digest = {fnv1a(numbers):#x};"
              for name, numbers in rows.items()]
    DIGESTS.write_text("\n".join(lines) + "\n")


def main():
    without_hangul = lambda mapping: {c: m for c, m in mapping.items() if c not in HANGUL}
    nfd = read_mapping(normalizers.NFD())
    for c in HANGUL:
        s = c - 0xAC00
        jamo = [0x1100 + s // 588, 0x1161 + s % 588 // 28] + [0x11A7 + s % 28] * (s % 28 > 0)
        assert nfd[c] == "".join(map(chr, jamo)), hex(c)
    flags = read_flags(nfd)
    nfd = without_hangul(nfd)
    nfkd = without_hangul(read_mapping(normalizers.NFKD()))
    assert all(nfkd.get(c) for c in nfd)
    mappings = {"Canonical": nfd, "Compatible": nfkd,
                "Lower": read_mapping(normalizers.Lowercase())}
    classes = read_combining_classes(nfd)
    compositions = read_compositions(nfd)
    categories, breaks = read_categories(), read_grapheme_breaks()
    write_tables(flags, categories, breaks, classes, compositions, mappings)
    write_digests(flags, categories, breaks, classes, compositions, mappings)
    print(f"{TABLES.relative_to(ROOT)}: {TABLES.stat().st_size} bytes; "
          f"{DIGESTS.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
