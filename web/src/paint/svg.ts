// A figure as SVG text, with the same bytes in every engine: numbers are rounded by one rule, and
// nothing is asked of a font.
import type {
  CellsMark,
  Figure,
  LinksMark,
  Mark,
  StrokesMark,
  TextMark,
} from '../scene/figure/marks';

const FONT = "Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif";
const HALO = 5;

/** A number in at most that many decimals: rounds half up, and drops zeros at the end. */
export function decimal(value: number, places: number): string {
  const scale = 10 ** places;
  const whole = Math.floor(value * scale + 0.5);
  const size = Math.abs(whole);
  const sign = whole < 0 ? '-' : '';
  const part = String(size % scale)
    .padStart(places, '0')
    .replace(/0+$/, '');
  return `${sign}${Math.floor(size / scale)}${part === '' ? '' : `.${part}`}`;
}

const at = (value: number) => decimal(value, 1);
const fine = (value: number) => decimal(value, 3);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as XML has it; code points that XML cannot hold become U+FFFD. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (c) => ENTITIES[c])
    .replace(/[\ufffe\uffff\ud800-\udfff]/gu, '\ufffd');
}

export function toSvg(figure: Figure): string {
  const { width, height, inches } = figure;
  const tall = decimal((height * inches) / width, 4);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${decimal(inches, 2)}in" height="${tall}in" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT}">`,
    `<title>${escaped(figure.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...figure.marks.map(toElement),
    '</svg>',
    '',
  ].join('\n');
}

function toElement(mark: Mark): string {
  switch (mark.kind) {
    case 'text':
      return toText(mark);
    case 'rect':
      return `<rect x="${at(mark.x)}" y="${at(mark.y)}" width="${at(mark.width)}" height="${at(mark.height)}" fill="${mark.color}"/>`;
    case 'strokes':
      return toLines(mark);
    case 'cells':
      return toCells(mark);
    case 'links':
      return toLinks(mark);
  }
}

function toText(mark: TextMark): string {
  const anchor = mark.anchor === 'start' ? '' : ` text-anchor="${mark.anchor}"`;
  const weight = mark.bold ? ' font-weight="700"' : '';
  const style = mark.italic ? ' font-style="italic"' : '';
  const [x, y] = [at(mark.x), at(mark.y)];
  const turned = mark.upright ? ` transform="rotate(-90 ${x} ${y})"` : '';
  const place = `x="${x}" y="${y}"${turned} font-size="${at(mark.size)}"${anchor}${weight}${style}`;
  const text = escaped(mark.text);
  const plain = `<text ${place} fill="${mark.color}">${text}</text>`;
  if (!mark.halo) return plain;
  // Twice, because not every program knows how to paint the outline of a text first.
  return `<text ${place} fill="#ffffff" stroke="#ffffff" stroke-width="${2 * HALO}" stroke-linejoin="round" aria-hidden="true">${text}</text>\n${plain}`;
}

function toLines({ color, alpha, mixes, strokes }: StrokesMark): string {
  const all = alpha < 1 ? ` opacity="${fine(alpha)}"` : '';
  const style = mixes ? ' style="mix-blend-mode:multiply"' : '';
  const lines = strokes.map(
    (one) =>
      `<line x1="${at(one.x0)}" y1="${at(one.y0)}" x2="${at(one.x1)}" y2="${at(one.y1)}" stroke-width="${fine(one.width)}" stroke-opacity="${fine(one.alpha)}"/>`,
  );
  return [`<g stroke="${color}"${all}${style}>`, ...lines, '</g>'].join('\n');
}

function toCells({ x, y, cell, areas }: CellsMark): string {
  const paths = areas.map(({ color, rects }) => {
    const all = rects.map(([left, top, width, height]) => {
      const wide = at(width);
      return `M${at(left)} ${at(top)}h${wide}v${at(height)}h-${wide}z`;
    });
    return `<path fill="${color}" d="${all.join('')}"/>`;
  });
  const place = `translate(${at(x)} ${at(y)}) scale(${fine(cell)})`;
  return [`<g transform="${place}" shape-rendering="crispEdges">`, ...paths, '</g>'].join('\n');
}

function toLinks({ color, width, alpha, lines }: LinksMark): string {
  const all = lines.map((one) => `M${at(one.x0)} ${at(one.y0)}L${at(one.x1)} ${at(one.y1)}`);
  return `<path stroke="${color}" stroke-width="${fine(width)}" stroke-opacity="${fine(alpha)}" d="${all.join('')}"/>`;
}
