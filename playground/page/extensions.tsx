/** Stands in for Grafana's extensions, by the rules of Grafana 12.3: links that our app adds, components that it exposes. */
import {
  type AppPlugin,
  dateTime,
  isDateTime,
  PluginContextProvider,
  type PluginExtensionAddedLinkConfig,
  type PluginExtensionLink,
  PluginExtensionTypes,
  type PluginMeta,
  usePluginContext,
} from '@grafana/data';
import { type UsePluginComponentResult } from '@grafana/runtime';
import { ErrorBoundaryAlert } from '@grafana/ui';
import lodash from 'lodash';
import React, { type ComponentType, type ReactNode, useEffect, useState } from 'react';

import { openModal } from './ExtensionModal';
import { importApp, pluginMeta } from './plugins';

const appId = 'modelwatch-monitoring-app';

/** Of one plugin at one place. */
const mostLinks = 3;

/** The links that our app adds at a place. @param context what is there */
export async function linksAt(extensionPointId: string, context: object): Promise<PluginExtensionLink[]> {
  const { extensions } = await pluginMeta(appId);
  const declared = (extensions?.addedLinks ?? []).filter(({ targets }) => [targets].flat().includes(extensionPointId));
  if (declared.length === 0) {
    // Nothing says that the app has to do with this place: Grafana does not load it for that.
    return [];
  }
  const { addedLinkConfigs, meta } = await importApp(appId);
  return addedLinkConfigs
    .filter(({ targets }) => [targets].flat().includes(extensionPointId))
    .filter(({ title }) => declared.some((one) => one.title === title))
    .flatMap((config) => linkOf(config, extensionPointId, readOnly(context), meta))
    .slice(0, mostLinks);
}

function linkOf(
  config: PluginExtensionAddedLinkConfig,
  extensionPointId: string,
  context: object,
  meta: PluginMeta
): PluginExtensionLink[] {
  const overrides = configured(config, context);
  if (overrides === undefined) {
    return [];
  }
  const { title, description = '', path, icon, category } = { ...config, ...overrides };
  return [
    {
      id: `${meta.id}-${extensionPointId}-${config.title}`,
      type: PluginExtensionTypes.link,
      pluginId: meta.id,
      ...{ title, description, path, icon, category },
      onClick: (event) =>
        config.onClick?.(event, {
          context,
          extensionPointId,
          openModal: ({ body: Body, ...options }) =>
            openModal({
              ...options,
              body: ({ onDismiss }) => (
                <InPlugin meta={meta}>
                  <Body onDismiss={onDismiss} />
                </InPlugin>
              ),
            }),
          openSidebar: () => undefined,
          closeSidebar: () => undefined,
          toggleSidebar: () => undefined,
        }),
    },
  ];
}

/** What a link wants to be in this context; undefined hides it, and so does an error. */
function configured({ configure, title }: PluginExtensionAddedLinkConfig, context: object) {
  if (!configure) {
    return {};
  }
  try {
    return configure(context);
  } catch (error) {
    console.error(`The link '${title}' could not be configured.`, error);
    return undefined;
  }
}

/** Writing into it fails. Date times are copies, since working with them changes them. */
function readOnly<T extends object>(original: T): T {
  const inner = new WeakMap<object, object>();
  return new Proxy(original, {
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'object' || value === null) {
        return value;
      }
      const known = isDateTime(value) ? dateTime(value) : (inner.get(value) ?? readOnly(value));
      inner.set(value, known);
      return known;
    },
  });
}

function InPlugin({ meta, children }: { meta: PluginMeta; children: ReactNode }) {
  return (
    <PluginContextProvider meta={meta}>
      <ErrorBoundaryAlert>{children}</ErrorBoundaryAlert>
    </PluginContextProvider>
  );
}

/** A component that our app exposes; null where it does not, or where the plugin that asks has not declared it. */
export function usePluginComponent<Props extends object>(id: string): UsePluginComponentResult<Props> {
  const asking = usePluginContext();
  const [result, setResult] = useState<UsePluginComponentResult<Props>>({ component: null, isLoading: true });
  const declared = asking === null || asking.meta.dependencies?.extensions?.exposedComponents?.includes(id);
  useEffect(() => {
    let isWanted = true;
    const found = declared ? exposedComponent<Props>(id) : Promise.resolve(null);
    void found.then((component) => isWanted && setResult({ component, isLoading: false }));
    return () => {
      isWanted = false;
    };
  }, [id, declared]);
  return result;
}

const components = new Map<string, Promise<ComponentType<object> | null>>();

function exposedComponent<Props extends object>(id: string): Promise<ComponentType<Props> | null> {
  const known = components.get(id) ?? findComponent(id);
  components.set(id, known);
  return known as Promise<ComponentType<Props> | null>;
}

async function findComponent(id: string): Promise<ComponentType<object> | null> {
  const { extensions } = await pluginMeta(appId);
  if (!extensions?.exposedComponents.some((one) => one.id === id)) {
    return null;
  }
  const app: AppPlugin = await importApp(appId);
  const found = app.exposedComponentConfigs.find((one) => one.id === id);
  return found ? asExposed(found.component as ComponentType<object>, app.meta) : null;
}

/** Properties come as copies, new ones at every drawing. */
function asExposed(Component: ComponentType<object>, meta: PluginMeta): ComponentType<object> {
  return function Exposed(properties: object) {
    return (
      <InPlugin meta={meta}>
        <Component {...lodash.cloneDeep(properties)} />
      </InPlugin>
    );
  };
}
