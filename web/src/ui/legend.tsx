// What a line means, how much of the attention is drawn, and what is hidden.
import { visible } from '../data/visible';
import { leavesOut } from '../data/lens';
import { LINE_CAP } from '../data/select';
import { type Share, sayShare, totalShare } from '../data/share';
import { lineAlpha, lineWidth } from '../scene/marks';
import { PALETTES, headColor } from '../scene/palette';
import type { Session } from '../session';
import { SEGMENTS } from '../state';
import { text as words } from '../strings';
import { useReach } from './context';

const SAMPLES = [0.05, 0.25, 0.5, 0.75, 1];
const say = words.legend;

/** What the numbers are, where it is not clear: of which heads, of which formula. */
export function lensFormula(session: Session): string {
  const { lens } = session.state.value;
  const formula = say.formulas[lens](session.manifest.model.head_dim);
  const group = session.shown.value?.[0]?.group;
  const several = group && group.heads.length > 1;
  return several ? say.of(group.by, group.heads.length, formula) : formula;
}

/** What is to be known of scores; empty through other lenses. */
export function scoreNote(session: Session, lines = true): string {
  const scores = session.scores.value;
  if (!scores) return '';
  const merged = session.units().length < session.manifest.tokens.length;
  return [
    lines ? say.scoresAndLines : '',
    merged ? say.scoresOfWords : '',
    scores.gap > 0 ? say.scoresGap(session.exact(scores.gap)) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

export function Legend() {
  const { session } = useReach();
  const { lens, mute, slots, segments } = session.state.value;
  const shown = session.shown.value;
  const { windows } = session.manifest;
  if (!shown) return null;
  const stats = totalShare(shown.map((head) => head.lines));
  const hairlines = session.hairlines.value;
  const color = headColor(PALETTES[session.scheme.value], slots.length === 1 ? slots[0] : 0);
  const muted = !leavesOut(lens) && mute.length > 0;
  const formula = lensFormula(session);
  return (
    <section class="legend" aria-label={say.label}>
      <div class="legend-lines">
        <p>
          <strong>{say.lensTitles[lens]}</strong>{' '}
          <span class="soft">{muted ? say.muted(mute.map(visible)) : formula}</span>
        </p>
        <div class="samples" role="img" aria-label={say.scale}>
          {SAMPLES.map((weight) => (
            <span key={weight} class="sample">
              <svg viewBox="0 0 40 8" aria-hidden="true">
                <line
                  x1="0"
                  x2="40"
                  // Thin lines are sharp in the middle of a pixel.
                  y1={hairlines ? 4.5 : 4}
                  y2={hairlines ? 4.5 : 4}
                  stroke={color}
                  stroke-width={lineWidth(weight, hairlines)}
                  stroke-opacity={lineAlpha(weight, hairlines)}
                />
              </svg>
              <span>{weight}</span>
            </span>
          ))}
        </div>
      </div>
      <div class="legend-share">
        <p data-testid="share">
          <strong>{say.showing(sayShare(stats, muted, segments.length < SEGMENTS.length))}</strong>
        </p>
        <p class="caption">{details(stats, muted, hairlines, shown.length)}</p>
        {scoreNote(session) && <p class="caption">{scoreNote(session)}</p>}
        {windows && <p class="caption">{words.windows.legend(windows.ranges.length)}</p>}
      </div>
    </section>
  );

  function details(s: Share, hides: boolean, thin: boolean, heads: number): string {
    const touching = session.touching.value;
    const parts = [
      touching === null ? say.rule(session.state.value.lines) : say.inView(touching),
      ...(s.count >= LINE_CAP ? [say.capped(LINE_CAP)] : []),
      ...(thin ? [say.hairlines] : []),
      ...(hides ? [say.muting(words.shortPercent(s.mutedMass / s.totalMass), heads > 1)] : []),
    ];
    return parts.join(' ');
  }
}
