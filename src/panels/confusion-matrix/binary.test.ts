import { confusionFromPairs } from '../../statistics/confusion';
import { plainFormats } from '../shared/formats';
import { binaryView } from './binary';
import { type ConfusionMatrixOptions, defaultOptions } from './options';
import { makeView } from './viewModel';

type Pair = [actual: string, predicted: string, count: number];

function view(pairs: Pair[], options: Partial<ConfusionMatrixOptions> = {}, reference?: Pair[]) {
  const counts = (pairs: Pair[]) =>
    confusionFromPairs(
      pairs.map(([actual]) => actual),
      pairs.map(([, predicted]) => predicted),
      pairs.map(([, , count]) => count)
    );
  const names = { current: 'query A', reference: 'query B' };
  return makeView(
    counts(pairs),
    { ...defaultOptions, ...options },
    plainFormats(),
    reference && { confusion: counts(reference), names }
  );
}

const credit: Pair[] = [
  ['approve', 'approve', 4316],
  ['approve', 'reject', 1635],
  ['reject', 'approve', 470],
  ['reject', 'reject', 1180],
];

describe('two classes in words', () => {
  it('name the four cells after the positive class, whichever of the two it is', () => {
    const words = binaryView(view(credit, { positiveClass: 'reject' }));
    expect(words?.sentences).toEqual([
      { name: 'True positives', isRight: true, text: 'Of 1,650 that were reject, 1,180 (71.5 %, 69.3 to 73.6) were predicted reject.' },
      { name: 'False negatives (misses)', isRight: false, text: 'Of 1,650 that were reject, 470 (28.5 %, 26.4 to 30.7) were predicted approve.' },
      { name: 'False positives (false alarms)', isRight: false, text: 'Of 5,951 that were approve, 1,635 (27.5 %, 26.4 to 28.6) were predicted reject.' },
      { name: 'True negatives', isRight: true, text: 'Of 5,951 that were approve, 4,316 (72.5 %, 71.4 to 73.6) were predicted approve.' },
    ]); // prettier-ignore
    expect(words?.measures.map(({ name, text }) => `${name} ${text}`)).toEqual([
      'Precision 41.9 %',
      'Recall 71.5 %',
      'Specificity 72.5 %',
      'False alarm rate 27.5 %',
    ]);
    const other = binaryView(view(credit, { positiveClass: 'approve' }));
    expect(other?.sentences[0].text).toMatch(/^Of 5,951 that were approve, 4,316 /);
    expect(other?.measures[0]).toMatchObject({ name: 'Precision', text: '90.2 %' });
  });

  it('choose no positive class by themselves: both classes have their measures', () => {
    const words = binaryView(view(credit, { positiveClass: 'nobody' }));
    expect(words?.sentences.map(({ name }) => name)).toEqual([undefined, undefined, undefined, undefined]);
    expect(words?.measures.map(({ name, text }) => `${name} ${text}`)).toEqual([
      'Precision of approve 90.2 %',
      'Recall of approve 72.5 %',
      'Precision of reject 41.9 %',
      'Recall of reject 71.5 %',
    ]);
  });

  it('say no data where there is none, never 0 %', () => {
    const words = binaryView(view([['yes', 'yes', 3], ['yes', 'no', 1]], { positiveClass: 'no' })); // prettier-ignore
    expect(words?.sentences[0].text).toBe('No outcome was no: no data.');
    expect(words?.measures.find(({ name }) => name === 'Recall')).toMatchObject({ text: '–', interval: undefined });
  });

  it('say what it was before, of a comparison', () => {
    const words = binaryView(view(credit, { positiveClass: 'reject' }, [['reject', 'reject', 3], ['reject', 'approve', 1]])); // prettier-ignore
    expect(words?.sentences[0].text).toMatch(/Before: 75\.0 %\.$/);
  });

  it('are for two classes only, and not for sums', () => {
    expect(binaryView(view([['a', 'a', 1]]))).toBeUndefined();
    expect(binaryView(view([['a', 'b', 1], ['c', 'c', 1]]))).toBeUndefined(); // prettier-ignore
    expect(binaryView(view([['x/1', 'x/2', 1], ['y', 'y', 1]], { groups: { ...defaultOptions.groups, by: 'separator' } }))).toBeUndefined(); // prettier-ignore
  });
});
