// The model view by keyboard: arrows go from head to head, Enter opens one, Space enlarges it.
import { moved } from '../../scene/model';
import { chooseHead } from '../../ui/choose';
import type { HeadsModel } from './model';

/** Does what a key asks for, and says whether it asks for anything. `page` is the height in view. */
export function press(
  model: HeadsModel,
  event: KeyboardEvent,
  page: number,
  show: (place: number) => void,
): boolean {
  if (event.metaKey || event.altKey) return false;
  const at = model.current();
  const place = model.places.peek()[at];
  switch (event.key) {
    case 'Enter':
      if (event.shiftKey) chooseHead(model.session, place.layer, place.head, true);
      else model.open(place);
      return true;
    case ' ':
      model.enlarge(place);
      show(model.placeOf(place));
      return true;
    default: {
      const next = moved(model.layout.peek(), at, event.key, event.ctrlKey, page);
      if (next === null) return false;
      show(next);
      return true;
    }
  }
}
