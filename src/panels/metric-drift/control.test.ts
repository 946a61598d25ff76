import { FieldType } from '@grafana/data';

import { accuracySeries, driftEnd, driftStart } from '../../../test/driftFrames';
import { controlView, controlWords, hasDrifted, referenceEnd } from './control';
import { plainScore } from './formats';
import { type Metric } from './metrics';

const range = { from: driftStart, to: driftEnd };
const half = (driftStart + driftEnd) / 2;
const identity = (text: string) => text;

function metric({ times, values }: { times: number[]; values: Array<number | undefined> }): Metric {
  return {
    key: 'A',
    name: 'accuracy',
    field: { name: 'Value', type: FieldType.number, values: [], config: {} },
    times,
    values,
  };
}

const words = (view: ReturnType<typeof controlView>) =>
  controlWords(view, plainScore, (time) => new Date(time).toISOString());

describe('a control chart', () => {
  it('finds where the level fell, within hours of it, and says by how much with an interval', () => {
    const view = controlView(metric(accuracySeries(672, 0.05)), half, 0.95);
    const fell = driftStart + 0.7 * (driftEnd - driftStart);
    expect(hasDrifted(view)).toBe(true);
    expect(Math.abs(view.changes[0].time - fell)).toBeLessThan(6 * 3600_000);
    expect(view.changes[0].direction).toBe('down');
    expect(view.change?.value).toBeCloseTo(-0.03, 2);
    expect(words(view)[0]).toMatch(/^Mean −0\.0\d+ \(−0\.0\d+ to −0\.0\d+\) against the reference, surely\.$/);
    expect(words(view).join(' ')).toContain(': down.');
  });

  it('does not take the rhythm of the day for drift', () => {
    const view = controlView(metric(accuracySeries(672, 0)), half, 0.95);
    expect([view.cycle, view.changes]).toEqual(['day', []]);
    expect(words(view)).toContain('No lasting change of level.');
  });

  it('has a point of each line for each value, and holes where the values have', () => {
    const { times, values } = accuracySeries(300, 0);
    const view = controlView(
      metric({ times, values: values.map((value, i) => (i === 9 ? undefined : value)) }),
      half,
      0.95
    );
    expect([view.average?.length, view.lower?.length]).toEqual([300, 300]);
    expect([view.average?.[9], view.average?.[10]]).toEqual([null, expect.any(Number)]);
  });

  it.each([
    ['few values', [0.9, 0.8], 'No limits: the reference has 2 values, and 30 are needed.'],
    ['none', [], 'No limits: the reference has 0 values'],
    ['one value only', Array<number>(200).fill(0.9), 'never strays from its level, which says nothing about what'],
  ])('of %s has no limits, and says why', (_, values, expected) => {
    const times = values.map((_, i) => driftStart + (i * (driftEnd - driftStart)) / values.length);
    expect(words(controlView(metric({ times, values }), half, 0.95))[0]).toContain(expected);
  });

  it('whose reference is all of the range says that nothing comes after it', () => {
    expect(words(controlView(metric(accuracySeries(400, 0)), driftEnd, 0.95))).toEqual([
      'There are no values after the reference.',
    ]);
  });
});

describe('the reference', () => {
  const reference = { by: 'share' as const, share: 25, until: '' };

  it('is the first part of the range, or all until a time, which may be a variable', () => {
    expect(referenceEnd(reference, { from: 0, to: 400 }, identity)).toBe(100);
    const until = { ...reference, by: 'until' as const, until: '$until' };
    expect(referenceEnd(until, range, () => '2026-05-04')).toBe(Date.parse('2026-05-04'));
  });

  it('until what is no time is a sentence', () => {
    const until = { ...reference, by: 'until' as const, until: 'yesterday "$' };
    expect(referenceEnd(until, range, identity)).toEqual({
      sentence: expect.stringContaining(`'yesterday "$', which is no time`),
    });
  });
});
