import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { completeMapping, defaultMapping } from '../../../query/mapping';
import { migrateQuery } from '../../../query/migrate';
import { type ModelQuery } from '../../../query/query';
import { isRefusal } from '../../engine';
import { convertDashboard, type DashboardConversion, type DashboardOptions } from './convertDashboard';
import { type DashboardJson, type PanelJson, type TargetJson } from './dashboardJson';

const upstream = { type: 'prometheus', uid: 'prom-1', name: 'Prod' };
const sourceOf = () => ({ mapping: defaultMapping, upstream });
const ours = { type: 'modelwatch-monitoring-datasource', uid: '${datasource}' };

function convert(dashboard: unknown, options: Partial<DashboardOptions> = {}): DashboardConversion {
  const converted = convertDashboard(dashboard, { sourceOf, ...options });
  if (isRefusal(converted)) {
    throw new Error(converted.sentence);
  }
  return converted;
}

const accuracy = {
  refId: 'A',
  datasource: ours,
  kind: 'quality',
  quality: { measure: 'accuracy' },
  model: { name: '$model' },
};
const curve = { refId: 'B', datasource: ours, kind: 'curve', model: { name: '$model', positiveClass: 'yes' } };
const theirs = { refId: 'C', datasource: { type: 'prometheus', uid: 'other' }, expr: 'up' };

const templating = {
  list: [
    {
      name: 'datasource',
      type: 'datasource',
      query: ours.type,
      current: { value: 'mw', text: 'Models' },
      regex: '/m/',
    },
    { name: 'model', type: 'query', datasource: ours, query: { refId: 'V', subject: 'models' } },
    {
      name: 'version',
      type: 'query',
      datasource: ours,
      query: { subject: 'versions', model: '$model' },
      multi: true,
      includeAll: true,
    },
  ],
};

function dashboardOf(targets: object[], panel: object = {}, more: object = {}): DashboardJson {
  return {
    uid: 'abc',
    id: 7,
    version: 3,
    title: 'Models',
    templating,
    panels: [
      { id: 1, type: 'timeseries', title: 'Panel', datasource: ours, targets: targets as TargetJson[], ...panel },
    ],
    ...more,
  };
}

const variable = ({ dashboard }: DashboardConversion, name: string) =>
  dashboard.templating?.list?.find((one) => one.name === name);

