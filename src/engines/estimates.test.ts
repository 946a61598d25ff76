import { migrateQuery } from '../query/migrate';
import { refuseQuestion } from './alertQuestion';
import { type Bins } from './bins';
import { estimateFrames } from './estimates';
import { Tally } from './tally';

const EDGES = [-Infinity, 0.25, 0.5, 0.75, Infinity];
const POSITIVE = '</script> "yes"';
const window = { from: 0, to: 4000, intervalMs: 1000 };

interface Asked {
  quality?: object;
  more?: object;
  predicted: Array<[version: string, time: number, bins: Bins]>;
  labelled: Array<[version: string, actual: string, bins: Bins]>;
}

function estimate({ quality, more, predicted, labelled }: Asked) {
  const query = migrateQuery({
    kind: 'quality',
    model: { name: 'm', positiveClass: POSITIVE },
    ...more,
    quality: { measure: 'accuracy', average: 'class', source: 'estimated', support: true, ...quality },
  });
  const scores = new Map(predicted.map(([version, time, bins]) => [`${version} ${time}`, { version, time, bins }]));
  const made = new Tally<Bins>(() => ({ edges: EDGES, counts: [0, 0, 0, 0] }));
  scores.forEach(({ version, time, bins }) => Object.assign(made.at(version, time), bins));
  const learnt = new Tally<Map<string, Bins>>(() => new Map());
  labelled.forEach(([version, actual, bins]) => learnt.at(version, window.to).set(actual, bins));
  const frames = estimateFrames({ predicted: made, labelled: learnt }, query, window, []);
  return {
    names: frames.map(({ fields }) => fields[1]?.config.displayNameFromDS),
    values: frames.map(({ fields }) => fields.find(({ name }) => name === 'Value')?.values),
    support: frames.map(({ fields }) => fields.find(({ name }) => name === 'support')?.values),
    notices: frames.flatMap(({ meta }) => meta?.notices ?? []).map(({ text }) => text),
  };
}

const bins = (...counts: number[]): Bins => ({ edges: EDGES, counts });
const labelled: Asked['labelled'] = [
  ['', POSITIVE, bins(10, 20, 60, 90)],
  ['', 'no', bins(80, 80, 30, 10)],
  ['', 'maybe', bins(10, 0, 10, 0)],
];

describe('an estimate', () => {
  it('goes by the share of the positive class in each bin, whatever the others are called', () => {
    const { values, support } = estimate({ predicted: [['', 4000, bins(100, 0, 0, 100)]], labelled });
    expect(values).toEqual([[0.9]]);
    expect(support).toEqual([[200]]);
  });

  it.each([
    ['precision', `estimated precision of ${POSITIVE}`, 75 / 100],
    ['recall', `estimated recall of ${POSITIVE}`, 150 / (10 + 20 + 150)],
  ])('of %s is of the positive class, and named so', (measure, name, expected) => {
    const asked = { quality: { measure }, labelled, predicted: [['', 4000, bins(100, 100, 100, 100)]] };
    const { values, names } = estimate(asked as Asked);
    expect(names).toEqual([name]);
    expect(values[0]?.[0]).toBeCloseTo(expected, 12);
  });

  it('goes over time by one calibration', () => {
    const { values } = estimate({
      more: { result: 'series' },
      predicted: [
        ['', 1000, bins(100, 0, 0, 0)],
        ['', 2000, bins(0, 100, 0, 0)],
      ],
      labelled,
    });
    expect(values).toEqual([[0.9, 0.8]]);
  });

  it('of a version goes by the outcomes of that version, and says where these are missing', () => {
    const { values, notices } = estimate({
      more: { byVersion: true },
      predicted: [
        ['v1', 4000, bins(100, 0, 0, 0)],
        ['v2', 4000, bins(100, 0, 0, 0)],
      ],
      labelled: labelled.map(([, actual, counted]) => ['v1', actual, counted]),
    });
    expect(values.map((of) => of?.[0] ?? undefined)).toEqual([0.9, undefined]);
    expect(notices.join()).toContain(
      "Some estimates are missing: of too many scores here no outcome is known of that version. Choose a longer calibration, or leave 'By version' out."
    );
  });

  it('is made on the edges that all histograms share, and says so', () => {
    const coarse: Bins = { edges: [-Infinity, 0.5, Infinity], counts: [100, 100] };
    const { values, notices } = estimate({ predicted: [['', 4000, coarse]], labelled });
    expect(values[0]?.[0]).toBeCloseTo((170 / 200 + 150 / 200) / 2, 12);
    expect(notices.join()).toContain('merged on the edges that all share: 0.5.');
  });

  it('is none where the histograms share no edge', () => {
    const one: Bins = { edges: [-Infinity, Infinity], counts: [100] };
    expect(estimate({ predicted: [['', 4000, one]], labelled }).values[0]?.[0] ?? undefined).toBeUndefined();
  });

  it('cuts at the edge that is nearest to the threshold, and says so', () => {
    const asked = (threshold: string) =>
      estimate({ more: { threshold }, predicted: [['', 4000, bins(100, 100, 100, 100)]], labelled });
    expect(asked('0.7').values).toEqual(asked('0.75').values);
    expect(asked('0.7').notices.join()).toContain(
      'the threshold 0.7 lies inside of one: its nearest edge 0.75 is taken'
    );
    expect(asked('0.75').notices.join()).not.toContain('nearest edge');
  });

  it('is none without outcomes, and where none was of the positive class', () => {
    const predicted: Asked['predicted'] = [['', 4000, bins(1, 2, 3, 4)]];
    const without = estimate({ predicted, labelled: [] });
    expect(without.values).toEqual([[null]]);
    expect(without.notices).toEqual([
      'No outcome with a score became known in the last 7 d, so nobody can say what scores mean. Choose a longer calibration.',
    ]);
    const others = estimate({ predicted, labelled: [['', 'yes', bins(1, 1, 1, 1)]] });
    expect(others.values).toEqual([[null]]);
    expect(others.notices).toEqual([expect.stringContaining(`was of the positive class '${POSITIVE}'`)]);
  });
});

it('no alert is set on an estimate, and it says what to watch instead', () => {
  const asked = (source: string) => refuseQuestion(migrateQuery({ kind: 'quality', quality: { source } }));
  expect(asked('estimated')?.sentence).toContain('Alert on the drift of the score');
  expect(asked('auto')).toBeUndefined();
});
