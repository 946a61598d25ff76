import { FieldType, toDataFrame } from '@grafana/data';

import { draftRule } from '../../alerting/draft';
import { type Simulation } from '../../alerting/simulate';
import { HISTORY_STEP_MS, historyWindow, readHistory } from './history';
import { inWords, previewOf } from './preview';
import { NOW, sharePlan } from './testPanel';

const HOUR = 3_600_000;
const none: Simulation = { episodes: [], fired: 0, evaluations: 336, withoutData: 0, failures: [] };
const episode = (hour: number, hours?: number, labels: Record<string, string> = {}) => ({
  labels,
  pendingFrom: hour * HOUR,
  firedFrom: hour * HOUR,
  ...(hours !== undefined && { to: (hour + hours) * HOUR }),
});

describe('the past of a rule in words', () => {
  it('says how often it would have fired, and for how long', () => {
    const first = ({ episodes = [] }: Partial<Simulation>) => inWords({ ...none, episodes }, 0).sentences[0];
    expect(first({})).toBe('Would not have fired in the last 7 days.');
    expect(first({ episodes: [episode(1, 1)] })).toBe('Would have fired once in the last 7 days (1 h in all).');
    expect(first({ episodes: [episode(1, 1), episode(5, 2)] })).toBe(
      'Would have fired twice in the last 7 days (3 h in all).'
    );
    expect(first({ episodes: [episode(1, 35.5)] })).toContain('(35.5 h in all)');
    expect(first({ episodes: [episode(1, 0.5)] })).toContain('(30 min in all)');
    expect(first({ episodes: [1, 2, 3].map((hour) => episode(hour * 10, 1)) })).toMatch(/fired 3 times/);
  });

  it('does not count what never held for long enough', () => {
    const pending = { labels: {}, pendingFrom: HOUR, to: 2 * HOUR };
    expect(inWords({ ...none, episodes: [pending] }, 0).sentences[0]).toMatch(/^Would not have fired/);
  });

  it('lists the latest first, by instance, however that is called', () => {
    const { sentences, fired } = inWords(
      { ...none, episodes: [episode(1, 2, { class: '</b>$x' }), episode(5, undefined, { class: '' })] },
      8 * HOUR
    );
    expect(sentences).toContain('It would be firing now.');
    expect(fired).toEqual([
      { id: '0', instance: 'class: (empty)', from: '1970-01-01 05:00', lasted: 'until now' },
      { id: '1', instance: 'class: </b>$x', from: '1970-01-01 01:00', lasted: '2 h' },
    ]);
  });

  it('says where there was no data, and what failed', () => {
    expect(inWords({ ...none, withoutData: 12, failures: ['Division of texts.'] }, 0).sentences).toEqual([
      'Would not have fired in the last 7 days.',
      'There was no data 12 of 336 times.',
      'Looked at every 30 min.',
      'It could not always be evaluated. Division of texts.',
    ]);
    expect(inWords({ ...none, withoutData: 336 }, 0).sentences).toEqual([
      'There was no data in the last 7 days, so nobody can say how often the rule would have fired.',
    ]);
  });
});

describe('the preview of a rule', () => {
  const window = historyWindow(NOW);
  const steps = Array.from({ length: 336 }, (_, i) => i + 1);
  const series = (valueAt: (step: number) => number) =>
    toDataFrame({
      fields: [
        { name: 'Time', type: FieldType.time, values: steps.map((step) => window.from + step * HISTORY_STEP_MS) },
        { name: 'Value', type: FieldType.number, values: steps.map(valueAt) },
      ],
    });
  const bad = (step: number) => step >= 100 && step < 104;
  const answers = new Map([
    ['hits', [series((step) => (bad(step) ? 700 : 970))]],
    ['support', [series(() => 1000)]],
  ]);
  const evaluations = readHistory(sharePlan.inputs, answers, window);
  const rule = (condition: Parameters<typeof draftRule>[1], holdsFor = '5m') =>
    draftRule(sharePlan, condition, {
      upstream: { type: 'prometheus', uid: 'prom' },
      folder: { uid: 'f', title: 'F' },
      holdsFor,
    });

  it('fires in the bad hours, and not before', () => {
    expect(previewOf(rule({ is: 'below', threshold: 0.9, surely: 0.99 }, '0s'), evaluations)).toMatchObject({
      sentences: ['Would have fired once in the last 7 days (2 h in all).', 'Looked at every 30 min.'],
    });
    expect(previewOf(rule({ is: 'below', threshold: 0.5 }), evaluations)).toMatchObject({
      sentences: ['Would not have fired in the last 7 days.', 'Looked at every 30 min.'],
    });
  });

  it('waits for as long as the condition must hold', () => {
    expect(previewOf(rule({ is: 'below', threshold: 0.9 }, '3h'), evaluations)).toMatchObject({
      sentences: ['Would not have fired in the last 7 days.', expect.anything()],
    });
  });
});
