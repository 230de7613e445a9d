// Logo, the texts, the model, colours and help.
import { visible, visibleText } from '../data/visible';
import { text as words } from '../strings';
import { useReach } from './context';
import { ExportButton } from './export';
import { Help, Learn, Logo, Moon, Sun } from './icons';
import { LiveTexts, ModelMenu } from './live';
import { TextMenu, TextRefused } from './texts';

export function TopBar() {
  const { session, chrome, live } = useReach();
  const { model, text, pair } = session.manifest;
  const say = words.top;
  return (
    <header class="top">
      <h1 class="brand">
        <Logo />
        <span class="brand-name">{words.product}</span>
      </h1>
      {live ? (
        <LiveTexts live={live} />
      ) : (
        <div class="texts">
          <TextMenu />
          <Sentence label={say.text} text={text} />
          {pair !== null && <Sentence label={say.pair} text={pair} />}
          <TextRefused />
        </div>
      )}
      <p class="model">
        {live && live.models.length > 1 ? (
          <ModelMenu live={live} />
        ) : (
          <>
            <span class="unseen">{say.model} </span>
            <bdi class="model-name">{visible(model.name)}</bdi>
          </>
        )}{' '}
        <span class="soft" aria-label={say.shapeLong(model.layers, model.heads)} role="img">
          {say.shape(model.layers, model.heads)}
        </span>
      </p>
      {chrome.size.value !== 'phone' && (
        <div class="top-end">
          <LearnButton />
          <ExportButton />
          <ThemeButton />
          <button
            type="button"
            class="quiet"
            aria-label={say.help}
            title={say.help}
            aria-expanded={chrome.card.value === 'help'}
            onClick={() => chrome.toggle('help')}
          >
            <Help />
          </button>
        </div>
      )}
    </header>
  );
}

function LearnButton() {
  const { session, course } = useReach();
  return (
    <button
      type="button"
      class="quiet with-icon"
      data-opens="lessons"
      aria-expanded={session.state.value.lesson !== null}
      onClick={() => course.toggle()}
    >
      <Learn />
      {words.lessons.open}
    </button>
  );
}

function Sentence({ label, text }: { label: string; text: string }) {
  const shown = visibleText(text);
  return (
    <p class="sentence" title={shown}>
      <span class="unseen">{label} </span>
      <bdi>{shown}</bdi>
    </p>
  );
}

export function ThemeButton({ named = false }: { named?: boolean }) {
  const { session } = useReach();
  const dark = session.scheme.value === 'dark';
  const label = dark ? words.top.light : words.top.dark;
  const flip = () => session.update({ theme: dark ? 'light' : 'dark' });
  return (
    <button
      type="button"
      class={named ? 'quiet with-icon' : 'quiet'}
      aria-label={label}
      title={label}
      onClick={flip}
    >
      {dark ? <Sun /> : <Moon />}
      {named && label}
    </button>
  );
}
