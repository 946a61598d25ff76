import { type DashboardJson, isJson, mentions, panelsOf, variablesOf } from './dashboardJson';

/** Values to be put in place of a dashboard's variables; several, and All of them, are arrays. */
export type FixedValues = Record<string, string | string[]>;

/** Stands for all values, where Grafana does not list them. */
const ALL = '$__all';

export function isSeveral(value: string | string[] | undefined): boolean {
  const values = [value ?? []].flat();
  return values.length > 1 || values.includes(ALL);
}

const VARIABLE = /\$(\w+)|\[\[(\w+?)(?::\w+)?\]\]|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\}/g;

/** A text for people with the values in it. */
function filled(text: string, values: FixedValues): string {
  return text.replace(VARIABLE, (written, bare, square, braced) => {
    const value = values[bare ?? square ?? braced];
    return value === undefined
      ? written
      : [value]
          .flat()
          .map((one) => (one === ALL ? 'All' : one))
          .join(', ');
  });
}

/** Puts values into titles and texts, and takes away the variables that nothing names any more. */
export function fixTexts(dashboard: DashboardJson, values: FixedValues): string[] {
  const notes: string[] = [];
  if (dashboard.title) {
    dashboard.title = filled(dashboard.title, values);
  }
  for (const { panel } of panelsOf(dashboard).concat(dashboard.panels.map((panel) => ({ panel, repeatedBy: [] })))) {
    for (const key of ['title', 'description']) {
      if (typeof panel[key] === 'string') {
        panel[key] = filled(panel[key], values);
      }
    }
    if (isJson(panel.options) && typeof panel.options.content === 'string') {
      panel.options.content = filled(panel.options.content, values);
    }
    if (panel.repeat !== undefined) {
      notes.push(
        `'${panel.title ?? ''}' was repeated by ${panel.repeat}. It is one now, of all the values that are fixed.`
      );
      delete panel.repeat;
    }
  }
  const { templating, ...rest } = dashboard;
  const list = variablesOf(dashboard);
  // A variable may be named by another that stays.
  let stay = list.filter(({ name }) => mentions(rest, name));
  for (let more = stay; more.length > 0;) {
    more = list.filter((one) => !stay.includes(one) && stay.some((other) => mentions(other, one.name)));
    stay = stay.concat(more);
  }
  if (stay.length > 0) {
    notes.push(`Other queries still use ${stay.map(({ name }) => `$${name}`).join(', ')}, so these variables stay.`);
  }
  dashboard.templating = { ...templating, list: list.filter((one) => stay.includes(one)) };
  return notes;
}
