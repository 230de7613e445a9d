// Text as it can be looked at: no character acts, every one that would be unseen shows itself.

const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// Control pictures stand 0x2400 above the control characters.
const PICTURES = 0x2400;
const DELETE_PICTURE = '\u2421';

function codeName(char: string): string {
  return `⟨U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** A token, for one line of the picture. */
export function visible(token: string): string {
  let out = '';
  for (const char of token.replace(BIDI, codeName)) {
    const code = char.codePointAt(0)!;
    if (code < 0x20) out += String.fromCodePoint(PICTURES + code);
    else if (code === 0x7f) out += DELETE_PICTURE;
    else if (code > 0x7f && code < 0xa0) out += codeName(char);
    else out += char;
  }
  return out.trim() === '' ? '␣'.repeat(Math.max(1, out.length)) : out;
}

/** A whole text, for a paragraph: line breaks are spaces there. */
export function visibleText(text: string): string {
  return text
    .split(/\s+/u)
    .filter(Boolean)
    .map((word) => visible(word))
    .join(' ');
}
