import { createDataFrame, type DataFrame, DataFrameType, FieldType } from '@grafana/data';
import fc from 'fast-check';

import { recordedFrames } from '../../test/recorded';
import { defaultQuery, type ModelQuery } from '../query/query';
import { countsAt, scoreGroupsOf, scoreMeasure } from '../statistics/scores';
import { binsFrame } from './binsFrame';
import { confusionFrame } from './confusionFrame';
import { readScores, type ScoresRead, type UnusableScores } from './readScores';

function read(...args: Parameters<typeof readScores>): ScoresRead {
  const result = readScores(...args);
  if (result === undefined || 'sentence' in result) {
    throw new Error(result?.sentence ?? 'No scores were found');
  }
  return result;
}

function refusal(...args: Parameters<typeof readScores>): UnusableScores {
  const result = readScores(...args);
  if (result === undefined || !('sentence' in result)) {
    throw new Error('It was read');
  }
  return result;
}

const reject = { positive: 'reject' };

function table(columns: Record<string, unknown[]>, refId = 'A'): DataFrame {
  return createDataFrame({
    refId,
    fields: Object.entries(columns).map(([name, values]) => ({
      name,
      values,
      type:
        name === 'Time'
          ? FieldType.time
          : values.some((value) => typeof value === 'string')
            ? FieldType.string
            : FieldType.number,
    })),
  });
}

function series(labels: Record<string, string>, values: unknown[], times = values.map((_, i) => 1000 * i)) {
  return createDataFrame({
    refId: 'A',
    fields: [
      { name: 'Time', type: FieldType.time, values: times },
      { name: 'Value', type: FieldType.number, values, labels },
    ],
  });
}

/** A histogram's buckets, a frame each. */
function buckets(labels: Record<string, string>, upTo: Record<string, unknown>): DataFrame[] {
  return Object.entries(upTo).map(([le, count]) => series({ ...labels, le }, [count]));
}

const distribution: ModelQuery = {
  ...defaultQuery,
  kind: 'distribution',
  model: { ...defaultQuery.model, name: 'credit-risk', positiveClass: 'reject' },
};
const meta = { query: distribution, from: 0, to: 1 };

/** Ten approvals, four rejections. */
const twoClasses = [
  ...buckets({ actual: 'approve' }, { '0.25': 6, '0.5': 8, '0.75': 9, '1.0': 10, '+Inf': 10 }),
  ...buckets({ actual: 'reject' }, { '0.25': 0, '0.5': 1, '0.75': 2, '1.0': 4, '+Inf': 4 }),
];

