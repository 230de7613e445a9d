// Where the model view puts all heads: groups of thumbnails that flow like words, in which a head
// that was enlarged takes the place of several.

export interface ModelInput {
  width: number;
  /** How many heads each group has. */
  groups: readonly number[];
  /** Places, counted through all groups, that are enlarged. */
  enlarged: ReadonlySet<number>;
  /** Whether groups have a heading. */
  headings: boolean;
  /** A phone: four thumbnails in the width. */
  narrow: boolean;
}

export interface Cell {
  x: number;
  /** Top of the name; the picture is below it. */
  y: number;
  width: number;
  height: number;
  enlarged: boolean;
  /** Row of cells it begins in, and its place there. */
  line: number;
  column: number;
}

export interface GroupHeading {
  group: number;
  x: number;
  y: number;
  width: number;
}

export interface ModelLayout {
  /** Edge of a thumbnail. */
  edge: number;
  height: number;
  columns: number;
  cells: Cell[];
  headings: GroupHeading[];
  /** The cells of each line, from left to right. */
  lines: number[][];
}

const EDGE = 90;
const GAP = 8;
export const NAME = 18;
const HEADING = 26;
const GROUP_GAP = { x: 24, y: 16 };
const NARROW_COLUMNS = 4;
const NARROW_GAP = 6;
/** An enlarged head takes so many places. */
const SPAN = { columns: 4, rows: 3 };

export function layoutModel(input: ModelInput): ModelLayout {
  const { width, groups, enlarged, headings, narrow } = input;
  const gap = narrow ? NARROW_GAP : GAP;
  const edge = narrow ? Math.floor((width + gap) / NARROW_COLUMNS) - gap : EDGE;
  const pitch = { x: edge + gap, y: NAME + edge + gap };
  const columns = Math.max(1, Math.floor((width + gap) / pitch.x));
  const span = { columns: Math.min(SPAN.columns, columns), rows: SPAN.rows };
  const layout: ModelLayout = { edge, height: 0, columns, cells: [], headings: [], lines: [] };
  // What stands on the band at hand: where the next group would begin, and how high it is.
  const band = { x: 0, y: 0, height: 0 };
  let first = 0;
  groups.forEach((count, group) => {
    const big = Array.from({ length: count }, (_, k) => enlarged.has(first + k));
    const alone = big.some(Boolean) || count > columns;
    const own = alone ? width : count * pitch.x - gap;
    if (band.x > 0 && (alone || band.x + own > width)) {
      Object.assign(band, { x: 0, y: band.y + band.height + GROUP_GAP.y, height: 0 });
    }
    const top = band.y + (headings ? HEADING : 0);
    if (headings) layout.headings.push({ group, x: band.x, y: band.y, width: own });
    let bottom = top;
    for (const [k, at] of placed(big, columns, span).entries()) {
      const [across, down] = big[k] ? [span.columns, span.rows] : [1, 1];
      const cell = {
        x: band.x + at.column * pitch.x,
        y: top + at.row * pitch.y,
        width: across * pitch.x - gap,
        height: down * pitch.y - gap,
        enlarged: big[k],
      };
      layout.cells.push({ ...cell, line: 0, column: 0 });
      bottom = Math.max(bottom, cell.y + cell.height);
    }
    band.height = Math.max(band.height, bottom - band.y);
    band.x = alone ? width : band.x + own + gap + GROUP_GAP.x;
    first += count;
  });
  layout.height = band.y + band.height;
  return withLines(layout);
}

/** Where each head of a group stands: in order, an enlarged one wherever it first finds room. */
function placed(
  big: readonly boolean[],
  columns: number,
  span: { columns: number; rows: number },
): { row: number; column: number }[] {
  const taken = new Set<number>();
  const free = (row: number, column: number, across: number, down: number) => {
    if (column + across > columns) return false;
    for (let r = row; r < row + down; r++) {
      for (let c = column; c < column + across; c++) if (taken.has(r * columns + c)) return false;
    }
    return true;
  };
  let next = 0;
  return big.map((isBig) => {
    const [across, down] = isBig ? [span.columns, span.rows] : [1, 1];
    let at = next;
    while (!free(Math.floor(at / columns), at % columns, across, down)) at++;
    const [row, column] = [Math.floor(at / columns), at % columns];
    for (let r = row; r < row + down; r++) {
      for (let c = column; c < column + across; c++) taken.add(r * columns + c);
    }
    while (taken.has(next)) next++;
    return { row, column };
  });
}

/** Says of each cell in which line it stands. */
function withLines(layout: ModelLayout): ModelLayout {
  const tops = [...new Set(layout.cells.map(({ y }) => y))].sort((a, b) => a - b);
  const lineOf = new Map(tops.map((y, line) => [y, line]));
  layout.lines = tops.map(() => []);
  layout.cells.forEach(({ y }, k) => layout.lines[lineOf.get(y)!].push(k));
  layout.lines.forEach((line, l) => {
    line.sort((a, b) => layout.cells[a].x - layout.cells[b].x);
    line.forEach((k, column) => Object.assign(layout.cells[k], { line: l, column }));
  });
  return layout;
}

/** The cell under a point, or null. */
export function cellAt({ cells }: ModelLayout, x: number, y: number): number | null {
  const found = cells.findIndex(
    (one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height,
  );
  return found < 0 ? null : found;
}

/** The cells that reach into a part of the height. */
export function cellsBetween({ cells }: ModelLayout, top: number, bottom: number): number[] {
  return [...cells.keys()].filter((k) => cells[k].y < bottom && cells[k].y + cells[k].height > top);
}

/** Where a key leads from a cell, or null when it leads nowhere. `page` is the height in view. */
export function moved(
  layout: ModelLayout,
  from: number,
  key: string,
  whole: boolean,
  page: number,
): number | null {
  const { cells, lines } = layout;
  const { line } = cells[from];
  const last = lines.length - 1;
  // Reading order, through the ends of lines.
  const order = lines.flat();
  switch (key) {
    case 'ArrowRight':
      return order[Math.min(order.length - 1, order.indexOf(from) + 1)];
    case 'ArrowLeft':
      return order[Math.max(0, order.indexOf(from) - 1)];
    case 'ArrowDown':
      return line === last ? from : nearest(layout, from, line + 1);
    case 'ArrowUp':
      return line === 0 ? from : nearest(layout, from, line - 1);
    case 'PageDown':
      return nearest(layout, from, lineAt(layout, cells[from].y + page));
    case 'PageUp':
      return nearest(layout, from, lineAt(layout, cells[from].y - page));
    case 'Home':
      return whole ? order[0] : lines[line][0];
    case 'End':
      return whole ? order[order.length - 1] : lines[line][lines[line].length - 1];
    default:
      return null;
  }
}

/** The last line that begins at or above a height, and the first one above all. */
function lineAt({ cells, lines }: ModelLayout, y: number): number {
  const below = lines.findIndex(([k]) => cells[k].y > y);
  return below < 0 ? lines.length - 1 : Math.max(0, below - 1);
}

/** The cell of a line that stands most nearly under or over another. */
function nearest({ cells, lines }: ModelLayout, from: number, line: number): number {
  const middle = (k: number) => cells[k].x + cells[k].width / 2;
  return lines[line].reduce((best, k) =>
    Math.abs(middle(k) - middle(from)) < Math.abs(middle(best) - middle(from)) ? k : best,
  );
}
