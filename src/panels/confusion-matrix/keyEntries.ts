import { type ThresholdsConfig, ThresholdsMode } from '@grafana/data';

import { step } from '../shared/colorMixing';
import { scales } from './cellColors';
import { isEmptyColumn, isEmptyRow } from './cellText';
import { isSum } from './classViews';
import { type Palette } from './colors';
import { percentOf } from './sentences';
import { type MatrixView } from './viewModel';

/** What the colors mean: scales with what stands at their ends, single colors, and the signs for no data and for sureness. */
export type KeyEntry =
  | { type: 'scale'; label: string; from: string; to: string; colors: string[] }
  | { type: 'color'; label: string; color: string }
  | { type: 'hatch' | 'mark'; label: string };

/** How many colors a scale is made of. */
const STOPS = 16;

export function keyEntriesOf(view: MatrixView, palette: Palette, thresholds?: ThresholdsConfig): KeyEntry[] {
  const { classes, options, compared } = view;
  const places = Array.from(classes.keys());
  const isNoData = places.some((place) => isEmptyRow(view, place) || isEmptyColumn(view, place));
  const byThresholds = !compared && options.colors === 'thresholds' && thresholds?.steps.length;
  return [
    ...(compared
      ? changeScale(view, palette)
      : byThresholds
        ? thresholdColors(thresholds, palette)
        : shareScales(view, palette)),
    ...(classes.some(isSum)
      ? [{ type: 'color', label: 'Summed, right or wrong', color: palette.mixed[palette.mixed.length - 1] } as const]
      : []),
    ...(isNoData ? [{ type: 'hatch', label: 'No data' } as const] : []),
  ];
}

function shareScales(view: MatrixView, palette: Palette): KeyEntry[] {
  const { options, strongest, formats } = view;
  const [good, bad] = scales(view, palette);
  const of = options.intensity === 'all' ? 'all' : `its ${options.intensity}`;
  const end = (share: number) => formats.share(share, options.intensity === 'all' ? 1 : 0);
  // An error's strength is the square root of its share.
  const shares = Array.from({ length: STOPS }, (_, i) => i / (STOPS - 1));
  return [
    {
      type: 'scale',
      label: 'Right',
      from: '0',
      to: `${end(strongest.right)} of ${of}`,
      colors: shares.map((share) => good[step(share)]),
    },
    {
      type: 'scale',
      label: 'Wrong',
      from: '0',
      to: `${end(strongest.wrong)} of ${of}`,
      colors: shares.map((share) => bad[step(Math.sqrt(share))]),
    },
  ];
}

function changeScale(view: MatrixView, palette: Palette): KeyEntry[] {
  const { compared } = view;
  if (!compared) {
    return [];
  }
  const [good, bad] = scales(view, palette);
  const shares = Array.from({ length: STOPS }, (_, i) => i / (STOPS - 1));
  const limit = Math.round(compared.limit * 100);
  const points = limit === 1 ? 'point' : 'points';
  return [
    {
      type: 'scale',
      label: `Share of ${compared.basis}`,
      from: `${limit} ${points} worse`,
      to: `${limit} ${points} better`,
      colors: [...[...shares].reverse().map((share) => bad[step(share)]), ...shares.map((share) => good[step(share)])],
    },
    {
      type: 'mark',
      label: `Surely differs (${percentOf(view.options.confidence)} confidence); what is pale may be chance`,
    },
  ];
}

function thresholdColors({ mode, steps }: ThresholdsConfig, palette: Palette): KeyEntry[] {
  const text = (value: number) => `${mode === ThresholdsMode.Percentage ? value : Number((value * 100).toFixed(2))} %`;
  return steps.map(({ value, color }, i) => ({
    type: 'color',
    label: i === 0 || !Number.isFinite(value) ? 'Share of errors below' : `from ${text(value)}`,
    color: palette.byName(color),
  }));
}
