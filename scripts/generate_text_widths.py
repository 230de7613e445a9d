#!/usr/bin/env python3
"""Writes web/src/scene/widths.ts and src/figure/widths.h: how wide the characters of a common sans
serif are.

A figure is laid out without a font at hand, in a browser and in the program alike, so it takes the
widths from this table. They are those of DejaVu Sans, the widest of the faces that `sans-serif`
means on the usual systems: text that has room in it has room in the others too.

    apt-get install fonts-dejavu-core
    python3 scripts/generate_text_widths.py

Reads the font's own tables (OpenType 1.9: head, hhea, hmtx, cmap format 4). Not run by the build:
the file is committed.
"""

import pathlib
import struct

ROOT = pathlib.Path(__file__).resolve().parent.parent
FONTS = pathlib.Path("/usr/share/fonts/truetype/dejavu")
TABLE = ROOT / "web/src/scene/widths.ts"
HEADER = ROOT / "src/figure/widths.h"

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
PARTS = 48  # of an em, so that 62 digits reach 1.27 em
COLUMNS = 86  # characters of a line of the table

# Latin, Greek, Cyrillic; Hebrew; Arabic; more Latin and Greek; punctuation; currencies; arrows and
# operators; control pictures; angle brackets.
BLOCKS = [(0x20, 0x7E), (0xA0, 0x52F), (0x5D0, 0x5EA), (0x600, 0x6FF), (0x1E00, 0x1FFF),
          (0x2010, 0x205E), (0x20A0, 0x20BF), (0x2190, 0x22FF), (0x2400, 0x2426), (0x27E8, 0x27E9)]


class Font:
    def __init__(self, file):
        self.data = (FONTS / file).read_bytes()
        count = self.read(4, "H")
        entries = (struct.unpack_from(">4sIII", self.data, 12 + 16 * k) for k in range(count))
        self.at = {tag.decode(): offset for tag, _, offset, _ in entries}
        self.em = self.read(self.at["head"] + 18, "H")
        self.metrics = self.read(self.at["hhea"] + 34, "H")
        self.glyphs = dict(self.segments())

    def read(self, offset, kind):
        return struct.unpack_from(">" + kind, self.data, offset)[0]

    def segments(self):
        """Code point and glyph, of the Unicode subtable of the basic plane."""
        cmap = self.at["cmap"]
        for k in range(self.read(cmap + 2, "H")):
            platform, encoding, offset = struct.unpack_from(">HHI", self.data, cmap + 4 + 8 * k)
            if (platform, encoding) == (3, 1):
                table = cmap + offset
        size = self.read(table + 6, "H")
        for k in range(0, size, 2):
            last = self.read(table + 14 + k, "H")
            first = self.read(table + 16 + size + k, "H")
            delta = self.read(table + 16 + 2 * size + k, "H")
            place = table + 16 + 3 * size + k
            away = self.read(place, "H")
            for code in range(first, last + 1):
                glyph = code if away == 0 else self.read(place + away + 2 * (code - first), "H")
                yield code, (glyph + delta) % 0x10000

    def width(self, code):
        """In parts of an em; that of a missing character is the box drawn for it."""
        glyph = min(self.glyphs.get(code, 0), self.metrics - 1)
        return self.read(self.at["hmtx"] + 4 * glyph, "H") / self.em


def digit(width):
    return DIGITS[min(len(DIGITS) - 1, -int(-width * PARTS // 1))]


def digits_of(font, first, last):
    digits = "".join(digit(font.width(code)) for code in range(first, last + 1))
    return [digits[k:k + COLUMNS] for k in range(0, len(digits), COLUMNS)]


def block(font, first, last):
    lines = digits_of(font, first, last)
    joined = " +\n      ".join(f"'{line}'" for line in lines)
    space = " " if len(lines) == 1 else "\n      "
    return f"  {{\n    first: 0x{first:x},\n    digits:{space}{joined},\n  }},\n"


def header_block(font, first, last):
    lines = "\n     ".join(f'"{line}"' for line in digits_of(font, first, last))
    return f"    {{0x{first:X},\n     {lines}}},\n"


def main():
    regular, bold = Font("DejaVuSans.ttf"), Font("DejaVuSans-Bold.ttf")
    letters = [ord(c) for c in "abcdefghijklmnopqrstuvwxyz"]
    ratio = sum(map(bold.width, letters)) / sum(map(regular.width, letters))
    TABLE.write_text(
        "// Made by scripts/generate_text_widths.py from DejaVu Sans.\n\n"
        f"/** What digits count: parts of an em. */\nexport const PARTS = {PARTS};\n"
        f"/** How much wider bold is. */\nexport const BOLD = {ratio:.2f};\n"
        f"export const DIGITS = '{DIGITS}';\n"
        "export const BLOCKS: readonly { first: number; digits: string }[] = [\n"
        + "".join(block(regular, *ends) for ends in BLOCKS) + "];\n")
    HEADER.write_text(
        "// Made by scripts/generate_text_widths.py from DejaVu Sans.\n#pragma once\n\n"
        "#include <array>\n#include <string_view>\n\nnamespace headscope::figure {\n\n"
        f"/// What digits count: parts of an em.\ninline constexpr double kWidthParts = {PARTS};\n"
        f"/// How much wider bold is.\ninline constexpr double kBoldWidth = {ratio:.2f};\n"
        f'inline constexpr std::string_view kWidthDigits =\n    "{DIGITS}";\n\n'
        "struct WidthBlock {\n  char32_t first;\n  std::string_view digits;\n};\n\n"
        "// clang-format off\n"
        f"inline constexpr std::array<WidthBlock, {len(BLOCKS)}> kWidthBlocks = {{{{\n"
        + "".join(header_block(regular, *ends) for ends in BLOCKS)
        + "}};\n// clang-format on\n\n}  // namespace headscope::figure\n")


if __name__ == "__main__":
    main()