describe('a converted dashboard', () => {
  it('is a new one, and leaves the old one as it is', () => {
    const old = dashboardOf([accuracy]);
    const before = JSON.stringify(old);
    const { dashboard } = convert(old);
    expect(JSON.stringify(old)).toBe(before);
    expect(dashboard).toMatchObject({ title: 'Models (Prometheus)' });
    for (const key of ['uid', 'id', 'version']) {
      expect(dashboard).not.toHaveProperty(key);
    }
  });

  it('is read as exports and interfaces give it', () => {
    const dashboard = dashboardOf([accuracy]);
    expect(convert({ dashboard, meta: {} })).toEqual(convert(dashboard));
    expect(convert({ kind: 'Dashboard', apiVersion: 'dashboard.grafana.app/v1beta1', spec: dashboard })).toEqual(
      convert(dashboard)
    );
  });

  it.each([
    [{ spec: { elements: {}, layout: {} } }, /schema version 2, which cannot be converted yet/],
    [{ title: 'x' }, /This is no dashboard/],
    [null, /This is no dashboard/],
    [{ panels: [] }, /no query of a Modelwatch data source/],
    [{ panels: [{ type: 'timeseries', targets: [theirs] }, null, 3] }, /no query of a Modelwatch data source/],
  ])('is refused where there is none: %j', (dashboard, sentence) => {
    expect(convertDashboard(dashboard, { sourceOf })).toEqual({ sentence: expect.stringMatching(sentence) });
  });

  it('asks the Prometheus that the variable now lists', () => {
    const converted = convert(dashboardOf([accuracy]));
    const [panel] = converted.dashboard.panels;
    const ref = { type: 'prometheus', uid: '${datasource}' };
    expect(panel).toMatchObject({ datasource: ref, targets: [{ refId: 'A', datasource: ref, instant: true }] });
    expect(variable(converted, 'datasource')).toMatchObject({
      type: 'datasource',
      query: 'prometheus',
      regex: '',
      current: { text: 'Prod', value: 'prom-1' },
    });
    expect(converted.panels).toEqual([{ id: 1, title: 'Panel', queries: [{ refId: 'A', notes: [] }] }]);
  });

  it('asks a data source that is not chosen by a variable directly', () => {
    const found: Array<string | undefined> = [];
    const direct = { type: ours.type, uid: 'mw-2' };
    const { dashboard } = convert(dashboardOf([{ ...accuracy, datasource: undefined }], { datasource: direct }), {
      sourceOf: (uid) => {
        found.push(uid);
        return sourceOf();
      },
    });
    expect(found).toContain('mw-2');
    expect(dashboard.panels[0].targets?.[0].datasource).toEqual({ type: 'prometheus', uid: 'prom-1' });
  });

  it('keeps what cannot be converted, in a mixed panel, and says why', () => {
    const converted = convert(dashboardOf([accuracy, curve, theirs]));
    const [panel] = converted.dashboard.panels;
    expect(panel.datasource).toEqual({ type: 'datasource', uid: '-- Mixed --' });
    expect(panel.targets).toEqual([
      expect.objectContaining({ refId: 'A', datasource: { type: 'prometheus', uid: '${datasource_prometheus}' } }),
      curve,
      theirs,
    ]);
    expect(variable(converted, 'datasource')).toEqual(templating.list[0]);
    expect(variable(converted, 'datasource_prometheus')).toMatchObject({ query: 'prometheus', label: 'Prod' });
    expect(converted.panels[0].queries).toEqual([
      { refId: 'A', notes: [] },
      { refId: 'B', kept: expect.stringMatching(/^A curve cannot be converted/), notes: [] },
    ]);
  });

  it('says why where the data source itself cannot be converted', () => {
    const sentence = 'Models answers from records.';
    const converted = convert(dashboardOf([accuracy]), { sourceOf: () => ({ sentence }) });
    expect(converted.panels[0].queries).toEqual([{ refId: 'A', kept: sentence, notes: [] }]);
    expect(converted.dashboard.panels[0].targets).toEqual([accuracy]);
  });

  it('finds panels in rows, and takes a repeated panel for one of one value', () => {
    const several = { list: [{ name: 'model', type: 'custom', multi: true }, ...templating.list.slice(0, 1)] };
    const panel = { id: 2, type: 'stat', title: 'In', datasource: ours, targets: [accuracy] };
    const queriesOf = (panels: object[]) =>
      convert({ panels, templating: several }).panels.map(({ queries }) => queries[0].kept ?? 'converted');
    const mixed = expect.stringMatching(/^The model is \$model, which can hold several values/);
    expect(queriesOf([{ type: 'row', collapsed: true, panels: [panel] }])).toEqual([mixed]);
    expect(queriesOf([{ type: 'row', collapsed: true, repeat: 'model', panels: [panel] }])).toEqual(['converted']);
    expect(queriesOf([{ type: 'row', repeat: 'model', panels: [] }, panel])).toEqual(['converted']);
    expect(queriesOf([{ ...panel, repeat: 'model' }])).toEqual(['converted']);
  });

  it('makes a query of each quantile, under a refId that is free', () => {
    const times = {
      refId: 'A',
      kind: 'operations',
      operations: { measure: 'responseTime', quantiles: [0.5, 0.9] },
      model: { name: 'm' },
    };
    const converted = convert(dashboardOf([times, { ...theirs, refId: 'A_p90' }], { datasource: ours }));
    expect(converted.dashboard.panels[0].targets?.map(({ refId }) => refId)).toEqual(['A_p50', 'A_p90_2', 'A_p90']);
    expect(converted.panels[0].queries[0].notes).toEqual([
      'It became the queries A_p50, A_p90_2: what names A must name these.',
    ]);
  });

  it('keeps a query that is hidden hidden, and expressions on it', () => {
    const expression = { refId: 'X', datasource: { type: '__expr__', uid: '__expr__' }, expression: '$A' };
    const [panel] = convert(dashboardOf([{ ...accuracy, hide: true }, expression])).dashboard.panels;
    expect(panel.targets).toEqual([expect.objectContaining({ refId: 'A', hide: true }), expression]);
    expect(panel.datasource).toEqual({ type: 'prometheus', uid: '${datasource}' });
  });

  it('has the units that our answers have', () => {
    const config = (targets: object[], fieldConfig?: object) =>
      convert(dashboardOf(targets, { fieldConfig })).dashboard.panels[0].fieldConfig;
    const override = { matcher: { id: 'byName', options: 'accuracy' }, properties: [] };
    expect(
      config([accuracy], { defaults: { unit: 'short', custom: { lineWidth: 2 } }, overrides: [override] })
    ).toEqual({
      defaults: { unit: 'percentunit', min: 0, max: 1, custom: { lineWidth: 2 } },
      overrides: [override],
    });
    expect(config([accuracy, theirs], { defaults: {}, overrides: [override] })).toEqual({
      defaults: {},
      overrides: [
        {
          matcher: { id: 'byFrameRefID', options: 'A' },
          properties: [
            { id: 'unit', value: 'percentunit' },
            { id: 'min', value: 0 },
            { id: 'max', value: 1 },
          ],
        },
        override,
      ],
    });
  });

  it('steps no finer than a window needs, and no finer than the panel', () => {
    const steps = (interval?: string, result = 'series') => {
      const [panel] = convert(dashboardOf([{ ...accuracy, result }], { interval })).dashboard.panels;
      return [panel.interval, panel.targets?.[0].interval];
    };
    expect(steps()).toEqual(['2m', '2m']);
    expect(steps('30s')).toEqual(['2m', '2m']);
    expect(steps('1h')).toEqual(['1h', '1h']);
    expect(steps('30s', 'number')).toEqual(['30s', undefined]);
  });

  it('converts a distribution only where the panel reads buckets', () => {
    const scores = {
      refId: 'A',
      datasource: ours,
      kind: 'distribution',
      model: { name: 'm', positiveClass: '$class' },
    };
    const panelOf = (type: string) => convert(dashboardOf([scores], { type }));
    expect(panelOf('barchart').panels[0].queries[0].kept).toMatch(/^The panel draws bins/);
    const [matrix] = panelOf('modelwatch-confusionmatrix-panel').dashboard.panels;
    expect(matrix.options).toEqual({ positiveClass: '$class' });
    expect(matrix.targets?.[0].expr).toContain('sum by (actual, le)');
  });
});

