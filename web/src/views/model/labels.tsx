// The names of rows beside a map, and of the column at hand above it.
import { cutToWidth } from '../../scene/metrics';
import type { MapLayout } from '../../scene/map';
import { text as words } from '../../strings';

const COLUMN_MOST = 120;

interface Props {
  at: MapLayout;
  labels: readonly string[];
  /** Row and column at hand. */
  from: number | null;
  to: number | null;
  /** First unit of the second text; 0 without one. */
  second: number;
  lines: boolean;
}

export function MapLabels({ at, labels, from, to, second, lines }: Props) {
  const rows = [...labels.keys()].filter((i) => {
    const near = [from, ...(lines ? [to] : [])].some(
      (one) => one !== null && one !== i && Math.abs(one - i) < at.every,
    );
    return i === from || (lines && i === to) || (i % at.every === 0 && !near);
  });
  const y = (i: number) => `${at.y + (i + 0.5) * at.row}px`;
  const name = (i: number) => cutToWidth(labels[i], (at.labelWidth - 8) / at.size);
  return (
    <div class="map-labels" aria-hidden="true" style={{ fontSize: `${at.size}px` }}>
      {rows.map((i) => (
        <bdi
          key={`from-${i}`}
          class={i === from ? 'map-row on' : 'map-row'}
          style={{ top: y(i), left: 0, width: `${at.x - 6}px` }}
        >
          {name(i)}
        </bdi>
      ))}
      {lines &&
        rows.map((i) => (
          <bdi
            key={`to-${i}`}
            class={i === to ? 'map-row to on' : 'map-row to'}
            style={{ top: y(i), left: `${at.x + at.width + 6}px`, width: `${at.labelWidth - 6}px` }}
          >
            {name(i)}
          </bdi>
        ))}
      {!lines && to !== null && (
        <bdi
          class="map-column on"
          style={{ left: `${at.x + (to + 0.5) * at.row}px`, maxWidth: `${COLUMN_MOST}px` }}
        >
          {labels[to]}
        </bdi>
      )}
      {!lines && second > 0 && (
        <>
          <span class="map-text" style={{ left: `${at.x + at.width + 8}px`, top: y(second / 2) }}>
            {words.model.texts[0]}
          </span>
          <span
            class="map-text"
            style={{ left: `${at.x + at.width + 8}px`, top: y((second + labels.length) / 2) }}
          >
            {words.model.texts[1]}
          </span>
        </>
      )}
    </div>
  );
}
