import { type DataQueryRequest, LoadingState } from '@grafana/data';

import { driftOverTime } from '../../../test/driftFrames';
import { foreignFrame, matrixFrame, NOW, numberFrame, ours, panelData, target } from './testPanel';
import { watchedOf } from './watched';

const DAY = 24 * 3_600_000;

describe('what can be watched of a panel', () => {
  it('is what its queries were answered with, with nothing left to fill in', () => {
    const model = { name: '$model', versions: ['v"1"'], matchers: [] };
    const { watched, problems } = watchedOf({ targets: [target()], data: panelData([numberFrame({ model })]) }, NOW);
    expect(problems).toEqual([]);
    expect(watched).toMatchObject([{ label: 'accuracy of $model', dataSource: ours, notes: [] }]);
    expect(watched[0].question.query.model).toEqual(model);
  });

  it('looks at the length of what was answered, up to now', () => {
    const { watched } = watchedOf({ targets: [target()], data: panelData([numberFrame()]) }, NOW);
    expect(watched[0].window).toEqual({ from: NOW - DAY, to: NOW, intervalMs: 60_000 });
  });

  it('has the classes of a matrix, whatever they are called', () => {
    const classes = ['</script>', '$model', 'a"b\\c\n', 'Ünïcode'];
    const { watched } = watchedOf({ targets: [target()], data: panelData([matrixFrame(classes)]) }, NOW);
    expect(watched.length).toBeGreaterThan(1);
    expect(new Set(watched[0].classes)).toEqual(new Set(classes));
  });

  it('has the features of drift as the panel shows them, else as its query names them, and none of a single one', () => {
    const featuresOf = (drift: object, frames = [numberFrame({ kind: 'drift', drift })]) =>
      watchedOf({ targets: [target()], data: panelData(frames) }, NOW).watched[0].features;
    const shown = driftOverTime(2, 3, ['b', 'a']).map((frame) => ({ ...frame, refId: 'A' }));
    expect(new Set(featuresOf({}, shown))).toEqual(new Set(['a', 'b']));
    expect(featuresOf({ features: ['y', 'x'] })).toEqual(['x', 'y']);
    expect(featuresOf({ features: ['x'] })).toEqual([]);
    expect(featuresOf({ of: 'prediction' })).toEqual([]);
  });

  it('reads what Grafana has frozen', () => {
    const frame = matrixFrame(['a', 'b']);
    frame.fields.forEach((field) => Object.freeze(field));
    const { watched } = watchedOf({ targets: [target()], data: panelData([Object.freeze(frame)]) }, NOW);
    expect(watched[0].classes).toEqual(['a', 'b']);
  });

  it('tells several queries apart, and leaves out hidden ones and those of other data sources', () => {
    const targets = [
      target('A'),
      target('B'),
      target('C', { hide: true }),
      { refId: 'D', datasource: { uid: 'prom' } },
    ];
    const series = [
      numberFrame({}, 'A'),
      numberFrame({ result: 'series' }, 'B'),
      numberFrame({}, 'C'),
      foreignFrame('D'),
    ];
    const { watched, problems } = watchedOf({ targets, data: panelData(series) }, NOW);
    expect(watched.map(({ label }) => label)).toEqual(['A: accuracy of credit-risk', 'B: accuracy of credit-risk']);
    expect(problems).toEqual([]);
  });

  it('knows a query of ours by its answer, where the panel names the data source only once', () => {
    const { watched } = watchedOf({ targets: [{ refId: 'A' }], data: panelData([numberFrame()]) }, NOW);
    expect(watched).toHaveLength(1);
  });

  it('has the data source that Grafana asked, where the panel has a variable', () => {
    const request = { targets: [target('A', { datasource: { ...ours, uid: 'chosen' } })] } as DataQueryRequest;
    const targets = [target('A', { datasource: { ...ours, uid: '${datasource}' } })];
    const { watched } = watchedOf({ targets, data: panelData([numberFrame()], { request }) }, NOW);
    expect(watched[0].dataSource).toEqual({ ...ours, uid: 'chosen' });
  });

  it('says of a fixed range, and of one step, what the rule looks at instead', () => {
    const { timeRange } = panelData([]);
    const fixed = { timeRange: { ...timeRange, raw: { from: timeRange.from, to: timeRange.to } } };
    const notes = (frame: ReturnType<typeof numberFrame>) =>
      watchedOf({ targets: [target()], data: panelData([frame], fixed) }, NOW).watched[0].notes;
    expect(notes(numberFrame())).toEqual([
      'The panel shows a fixed range. The rule looks at the same length, always up to now.',
    ]);
    expect(notes(numberFrame({ window: '1h' }))).toEqual([]);
    expect(notes(numberFrame({ result: 'series' }))).toEqual([expect.stringContaining('look back over one step')]);
  });
});

describe('a panel with nothing to watch', () => {
  const problemsOf = (targets = [target()], data = panelData([])) => watchedOf({ targets, data }, NOW).problems;

  it('says that it does not ask us', () => {
    expect(problemsOf([])).toEqual(['No query of this panel asks a Modelwatch data source. Add one to watch it.']);
  });

  it('says that a query yields no number', () => {
    expect(problemsOf([target()], panelData([numberFrame({ kind: 'curve' })]))).toEqual([
      'Query A, the ROC curve of credit-risk, is no number. Alert on a measure, such as accuracy or ROC AUC.',
    ]);
  });

  it('says what the query failed with', () => {
    const errors = [{ refId: 'A', message: 'Prom cannot be reached. Check that it runs.' }];
    expect(problemsOf([target()], panelData([], { errors }))).toEqual([
      'Query A has no answer. Prom cannot be reached. Check that it runs.',
    ]);
  });

  it('says that there is no answer yet', () => {
    expect(problemsOf([target()], panelData([], { state: LoadingState.Loading }))).toEqual([
      'Query A is still being answered. Wait until the panel shows it, then open this again.',
    ]);
    expect(watchedOf({ targets: [target()] }, NOW).problems).toEqual([
      'Query A has no answer yet. Refresh the panel, then open this again.',
    ]);
  });

  it('has what other queries yield', () => {
    const data = panelData([numberFrame({ kind: 'curve' }, 'A'), numberFrame({}, 'B')]);
    const { watched, problems } = watchedOf({ targets: [target('A'), target('B')], data }, NOW);
    expect([watched.length, problems.length]).toEqual([1, 1]);
  });
});
