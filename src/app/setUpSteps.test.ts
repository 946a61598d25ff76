import { readFileSync } from 'node:fs';
import path from 'node:path';

import { bundledDashboards, setUpSteps } from './setUpSteps';

const done = (ours: Parameters<typeof setUpSteps>[0]) => setUpSteps(ours).map((step) => step.done);

describe('the steps of the set-up', () => {
  it('begin with the data source', () => {
    expect(done([])).toEqual([false, false, false]);
    expect(setUpSteps([])[0].links).toEqual([
      { text: 'Add a data source', href: '/connections/datasources/modelwatch-monitoring-datasource' },
    ]);
    // No link to a dashboard that could show nothing.
    expect(setUpSteps([])[2].links).toEqual([]);
  });

  it('go on to its settings, whatever it is called', () => {
    const steps = setUpSteps([{ uid: 'a/b?c', name: '<b>models</b>', ready: false }]);
    expect(steps[1].links).toEqual([
      { text: 'Settings of <b>models</b>', href: '/connections/datasources/edit/a%2Fb%3Fc' },
    ]);
  });

  it('end at the dashboards, with a data source that is ready', () => {
    const ours = [
      { uid: 'new', name: 'new', ready: false },
      { uid: 'sample', name: 'sample', ready: true, isSample: true, hasRecords: true },
      { uid: 'ready&', name: 'ready', ready: true },
    ];
    expect(done(ours)).toEqual([true, true, false]);
    const { links } = setUpSteps(ours)[2];
    expect(links[0]).toEqual({
      text: 'Model quality',
      href: '/d/modelwatch-model-quality?var-datasource=ready%26',
    });
    // Counts have no single decisions.
    expect(links.find(({ text }) => text === 'Model audit')?.href).toContain('var-datasource=sample');
    expect(setUpSteps([ours[2]])[2].links.map(({ text }) => text)).not.toContain('Model audit');
  });

  it('end there with the built-in sample, where there is nothing else', () => {
    const ours = [{ uid: 'sample', name: 'sample', ready: true, isSample: true }];
    expect(done(ours)).toEqual([true, true, false]);
    expect(setUpSteps(ours)[2].links[0].href).toContain('var-datasource=sample');
  });
});

it('leads to every dashboard that the app brings, under the uid that it has', () => {
  const source = path.join(__dirname, '..');
  const json = (file: string) => JSON.parse(readFileSync(path.join(source, file), 'utf8')) as Record<string, unknown>;
  const includes = json('plugin.json').includes as Array<{ type: string; path: string }>;
  const brought = includes
    .filter(({ type }) => type === 'dashboard')
    .map((one) => json(one.path))
    .map(({ uid, title }) => ({ uid, title }));
  const byUid = (a: { uid?: unknown }, b: { uid?: unknown }) => String(a.uid).localeCompare(String(b.uid));
  expect(bundledDashboards.map(({ uid, title }) => ({ uid, title })).sort(byUid)).toEqual(brought.sort(byUid));
});
