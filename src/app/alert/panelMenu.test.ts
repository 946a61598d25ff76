import { type PluginExtensionPanelContext } from '@grafana/data';

import { plugin } from '../../module';
import manifest from '../../plugin.json';
import dataSourceManifest from '../../datasource/plugin.json';
import { configureMenu, formPropsOf } from './panelMenu';
import { foreignFrame, numberFrame, panelData, target } from './testPanel';

const context = (changes: Partial<PluginExtensionPanelContext>): PluginExtensionPanelContext => ({
  id: 4,
  pluginId: 'stat',
  title: 'Accuracy',
  timeRange: { from: 'now-24h', to: 'now' },
  timeZone: 'browser',
  dashboard: { uid: 'board', title: 'Board', tags: [] },
  targets: [target()],
  ...changes,
});

describe('the entry in a panel menu', () => {
  it('is there where a query is ours', () => {
    expect(configureMenu(context({}))).toEqual({});
    expect(configureMenu(context({ targets: [{ refId: 'A' }], data: panelData([numberFrame()]) }))).toEqual({});
  });

  it('is not there where none is, or where it is hidden', () => {
    expect(configureMenu(undefined)).toBeUndefined();
    expect(configureMenu(context({ targets: [] }))).toBeUndefined();
    expect(configureMenu(context({ targets: undefined }))).toBeUndefined();
    expect(configureMenu(context({ targets: [target('A', { hide: true })] }))).toBeUndefined();
    const data = panelData([foreignFrame('A')]);
    expect(configureMenu(context({ targets: [target('A', { datasource: { uid: 'prom' } })], data }))).toBeUndefined();
  });

  it('opens the form with the panel, where that is saved', () => {
    const data = panelData([]);
    expect(formPropsOf(context({ data }))).toEqual({
      targets: [target()],
      data,
      panel: { dashboardUid: 'board', panelId: 4 },
    });
    expect(formPropsOf(context({ dashboard: { uid: '', title: 'New', tags: [] } }))).toEqual({ targets: [target()] });
  });
});

describe('what the app adds to Grafana', () => {
  it('is what its manifest declares, else Grafana leaves it out', () => {
    const { addedLinks, exposedComponents } = manifest.extensions;
    expect(
      plugin.addedLinkConfigs.map(({ title, description, targets }) => ({ title, description, targets: [targets] }))
    ).toEqual(addedLinks);
    expect(plugin.exposedComponentConfigs.map(({ id, title, description }) => ({ id, title, description }))).toEqual(
      exposedComponents
    );
    expect(dataSourceManifest.dependencies.extensions.exposedComponents).toEqual(exposedComponents.map(({ id }) => id));
  });
});
