// What a live page has and a page in a file has not: fields to type in, models to choose from,
// tokens to mask and heads to switch off.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { visible } from '../data/visible';
import type { Live } from '../live';
import type { Focus } from '../session';
import { text as words } from '../strings';
import { useReach } from './context';
import { Add, Close } from './icons';

const say = words.live;
/** Half a character: no text in UTF-8 can hold it. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The texts as fields. */
export function LiveTexts({ live }: { live: Live }) {
  const { text, pair } = live.input.value;
  const error = live.error.value;
  return (
    <div class="texts live">
      <Field label={words.top.text} value={text} first edit={(next) => live.edit({ text: next })} />
      {pair !== null && (
        <Field label={words.top.pair} value={pair} edit={(next) => live.edit({ pair: next })} />
      )}
      <button
        type="button"
        class="quiet"
        aria-label={pair === null ? say.addPair : say.removePair}
        title={pair === null ? say.addPair : say.removePair}
        onClick={() => live.edit({ pair: pair === null ? '' : null })}
      >
        {pair === null ? <Add /> : <Close />}
      </button>
      <p id="hs-live-error" class="live-error" role="alert">
        {error}
      </p>
    </div>
  );
}

interface FieldProps {
  label: string;
  value: string;
  first?: boolean;
  edit: (text: string) => void;
}

function Field({ label, value, first = false, edit }: FieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  // What is being typed is never written over with what it was.
  useLayoutEffect(() => {
    if (field.current!.value !== value) field.current!.value = value;
  }, [value]);
  // A field that waits for its first words, unless a keyboard would come up with it.
  useLayoutEffect(() => {
    const wanted = first || value === '';
    if (wanted && matchMedia('(pointer: fine)').matches) field.current!.focus();
  }, []);
  return (
    <textarea
      ref={field}
      class="sentence field"
      rows={1}
      spellcheck={false}
      aria-label={label}
      aria-describedby="hs-live-error"
      data-testid={first ? 'text' : 'pair'}
      onInput={(event) => edit(event.currentTarget.value.replace(LONE_SURROGATE, '\ufffd'))}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.isComposing || event.shiftKey) return;
        event.preventDefault();
        edit(event.currentTarget.value);
      }}
    />
  );
}

/** The models there are, as a menu; the one there is, as its name. */
export function ModelMenu({ live }: { live: Live }) {
  const { model } = live.input.value;
  return (
    <select
      class="field-button model-menu"
      aria-label={words.top.model}
      data-testid="model"
      value={model}
      onChange={(event) => live.edit({ model: event.currentTarget.value })}
    >
      {live.models.map((name) => (
        <option key={name} value={name}>
          {visible(name)}
        </option>
      ))}
    </select>
  );
}

/** Hides a pinned token from the model, or shows it again. */
export function MaskButton({ focus }: { focus: Focus }) {
  const { session, live } = useReach();
  if (!live || !focus.pinned) return null;
  const units = focus.units.map((unit) => session.units()[unit]);
  if (units.some((unit) => unit.special)) return null;
  const tokens = units.flatMap((unit) => unit.tokens);
  const masked = tokens.every((token) => live.masked(token));
  return (
    <button
      type="button"
      class="toggle"
      aria-pressed={masked}
      title={say.maskLong}
      data-testid="mask"
      onClick={() => live.toggleMask(tokens)}
    >
      {say.mask}
    </button>
  );
}

/** Switches the heads that are shown off, so that later layers do without them. */
export function HeadSwitch() {
  const { session, live } = useReach();
  const { layer, heads } = session.state.value;
  if (!live || heads.length === 0) return null;
  const off = heads.every((head) => live.isOff(layer, head));
  return (
    <button
      type="button"
      class="toggle"
      aria-pressed={off}
      title={say.offLong}
      data-testid="off"
      onClick={() => live.toggleHeads(layer, heads)}
    >
      {say.off}
    </button>
  );
}

/** Which heads are off: every picture after theirs is without what they would have passed on. */
export function SwitchedOff() {
  const { session, live } = useReach();
  const off = live?.input.value.off ?? [];
  if (!live || off.length === 0) return null;
  return (
    <p class="caption switched-off" data-testid="switched-off">
      {say.switchedOff}
      {off.map(([layer, head]) => (
        <button
          key={`${layer}.${head}`}
          type="button"
          class="link"
          onClick={() => session.open(layer, head)}
        >
          {words.picture.headName(layer, head)}
        </button>
      ))}
      <button type="button" class="link" onClick={() => live.edit({ off: [] })}>
        {say.allOn}
      </button>
    </p>
  );
}
