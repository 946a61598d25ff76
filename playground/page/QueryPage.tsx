/** Our query editor by itself, as in Explore: a query, the button that runs it, and what came back. */
import { css } from '@emotion/css';
import {
  CoreApp,
  type DataQueryRequest,
  type DataSourceApi,
  DataSourcePluginContextProvider,
  getDefaultTimeRange,
  LoadingState,
  type PanelData,
  toDataFrame,
} from '@grafana/data';
import { getRunRequest } from '@grafana/runtime';
import {
  EmbeddedScene,
  SceneControlsSpacer,
  SceneDataNode,
  SceneFlexItem,
  SceneFlexLayout,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  UrlSyncContextProvider,
  VizPanel,
} from '@grafana/scenes';
import { type DataQuery } from '@grafana/schema';
import { Alert, Button, LoadingPlaceholder, Stack } from '@grafana/ui';
import React, { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Subscription } from 'rxjs';

import { chosenUid, type DataSources, modelwatchType } from './dataSources';
import { oneTable, overTime } from './framesTable';

const noData: PanelData = { state: LoadingState.NotStarted, series: [], timeRange: getDefaultTimeRange() };

export function QueryPage({ dataSources }: { dataSources: DataSources }) {
  const [dataSource, setDataSource] = useState<DataSourceApi>();
  const [uid] = useState(chosenUid);
  useEffect(() => void dataSources.get(uid).then(setDataSource), [dataSources, uid]);
  const settings = dataSources.getInstanceSettings(uid);
  return dataSource && settings ? (
    <DataSourcePluginContextProvider instanceSettings={settings}>
      <Explorer dataSource={dataSource} />
    </DataSourcePluginContextProvider>
  ) : (
    <LoadingPlaceholder text="Loading the data source ..." />
  );
}

function Explorer({ dataSource }: { dataSource: DataSourceApi }) {
  const Editor = dataSource.components?.QueryEditor;
  const Help = dataSource.components?.QueryEditorHelp;
  const [query, setQuery] = useState<DataQuery>(() => firstQuery(dataSource));
  const [data, setData] = useState(noData);
  const scene = useMemo(() => resultScene(), []);
  const running = useRef<Subscription>(undefined);
  const latest = useRef(query);

  // Editors change the query and run it in one go, before the page is drawn again.
  const change = (changed: DataQuery) => {
    latest.current = changed;
    setQuery(changed);
  };

  const run = useCallback(() => {
    const request = requestOf(latest.current, scene.range.state.value, scene.range.getTimeZone());
    running.current?.unsubscribe();
    running.current = getRunRequest()(dataSource, request).subscribe((answer) => {
      const series = answer.series.map((frame) => toDataFrame(frame));
      setData({ ...answer, series });
      scene.show({ ...answer, series });
    });
  }, [dataSource, scene]);

  useEffect(() => {
    const times = scene.range.subscribeToState(run);
    return () => {
      times.unsubscribe();
      running.current?.unsubscribe();
    };
  }, [run, scene]);

  return (
    <Stack direction="column" gap={2}>
      <section className={box} aria-label="Query">
        {Editor && (
          <Editor
            app={CoreApp.Explore}
            datasource={dataSource}
            query={query}
            queries={[query]}
            range={scene.range.state.value}
            data={data}
            onChange={change}
            onRunQuery={run}
            history={[]}
          />
        )}
        <Stack direction="row" gap={1}>
          <Button icon="sync" onClick={run}>
            Run query
          </Button>
          {data.state === LoadingState.Loading && <LoadingPlaceholder text="Running ..." />}
        </Stack>
      </section>
      {data.errors?.map((error, index) => (
        <Alert key={index} title={error.message ?? 'The query failed.'} />
      ))}
      {notices(data).map((text) => (
        <Alert key={text} severity="info" title={text} />
      ))}
      <UrlSyncContextProvider scene={scene.root}>
        <div className={results}>
          <scene.root.Component model={scene.root} />
        </div>
      </UrlSyncContextProvider>
      {Help && (
        <section className={box} aria-label="Query help">
          <Help datasource={dataSource} query={query} onClickExample={change} />
        </section>
      )}
    </Stack>
  );
}

const box = css({ display: 'flex', flexDirection: 'column', gap: 16 });
const results = css({ minHeight: 700, display: 'flex', flexDirection: 'column' });

function firstQuery(dataSource: DataSourceApi): DataQuery {
  const given = new URLSearchParams(location.search).get('query');
  return {
    refId: 'A',
    datasource: { type: modelwatchType, uid: chosenUid() },
    ...dataSource.getDefaultQuery?.(CoreApp.Explore),
    ...(given ? JSON.parse(given) : {}),
  };
}

let requests = 0;

function requestOf(query: DataQuery, range: PanelData['timeRange'], timezone: string): DataQueryRequest {
  const maxDataPoints = 1000;
  const intervalMs = Math.max(1000, Math.round((range.to.valueOf() - range.from.valueOf()) / maxDataPoints));
  return {
    app: CoreApp.Explore,
    requestId: `explore_${requests++}`,
    targets: [{ ...query }],
    range,
    timezone,
    maxDataPoints,
    intervalMs,
    interval: `${intervalMs}ms`,
    scopedVars: {
      __interval: { text: `${intervalMs}ms`, value: `${intervalMs}ms` },
      __interval_ms: { text: String(intervalMs), value: intervalMs },
    },
    startTime: Date.now(),
  };
}

const notices = ({ series }: PanelData) => [
  ...new Set(series.flatMap(({ meta }) => (meta?.notices ?? []).map(({ text }) => text))),
];

/** A graph where there is time, and always a table. */
function resultScene() {
  const range = new SceneTimeRange({ from: 'now-24h', to: 'now' });
  const graphData = new SceneDataNode({ data: noData });
  const tableData = new SceneDataNode({ data: noData });
  const graph = new SceneFlexItem({
    minHeight: 300,
    isHidden: true,
    body: new VizPanel({ pluginId: 'timeseries', title: 'Graph', $data: graphData }),
  });
  const table = new SceneFlexItem({
    minHeight: 300,
    body: new VizPanel({ pluginId: 'table', title: 'Table', $data: tableData }),
  });
  const root = new EmbeddedScene({
    $timeRange: range,
    controls: [new SceneControlsSpacer(), new SceneTimePicker({}), new SceneRefreshPicker({})],
    body: new SceneFlexLayout({ direction: 'column', children: [graph, table] }),
  });
  const show = (data: PanelData) => {
    const shown = { ...data, errors: undefined, error: undefined, state: LoadingState.Done };
    graph.setState({ isHidden: !overTime(data.series) });
    graphData.setState({ data: shown });
    tableData.setState({ data: { ...shown, series: data.series.length ? [oneTable(data.series)] : [] } });
  };
  return { root, range, show };
}
