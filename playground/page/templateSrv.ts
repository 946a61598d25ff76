/** Stands in for Grafana's template service: variables of the scene that is on screen. */
import { type ScopedVars, type TypedVariableModel } from '@grafana/data';
import { type TemplateSrv } from '@grafana/runtime';
import { sceneGraph, type SceneObject, SceneObjectBase } from '@grafana/scenes';

function sceneOf(scopedVars?: ScopedVars): SceneObject | undefined {
  const own = scopedVars?.__sceneObject?.value as { valueOf(): SceneObject } | SceneObject | undefined;
  return (own?.valueOf() as SceneObject | undefined) ?? window.__grafanaSceneContext;
}

declare global {
  interface Window {
    /** Set by an active scene. */
    __grafanaSceneContext?: SceneObject;
  }
}

/** Where there is no dashboard: only what comes along is known, and the row of a link that is clicked. */
class Nowhere extends SceneObjectBase {}
const nowhere = new Nowhere({});

const variablePattern = /\$(\w+)|\[\[(\w+?)(?::\w+)?\]\]|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\}/;

export const templateSrv: TemplateSrv = {
  getVariables() {
    const scene = window.__grafanaSceneContext;
    const variables = scene ? (sceneGraph.getVariables(scene)?.state.variables ?? []) : [];
    return variables.map((variable) => {
      const { name, type, label, hide } = variable.state;
      const value = variable.getValue();
      const text = variable.getValueText?.() ?? String(value);
      const { options = [], query } = variable.state as { options?: unknown[]; query?: unknown };
      return {
        id: name,
        name,
        type,
        label,
        hide,
        query,
        options,
        current: { value, text },
      } as unknown as TypedVariableModel;
    });
  },
  replace(target = '', scopedVars, format, interpolations) {
    return sceneGraph.interpolate(sceneOf(scopedVars) ?? nowhere, target, scopedVars, format as string, interpolations);
  },
  containsTemplate: (target = '') => variablePattern.test(target),
  updateTimeRange: () => undefined,
};
