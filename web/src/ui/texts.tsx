// The texts of a page with several: a menu, and steps to the text before and behind.
import type { Title } from '../data/shelf';
import { visibleText } from '../data/visible';
import { text as words } from '../strings';
import { useReach } from './context';
import { Left, Right } from './icons';

const say = words.texts;

/** How a text is called; with its model, where they have different ones. */
export function titleOf({ text, pair, model }: Title, titles: readonly Title[]): string {
  const [first, second] = [text, pair ?? ''].map((one) => visibleText(one) || say.empty);
  const title = pair === null ? first : say.both(first, second);
  const differ = titles.some((other) => other.model !== model);
  return differ ? say.withModel(title, model) : title;
}

export function TextMenu() {
  const { session } = useReach();
  const { titles } = session.shelf;
  if (titles.length < 2) return null;
  const { text } = session.state.value;
  return (
    <div class="text-menu stepper-box" role="group" aria-label={say.label}>
      <button
        type="button"
        aria-label={say.previous}
        title={say.previous}
        disabled={text === 0}
        onClick={() => session.stepText(-1)}
      >
        <Left />
      </button>
      <span class="text-place">
        <span aria-hidden="true">{say.place(text, titles.length)}</span>
        {/* Lies over the words, which say in short what it would say at length. */}
        <select
          aria-label={say.label}
          title={titleOf(titles[text], titles)}
          data-testid="texts"
          value={text}
          onChange={(event) => session.update({ text: Number(event.currentTarget.value) })}
        >
          {titles.map((title, k) => (
            <option key={k} value={k}>
              {say.option(k, titleOf(title, titles))}
            </option>
          ))}
        </select>
      </span>
      <button
        type="button"
        aria-label={say.next}
        title={say.next}
        disabled={text === titles.length - 1}
        onClick={() => session.stepText(1)}
      >
        <Right />
      </button>
    </div>
  );
}

/** Why the text that was asked for is not shown. */
export function TextRefused() {
  const { session } = useReach();
  if (session.shelf.titles.length < 2) return null;
  return (
    <p class="live-error" role="alert">
      {session.refused.value}
    </p>
  );
}
