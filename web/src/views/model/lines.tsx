// The lines of one token, over all lines of an enlarged head.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isVisible } from '../../data/select';
import { clear, sizeCanvas } from '../../paint/canvas';
import { paintHeadLines } from '../../paint/heads';
import type { MapLayout } from '../../scene/map';
import { FOCUS_LEAST } from '../../scene/marks';
import { PALETTES, headColor } from '../../scene/palette';
import { useReach } from '../../ui/context';
import type { HeadsModel } from './model';

interface Props {
  model: HeadsModel;
  map: Float32Array;
  at: MapLayout;
  from: number | null;
  to: number | null;
}

export function FocusedLines({ model, map, at, from, to }: Props) {
  const { session } = useReach();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = session.scheme.value;
  useLayoutEffect(() => {
    const palette = PALETTES[scheme];
    const see = session.visibility.peek();
    const n = see.muted.length;
    sizeCanvas(canvas.current!, at.width - 2, at.height);
    const context = canvas.current!.getContext('2d')!;
    clear(context, palette.paper);
    const pairs: [number, number][] = Array.from({ length: n }, (_, other) =>
      from === null ? [other, to!] : [from, other],
    );
    const found = pairs
      .filter(([i, j]) => map[i * n + j] > FOCUS_LEAST && isVisible(see, i, j))
      .sort((a, b) => map[a[0] * n + a[1]] - map[b[0] * n + b[1]]);
    const lines = {
      count: found.length,
      from: Uint16Array.from(found, ([i]) => i),
      to: Uint16Array.from(found, ([, j]) => j),
      weight: Float32Array.from(found, ([i, j]) => map[i * n + j]),
    };
    paintHeadLines(context, lines, [5, 0, at.width - 12], at.row, headColor(palette, 0));
  }, [session, model, map, at, from, to, scheme]);
  return (
    <canvas
      ref={canvas}
      class="enlarged-lines"
      style={{ left: `${at.x + 1}px`, top: `${at.y}px` }}
      aria-hidden="true"
    />
  );
}
