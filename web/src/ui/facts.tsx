// What the panel says of the head itself, while no token is in focus.
import { ranked } from '../data/ranking';
import { isVisible } from '../data/select';
import { visible } from '../data/visible';
import { text as words } from '../strings';
import { AskableNumber, placeOf } from './computed';
import { useReach } from './context';
import { tokenName } from './panel';

const say = words.panel;
const LINKS = 6;

export function HeadFacts() {
  const { session, chrome } = useReach();
  const touch = chrome.size.value === 'phone';
  return (
    <section class="block">
      <p class="hint">{touch ? say.emptyTouch : say.empty}</p>
      {!touch && session.state.value.heads.length === 1 && (
        <>
          {!session.scores.value && <StrongestLinks />}
          {session.state.value.lens !== 'mean' && <Shares />}
        </>
      )}
    </section>
  );
}

function StrongestLinks() {
  const { session } = useReach();
  const [shown] = session.shown.value ?? [];
  if (!shown) return null;
  const n = session.units().length;
  const see = session.visibility.value;
  const links = ranked(shown.map, LINKS, (at) => isVisible(see, Math.floor(at / n), at % n));
  return (
    <>
      <h2 class="title">{say.strongest}</h2>
      <ol class="who-list">
        {links.map(({ unit: at, weight }) => (
          <li key={at}>
            <span class="row-token">
              {tokenName(session, Math.floor(at / n))} → {tokenName(session, at % n)}
            </span>
            <AskableNumber
              place={placeOf(session, shown.head, Math.floor(at / n), at % n)}
              text={session.format(weight, 4)}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

function Shares() {
  const { session } = useReach();
  const { layer, heads } = session.state.value;
  const summary = session.manifest.heads[layer][heads[0]];
  const { cls, sep } = session.sinks();
  const special = session.limits.specials.length > 0;
  const rows: [string, number][] = [
    ...(special ? [[say.toSpecial(visible(cls)), summary.cls] as [string, number]] : []),
    ...(special ? [[say.toSpecial(visible(sep)), summary.sep] as [string, number]] : []),
    [say.shareNames.next, summary.next],
    [say.shareNames.previous, summary.previous],
    [say.shareNames.itself, summary.itself],
    [say.shareNames.same_word, summary.same_word],
    [say.shareNames.nearby, summary.nearby],
    [say.shareNames.entropy, summary.entropy],
  ];
  return (
    <>
      <h2 class="title">{say.shares}</h2>
      <p class="caption">{say.sharesRule}</p>
      <dl class="sums plain">
        {rows.map(([name, share]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="number">{share === 0 ? '0' : session.exact(share)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
