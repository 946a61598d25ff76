export const DATA_SOURCE_TYPE = 'modelwatch-monitoring-datasource';

/** The app's own dashboards, by their uids. */
export const bundledDashboards = [
  { uid: 'modelwatch-model-quality', title: 'Model quality' },
  { uid: 'modelwatch-model-drift', title: 'Model drift' },
  { uid: 'modelwatch-model-service', title: 'Model service' },
  { uid: 'modelwatch-model-calibration', title: 'Model calibration' },
  { uid: 'modelwatch-regression', title: 'Regression quality' },
  { uid: 'modelwatch-model-audit', title: 'Model audit', needsRecords: true },
];

export interface DataSourceOfOurs {
  uid: string;
  name: string;
  /** Whether it can answer: it has a data source to ask, or answers from records. */
  ready: boolean;
  /** The built-in models, which need nothing else. */
  isSample?: boolean;
  /** Whether it has single decisions, and not only counts of them. */
  hasRecords?: boolean;
}

export interface Step {
  title: string;
  done: boolean;
  text: string;
  links: Array<{ text: string; href: string }>;
}

/** What is left to do until a first dashboard shows numbers, and where. Paths are relative to Grafana's root. */
export function setUpSteps(ours: readonly DataSourceOfOurs[]): Step[] {
  const ready = ours.filter((one) => one.ready);
  // The user's own models, once there are any.
  const preferred = [...ready.filter(({ isSample }) => !isSample), ...ready];
  return [
    {
      title: 'Add a Modelwatch data source',
      done: ours.length > 0,
      text:
        ours.length > 0
          ? `There ${ours.length === 1 ? 'is one' : `are ${ours.length}`}: ${ours.map(({ name }) => name).join(', ')}.`
          : 'It asks about models through a Prometheus or Elasticsearch data source that you already have. For a first look choose its built-in sample, which needs none.',
      links: [{ text: 'Add a data source', href: `/connections/datasources/${DATA_SOURCE_TYPE}` }],
    },
    {
      title: 'Choose what it answers from',
      done: ready.length > 0,
      text: 'Your Prometheus, with your names or those of your model server; audit records in your Elasticsearch or OpenSearch; a file of records; or the built-in sample. Save & test says, name by name, what was found and what to do about the rest.',
      links: ours.map(({ uid, name }) => ({
        text: `Settings of ${name}`,
        href: `/connections/datasources/edit/${encodeURIComponent(uid)}`,
      })),
    },
    {
      title: 'Open a dashboard',
      done: false,
      text: 'They update with the plugin: save a copy before you change one.',
      links: bundledDashboards.flatMap(({ uid, title, needsRecords }) => {
        const source = preferred.find(({ hasRecords }) => hasRecords || !needsRecords);
        return source ? [{ text: title, href: `/d/${uid}?var-datasource=${encodeURIComponent(source.uid)}` }] : [];
      }),
    },
  ];
}
