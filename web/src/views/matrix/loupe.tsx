// The cells around the one that is looked at, with their numbers. A click in it pins.
import { effect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { sizeCanvas } from '../../paint/canvas';
import { type LoupeSize, paintLoupe } from '../../paint/loupe';
import { LOUPE, loupeFrom } from '../../scene/axes';
import { PALETTES } from '../../scene/palette';
import { text as words } from '../../strings';
import { Frames } from './frames';
import type { MatrixModel } from './model';
import { toggleCell } from './pins';

const HEIGHT = 36;
const MOST_WIDTH = 42;
const TOP = 22;
const LEAST_LEFT = 56;

function sizeFor(width: number): LoupeSize {
  const cell = Math.min(MOST_WIDTH, Math.floor((width - LEAST_LEFT - 2) / LOUPE));
  return { left: width - LOUPE * cell - 2, top: TOP, width: cell, height: Math.min(HEIGHT, cell) };
}

export function Loupe({ model }: { model: MatrixModel }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useRef<LoupeSize>(sizeFor(MOST_WIDTH * LOUPE));
  const { session } = model;
  useLayoutEffect(() => {
    const target = canvas.current!;
    const font = getComputedStyle(target).fontFamily;
    const paint = () => {
      const room = Math.min(480, target.parentElement!.clientWidth);
      size.current = sizeFor(room);
      sizeCanvas(target, room, TOP + LOUPE * size.current.height + 2);
      const scene = sceneOf(model);
      const palette = PALETTES[session.scheme.peek()];
      const tone = model.tone.peek();
      const context = target.getContext('2d')!;
      if (scene) paintLoupe(context, scene, size.current, tone, palette, font);
    };
    const frames = new Frames(session.busy, paint);
    const stop = effect(() => {
      void [model.place.value, model.tone.value, model.shown.value, model.size.value];
      void [session.scheme.value, model.see.value];
      frames.ask();
    });
    return () => {
      stop();
      frames.stop();
    };
  }, [model, session]);

  const pin = (event: MouseEvent) => {
    const scene = sceneOf(model);
    if (!scene) return;
    const box = canvas.current!.getBoundingClientRect();
    const { left, top, width, height } = size.current;
    const j = Math.floor((event.clientX - box.left - left) / width);
    const i = Math.floor((event.clientY - box.top - top) / height);
    if (i < 0 || j < 0 || i >= scene.count || j >= scene.count) return;
    const cell = { shown: model.place.peek().shown, from: scene.row + i, to: scene.column + j };
    toggleCell(session, cell, event.shiftKey);
  };
  return (
    <canvas
      ref={canvas}
      class="loupe"
      aria-hidden="true"
      onClick={pin}
      title={words.matrix.loupeHint}
    />
  );
}

function sceneOf(model: MatrixModel) {
  const { session } = model;
  const { shown, from, to } = model.place.peek();
  const one = model.maps[shown];
  if (!one) return null;
  const n = session.units().length;
  const count = Math.min(LOUPE, n);
  return {
    map: one.map,
    write: (value: number) => model.write(value),
    n,
    see: model.see.peek(),
    labels: session.labels.peek(),
    row: loupeFrom(from, n),
    column: loupeFrom(to, n),
    count,
    from,
    to,
  };
}
