// The sentence below a figure: what was drawn, how, and how much of it.
import { leavesOut } from '../../data/lens';
import { LINE_CAP } from '../../data/select';
import { sayShare, totalShare } from '../../data/share';
import { visible } from '../../data/visible';
import { SEGMENTS } from '../../state';
import { text as words } from '../../strings';
import type { Picture, Sight } from './picture';

const say = words.figure;

/** "all-MiniLM-L6-v2, layer 3, head 1. Raw attention." */
function captionOfHeads(picture: Picture): string[] {
  const { manifest, state, shown } = picture;
  const { name, heads: all } = manifest.model;
  const heads = shown.flatMap(({ group }) => group.heads);
  const by = shown[0]?.group.by ?? 'separate';
  return [say.heads(visible(name), state.layer, heads, by, all), ...choices(picture)];
}

function mutes({ state, see }: Sight): boolean {
  return !leavesOut(state.lens) && see.muted.includes(1);
}

function filters({ state }: Sight): boolean {
  return state.segments.length < SEGMENTS.length;
}

/** How it was looked at: the lens, what is hidden or merged. */
function choices(sight: Sight): string[] {
  const { state } = sight;
  const said = [say.lens[state.lens]];
  if (mutes(sight)) said.push(say.muted(state.mute.map(visible)));
  if (filters(sight)) said.push(say.segments(state.segments));
  if (state.words) said.push(say.words);
  return said;
}

function windowsIn({ manifest: { windows } }: Sight): string[] {
  return windows ? [words.windows.legend(windows.ranges.length)] : [];
}

export function captionOfMaps(picture: Picture, block: number, largest: string): string {
  const said = captionOfHeads(picture);
  said.push(say.cells(block, picture.state.scale));
  if (picture.shown.length > 0) said.push(say.largest(largest));
  return [...said, ...windowsIn(picture)].join(' ');
}

export function captionOfModel(sight: Sight, block: number): string {
  const { manifest, state } = sight;
  const { name, layers, heads } = manifest.model;
  const said = [say.all(visible(name), layers * heads), ...choices(sight)];
  if (state.draw === 'matrix') said.push(say.cells(block, 'sqrt'));
  else {
    said.push(words.model.lines(state.lines));
    if (block > 1) said.push(words.model.pooledLines(block));
  }
  return [...said, ...windowsIn(sight)].join(' ');
}

export function captionOfLines(picture: Picture, hairlines: boolean): string {
  const { state, shown, pins, labels } = picture;
  const share = totalShare(shown.map(({ lines }) => lines));
  const said = captionOfHeads(picture);
  const pinned = pins.map((unit) => labels[unit]);
  if (pinned.length > 0) {
    const what = shown.length > 1 ? say.bars(pinned.length) : say.numbers;
    said.push(`${what} ${say.pinned(pinned, state.side === 'from')}`);
  }
  said.push(say.together(`${sayShare(share, mutes(picture), filters(picture))}.`));
  if (share.count >= LINE_CAP) said.push(words.legend.capped(LINE_CAP));
  if (hairlines) said.push(words.legend.hairlines);
  return [...said, ...windowsIn(picture)].join(' ');
}