describe("Prometheus' buckets by actual class", () => {
  it('are read as series, cumulative as they are', () => {
    const { versions, edges, positiveClass, negativeClass, classes, notices } = read(twoClasses, reject);
    expect({ positiveClass, negativeClass, classes, notices }).toEqual({
      positiveClass: 'reject',
      negativeClass: 'approve',
      classes: ['approve', 'reject'],
      notices: [],
    });
    expect(edges).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(versions).toHaveLength(1);
    expect(versions[0].groups).toEqual({
      low: Float64Array.of(0, 0.25, 0.5, 0.75),
      high: Float64Array.of(0.25, 0.5, 0.75, 1),
      positive: Float64Array.of(0, 1, 1, 2),
      negative: Float64Array.of(6, 2, 1, 1),
    });
    expect(countsAt(versions[0].groups, 0.5)).toEqual({ tp: 3, fp: 2, fn: 1, tn: 8 });
  });

  it('are read as one frame of several fields', () => {
    const fields = twoClasses.flatMap((frame) => frame.fields.filter(({ name }) => name === 'Value'));
    expect(read([createDataFrame({ fields })], reject).versions).toEqual(read(twoClasses, reject).versions);
  });

  it.each([
    ['numbers', [0.5, 1, Infinity, 0.5, 1, Infinity]],
    ['text', ['0.5', '1', '+Inf', '0.5', '1.0', '+Inf']],
  ])('are read as a table with le as %s', (_, le) => {
    const frame = table({
      Time: [1, 1, 1, 1, 1, 1],
      actual: ['approve', 'approve', 'approve', 'reject', 'reject', 'reject'],
      le,
      Value: [8, 10, 10, 1, 4, 4],
    });
    const { groups } = read([frame], reject).versions[0];
    expect(countsAt(groups, 0.5)).toEqual({ tp: 3, fp: 2, fn: 1, tn: 8 });
  });

  it('are read of a table of several queries, and of its latest time', () => {
    const columns = { actual: ['a', 'b', 'a', 'b'], le: ['+Inf', '+Inf', '+Inf', '+Inf'] };
    const frame = table({ Time: [1, 1, 2, 2], ...columns, 'Value #A': [1, 2, 30, 40] });
    const half = table({ Time: [2, 2], actual: ['a', 'b'], le: ['0.5', '0.5'], 'Value #A': [10, 20] });
    const { groups } = read([frame, half], { positive: 'a' }).versions[0];
    expect(countsAt(groups, 0.5)).toEqual({ tp: 20, fp: 20, fn: 10, tn: 20 });
  });

  it('of a range have their last value; what ended before is left out', () => {
    const frames = [
      series({ actual: 'a', le: '0.5' }, [1, 2, 3]),
      series({ actual: 'a', le: '+Inf' }, [1, 2, 5]),
      series({ actual: 'b', le: '0.5' }, [7, 8, 9]),
      series({ actual: 'b', le: '+Inf' }, [7, 8, 9]),
      series({ actual: 'b', instance: 'gone', le: '+Inf' }, [100], [0]),
    ];
    const { versions, notices } = read(frames, { positive: 'a' });
    expect(countsAt(versions[0].groups, 0.5)).toEqual({ tp: 2, fp: 0, fn: 3, tn: 9 });
    expect(notices).toEqual(['1 series ended before the others and was left out.']);
  });

  it('are added over other labels, with a notice', () => {
    const frames = ['a:1', 'b:1'].flatMap((instance) => [
      ...buckets({ actual: 'approve', instance }, { '0.5': 8, '+Inf': 10 }),
      ...buckets({ actual: 'reject', instance }, { '0.5': 1, '+Inf': 4 }),
    ]);
    const { versions, notices } = read(frames, reject);
    expect(countsAt(versions[0].groups, 0.5)).toEqual({ tp: 6, fp: 4, fn: 2, tn: 16 });
    expect(notices).toEqual(['Series that differ in instance were added together.']);
  });

  it('of the predicted class too are added, and still no counts of pairs', () => {
    const frames = ['approve', 'reject'].flatMap((predicted) =>
      buckets({ actual: 'reject', predicted }, { '0.5': 1, '+Inf': 4 })
    );
    expect(countsAt(read(frames, reject).versions[0].groups, 0.5)).toMatchObject({ tp: 6, fn: 2 });
  });

  it('are told apart by version, in the order of their names', () => {
    const frames = ['v10', 'v2'].flatMap((version) => [
      ...buckets({ actual: 'approve', version }, { '0.5': 8, '+Inf': 10 }),
      ...buckets({ actual: 'reject', version }, { '0.5': version === 'v2' ? 0 : 3, '+Inf': 4 }),
    ]);
    const { versions, notices } = read(frames, reject);
    expect(versions.map(({ version, groups }) => [version, countsAt(groups, 0.5).tp])).toEqual([
      ['v2', 4],
      ['v10', 1],
    ]);
    expect(notices).toEqual([]);
  });

  it('whose edges differ are merged on those that all have', () => {
    const frames = [
      ...buckets({ actual: 'approve', version: 'v1' }, { '0.1': 4, '0.5': 8, '0.9': 9, '+Inf': 10 }),
      ...buckets({ actual: 'reject', version: 'v1' }, { '0.1': 0, '0.5': 1, '0.9': 2, '+Inf': 4 }),
      ...buckets({ actual: 'approve', version: 'v2' }, { '0.2': 4, '0.5': 8, '+Inf': 10 }),
      ...buckets({ actual: 'reject', version: 'v2' }, { '0.2': 0, '0.5': 2, '+Inf': 4 }),
    ];
    const { versions, edges, notices } = read(frames, reject);
    expect(edges).toEqual([0, 0.5, 1]);
    expect(versions.map(({ groups }) => countsAt(groups, 0.5).tp)).toEqual([3, 2]);
    expect(notices).toEqual([
      'Not all histograms have the same edges: they were merged on those that all have, 1 of 4.',
    ]);
  });

  it('without an edge in common are refused', () => {
    const frames = [
      ...buckets({ actual: 'approve' }, { '0.4': 4, '+Inf': 10 }),
      ...buckets({ actual: 'reject' }, { '0.6': 0, '+Inf': 4 }),
    ];
    expect(refusal(frames, reject).sentence).toMatch(/no edge in common.*Query versions whose edges agree\.$/);
  });

  it('take edges that differ by rounding only, or in how they are written, for the same', () => {
    const frames = [
      ...buckets({ actual: 'approve' }, { '0.15': 4, '1': 3, '1.0': 7, '+Inf': 10 }),
      ...buckets({ actual: 'reject' }, { '0.15000000000000002': 0, '1': 4, '+Inf': 4 }),
    ];
    const { edges, notices } = read(frames, reject);
    expect(edges).toEqual([0, 0.15, 1]);
    expect(notices).toEqual([]);
  });

  it('without +Inf are refused where scores may be missing, and read with a notice where the edges reach 1', () => {
    expect(refusal(buckets({ actual: 'reject' }, { '0.5': 3, '0.9': 4 }), reject).sentence).toBe(
      `The scores of 'reject' end at le="0.9", and how many are higher is not known. Keep le="+Inf" in the query.`
    );
    const { versions, notices } = read(buckets({ actual: 'reject' }, { '0.5': 3, '1': 4 }), reject);
    expect(countsAt(versions[0].groups, 0.5)).toMatchObject({ tp: 1, fn: 3 });
    expect(notices[0]).toBe('There is no le="+Inf": scores above the last edge, if there are any, are not counted.');
  });

  it('end at 1 where the last edge is lower, and say what lies above it', () => {
    const below = read(buckets({ actual: 'reject' }, { '0.5': 3, '0.9': 4, '+Inf': 6 }), reject);
    expect(below.edges).toEqual([0, 0.5, 0.9, 1]);
    const above = read(buckets({ actual: 'reject' }, { '0.5': 3, '1': 4, '+Inf': 6 }), reject);
    expect(above.edges).toEqual([0, 0.5, 1]);
    expect(above.notices).toContain('2 outcomes have scores above 1, which no threshold can tell apart.');
    expect(countsAt(above.versions[0].groups, 1)).toMatchObject({ tp: 2, fn: 4 });
  });

  it('below 0 begin nowhere, and at 0 hold the scores that are 0', () => {
    const logits = read(buckets({ actual: 'reject' }, { '-1': 3, '0': 4, '+Inf': 6 }), reject);
    expect(logits.edges).toEqual([-1, 0]);
    expect(logits.versions[0].groups.low[0]).toBe(-Infinity);
    const zeros = read(buckets({ actual: 'reject' }, { '0': 2, '0.5': 4, '+Inf': 6 }), reject);
    expect(countsAt(zeros.versions[0].groups, 0)).toMatchObject({ tp: 4, fn: 2 });
  });

  it('that fall a little are raised, with a notice; a rounding is not worth a word', () => {
    const frames = buckets({ actual: 'reject' }, { '0.25': 100, '0.5': 99.5, '1': 200, '+Inf': 200 - 1e-9 });
    const { versions, notices } = read(frames, reject);
    expect(Array.from(versions[0].groups.positive)).toEqual([100, 100]);
    expect(notices[0]).toBe('1 count was lower than at a lower edge, by less than 1 %, and was raised to it.');
  });

  it('that are not cumulative are refused', () => {
    const frames = buckets({ actual: 'reject' }, { '0.25': 100, '0.5': 30, '1': 7, '+Inf': 2 });
    expect(refusal(frames, reject).sentence).toMatch(/^The counts by le are not cumulative: of 'reject'/);
    const heatmap = { ...twoClasses[0], meta: { type: DataFrameType.HeatmapRows } };
    expect(refusal([heatmap], reject).sentence).toMatch(/format 'Heatmap'\. Choose the format 'Time series'\.$/);
  });

  it('without a count lose their edge, not their outcomes', () => {
    const frames = [
      ...buckets({ actual: 'approve' }, { '0.25': null, '0.5': 8, '0.75': NaN, '1.0': 10, '+Inf': 10 }),
      ...twoClasses.slice(5),
      series({ actual: 'reject', le: 'many' }, [7]),
    ];
    const { versions, edges, notices } = read(frames, reject);
    expect(edges).toEqual([0, 0.5, 1]);
    expect(countsAt(versions[0].groups, 0.5)).toEqual({ tp: 3, fp: 2, fn: 1, tn: 8 });
    expect(notices[0]).toBe('3 buckets have no finite count or edge: their edges are not used.');
  });

  it('without outcomes are refused, and a version without any is none', () => {
    const empty = buckets({ actual: 'reject', version: 'v3' }, { '0.1': 0, '+Inf': 0 });
    expect(refusal(empty, reject).sentence).toMatch(/^Every count is 0 in this time range/);
    const { versions, edges } = read([...twoClasses, ...empty], reject);
    expect(versions.map(({ version }) => version)).toEqual(['']);
    expect(edges).toEqual([0, 0.25, 0.5, 0.75, 1]);
    const nan = buckets({ actual: 'reject' }, { '0.1': NaN, '+Inf': null });
    expect(refusal(nan, reject).sentence).toBe("None of the histogram's 2 buckets has a count. Widen the time range.");
  });

  it('of a real Grafana, which lack the actual class, are refused with what to write', () => {
    expect(refusal(recordedFrames('prometheus/feature-buckets-instant')).sentence).toContain('sum by (actual, le)');
  });

  it('are found under a label that the user names', () => {
    const frames = buckets({ wirklich: 'reject', other: 'x' }, { '0.5': 1, '+Inf': 4 });
    expect(read(frames, { ...reject, actual: 'wirklich' }).classes).toEqual(['reject']);
  });
});

