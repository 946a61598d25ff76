import { createTheme, ThresholdsMode } from '@grafana/data';

import { confusionFromPairs } from '../../statistics/confusion';
import { plainFormats } from '../shared/formats';
import { makePalette } from './colors';
import { keyEntriesOf } from './keyEntries';
import { type ConfusionMatrixOptions, defaultOptions } from './options';
import { makeView } from './viewModel';

const palette = makePalette(createTheme());
const pairs = confusionFromPairs(['a', 'a', 'b'], ['a', 'b', 'b'], [6, 2, 2]);
const view = (options: Partial<ConfusionMatrixOptions> = {}, counts = pairs) =>
  makeView(counts, { ...defaultOptions, ...options }, plainFormats());

describe('the color key', () => {
  it('says what the ends of the scales are: shares of the row, or the largest of all', () => {
    const ends = (options: Partial<ConfusionMatrixOptions>) =>
      keyEntriesOf(view(options), palette).map((entry) => (entry.type === 'scale' ? `${entry.label} ${entry.to}` : ''));
    expect(ends({})).toEqual(['Right 100 % of its row', 'Wrong 100 % of its row']);
    expect(ends({ intensity: 'column' })).toEqual(['Right 100 % of its column', 'Wrong 100 % of its column']);
    expect(ends({ intensity: 'all' })).toEqual(['Right 60.0 % of all', 'Wrong 20.0 % of all']);
  });

  it('names the thresholds, where these color the cells', () => {
    const steps = [
      { value: -Infinity, color: 'green' },
      { value: 5, color: 'red' },
    ];
    const labels = keyEntriesOf(view({ colors: 'thresholds' }), palette, { mode: ThresholdsMode.Percentage, steps });
    expect(labels.map(({ label }) => label)).toEqual(['Share of errors below', 'from 5 %']);
  });

  it('says what is no data and what is summed, only where there is such', () => {
    const labels = (...args: Parameters<typeof view>) => keyEntriesOf(view(...args), palette).map(({ label }) => label);
    expect(labels()).toEqual(['Right', 'Wrong']);
    expect(labels({}, confusionFromPairs(['a'], ['b']))).toContain('No data');
    expect(labels({ topClasses: 1 }, confusionFromPairs(['a', 'b', 'c'], ['a', 'b', 'c']))).toContain(
      'Summed, right or wrong'
    );
  });

  it('says of a comparison which way is better, and at which confidence a difference is sure', () => {
    const names = { current: 'query A', reference: 'query B' };
    const compared = makeView(pairs, { ...defaultOptions, confidence: 0.99 }, plainFormats(), {
      confusion: confusionFromPairs(['a', 'b'], ['a', 'b']),
      names,
    });
    expect(keyEntriesOf(compared, palette)).toMatchObject([
      { type: 'scale', label: 'Share of row', from: '50 points worse', to: '50 points better' },
      { type: 'mark', label: 'Surely differs (99 % confidence); what is pale may be chance' },
    ]);
  });
});