describe('the variables of a converted dashboard', () => {
  it('list models, versions, classes and features as Prometheus does', () => {
    const list = [
      ...templating.list,
      { name: 'class', type: 'query', datasource: ours, query: { subject: 'classes', model: '$model' } },
      { name: 'feature', type: 'query', datasource: ours, query: { subject: 'features', model: '$model' } },
      { name: 'region', type: 'query', datasource: ours, query: { subject: 'labelValues', label: 'region' }, sort: 2 },
    ];
    const converted = convert(dashboardOf([accuracy], {}, { templating: { list } }));
    const queryOf = (name: string) => (variable(converted, name)?.query as { query: string }).query;
    const all = '__name__=~"model_outcomes_total|model_predictions_total|model_prediction_errors_total"';
    expect(queryOf('model')).toBe(`label_values({${all}}, model)`);
    expect(queryOf('version')).toBe(`label_values({${all}, model=~\`\${model:regex}\`}, version)`);
    expect(queryOf('class')).toBe('label_values({__name__="model_outcomes_total", model=~`${model:regex}`}, actual)');
    expect(queryOf('feature')).toBe(
      'label_values({__name__=~"model_feature_value_count|model_feature_value|model_feature_category_total", model=~`${model:regex}`}, feature)'
    );
    expect(queryOf('region')).toBe(`label_values({${all}}, region)`);
    expect(variable(converted, 'version')).toMatchObject({
      datasource: { type: 'prometheus', uid: '${datasource}' },
      multi: true,
      includeAll: true,
      sort: 7,
    });
    expect(variable(converted, 'region')).toMatchObject({ sort: 2 });
    expect(converted.notes).toEqual([expect.stringMatching(/^The variable class lists actual classes only/)]);
  });

  it('stay where they cannot be converted', () => {
    const mapping = completeMapping({ labels: { version: '' } });
    const converted = convert(dashboardOf([accuracy]), { sourceOf: () => ({ mapping, upstream }) });
    expect(variable(converted, 'version')).toEqual(templating.list[2]);
    expect(converted.notes).toEqual([expect.stringMatching(/^The variable version was not converted\. The mapping/)]);
  });

  it('lose filters, whose values are written into the queries', () => {
    const filters = [
      { key: 'region', operator: '=', value: 'eu $5' },
      { key: 'actual', operator: '!=|', values: ['a', 'b.c'] },
      { key: 'cores', operator: '>', value: '4' },
    ];
    const list = [...templating.list, { name: 'filters', type: 'adhoc', datasource: ours, filters }];
    const converted = convert(dashboardOf([accuracy], {}, { templating: { list } }));
    expect(variable(converted, 'filters')).toBeUndefined();
    expect(converted.dashboard.panels[0].targets?.[0].expr).toContain(
      '{model=~`${model:regex}`, region="eu \\x245", actual!~"a|b\\\\.c"}'
    );
    expect(converted.notes).toEqual([
      expect.stringMatching(/^The filters of filters are not in the converted dashboard.*written into the queries\.$/),
      'The filter cores > 4 was left out, since labels have no order.',
    ]);
  });
});

