export const DATA_SOURCE_TYPE = 'modelwatch-monitoring-datasource';
const MODEL_QUALITY = 'modelwatch-model-quality';

export interface DataSourceOfOurs {
  uid: string;
  name: string;
  /** The data source that it asks; none until somebody has chosen one. */
  upstreamUid?: string;
}

export interface Step {
  title: string;
  done: boolean;
  text: string;
  links: Array<{ text: string; href: string }>;
}

/** What is left to do until a first dashboard shows numbers, and where. Paths are relative to Grafana's root. */
export function setUpSteps(ours: readonly DataSourceOfOurs[]): Step[] {
  const pointed = ours.filter(({ upstreamUid }) => upstreamUid);
  const dashboardQuery = pointed.length > 0 ? `?var-datasource=${encodeURIComponent(pointed[0].uid)}` : '';
  return [
    {
      title: 'Add a Modelwatch data source',
      done: ours.length > 0,
      text:
        ours.length > 0
          ? `There ${ours.length === 1 ? 'is one' : `are ${ours.length}`}: ${ours.map(({ name }) => name).join(', ')}.`
          : 'It asks about models through a Prometheus data source that you already have.',
      links: [{ text: 'Add a data source', href: `/connections/datasources/${DATA_SOURCE_TYPE}` }],
    },
    {
      title: 'Choose its Prometheus, and map your names',
      done: pointed.length > 0,
      text: 'Save & test says, name by name, what was found and what to do about the rest.',
      links: ours.map(({ uid, name }) => ({
        text: `Settings of ${name}`,
        href: `/connections/datasources/edit/${encodeURIComponent(uid)}`,
      })),
    },
    {
      title: 'Open the dashboard',
      done: false,
      text: 'Model quality updates with the plugin: save a copy before you change it.',
      links: pointed.length > 0 ? [{ text: 'Model quality', href: `/d/${MODEL_QUALITY}${dashboardQuery}` }] : [],
    },
  ];
}
