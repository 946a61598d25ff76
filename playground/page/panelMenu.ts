/** The menu of a panel: of what Grafana's has, the links that apps add. */
import { type PanelMenuItem, PluginExtensionPoints, type PluginExtensionPanelContext } from '@grafana/data';
import { sceneGraph, SceneQueryRunner, VizPanel, VizPanelMenu } from '@grafana/scenes';

import { type DashboardScene } from './dashboard';
import { linksAt } from './extensions';

export function panelMenu(): VizPanelMenu {
  return new VizPanelMenu({ $behaviors: [(menu: VizPanelMenu) => void fill(menu)] });
}

/** Runs each time that the menu is opened. */
async function fill(menu: VizPanelMenu): Promise<void> {
  const panel = sceneGraph.getAncestor(menu, VizPanel);
  const links = await linksAt(PluginExtensionPoints.DashboardPanelMenu, contextOf(panel));
  const subMenu = links.map(({ title, path, onClick }): PanelMenuItem => ({
    text: shortened(title),
    href: path,
    onClick,
  }));
  menu.setItems([
    subMenu.length > 0
      ? { type: 'submenu', text: 'Extensions', iconClassName: 'plug', subMenu }
      : { text: 'No extensions', iconClassName: 'plug' },
  ]);
}

/** As Grafana gives it: the targets with their variables in them, the data as the queries gave them. */
function contextOf(panel: VizPanel): PluginExtensionPanelContext {
  const { pluginId, title, key = '' } = panel.state;
  const { dashboard } = panel.getRoot() as DashboardScene;
  const range = sceneGraph.getTimeRange(panel);
  const runner = sceneGraph.findObject(panel, (one) => one instanceof SceneQueryRunner) as SceneQueryRunner | null;
  return {
    id: Number(key.replace(/^panel-/, '')),
    ...{ pluginId, title },
    dashboard: { uid: dashboard.uid ?? '', title: dashboard.title, tags: dashboard.tags ?? [] },
    timeRange: range.state.value.raw,
    timeZone: range.getTimeZone(),
    targets: (runner?.state.queries ?? []) as PluginExtensionPanelContext['targets'],
    scopedVars: {},
    data: runner?.state.data,
  };
}

const longestTitle = 25;

const shortened = (title: string) =>
  title.length < longestTitle ? title : `${title.slice(0, longestTitle - 3).trimEnd()}...`;