describe('a dashboard with fixed values', () => {
  /** As the data source fills in variables. */
  const fill = (query: ModelQuery): ModelQuery => ({
    ...query,
    model: { ...query.model, name: query.model.name.replace('$model', 'credit'), versions: ['v1', 'v2'] },
    window: query.window.replace('$window', '1h'),
  });
  const fixed = { values: { model: 'credit', version: ['v1', 'v2'], window: '1h' }, fill };

  it('has no variable left that public dashboards could not fill in', () => {
    const target = { ...accuracy, window: '$window' };
    const panel = { title: 'Accuracy of $model', description: '${version}', repeat: 'version' };
    const { dashboard, notes } = convert(dashboardOf([target], panel), { fixed });
    expect(dashboard.templating?.list).toEqual([]);
    expect(dashboard.panels[0]).toMatchObject({
      title: 'Accuracy of credit',
      description: 'v1, v2',
      datasource: { uid: 'prom-1' },
    });
    expect(dashboard.panels[0]).not.toHaveProperty('repeat');
    const expr = String(dashboard.panels[0].targets?.[0].expr);
    expect(expr).toContain('{model="credit", version=~"v1|v2"}[1h]');
    expect(expr).not.toContain('$');
    expect(notes).toEqual([expect.stringMatching(/was repeated by version/)]);
  });

  it('keeps the variables of other queries', () => {
    const { dashboard, notes } = convert(dashboardOf([accuracy, { ...theirs, expr: 'up{version="$version"}' }]), {
      fixed,
    });
    // What lists versions names the model.
    expect(dashboard.templating?.list?.map(({ name }) => name)).toEqual(['model', 'version']);
    expect(notes).toEqual([expect.stringMatching(/^Other queries still use .*\$version/)]);
  });

  it('does not add up several models', () => {
    for (const model of [['a', 'b'], ['$__all']]) {
      const several = { values: { model }, fill };
      expect(convert(dashboardOf([accuracy]), { fixed: several }).panels[0].queries[0].kept).toMatch(
        /^The model is \$model, which can hold several values/
      );
    }
  });
});

describe('the bundled dashboards', () => {
  const read = (name: string) => JSON.parse(readFileSync(join(__dirname, '../../../dashboards', name), 'utf8'));
  const keptOf = ({ panels }: DashboardConversion) =>
    panels.flatMap(({ title, queries }) => queries.flatMap(({ kept }) => (kept ? [title] : [])));

  it.each(['model-quality.json', 'model-service.json'])('%s is converted wholly', (name) => {
    const converted = convert(read(name));
    expect(keptOf(converted)).toEqual([]);
    expect(JSON.stringify(converted.dashboard)).not.toContain('modelwatch-monitoring-datasource');
    const targets = converted.dashboard.panels.flatMap((panel: PanelJson) => panel.targets ?? []);
    for (const target of targets) {
      // Every query still follows the dashboard's model.
      expect(target.expr).toContain('model=~`${model:regex}`');
    }
  });

  it('those of scores and values are converted so far as numbers are ratios of counts', () => {
    expect(keptOf(convert(read('regression-quality.json')))).toEqual(
      expect.arrayContaining(['R²', 'Distribution of errors'])
    );
    const calibration = convert(read('model-calibration.json'));
    expect(keptOf(calibration)).toEqual(expect.arrayContaining(['ROC AUC', 'Reliability']));
    expect(keptOf(calibration)).not.toContain('Score threshold of $model');
  });

  it('survive a second reading', () => {
    const { dashboard } = convert(read('model-quality.json'));
    expect(convertDashboard(dashboard, { sourceOf })).toMatchObject({
      sentence: expect.stringContaining('no query of'),
    });
    expect(migrateQuery(dashboard.panels[0].targets?.[0]).model.name).toBe('');
  });
});