describe('our own bins frame', () => {
  const edges = [0, 0.25, 0.5, 0.75, 1];
  const bins = (version?: string) => [
    { name: 'approve', labels: { actual: 'approve', ...(version && { version }) }, counts: [6, 2, 1, 1] },
    { name: 'reject', labels: { actual: 'reject', ...(version && { version }) }, counts: [0, 1, 1, 2] },
  ];

  it('is read as the buckets that it was made of, and knows its positive class', () => {
    const result = read([binsFrame(edges, bins(), meta, [])]);
    expect(result.versions).toEqual(read(twoClasses, reject).versions);
    expect(result).toMatchObject({ positiveClass: 'reject', edges, meta, notices: [] });
  });

  it('is split by version', () => {
    const { versions } = read([binsFrame(edges, [...bins('v1'), ...bins('v2')], meta, [])]);
    expect(versions.map(({ version }) => version)).toEqual(['v1', 'v2']);
  });

  it('may have open ends, which hold no edge', () => {
    const open = [-Infinity, -1, 0, 1, Infinity];
    const { edges: found, versions } = read([binsFrame(open, bins(), meta, [])]);
    expect(found).toEqual([-1, 0, 1]);
    expect(countsAt(versions[0].groups, 1)).toEqual({ tp: 2, fp: 1, fn: 2, tn: 9 });
  });

  it('has no numbers where counts are none', () => {
    const broken = bins();
    broken[0].counts[1] = NaN;
    const { notices, versions } = read([binsFrame(edges, broken, meta, [])]);
    expect(notices).toEqual(['1 bin has no finite count and was left out.']);
    expect(countsAt(versions[0].groups, 0).fp).toBe(8);
  });

  it('of errors holds no scores', () => {
    const errors = { ...meta, query: { ...distribution, distribution: { of: 'error' as const } } };
    expect(readScores([binsFrame(edges, bins(), errors, [])], reject)).toBeUndefined();
  });

  it('without rows says why', () => {
    const notices = [{ severity: 'warning' as const, text: 'No series named model_outcome_score.' }];
    expect(refusal([binsFrame([], [], meta, notices)]).sentence).toBe('No series named model_outcome_score.');
  });
});

