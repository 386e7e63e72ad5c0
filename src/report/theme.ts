/**
 * Colours as custom properties. One hue for positive effects, one for negative, greys for the rest;
 * text colours reach a contrast of 4.5 : 1 on their background in both schemes.
 */
const LIGHT = {
  paper: '#ffffff',
  panel: '#f6f7f9',
  ink: '#1b1e23',
  muted: '#5b626c',
  line: '#dde0e5',
  faint: '#b4bac4',
  accent: '#1f5fa9',
  counter: '#b2470c',
};

const DARK: typeof LIGHT = {
  paper: '#14171c',
  panel: '#1c2027',
  ink: '#e7e9ed',
  muted: '#a3aab5',
  line: '#333943',
  faint: '#59616e',
  accent: '#7fb5f2',
  counter: '#f09a5e',
};

export type Colour = keyof typeof LIGHT;

/** `var(--ink)` for 'ink'. */
export function colour(name: Colour): string {
  return `var(--${name})`;
}

/** Rules that give `selector` the light colours, on a dark screen the dark ones; print is light. */
export function themeCss(selector: string): string {
  return (
    `${selector}{${declarations(LIGHT)}}` +
    `@media screen and (prefers-color-scheme:dark){${selector}{${declarations(DARK)}}}`
  );
}

/** The colours of a scheme, for checks of contrast. */
export const SCHEMES: Readonly<Record<'light' | 'dark', Readonly<Record<Colour, string>>>> = {
  light: LIGHT,
  dark: DARK,
};

function declarations(colours: typeof LIGHT): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}
