// 16 px icons, one stroke, no fill.
import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      {children}
    </svg>
  );
}

export const Moon = () => (
  <Icon>
    <path d="M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z" />
  </Icon>
);

export const Sun = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" />
  </Icon>
);

export const Help = () => (
  <Icon>
    <circle cx="8" cy="8" r="6.2" />
    <path d="M6.2 6.2a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.7-.8 1.3M8 11.3v.1" />
  </Icon>
);

export const Table = () => (
  <Icon>
    <path d="M2 3h12v10H2zM2 6.3h12M6.4 6.3V13" />
  </Icon>
);

export const Pin = () => (
  <Icon>
    <path d="M5.5 2h5M6.3 2v4.2L4.5 8.8h7L9.7 6.2V2M8 8.8V14" />
  </Icon>
);

export const Close = () => (
  <Icon>
    <path d="M4 4l8 8M12 4l-8 8" />
  </Icon>
);

export const Done = () => (
  <Icon>
    <path d="M3 8.4l3.4 3.4L13 5" />
  </Icon>
);

export const CompareIcon = () => (
  <Icon>
    <path d="M2 3h5v10H2zM9 3h5v10H9z" />
  </Icon>
);

export const Learn = () => (
  <Icon>
    <path d="M1.5 6.2L8 3l6.5 3.2L8 9.4zM4.2 7.6v3.2c1 1 2.3 1.6 3.8 1.6s2.8-.6 3.8-1.6V7.6M14.5 6.2v3.6" />
  </Icon>
);

export const Left = () => (
  <Icon>
    <path d="M9.8 4.2L6 8l3.8 3.8" />
  </Icon>
);

export const Right = () => (
  <Icon>
    <path d="M6.2 4.2L10 8l-3.8 3.8" />
  </Icon>
);

export const Up = () => (
  <Icon>
    <path d="M4.2 9.8L8 6l3.8 3.8" />
  </Icon>
);

export const Down = () => (
  <Icon>
    <path d="M4.2 6.2L8 10l3.8-3.8" />
  </Icon>
);

/** A dark dot that looks at three things. */
export const Logo = () => (
  <svg class="logo" viewBox="0 0 28 20" aria-hidden="true">
    <g class="rays">
      <path d="M8 10L25 3" />
      <path d="M8 10H26" />
      <path d="M8 10l17 7" />
    </g>
    <circle cx="6.5" cy="10" r="4.5" />
  </svg>
);

export const HeadIcon = () => (
  <Icon>
    <path d="M1.5 3.5h3l7 8h3M1.5 12.5h3l7-8h3M1.5 8h13" />
  </Icon>
);

export const ModelIcon = () => (
  <Icon>
    <path d="M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z" />
  </Icon>
);

export const MatrixIcon = () => (
  <Icon>
    <path d="M2 2h12v12H2zM6 2v12M10 2v12M2 6h12M2 10h12" />
  </Icon>
);

export const NeuronIcon = () => (
  <Icon>
    <path d="M3 14V8M8 14V2M13 14v-4" />
  </Icon>
);

export const Search = () => (
  <Icon>
    <path d="M7 2a5 5 0 1 1 0 10A5 5 0 0 1 7 2ZM10.6 10.6 14 14" />
  </Icon>
);

export const Save = () => (
  <Icon>
    <path d="M8 2.5v7.5M5 7.2l3 3 3-3M3 13.5h10" />
  </Icon>
);

export const Add = () => (
  <Icon>
    <path d="M8 3v10M3 8h10" />
  </Icon>
);
