// The place of the picture: the head view, or a sentence when its layer cannot be shown.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { HeadView } from '../views/head/view';
import { useReach } from './context';

export function Stage() {
  const { session } = useReach();
  const error = session.broken.value.get(session.state.value.layer);
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (error || !host.current) return undefined;
    const view = new HeadView(session, host.current);
    return () => view.stop();
  }, [session, error]);
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
