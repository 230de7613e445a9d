// Where a page with queries and keys comes from.
import { text as words } from '../../strings';

const say = words.neuron;

export function Missing() {
  return (
    <div class="error-note" role="note">
      <p>
        {say.missing} <code>{say.missingCommand}</code>
      </p>
      <p class="soft">{say.missingTrace}</p>
    </div>
  );
}