describe('records', () => {
  const actual = ['reject', 'approve', 'reject', 'approve', 'reject', 'approve'];
  const score = [0.9, 0.2, 0.4, 0.4, 0.7, 0.1];

  it('are exact: a group for each distinct score', () => {
    const { versions, edges, notices } = read([table({ actual, score })], reject);
    expect(edges).toBeUndefined();
    expect(notices).toEqual([]);
    expect(versions[0].groups).toEqual(
      scoreGroupsOf(
        score,
        actual.map((name) => name === 'reject')
      )
    );
    // By hand: of 9 pairs 8 are in order, one is a tie.
    expect(scoreMeasure(versions[0].groups, 'rocAuc').value).toBeCloseTo(8.5 / 9, 12);
  });

  it('may be counted, and told apart by version', () => {
    const frame = table({
      actual,
      score,
      count: [1, 2, 3, 4, 5, 6],
      'model.version': ['v1', 'v1', 'v1', 'v1', 'v2', 'v2'],
    });
    const { versions } = read([frame], reject);
    expect(versions.map(({ version, groups }) => [version, countsAt(groups, 0.3)])).toEqual([
      ['v1', { tp: 4, fp: 4, fn: 0, tn: 2 }],
      ['v2', { tp: 5, fp: 0, fn: 0, tn: 6 }],
    ]);
  });

  it('of an untyped CSV are read, in the columns that the user names', () => {
    const frame = table({ fact: actual, p: score.map(String) });
    const fields = { ...reject, actual: 'fact', score: 'p' };
    expect(countsAt(read([frame], fields).versions[0].groups, 0.3)).toEqual({ tp: 3, fp: 1, fn: 0, tn: 2 });
  });

  it('lose the rows that cannot be counted, with a notice', () => {
    const frame = table({
      actual: ['reject', null, 'approve', 'approve', 'approve'],
      score: [0.5, 0.5, null, NaN, 0.2],
      count: [1, 1, 1, 1, -1],
    });
    const { versions, notices } = read([frame], reject);
    expect(countsAt(versions[0].groups, 0)).toEqual({ tp: 1, fp: 0, fn: 0, tn: 0 });
    expect(notices).toEqual([
      '1 row has no actual class and was left out.',
      '2 rows have no finite score and were left out.',
      '1 row has no finite count above 0 and was left out.',
      'Every outcome is reject: there is no curve without a second class.',
    ]);
  });

  it('may have scores outside of 0 to 1', () => {
    const { versions, notices } = read([table({ actual, score: [3, -2, 1, 0, 2, -1] })], reject);
    expect(scoreMeasure(versions[0].groups, 'rocAuc').value).toBe(1);
    expect(notices).toEqual(['4 of 6 scores lie outside of 0 to 1.']);
  });

  it('with predicted classes are counts, unless the positive class or the field of the score is named', () => {
    const raw = recordedFrames('elasticsearch/records-raw');
    expect(readScores(raw)).toBeUndefined();
    expect(read(raw, reject).versions.map(({ version }) => version)).toEqual(['v1']);
    expect(refusal(raw, { score: 'prediction.score' }).sentence).toMatch(/^Of which class are these the scores\?/);
  });

  it('of which nothing is left are refused', () => {
    expect(refusal([table({ actual: [null, null], score: [0.1, 0.2] })], reject).sentence).toBe(
      'Nothing could be counted. 2 rows have no actual class and were left out.'
    );
  });
});

