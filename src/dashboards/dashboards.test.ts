import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkQuery } from '../query/check';
import { migrateQuery } from '../query/migrate';

interface Target {
  refId: string;
  datasource: { type: string; uid: string };
}
interface Panel {
  title: string;
  type: string;
  targets?: Target[];
  collapsed?: boolean;
  panels?: Panel[];
  gridPos: { x: number; y: number; w: number; h: number };
}
interface Dashboard {
  uid: string;
  revision?: number;
  panels: Panel[];
  templating: { list: Array<{ name: string; type: string; query: unknown; current: { value?: unknown } }> };
}

const provisioned = join(__dirname, '../../provisioning/dashboards/modelwatch');
const read = (folder: string, name: string): Dashboard => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const { includes } = JSON.parse(readFileSync(join(__dirname, '../plugin.json'), 'utf8'));
const names = readdirSync(__dirname).filter((name) => name.endsWith('.json'));

describe.each(names)('the bundled dashboard %s', (name) => {
  const dashboard = read(__dirname, name);
  // A closed row holds its panels.
  const panels = dashboard.panels.flatMap((panel) => (panel.type === 'row' ? (panel.panels ?? []) : [panel]));

  const valueOf = (variable: string) =>
    String(dashboard.templating.list.find(({ name }) => name === variable)?.current.value);

  it('is installed with the plugin', () => {
    expect(includes).toContainEqual(expect.objectContaining({ type: 'dashboard', path: `dashboards/${name}` }));
  });

  it('asks what can be answered, through the data source that is chosen', () => {
    for (const { title, targets = [] } of panels) {
      expect(targets.length).toBeGreaterThan(0);
      for (const target of targets) {
        expect(target.datasource).toEqual({ type: 'modelwatch-monitoring-datasource', uid: '${datasource}' });
        const query = migrateQuery(target);
        // Variables have the values that the dashboard opens with.
        const filled = (text: string) => (text.startsWith('$') ? valueOf(text.slice(1)) : text);
        const atFirst = {
          ...query,
          audit: { ...query.audit, cursor: filled(query.audit.cursor) },
          reference: { ...query.reference, offset: filled(query.reference.offset) },
          drift: { ...query.drift, usualEvery: filled(query.drift.usualEvery) },
        };
        expect({ title, wrong: checkQuery(atFirst) }).toEqual({ title, wrong: [] });
        expect(query).toMatchObject({ model: { name: '$model' } });
      }
    }
  });

  it('has panels in every closed row', () => {
    for (const { title, panels = [] } of dashboard.panels.filter(({ collapsed }) => collapsed)) {
      expect({ title, panels: panels.length > 0 }).toEqual({ title, panels: true });
    }
  });

  it('has no two panels in one place', () => {
    const taken = new Set<string>();
    for (const { gridPos, title } of dashboard.panels) {
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect({ title, taken: taken.has(`${x} ${y}`), outside: x >= 24 }).toEqual({
            title,
            taken: false,
            outside: false,
          });
          taken.add(`${x} ${y}`);
        }
      }
    }
  });

  it('is provisioned as the same dashboard under another uid', () => {
    const { uid, revision, ...bundled } = dashboard;
    const { uid: otherUid, ...other } = read(provisioned, name);
    expect(other).toEqual(bundled);
    expect(otherUid).not.toBe(uid);
  });
});
