// A map of numbers as pixels, and the colour scale that it is read by.
import { type Visibility, isVisible } from '../data/select';
import { type Palette, channels, isDeep, isSignedDeep, rampColor, signedColor } from './palette';

export type Scale = 'sqrt' | 'linear';

/** How a number becomes a colour. */
export interface Tone {
  scale: Scale;
  /** Where a scale of signed numbers ends, on both sides; null for weights from 0 to 1. */
  most: number | null;
}

/** The number whose square root stands where this one's place on the scale is. */
function rooted({ scale, most }: Tone, value: number): number {
  return scale === 'sqrt' ? value : (value * Math.abs(value)) / (most ?? 1);
}

export function toneColor(palette: Palette, tone: Tone, value: number): string {
  const seen = rooted(tone, value);
  return tone.most === null ? rampColor(palette, seen) : signedColor(palette, seen, tone.most);
}

/** Whether text on that number's colour reads better in white. */
export function isToneDeep(palette: Palette, tone: Tone, value: number): boolean {
  const seen = rooted(tone, value);
  return tone.most === null ? isDeep(palette, seen) : isSignedDeep(palette, seen, tone.most);
}

const STEPS = 255;

/** Pixel words by place on the scale: 0 to 1 in STEPS, or −1 to 1 in twice as many. */
function toneTable(palette: Palette, tone: Tone): Uint32Array {
  const signed = tone.most !== null;
  const plain: Tone = { ...tone, scale: 'sqrt' };
  return Uint32Array.from({ length: (signed ? 2 * STEPS : STEPS) + 1 }, (_, k) => {
    const place = signed ? k / STEPS - 1 : k / STEPS;
    const value = place * Math.abs(place) * (tone.most ?? 1);
    const [r, g, b] = toneColor(palette, plain, value).match(/\d+/g)!.map(Number);
    return word(r, g, b);
  });
}

function word(r: number, g: number, b: number): number {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/**
 * Where the number stands that a block shows, i * n + j: the largest that can be seen, whatever its
 * sign; −1 where all are hidden.
 */
export function strongestIn(
  map: Float32Array,
  n: number,
  see: Visibility,
  block: number,
  from: number,
  to: number,
): number {
  let best = -1;
  const [fromEnd, toEnd] = [Math.min(n, from + block), Math.min(n, to + block)];
  for (let i = from; i < fromEnd; i++) {
    for (let j = to; j < toEnd; j++) {
      if (!isVisible(see, i, j)) continue;
      const at = i * n + j;
      if (best < 0 || Math.abs(map[at]) > Math.abs(map[best])) best = at;
    }
  }
  return best;
}

/** A map [n, n] as pixels [side, side], one for each block; what is hidden has the track's colour. */
export function heatPixels(
  map: Float32Array,
  n: number,
  block: number,
  see: Visibility,
  tone: Tone,
  palette: Palette,
): Uint32Array {
  const side = Math.ceil(n / block);
  const out = new Uint32Array(side * side);
  const table = toneTable(palette, tone);
  const zero = tone.most === null ? 0 : STEPS;
  const most = tone.most ?? 1;
  const hidden = word(...channels(palette.track));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = strongestIn(map, n, see, block, y * block, x * block);
      if (at < 0) {
        out[y * side + x] = hidden;
        continue;
      }
      const part = most > 0 ? Math.min(1, Math.abs(map[at]) / most) : 0;
      const steps = Math.round((tone.scale === 'sqrt' ? Math.sqrt(part) : part) * STEPS);
      out[y * side + x] = table[map[at] < 0 && zero > 0 ? zero - steps : zero + steps];
    }
  }
  return out;
}