describe('the positive class', () => {
  it('is asked for where nobody names it, with the classes found', () => {
    expect(refusal(twoClasses)).toEqual({
      sentence:
        "Of which class are these the scores? Choose the positive class, here or in the panel's options under 'Classes'. The classes are approve and reject.",
      classes: ['approve', 'reject'],
    });
  });

  it("is the panel's rather than the query's", () => {
    const bins = [{ name: 'a', labels: { actual: 'approve' }, counts: [1] }];
    const frame = binsFrame([0, 1], [...bins, { name: 'r', labels: { actual: 'reject' }, counts: [2] }], meta, []);
    expect(read([frame]).positiveClass).toBe('reject');
    expect(read([frame], { positive: 'approve' }).positiveClass).toBe('approve');
  });

  it('is asked for again where no outcome is of it', () => {
    expect(refusal(twoClasses, { positive: 'Reject' })).toEqual({
      sentence: "No outcome is of the positive class 'Reject'. The classes are approve and reject.",
      classes: ['approve', 'reject'],
    });
  });

  it('may be missing in data of a single class, where nothing can be told apart', () => {
    const { versions, positiveClass, negativeClass, notices } = read(twoClasses.slice(0, 5), reject);
    expect([positiveClass, negativeClass]).toEqual(['reject', 'approve']);
    expect(scoreMeasure(versions[0].groups, 'rocAuc').value).toBeUndefined();
    expect(notices).toEqual(['Every outcome is approve: there is no curve without a second class.']);
  });

  it('is set against all others where there are several', () => {
    const frames = [
      ...twoClasses,
      ...buckets({ actual: 'refer' }, { '0.25': 1, '0.5': 1, '0.75': 1, '1': 2, '+Inf': 2 }),
    ];
    const { versions, negativeClass, notices } = read(frames, reject);
    expect(negativeClass).toBe('not reject');
    expect(countsAt(versions[0].groups, 0.5)).toEqual({ tp: 3, fp: 3, fn: 1, tn: 9 });
    expect(notices).toEqual(["'reject' is compared with all other classes together: approve and refer."]);
  });

  it.each(['a "b"', 'a\\b', 'a\nb', '$class', '日本語', '</script>', '{{x}}', '[[x]]'])('may be called %j', (name) => {
    const frames = [...buckets({ actual: name }, { '0.5': 1, '+Inf': 2 }), ...twoClasses.slice(0, 5)];
    const { positiveClass, versions } = read(frames, { positive: name });
    expect(positiveClass).toBe(name);
    expect(countsAt(versions[0].groups, 0.5)).toMatchObject({ tp: 1, fn: 1 });
  });
});

