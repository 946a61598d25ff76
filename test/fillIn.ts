import './noIntersections';

import { CustomVariable, sceneGraph, SceneObjectBase, SceneVariableSet } from '@grafana/scenes';

/** Values of variables as they are chosen on a dashboard; several, and All of them, are arrays. */
export type Chosen = Record<string, string | string[]>;

class Root extends SceneObjectBase {}

/** A text with Grafana's own interpolation over it, as its Prometheus data source does: once, and once again. */
export function fillIn(text: string, chosen: Chosen): string {
  const variables = Object.entries(chosen).map(
    ([name, value]) => new CustomVariable({ name, value, text: value, isMulti: Array.isArray(value), query: '' })
  );
  const scene = new Root({ $variables: new SceneVariableSet({ variables }) });
  const once = sceneGraph.interpolate(scene, text, undefined, escapeAsPrometheus);
  return sceneGraph.interpolate(scene, once, undefined, escapeAsPrometheus);
}

/** What Grafana 12 does to values of variables without a format of their own (packages/grafana-prometheus, escaping). */
function escapeAsPrometheus(value: unknown): string {
  const special = (one: string) => one.replace(/\\/g, '\\\\\\\\').replace(/[$^*{}[\]+?.()|]/g, '\\\\$&');
  if (isTexts(value)) {
    return value.length === 1 ? special(value[0]) : `(${value.map(special).join('|')})`;
  }
  return String(value).replace(/\\/g, '\\\\').replace(/'/g, "\\\\'");
}

const isTexts = (value: unknown): value is string[] => Array.isArray(value);
