/** Our panel beside the editors of its options, as in Grafana's panel editor. */
import { css } from '@emotion/css';
import {
  type PanelOptionsEditorItem,
  PanelOptionsEditorBuilder,
  type PanelPlugin,
  type StandardEditorContext,
} from '@grafana/data';
import { SceneDataTransformer, sceneGraph, VizPanel } from '@grafana/scenes';
import { Field, LoadingPlaceholder, Stack } from '@grafana/ui';
import lodash from 'lodash';
import React, { type ComponentType, useEffect, useMemo, useState } from 'react';

import { sceneOfDashboard } from './dashboard';
import { modelwatchType, modelwatchUid } from './dataSources';
import { importPanel } from './plugins';

const pluginId = 'modelwatch-confusionmatrix-panel';
const datasource = { type: modelwatchType, uid: modelwatchUid };

/** `?model=` names the model that is shown. */
export function PanelOptionsPage() {
  const [plugin, setPlugin] = useState<PanelPlugin>();
  useEffect(() => void importPanel(pluginId).then(setPlugin), []);
  const scene = useMemo(() => {
    const name = new URLSearchParams(location.search).get('model') ?? 'intent';
    const query = { refId: 'A', datasource, kind: 'confusion', model: { name, versions: [], matchers: [] } };
    const gridPos = { x: 0, y: 0, w: 24, h: 18 };
    const panel = {
      id: 1,
      type: pluginId,
      title: `Confusion matrix of ${name}`,
      gridPos,
      datasource,
      targets: [query],
    };
    return sceneOfDashboard({ title: 'Panel options', time: { from: 'now-24h', to: 'now' }, panels: [panel] });
  }, []);
  return (
    <div className={columns}>
      <div className={preview}>
        <scene.Component model={scene} />
      </div>
      {plugin ? (
        <Options panel={sceneGraph.findObject(scene, (one) => one instanceof VizPanel) as VizPanel} plugin={plugin} />
      ) : (
        <LoadingPlaceholder text="Loading the panel ..." />
      )}
    </div>
  );
}

const columns = css({ display: 'flex', flexWrap: 'wrap', gap: 16, flexGrow: 1 });
const preview = css({ flex: '3 1 500px', minHeight: 700, minWidth: 0, display: 'flex', flexDirection: 'column' });
const side = css({ flex: '1 1 280px', maxHeight: '85vh', overflow: 'auto' });

function Options({ panel, plugin }: { panel: VizPanel; plugin: PanelPlugin }) {
  const { options, fieldConfig } = panel.useState();
  const runner = panel.state.$data as SceneDataTransformer;
  const context: StandardEditorContext<unknown> = { data: runner.useState().data?.series ?? [], options };
  const builder = new PanelOptionsEditorBuilder<unknown>();
  plugin.getPanelOptionsSupplier()(builder, context);
  const fieldOptions = plugin.fieldConfigRegistry.list();
  const { defaults } = fieldConfig;
  return (
    <aside className={side} aria-label="Panel options">
      <Stack direction="column" gap={2}>
        {builder
          .getItems()
          .map((item: PanelOptionsEditorItem) =>
            item.showIf && !item.showIf(options, context.data) ? null : (
              <OptionField
                key={item.id}
                item={item}
                Editor={item.editor as unknown as Editor}
                value={lodash.get(options, item.path) ?? item.defaultValue}
                onChange={(value) =>
                  panel.onOptionsChange(lodash.set(lodash.cloneDeep(options), item.path, value), true)
                }
                context={context}
              />
            )
          )}
        {fieldOptions.map((item) => (
          <OptionField
            key={item.id}
            item={item}
            Editor={item.editor as unknown as Editor}
            value={lodash.get(defaults, item.path)}
            onChange={(value) =>
              panel.onFieldConfigChange(
                { ...fieldConfig, defaults: lodash.set(lodash.cloneDeep(defaults), item.path, value) },
                true
              )
            }
            context={context}
          />
        ))}
      </Stack>
    </aside>
  );
}

type Editor = ComponentType<Record<string, unknown>>;
type Item = Pick<PanelOptionsEditorItem, 'id' | 'name' | 'description' | 'category'>;

interface OptionFieldProps {
  item: Item;
  Editor: Editor;
  value: unknown;
  onChange(value: unknown): void;
  context: StandardEditorContext<unknown>;
}

function OptionField({ item, Editor, value, onChange, context }: OptionFieldProps) {
  const label = item.category?.length ? `${item.category.join(' / ')}: ${item.name}` : item.name;
  return (
    <Field label={label} description={item.description} htmlFor={`option-${item.id}`} noMargin>
      <Editor id={`option-${item.id}`} {...{ item, value, onChange, context }} />
    </Field>
  );
}