describe('frames without scores', () => {
  it('are left to the reading of counts', () => {
    const counts = confusionFrame([{ actual: 'a', predicted: 'b', count: 3 }], { ...meta, query: defaultQuery }, []);
    expect(readScores([counts], reject)).toBeUndefined();
    expect(readScores(recordedFrames('prometheus/confusion-two-classes'), reject)).toBeUndefined();
    expect(readScores(recordedFrames('elasticsearch/confusion-two-classes'), reject)).toBeUndefined();
    expect(readScores(recordedFrames('prometheus/empty'), reject)).toBeUndefined();
    expect(readScores([], reject)).toBeUndefined();
    expect(readScores([table({ actual: ['a'], approve: [3] })], reject)).toBeUndefined();
  });

  it('beside others that have them are left out, with a notice', () => {
    const counts = table({ actual: ['approve'], predicted: ['reject'], count: [2] }, 'B');
    expect(read([...twoClasses, counts], reject).notices).toEqual([
      'Query B was left out, since the others hold scores by actual class.',
    ]);
  });
});

it('reads the same counts at every edge, whether of records, of their bins or of their buckets', () => {
  const edges = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const record = fc.record({
    actual: fc.constantFrom('approve', 'reject'),
    score: fc.double({ min: 0.001, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 60 }), (records) => {
      const actual = records.map((one) => one.actual);
      const score = records.map((one) => one.score);
      const upTo = (name: string, edge: number) =>
        records.filter((one) => one.actual === name && one.score <= edge).length;
      const classes = ['approve', 'reject'];
      const ofBuckets = classes.flatMap((name) =>
        buckets(
          { actual: name },
          Object.fromEntries(
            [...edges, Infinity].map((edge) => [String(edge).replace('Infinity', '+Inf'), upTo(name, edge)])
          )
        )
      );
      const ofBins = classes.map((name) => ({
        name,
        labels: { actual: name },
        counts: edges.slice(1).map((edge, i) => upTo(name, edge) - upTo(name, edges[i])),
      }));
      const all = [[table({ actual, score })], [binsFrame(edges, ofBins, meta, [])], ofBuckets].map(
        (frames) => read(frames, reject).versions[0].groups
      );
      for (const edge of edges) {
        const truth = countsAt(
          scoreGroupsOf(
            score,
            actual.map((name) => name === 'reject')
          ),
          edge
        );
        all.forEach((groups) => expect(countsAt(groups, edge)).toEqual(truth));
      }
    })
  );
});
