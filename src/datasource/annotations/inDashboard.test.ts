// Grafana's scenes look for it while they are loaded.
import '../../../test/noIntersections';

import { createTheme, type DataFrame, type DataSourceInstanceSettings, LoadingState } from '@grafana/data';
import { config, setRunRequest } from '@grafana/runtime';
import { dataLayers, EmbeddedScene, SceneCanvasText, SceneDataLayerSet, SceneTimeRange } from '@grafana/scenes';
import { filter, firstValueFrom } from 'rxjs';

import { runRequest } from '../../../playground/page/runRequest';
import { ModelwatchDataSource } from '../ModelwatchDataSource';
import { type ModelwatchJsonData } from '../settings';
import { FROM, numberFrame, TestUpstream, TO } from '../testUpstream';

const upstream = new TestUpstream();
let ours: ModelwatchDataSource;

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getDataSourceSrv: () => ({
    get: (ref: unknown) => Promise.resolve(ref === 'prom' ? upstream : ours),
    getInstanceSettings: () => undefined,
  }),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [] }),
}));

/** The annotation as a dashboard's layer has it in the end, by Grafana's own code from the JSON on. */
async function eventsOf(stored: object): Promise<Array<Record<string, unknown>>> {
  config.theme2 = createTheme();
  setRunRequest(runRequest as never);
  ours = new ModelwatchDataSource({
    uid: 'ours',
    name: 'Models',
    type: 'modelwatch-monitoring-datasource',
    meta: {},
    jsonData: { upstreamUid: 'prom' },
  } as unknown as DataSourceInstanceSettings<ModelwatchJsonData>);
  const query = { name: 'Models', enable: true, iconColor: 'red', datasource: { uid: 'ours' }, ...stored };
  const layer = new dataLayers.AnnotationsDataLayer({ name: 'Models', query });
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: new Date(FROM).toISOString(), to: new Date(TO).toISOString() }),
    $data: new SceneDataLayerSet({ layers: [layer] }),
    body: new SceneCanvasText({ text: '' }),
  });
  const deactivate = scene.activate();
  try {
    const done = layer.getResultsStream().pipe(filter(({ data }) => data.state === LoadingState.Done));
    const { data } = await firstValueFrom(done);
    return rowsByName(data.series[0]);
  } finally {
    deactivate();
  }
}

const rowsByName = ({ length, fields }: DataFrame) =>
  Array.from({ length }, (_, row) => Object.fromEntries(fields.map(({ name, values }) => [name, values[row]])));

it('a dashboard shows events with title, text and tags, whatever is in a name', async () => {
  const version = 'v2, "x" <img src=x>';
  upstream.answer = (expr) =>
    expr.includes('modelwatch_metric') || expr.includes('[168h]') ? [] : [numberFrame(3, { version })];
  expect(await eventsOf({ target: { event: 'version', model: { name: 'm' } } })).toEqual([
    expect.objectContaining({
      time: TO,
      isRegion: false,
      title: 'Version v2, &quot;x&quot; &lt;img src=x&gt; of m first seen',
      text: expect.stringContaining('had none in the 7 d before'),
      tags: ['version', 'm', version],
    }),
  ]);
});

it('a dashboard shows nothing where there is nothing to mark', async () => {
  upstream.answer = () => [];
  expect(await eventsOf({ target: { event: 'restart', model: { name: 'm' } } })).toEqual([]);
});
