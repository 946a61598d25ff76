/** Answers of drift queries, made up: of a credit model whose income moved, and of models with many features. */
import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { type ComparedDistribution, distributionsFrame } from '../src/frames/distributionsFrame';
import { driftFrame, driftSeriesFrame } from '../src/frames/driftFrame';
import { judgeDrift } from '../src/frames/judgeDrift';
import { type ModelwatchMeta } from '../src/frames/modelwatchMeta';
import { type DriftMeasure, thresholdOfDrift, type VariableKind } from '../src/query/drift';
import { DRIFT_NAMES } from '../src/query/measureNames';
import { defaultQuery } from '../src/query/query';

const HOUR = 3600_000;
export const driftEnd = Date.parse('2026-05-08T12:00:00Z');
export const driftStart = driftEnd - 7 * 24 * HOUR;

export function driftMeta(measure: DriftMeasure = 'psi'): ModelwatchMeta {
  const query = { ...defaultQuery, kind: 'drift' as const, drift: { ...defaultQuery.drift, measure } };
  return { query: { ...query, model: { ...query.model, name: 'credit-risk' } }, from: driftStart, to: driftEnd };
}

/** Always the same numbers in [0, 1). */
export function seededNumbers(seed = 20260508): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

function numeric(variable: string, edges: number[], before: number[], now: number[], nulls = [0, 0]) {
  const [ofReference, ofCurrent] = nulls;
  const open = [-Infinity, ...edges, Infinity];
  return {
    of: 'feature' as VariableKind,
    variable,
    edges: open,
    reference: { counts: [0, ...before, 0], nulls: ofReference },
    current: { counts: [0, ...now, 0], nulls: ofCurrent },
  };
}

function categorical(variable: string, counts: Record<string, [before: number, now: number]>, nulls = [0, 0]) {
  const rows = Object.values(counts);
  return {
    of: 'feature' as VariableKind,
    variable,
    categories: Object.keys(counts),
    reference: { counts: rows.map(([before]) => before), nulls: nulls[0] },
    current: { counts: rows.map(([, now]) => now), nulls: nulls[1] },
  };
}

/** A credit model: income moved far, employment has a new category and nulls, the others show chance or what is usual. */
export const creditDistributions: ComparedDistribution[] = [
  numeric(
    'income',
    [0, 10, 20, 30, 40, 50, 60, 80, 100],
    [120, 480, 1210, 1680, 1420, 900, 610, 240],
    [30, 140, 420, 890, 1310, 1650, 1480, 760]
  ),
  categorical(
    'employment',
    {
      employed: [4310, 3690],
      'self-employed': [1220, 1130],
      unemployed: [640, 610],
      retired: [520, 40],
      'gig worker': [0, 930],
    },
    [10, 240]
  ),
  numeric('age', [18, 25, 35, 45, 55, 65, 90], [810, 1720, 1640, 1270, 830, 430], [790, 1700, 1610, 1330, 850, 400]),
  categorical('channel', { web: [3900, 3600], branch: [1500, 1450], app: [1300, 1680] }),
  numeric('loan amount', [0, 5, 10, 20, 50, 100], [2140, 1980, 1410, 810, 360], [2100, 2030, 1390, 790, 380]),
  numeric(
    'debt ratio',
    [0, 0.1, 0.2, 0.3, 0.5, 1],
    [1300, 1900, 1800, 1200, 500],
    [1280, 1870, 1830, 1230, 480],
    [40, 44]
  ),
  categorical('region', { north: [1700, 1650], south: [2100, 2160], east: [1400, 1380], west: [1500, 1490] }),
  { ...categorical('prediction', { approve: [5100, 4630], reject: [1600, 2070] }), of: 'prediction' },
  categorical('new tariff', { A: [9, 4], B: [6, 2] }),
];

const usual: Record<string, number> = { income: 0.04, employment: 0.03, channel: 0.02, age: 0.005 };

/** As a drift query answers with a number: the judged variables, and their distributions. */
export function driftAnswer(
  distributions: readonly ComparedDistribution[] = creditDistributions,
  measure: DriftMeasure = 'psi',
  notices: QueryResultMetaNotice[] = []
): DataFrame[] {
  const meta = driftMeta(measure);
  const rows = distributions.map(({ of, variable, current, reference = current, edges }) =>
    judgeDrift(
      of,
      variable,
      { current, reference, ...(edges && { edges }) },
      {
        measure,
        level: 0.05 / distributions.length,
        usual: usual[variable],
        threshold: thresholdOfDrift(meta.query.drift),
      }
    )
  );
  rows.sort((a, b) => (b.drift ?? -1) - (a.drift ?? -1));
  return [driftFrame(rows, DRIFT_NAMES[measure], meta, notices), distributionsFrame(distributions, meta, [])];
}

/** So many features, a tenth of them drifted. */
export function manyDistributions(features: number): ComparedDistribution[] {
  const random = seededNumbers();
  return Array.from({ length: features }, (_, f) => {
    const moved = f % 10 === 3 ? 0.3 + random() : 0.02 * random();
    const before = Array.from({ length: 10 }, () => 400 + Math.floor(200 * random()));
    const now = before.map(
      (count, k) => Math.round(count * (1 + moved * ((k - 4.5) / 4.5))) + Math.floor(30 * random())
    );
    return numeric(
      `feature_${String(f).padStart(3, '0')}`,
      Array.from({ length: 11 }, (_, k) => 10 * k),
      before,
      now
    );
  });
}

/** As a drift query answers with a series: a frame for each variable; every tenth drifts from some time on. */
export function driftOverTime(features: number, steps: number, names?: string[]): DataFrame[] {
  const random = seededNumbers(7);
  const step = (driftEnd - driftStart) / steps;
  return Array.from({ length: features }, (_, f) => {
    const onset = f % 10 === 3 || (names && f < 2) ? 0.4 + 0.4 * random() : 2;
    const points = Array.from({ length: steps }, (_, i) => {
      const daily = 0.012 * (1 + Math.sin((i * step) / (24 * HOUR) / 0.159));
      const drift = daily + 0.015 * random() + (i / steps > onset ? 0.15 + 0.35 * (i / steps - onset) : 0);
      return { time: driftStart + (i + 1) * step, ...(f % 17 !== 5 || i % 23 > 2 ? { drift, floor: 0.022 } : {}) };
    });
    const variable = names?.[f] ?? `feature_${String(f).padStart(3, '0')}`;
    return driftSeriesFrame({ of: 'feature', variable, points }, DRIFT_NAMES.psi, driftMeta(), []);
  });
}

/** An accuracy with a daily rhythm that falls after two thirds of the time, or does not. */
export function accuracySeries(steps: number, fall: number): { times: number[]; values: number[] } {
  const random = seededNumbers(3);
  const step = (driftEnd - driftStart) / steps;
  const times = Array.from({ length: steps }, (_, i) => driftStart + (i + 1) * step);
  const values = times.map((time, i) => {
    const noise = 0.012 * (random() + random() + random() - 1.5);
    return 0.86 + 0.015 * Math.sin((2 * Math.PI * time) / (24 * HOUR)) + noise - (i > steps * 0.7 ? fall : 0);
  });
  return { times, values };
}
