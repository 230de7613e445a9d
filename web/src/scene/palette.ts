// The colours of mockups and exports: tokens, head colours, ramp. Style sheets read the tokens as
// custom properties, canvases read them here.

export type Scheme = 'light' | 'dark';

export interface Palette {
  paper: string;
  ground: string;
  raised: string;
  hover: string;
  track: string;
  line: string;
  line2: string;
  ink: string;
  ink2: string;
  ink3: string;
  accent: string;
  accentSoft: string;
  beam: string;
  beamSoft: string;
  rest: string;
  heads: readonly string[];
  ramp: readonly string[];
  /** Negative, zero and positive numbers. */
  signed: readonly [string, string, string];
  /** How lines that cross mix, whatever their order. */
  blend: 'multiply' | 'screen';
}

export const PALETTES: Readonly<Record<Scheme, Palette>> = {
  light: {
    paper: '#ffffff',
    ground: '#f6f6f3',
    raised: '#ffffff',
    hover: '#ebebe5',
    track: '#edede8',
    line: '#e3e3dd',
    line2: '#c6c6be',
    ink: '#1a1c1f',
    ink2: '#51555b',
    ink3: '#62666d',
    accent: '#1a5fd0',
    accentSoft: '#e7eefb',
    beam: '#a35f00',
    beamSoft: '#fff3dc',
    rest: '#8c9097',
    heads: ['#0072b2', '#d55e00', '#009e73', '#b85c93', '#c08400', '#3a9bd9', '#7a7200', '#1a1c1f'],
    ramp: [
      '#ffffff',
      '#faf1d5',
      '#f0dda3',
      '#d2cd8d',
      '#9bb993',
      '#5a9a9d',
      '#2b7198',
      '#1d4884',
      '#142352',
    ],
    signed: ['#c4560a', '#f1f1ee', '#0b5fa5'],
    blend: 'multiply',
  },
  dark: {
    paper: '#17191d',
    ground: '#111316',
    raised: '#202328',
    hover: '#202328',
    track: '#282c32',
    line: '#2a2d33',
    line2: '#454a52',
    ink: '#ecedef',
    ink2: '#b0b4bc',
    ink3: '#8f949d',
    accent: '#7eb0ff',
    accentSoft: '#1b2a44',
    beam: '#ffc766',
    beamSoft: '#33270f',
    rest: '#6e737b',
    heads: ['#56a8e8', '#f4803f', '#2bbf92', '#e09ac6', '#f0b429', '#8ccbf2', '#f0e442', '#ecedef'],
    ramp: [
      '#17191d',
      '#1c2a47',
      '#22447a',
      '#2a6698',
      '#3f8c9e',
      '#74ae93',
      '#b4c681',
      '#eedb84',
      '#fff6cf',
    ],
    signed: ['#f58a45', '#23262b', '#5ab0f2'],
    blend: 'screen',
  },
};

/** Colour of a head by its slot; from the ninth on all are grey. */
export function headColor(palette: Palette, slot: number): string {
  return palette.heads[slot] ?? palette.rest;
}

export function channels(color: string): [number, number, number] {
  const value = parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** 256 colours as RGBA words for ImageData; entry k stands for the weight (k / 255)². */
export function rampTable(palette: Palette): Uint32Array {
  const table = new Uint32Array(256);
  const stops = palette.ramp.map(channels);
  for (let k = 0; k < 256; k++) {
    const [r, g, b] = between(stops, k / 255);
    table[k] = (255 << 24) | (b << 16) | (g << 8) | r;
  }
  return table;
}

/** Colour of a weight on the ramp, whose position is the square root. */
export function rampColor(palette: Palette, weight: number): string {
  const at = Math.sqrt(Math.min(1, Math.max(0, weight)));
  const [r, g, b] = between(palette.ramp.map(channels), at);
  return `rgb(${r} ${g} ${b})`;
}

/** The ramp's colour at a place from 0 to 1, as "#rrggbb". */
export function rampHex(palette: Palette, at: number): string {
  const hex = between(palette.ramp.map(channels), at).map((c) => c.toString(16).padStart(2, '0'));
  return `#${hex.join('')}`;
}

/** Whether text on that weight's colour reads better in the light ink. */
export function isDeep(palette: Palette, weight: number): boolean {
  const at = Math.sqrt(Math.min(1, Math.max(0, weight)));
  const [r, g, b] = between(palette.ramp.map(channels), at);
  return luminance([r, g, b]) < 0.179;
}

/** Colour of a number on the signed ramp that ends at `most`; the position is the square root. */
export function signedColor(palette: Palette, value: number, most: number): string {
  const [r, g, b] = signedChannels(palette, value, most);
  return `rgb(${r} ${g} ${b})`;
}

/** Whether text on that number's colour reads better in the light ink. */
export function isSignedDeep(palette: Palette, value: number, most: number): boolean {
  return luminance(signedChannels(palette, value, most)) < 0.179;
}

function signedChannels(palette: Palette, value: number, most: number) {
  const at = most > 0 ? Math.sqrt(Math.min(1, Math.abs(value) / most)) : 0;
  const [negative, zero, positive] = palette.signed.map(channels);
  return between([zero, value < 0 ? negative : positive], Number.isNaN(at) ? 0 : at);
}

/** Relative luminance as in WCAG 2. */
export function luminance(color: readonly [number, number, number]): number {
  const [r, g, b] = color.map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function between(stops: [number, number, number][], at: number): [number, number, number] {
  const place = at * (stops.length - 1);
  const k = Math.min(stops.length - 2, Math.floor(place));
  const part = place - k;
  return stops[k].map((c, i) => Math.round(c + (stops[k + 1][i] - c) * part)) as [
    number,
    number,
    number,
  ];
}
