// The neuron view as the whole page.
import { text as words } from '../strings';
import { NeuronView } from '../views/neuron/view';
import { TableToggle } from './toolbar';

export function NeuronTools() {
  return (
    <>
      <span class="spring" />
      <TableToggle />
    </>
  );
}

export function NeuronBody() {
  return (
    <main class="picture alone" aria-label={words.neuron.label}>
      <NeuronView />
    </main>
  );
}
