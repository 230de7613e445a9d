// What opens above the page: keys and rules, finding, a link to copy, options on narrow screens.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Found, find } from '../data/find';
import { text as words } from '../strings';
import { ComputedCard } from './computed';
import { useReach } from './context';
import { ExportButton, ExportCard } from './export';
import { Close, Help } from './icons';
import { ThemeButton } from './topbar';
import { ROOMS } from './rooms';
import { patternName } from './patterns';
import { visible } from '../data/visible';

export function Cards() {
  const { chrome } = useReach();
  switch (chrome.card.value) {
    case 'help':
      return <HelpCard />;
    case 'find':
      return <FindCard />;
    case 'link':
      return <LinkCard />;
    case 'options':
      return <OptionsCard />;
    case 'computed':
      return <ComputedCard />;
    case 'export':
      return <ExportCard />;
    default:
      return null;
  }
}

export function CardFrame(props: { name: string; title: string; children: ComponentChildren }) {
  const { chrome } = useReach();
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const card = frame.current!;
    const field = card.querySelector<HTMLElement>('input[type=text]');
    (field ?? card).focus();
  }, []);
  return (
    <div
      ref={frame}
      class={`card card-${props.name}`}
      role="dialog"
      aria-label={props.title}
      tabIndex={-1}
    >
      <div class="title-row">
        <h2 class="title">{props.title}</h2>
        <button
          type="button"
          class="quiet"
          aria-label={words.help.close}
          title={words.help.close}
          onClick={() => chrome.close()}
        >
          <Close />
        </button>
      </div>
      {props.children}
    </div>
  );
}

function HelpCard() {
  const say = words.help;
  return (
    <CardFrame name="help" title={say.title}>
      <dl class="keys">
        {say.keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <h3 class="title">{say.pointer}</h3>
      <dl class="keys">
        {say.pointing.map(([key, does]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <h3 class="title">{say.patterns}</h3>
      {words.patterns.ruleText.map((part) => (
        <p key={part} class="caption">
          {part}
        </p>
      ))}
    </CardFrame>
  );
}

function FindCard() {
  const { session, chrome } = useReach();
  const query = useSignal('');
  const say = words.find;
  const results = find(query.value, {
    layers: session.limits.layers,
    heads: session.limits.heads,
    patterns: session.patterns.map((group) => ({
      ...group,
      name: patternName(session, group.pattern),
    })),
    tokens: session.units().map((unit) => visible(unit.label)),
  });
  const go = (found: Found) => {
    if (found.kind === 'token') session.update({ side: 'from', pins: [found.unit] });
    else session.open(found.layer, found.head);
    chrome.close();
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && results[0]) go(results[0]);
  };
  return (
    <CardFrame name="find" title={say.label}>
      <input
        type="text"
        class="field"
        aria-label={say.label}
        placeholder={say.hint}
        value={query.value}
        onInput={(event) => (query.value = event.currentTarget.value)}
        onKeyDown={enter}
      />
      <ul class="results" aria-label={say.results}>
        {results.map((found) => (
          <li key={JSON.stringify(found)}>
            <button type="button" class="result" onClick={() => go(found)}>
              {found.kind === 'token' ? (
                <bdi>{say.token(visible(session.units()[found.unit].label), found.unit)}</bdi>
              ) : (
                say.head(found.layer, found.head)
              )}
              {found.kind === 'pattern' && <span class="soft"> {found.name}</span>}
            </button>
          </li>
        ))}
      </ul>
      {query.value.trim() !== '' && results.length === 0 && (
        <p class="caption" role="status">
          {say.none}
        </p>
      )}
    </CardFrame>
  );
}

function LinkCard() {
  const { chrome } = useReach();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), []);
  return (
    <CardFrame name="link" title={words.link.byHand}>
      <input
        ref={field}
        type="text"
        class="field"
        readOnly
        aria-label={words.link.byHand}
        value={chrome.link.value}
      />
    </CardFrame>
  );
}

function OptionsCard() {
  const { session, chrome } = useReach();
  const { Tools } = ROOMS[session.state.value.view];
  return (
    <CardFrame name="options" title={words.tools.options}>
      <div class="options">
        <Tools />
        <button
          type="button"
          class="toggle"
          aria-pressed={chrome.adding.value}
          onClick={() => (chrome.adding.value = !chrome.adding.value)}
        >
          {words.picture.addHeads}
        </button>
        <ExportButton />
        <ThemeButton named />
        <button type="button" class="quiet with-icon" onClick={() => (chrome.card.value = 'help')}>
          <Help />
          {words.top.help}
        </button>
      </div>
    </CardFrame>
  );
}
