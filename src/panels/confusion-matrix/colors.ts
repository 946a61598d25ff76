import { type GrafanaTheme2 } from '@grafana/data';

import { ramp, solid } from '../shared/colorMixing';

/** All colors of a drawing, as CSS text; ramps have `STEPS` colors from weak to strong. */
export interface Palette {
  correct: string[];
  error: string[];
  mixed: string[];
  /** Of a change. */
  better: string[];
  worse: string[];
  /** A cell of 0, and the hatching of no data. */
  zero: string;
  hatch: string;
  background: string;
  text: string;
  secondaryText: string;
  bar: string;
  /** The color of a name as the thresholds have it. */
  byName(name: string): string;
}

/**
 * Blue for right, orange for wrong; of a change green for better, magenta for worse, which no one takes for right and
 * wrong. Far apart for every kind of color blindness, and in lightness steps that are even to the eye (interpolated in
 * Oklab). Weak colors lie near the background, in dark as in light.
 */
const ends = {
  dark: {
    correct: ['#1d2f4d', '#79acff'],
    error: ['#4a2112', '#ff9345'],
    mixed: ['#33363d', '#9a9ea8'],
    better: ['#22302b', '#45d39b'],
    worse: ['#352534', '#ff7bd0'],
  },
  light: {
    correct: ['#dbe8fc', '#0a3d94'],
    error: ['#fde4d0', '#b84a00'],
    mixed: ['#e3e5e8', '#686c75'],
    better: ['#e2f2ea', '#006b46'],
    worse: ['#fae4f2', '#a1107a'],
  },
} as const;

const palettes = new WeakMap<GrafanaTheme2, Palette>();

/** The same object for the same theme. */
export function makePalette(theme: GrafanaTheme2): Palette {
  const palette = palettes.get(theme) ?? mixPalette(theme);
  palettes.set(theme, palette);
  return palette;
}

function mixPalette(theme: GrafanaTheme2): Palette {
  const { correct, error, mixed, better, worse } = theme.isDark ? ends.dark : ends.light;
  const zero = solid(theme.colors.background.secondary, theme.colors.background.primary);
  return {
    correct: ramp(correct[0], correct[1]),
    error: ramp(error[0], error[1]),
    mixed: ramp(mixed[0], mixed[1]),
    better: ramp(better[0], better[1]),
    worse: ramp(worse[0], worse[1]),
    zero,
    hatch: theme.colors.border.medium,
    background: theme.colors.background.primary,
    text: solid(theme.colors.text.primary, zero),
    secondaryText: solid(theme.colors.text.secondary, zero),
    bar: theme.isDark ? '#8e96a8' : '#7b8496',
    byName: (name) => (name === 'transparent' ? zero : solid(theme.visualization.getColorByName(name), zero)),
  };
}
