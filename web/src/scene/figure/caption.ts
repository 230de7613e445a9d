// The sentence below a figure: what was drawn, how, and how much of it.
import { LINE_CAP } from '../../data/select';
import { sayShare, totalShare } from '../../data/share';
import { visible } from '../../data/visible';
import { SEGMENTS } from '../../state';
import { text as words } from '../../strings';
import type { Picture } from './picture';

const say = words.figure;

/** "all-MiniLM-L6-v2, layer 3, head 1. Raw attention." */
export function captionOfHeads({ manifest, state, shown }: Picture): string[] {
  const model = visible(manifest.model.name);
  return [
    say.heads(
      model,
      state.layer,
      shown.map(({ head }) => head),
    ),
    say.lens[state.lens],
  ];
}

/** What is hidden, merged or pinned. */
function choices({ state, labels, pins, see, shown }: Picture): string[] {
  const said: string[] = [];
  if (state.lens === 'raw' && see.muted.includes(1)) said.push(say.muted(state.mute.map(visible)));
  if (state.segments.length < SEGMENTS.length) said.push(say.segments(state.segments));
  if (state.words) said.push(say.words);
  const pinned = pins.map((unit) => labels[unit]);
  if (pinned.length > 0) {
    const what = shown.length > 1 ? say.bars(pinned.length) : say.numbers;
    said.push(`${what} ${say.pinned(pinned, state.side === 'from')}`);
  }
  return said;
}

export function captionOfLines(picture: Picture, hairlines: boolean): string {
  const { manifest, state, shown, see } = picture;
  const share = totalShare(shown.map(({ lines }) => lines));
  const muted = state.lens === 'raw' && see.muted.includes(1);
  const filtered = state.segments.length < SEGMENTS.length;
  const said = [...captionOfHeads(picture), ...choices(picture)];
  said.push(say.together(`${sayShare(share, muted, filtered)}.`));
  if (share.count >= LINE_CAP) said.push(words.legend.capped(LINE_CAP));
  if (hairlines) said.push(words.legend.hairlines);
  if (manifest.windows) said.push(words.windows.legend(manifest.windows.ranges.length));
  return said.join(' ');
}
