// What is shown of the attention: lens, lines, muting, segments, words, rows, table.
import type { ComponentChildren } from 'preact';
import { TOGETHER, type Together } from '../data/combine';
import { LENSES, type LensName, leavesOut } from '../data/lens';
import { visible } from '../data/visible';
import { LINES, SEGMENTS } from '../state';
import { text as words } from '../strings';
import { useReach } from './context';
import { Table } from './icons';

const say = words.tools;

function Tool({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="tool" role="group" aria-label={label}>
      <span class="tool-label" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  );
}

export function LensMenu() {
  const { session } = useReach();
  const { scores } = session.limits;
  const choose = (event: Event) =>
    session.update({ lens: (event.currentTarget as HTMLSelectElement).value as LensName });
  return (
    <label class="tool" data-tool="lens">
      <span class="tool-label">{say.lens}</span>
      <select
        class="select"
        title={scores ? undefined : say.noScores}
        value={session.state.value.lens}
        onChange={choose}
      >
        {LENSES.map((lens) => (
          <option key={lens} value={lens} disabled={lens === 'scores' && !scores}>
            {lens === 'scores' && !scores ? say.scoresNeed : say.lenses[lens]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Where several heads are chosen: each by itself, or all in one map. */
export function TogetherMenu() {
  const { session } = useReach();
  const { together, heads, lens } = session.state.value;
  if (heads.length < 2 || lens === 'mean') return null;
  const choose = (event: Event) =>
    session.update({ together: (event.currentTarget as HTMLSelectElement).value as Together });
  return (
    <label class="tool" data-tool="together">
      <span class="tool-label">{say.together}</span>
      <select class="select" value={together} onChange={choose}>
        {TOGETHER.map((one) => (
          <option key={one} value={one}>
            {say.togetherNames[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

export function LinesSlider() {
  const { session } = useReach();
  const { lines } = session.state.value;
  const slide = (event: Event) =>
    session.update({ lines: Number((event.currentTarget as HTMLInputElement).value) });
  return (
    <label class="tool" title={say.linesLong}>
      <span class="tool-label">{say.lines}</span>
      <input
        type="range"
        class="slider"
        min={LINES.least}
        max={LINES.most}
        step={1}
        value={lines}
        aria-valuetext={`${lines} %`}
        style={{ '--part': `${(100 * (lines - LINES.least)) / (LINES.most - LINES.least)}%` }}
        onInput={slide}
      />
      <output class="slider-value">{lines} %</output>
    </label>
  );
}

export function MuteToggles() {
  const { session } = useReach();
  const { mute, lens } = session.state.value;
  const { specials } = session.limits;
  if (specials.length === 0) return null;
  const flip = (token: string) =>
    session.update({
      mute: mute.includes(token) ? mute.filter((one) => one !== token) : [...mute, token],
    });
  return (
    <Tool label={say.mute}>
      {specials.map((token) => (
        <button
          key={token}
          type="button"
          class="toggle"
          aria-pressed={mute.includes(token)}
          disabled={leavesOut(lens)}
          title={say.muteToken(visible(token))}
          onClick={() => flip(token)}
        >
          <bdi>{visible(token)}</bdi>
        </button>
      ))}
    </Tool>
  );
}

export function SegmentPicker() {
  const { session } = useReach();
  const { segments } = session.state.value;
  const { pair } = session.limits;
  const flip = (name: string) => {
    const next = segments.includes(name)
      ? segments.filter((one) => one !== name)
      : [...segments, name];
    session.update({ segments: next.length > 0 ? next : [...SEGMENTS] });
  };
  const letters = (name: string) => [...name.toUpperCase()] as [string, string];
  const all = segments.length === SEGMENTS.length;
  const caption = all
    ? say.segmentsNone
    : segments.map((name) => say.segment(...letters(name))).join(', ');
  return (
    <div class={pair ? 'tool' : 'tool off'} role="group" aria-label={say.segments}>
      <span class="tool-label" aria-hidden="true">
        {say.segments}
      </span>
      <span class="quadrants">
        {SEGMENTS.map((name) => (
          <button
            key={name}
            type="button"
            class="quadrant"
            aria-label={say.segmentLong(...letters(name))}
            title={pair ? say.segmentLong(...letters(name)) : say.noPair}
            aria-pressed={segments.includes(name)}
            disabled={!pair}
            onClick={() => flip(name)}
          />
        ))}
      </span>
      <span class="segments-caption">{caption}</span>
    </div>
  );
}

export function WordsToggle() {
  const { session } = useReach();
  const on = session.state.value.words;
  const off = !session.hasSplitWords;
  return (
    <div class={off ? 'tool off' : 'tool'} role="group" aria-label={say.words}>
      <span class="tool-label for-words" aria-hidden="true">
        {say.words}
      </span>
      <span class="pair" title={off ? say.noPieces : say.wordsRule}>
        <Choice
          label={say.pieces}
          on={!on}
          off={off}
          choose={() => session.update({ words: false })}
        />
        <Choice
          label={say.wholeWords}
          on={on}
          off={off}
          choose={() => session.update({ words: true })}
        />
      </span>
    </div>
  );
}

export function Choice(props: { label: string; on: boolean; off?: boolean; choose: () => void }) {
  return (
    <button
      type="button"
      class="toggle"
      aria-pressed={props.on}
      disabled={props.off ?? false}
      onClick={props.choose}
    >
      {props.label}
    </button>
  );
}

/** Matrices or lines. */
export function DrawChoice() {
  const { session } = useReach();
  const { draw, drawings } = words.model;
  return (
    <Tool label={draw}>
      <span class="pair">
        {(['matrix', 'lines'] as const).map((way) => (
          <Choice
            key={way}
            label={drawings[way]}
            on={session.state.value.draw === way}
            choose={() => session.update({ draw: way })}
          />
        ))}
      </span>
    </Tool>
  );
}

export function RowsToggle() {
  const { session } = useReach();
  if (session.fits.value || session.state.value.table) return null;
  const mode = session.mode.value;
  return (
    <div class="tool" role="group" aria-label={say.rows}>
      <span class="pair">
        <Choice
          label={say.fit}
          on={mode === 'fit'}
          choose={() => session.update({ rows: 'fit' })}
        />
        <Choice
          label={say.read}
          on={mode === 'read'}
          choose={() => session.update({ rows: 'read' })}
        />
      </span>
    </div>
  );
}

export function TableToggle() {
  const { session } = useReach();
  const { table } = session.state.value;
  return (
    <button
      type="button"
      class="quiet with-icon"
      aria-pressed={table}
      onClick={() => session.update({ table: !table })}
    >
      <Table />
      {say.table}
    </button>
  );
}
