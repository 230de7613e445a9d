// The place of a view: it is made into an empty element, or a sentence says why it cannot be shown.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { MakeView } from '../views/view';
import { useReach } from './context';

export function Stage({ view: Made }: { view: MakeView }) {
  const { session } = useReach();
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
