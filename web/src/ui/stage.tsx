// The place of a view: it is made into an empty element, or a sentence says why it cannot be shown.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { MakeView } from '../views/view';
import type { Session } from '../session';
import { useReach } from './context';

interface Props {
  view: MakeView;
  /** Whose picture it is, if not the page's own. */
  of?: Session;
}

export function Stage({ view: Made, of }: Props) {
  const reach = useReach();
  const session = of ?? reach.session;
  const error = session.problem.value;
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (error || !host.current) return undefined;
    const view = new Made(session, host.current);
    return () => view.stop();
  }, [session, error, Made]);
  if (error) {
    return (
      <p class="error-note" role="alert">
        {error}
      </p>
    );
  }
  const style = { '--units': session.units().length };
  return <div ref={host} class="stage" style={style} />;
}
