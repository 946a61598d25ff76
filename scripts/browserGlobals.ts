/**
 * Imported before anything that imports @grafana/data, which loads in a browser only: where there is none, the jsdom of
 * jest stands in for one.
 */
import { createRequire } from 'node:module';

if (typeof window === 'undefined') {
  const { JSDOM } = createRequire(require.resolve('jest-environment-jsdom'))('jsdom');
  const { window } = new JSDOM('', { url: 'http://localhost/' });
  Object.assign(globalThis, { window, document: window.document, navigator: window.navigator });
}
