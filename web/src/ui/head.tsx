// The head view with all that stands around it.
import { text as words } from '../strings';
import { HeadView } from '../views/head/view';
import { Chips, LayerStrip } from './chips';
import { useReach } from './context';
import { Heading } from './heading';
import { Legend } from './legend';
import { Navigator } from './navigator';
import { Panel } from './panel';
import { Stage } from './stage';
import { TableView } from './table';
import {
  LensMenu,
  LinesSlider,
  MuteToggles,
  RowsToggle,
  SegmentPicker,
  TableToggle,
  TogetherMenu,
  WordsToggle,
} from './toolbar';

export function HeadTools() {
  const { narrow } = useReach().chrome;
  return (
    <>
      <LensMenu />
      {narrow && <TogetherMenu />}
      <LinesSlider />
      <MuteToggles />
      <SegmentPicker />
      <WordsToggle />
      <span class="spring" />
      <RowsToggle />
      <TableToggle />
    </>
  );
}

export function HeadBody() {
  const { session, chrome } = useReach();
  const size = chrome.size.value;
  const { narrow } = chrome;
  const { table } = session.state.value;
  const reading = !session.fits.value;
  return (
    <>
      {!narrow && <Navigator />}
      <main class="picture" aria-label={words.picture.label}>
        <Heading />
        {narrow ? <LayerStrip /> : <Chips />}
        {table ? <TableView /> : <Stage view={HeadView} />}
        {(!reading || size !== 'wide' || table) && <Legend />}
      </main>
      <Panel />
    </>
  );
}
