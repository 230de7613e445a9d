// The matrix view with all that stands around it.
import { useMemo } from 'preact/hooks';
import { text as words } from '../strings';
import { Beside } from '../views/matrix/beside';
import { MatrixModel } from '../views/matrix/model';
import { MatrixStage } from '../views/matrix/view';
import type { Scale } from '../scene/heat';
import { Chips, LayerStrip } from './chips';
import { useReach } from './context';
import { Heading } from './heading';
import { TableView } from './table';
import {
  LensMenu,
  MuteToggles,
  SegmentPicker,
  TableToggle,
  TogetherMenu,
  WordsToggle,
} from './toolbar';

const say = words.matrix;

export function MatrixTools() {
  const { session, chrome } = useReach();
  const { narrow } = chrome;
  const { scale } = session.state.value;
  return (
    <>
      <LensMenu />
      {narrow && <TogetherMenu />}
      <MuteToggles />
      <SegmentPicker />
      <WordsToggle />
      <span class="spring" />
      <label class="tool">
        <span class="tool-label">{say.scale}</span>
        <select
          class="select"
          value={scale}
          onChange={(event) => session.update({ scale: event.currentTarget.value as Scale })}
        >
          {(['sqrt', 'linear'] as const).map((name) => (
            <option key={name} value={name}>
              {say.scaleNames[name]}
            </option>
          ))}
        </select>
      </label>
      <TableToggle />
    </>
  );
}

export function MatrixBody() {
  const { session, chrome } = useReach();
  const model = useMemo(() => new MatrixModel(session), [session]);
  const size = chrome.size.value;
  const { narrow } = chrome;
  const { table } = session.state.value;
  model.grows.value = size !== 'wide';
  const error = session.problem.value;
  return (
    <>
      <main class="picture matrix" aria-label={say.label}>
        <Heading />
        {narrow ? <LayerStrip /> : <Chips />}
        {error ? (
          <p class="error-note" role="alert">
            {error}
          </p>
        ) : table ? (
          <TableView />
        ) : (
          <>
            <ZoomButtons model={model} />
            <MatrixStage model={model} floats={size !== 'phone'} />
          </>
        )}
      </main>
      {!error && <Beside model={model} />}
    </>
  );
}

function ZoomButtons({ model }: { model: MatrixModel }) {
  const whole = model.layout.value?.whole ?? true;
  const largest = model.layout.value?.numbered && model.layout.value.cell >= 40;
  return (
    <div class="zoom" role="group" aria-label={say.zoom}>
      <button
        type="button"
        aria-label={say.zoomOut}
        title={say.zoomOut}
        disabled={whole}
        onClick={() => model.step(-1)}
      >
        −
      </button>
      <button type="button" disabled={whole} title={say.fitLong} onClick={() => model.zoomTo(null)}>
        {say.fit}
      </button>
      <button
        type="button"
        aria-label={say.zoomIn}
        title={say.zoomIn}
        disabled={largest ?? false}
        onClick={() => model.step(1)}
      >
        +
      </button>
    </div>
  );
}
