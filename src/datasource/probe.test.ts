import { completeMapping, defaultMapping } from '../query/mapping';
import { describeFinding, type Findings, findingOf, probeNames, probePlan, reportNames } from './probe';
import { numberFrame, TestUpstream, TO } from './testUpstream';

const exprs = (...args: Parameters<typeof probePlan>) =>
  probePlan(...args).requests.map(({ target }) => String(target.expr));

const none: Findings = { metrics: {}, labels: {} };
const found = (...names: string[]): Findings => ({
  ...none,
  metrics: Object.fromEntries(names.map((name) => [name, { series: 3, models: ['m'] }])),
});

describe('the plan of a probe', () => {
  it('looks up every name in one request, over the last day in 49 looks', () => {
    const [names, ...labels] = probePlan(defaultMapping, TO).requests;
    expect(String(names.target.expr)).toContain('model_outcomes_total|');
    expect(String(names.target.expr)).toContain('|model_prediction_duration_seconds_count');
    expect({ ...names, target: undefined }).toMatchObject({ from: TO - 86_400_000, to: TO, intervalMs: 1_800_000 });
    expect(names.optional).toBeUndefined();
    expect(labels.every(({ optional }) => optional)).toBe(true);
  });

  it('asks for each label of the metric that should carry it, and for no label that there is not', () => {
    const mapping = completeMapping({ labels: { version: '', errorType: 'kind' } });
    const [, ...labels] = exprs(mapping, TO);
    expect(labels).toEqual([
      'count by () (model_outcomes_total{model!=""})',
      'count by () (model_outcomes_total{actual!=""})',
      'count by () (model_outcomes_total{predicted!=""})',
      'count by () (model_prediction_errors_total{kind!=""})',
      'count by () (model_feature_value_count{feature!=""})',
      'count by () (model_feature_category_total{category!=""})',
    ]);
  });

  it('lets no hostile name out of its quotes', () => {
    const hostile = 'a"} or up{b="\\';
    const all = exprs(completeMapping({ metrics: { outcomes: hostile }, labels: { actual: hostile } }), TO).join('\n');
    expect(all).toContain('a\\"} or up{b=\\"');
    const outsideOfQuotes = all.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    expect(outsideOfQuotes).not.toContain('up{');
  });

  it('does not look for what is said to be absent', () => {
    const [names] = exprs(completeMapping({ absent: { memory: 'Triton tells no memory.' } }), TO);
    expect(names).not.toContain('process_resident_memory_bytes');
  });

  it('reads the most series that there were at one time, and their models', () => {
    const { read } = probePlan(defaultMapping, TO);
    const named = (value: number, metric: string, model?: string) =>
      numberFrame(value, { modelwatch_metric: metric, ...(model && { model }) });
    const names = [
      named(2, 'model_outcomes_total', 'a'),
      named(3, 'model_outcomes_total', 'b'),
      named(1, 'process_cpu_seconds_total'),
    ];
    expect(read([names, [numberFrame(1)], [], [numberFrame(1)], [], []])).toEqual({
      metrics: {
        model_outcomes_total: { series: 5, models: ['a', 'b'] },
        process_cpu_seconds_total: { series: 1, models: [] },
      },
      // Nothing is said of the label of a metric that is not there.
      labels: { model: true, version: false, actual: true, predicted: false },
    });
  });
});

describe('a probe', () => {
  it('says why the names could not be looked up', async () => {
    const upstream = new TestUpstream();
    upstream.answer = (expr) => (expr.includes('modelwatch_metric') ? { status: 403 } : []);
    await expect(probeNames(upstream, defaultMapping, TO)).rejects.toThrow(
      'You may not query the data source Prom (403). Ask an administrator for the permission to query it.'
    );
  });

  it('does without what is said of labels', async () => {
    const upstream = new TestUpstream();
    upstream.answer = (expr) =>
      expr.includes('modelwatch_metric')
        ? [numberFrame(4, { modelwatch_metric: 'model_outcomes_total', model: 'a' })]
        : { status: 500 };
    const { metrics } = await probeNames(upstream, defaultMapping, TO);
    expect(metrics).toEqual({ model_outcomes_total: { series: 4, models: ['a'] } });
  });
});

describe('the report of a probe', () => {
  const report = (findings: Findings, stored: Parameters<typeof completeMapping>[0] = {}) => {
    const { status, message, details } = reportNames(findings, completeMapping(stored), 'Prom');
    return { status, message, lines: String(details?.message).split('\n') };
  };

  it('warns where nothing could be answered', () => {
    const { status, message } = report(found('process_cpu_seconds_total'));
    expect(status).toBe('warning');
    expect(message).toMatch(/neither outcomes nor predictions.*Map the metrics that your models emit/);
  });

  it.each([
    ['counted outcomes', found('model_outcomes_total'), {}],
    ['an existing measure', found('my_accuracy'), { existing: [accuracy()] }],
    ['feedback counters', found('tp_total', 'fp_total', 'fn_total'), { feedback: feedback() }],
  ])('is content with %s', (_what, findings, stored) => {
    expect(report(findings, stored).status).toBe('success');
  });

  it('takes a classic histogram for its metric', () => {
    expect(findingOf('model_outcome_score', found('model_outcome_score_count'))).toBeDefined();
    expect(report(found('model_outcome_score_count')).lines).toContain('model_outcome_score: 3 series of 1 model (m).');
  });

  it('gives the reason for what is absent instead of asking to map it', () => {
    const absent = { memory: 'Triton does not tell the memory of a model.' };
    const { lines, message } = report(found('model_outcomes_total'), { absent });
    expect(lines).toContain('Memory: Triton does not tell the memory of a model.');
    expect(message).toBe('Prom answers. 17 of 18 names have nothing under them.');
  });

  it('says of each feedback counter whether it is there', () => {
    const { lines } = report(found('tp_total'), { feedback: feedback() });
    expect(lines).toContain('tp_total (feedback): 3 series of 1 model (m).');
    expect(lines).toContain('fn_total (feedback): nothing under this name in the last 24 hours.');
  });

  it('shortens long lists of models', () => {
    const models = ['g', 'f', 'e', 'd', 'c', 'b', 'a'];
    expect(describeFinding({ series: 7, models })).toBe('7 series of 7 models (a, b, c, d, e, ...)');
    expect(describeFinding({ series: 1, models: [] })).toBe('1 series');
  });
});

function accuracy() {
  return { measure: 'accuracy', average: 'macro' as const, metric: 'my_accuracy' };
}

function feedback() {
  return { truePositive: 'tp_total', falsePositive: 'fp_total', falseNegative: 'fn_total', classLabel: 'class' };
}
