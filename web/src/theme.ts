// Puts the palette into custom properties, so that style sheet and canvases share their colours.
import { PALETTES, type Scheme } from './scene/palette';

export function applyTheme(scheme: Scheme): void {
  const root = document.documentElement;
  root.dataset['theme'] = scheme;
  root.style.colorScheme = scheme;
  for (const [name, value] of Object.entries(PALETTES[scheme])) {
    if (typeof value !== 'string') continue;
    const property = name.replace(/[A-Z0-9]/g, (part) => `-${part.toLowerCase()}`);
    root.style.setProperty(`--${property}`, value);
  }
  const stops = PALETTES[scheme].ramp.join(', ');
  root.style.setProperty(
    '--signed',
    `linear-gradient(to right, ${PALETTES[scheme].signed.join(', ')})`,
  );
  root.style.setProperty('--ramp', `linear-gradient(to right, ${stops})`);
}
