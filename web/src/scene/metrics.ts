// How wide text is, without a font or a screen to ask: the same in a browser and in the program.
import { BLOCKS, BOLD, DIGITS, PARTS } from './widths';

const MARK = 0;
const WIDE = 1;
const PICTOGRAM = 1.3;
const UNKNOWN = 0.8;

/** Ranges of code points outside the table, by what they are drawn like. */
const OTHERS: readonly (readonly [first: number, last: number, em: number])[] = [
  [0x0591, 0x05c7, MARK],
  [0x0900, 0x0dff, UNKNOWN],
  [0x1100, 0x11ff, WIDE],
  [0x200b, 0x200f, MARK],
  [0x20d0, 0x20ff, MARK],
  [0x2e80, 0xa4cf, WIDE],
  [0xac00, 0xd7a3, WIDE],
  [0xf900, 0xfaff, WIDE],
  [0xfe00, 0xfe0f, MARK],
  [0xfe30, 0xfe6f, WIDE],
  [0xff00, 0xff60, WIDE],
  [0x1f000, 0x1faff, PICTOGRAM],
  [0x20000, 0x3ffff, WIDE],
];

function charWidth(code: number): number {
  for (const { first, digits } of BLOCKS) {
    if (code >= first && code < first + digits.length) {
      return DIGITS.indexOf(digits.charAt(code - first)) / PARTS;
    }
  }
  for (const [first, last, em] of OTHERS) if (code >= first && code <= last) return em;
  return UNKNOWN;
}

/** Width in parts of the font's size; a little more than most faces need. */
export function textWidth(text: string, bold = false): number {
  let sum = 0;
  for (const char of text) sum += charWidth(char.codePointAt(0)!);
  return bold ? sum * BOLD : sum;
}

/** The text, or as much of it as fits with "…" behind it. */
export function cutToWidth(text: string, em: number): string {
  if (textWidth(text) <= em) return text;
  let kept = '';
  let left = em - textWidth('…');
  for (const char of text) {
    left -= charWidth(char.codePointAt(0)!);
    if (left < 0) break;
    kept += char;
  }
  return `${kept}…`;
}

/** The text in lines of at most that width, broken between words; a longer word has its own line. */
export function wrapText(text: string, em: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > em) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  if (line !== '') lines.push(line);
  return lines.map((full) => cutToWidth(full, em));
}
