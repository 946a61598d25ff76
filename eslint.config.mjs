import { defineConfig } from 'eslint/config';
import baseConfig from './.config/eslint.config.mjs';

/**
 * Imports point one way (docs/architecture.md): a layer may import the layers it names, and nothing else of src.
 * Only the plugins themselves (datasource, panels, app) and what they share on screen (components) know React.
 */
const layers = {
  statistics: [],
  query: ['statistics'],
  frames: ['statistics', 'query'],
  engines: ['statistics', 'query', 'frames'],
  alerting: ['statistics', 'query', 'frames', 'engines'],
  panels: ['statistics', 'query', 'frames'],
  components: [],
  datasource: ['statistics', 'query', 'frames', 'engines', 'alerting', 'components'],
  app: ['statistics', 'query', 'frames', 'engines', 'alerting', 'components'],
};
const pure = ['statistics', 'query'];
const shells = ['datasource', 'panels', 'app', 'components'];

const importDirection = Object.entries(layers).map(([layer, allowed]) => {
  const others = Object.keys(layers).filter((other) => other !== layer && !allowed.includes(other));
  const patterns = [
    {
      regex: `^(\\.\\./)+(${others.join('|')})(/|$)`,
      message: `src/${layer} may import ${allowed.join(', ') || 'no other layer'} only.`,
    },
  ];
  if (!shells.includes(layer)) {
    patterns.push({
      regex: '^(react|react-dom|@grafana/(ui|runtime))(/|$)',
      message: 'Only datasource, panels, app and components import React.',
    });
  }
  if (pure.includes(layer)) {
    patterns.push({ regex: '^(@grafana|rxjs)(/|$)', message: `src/${layer} is pure TypeScript: no Grafana, no I/O.` });
  }
  return {
    files: [`src/${layer}/**/*.{ts,tsx}`],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
});

export default defineConfig([
  {
    ignores: [
      '**/node_modules/',
      '.venv/',
      '.cache/',
      '**/coverage',
      '**/dist/',
      '**/artifacts/',
      'test-results/',
      'playwright-report/',
      '**/.eslintcache',
    ],
  },
  ...baseConfig,
  // The scaffold lints src only.
  { files: ['{bench,demo,e2e,playground,scripts,test}/**/*.{ts,tsx}'], rules: { 'no-console': 'off' } },
  { rules: { '@typescript-eslint/no-explicit-any': 'error' } },
  // What 13 calls deprecated has no successor in Grafana 11.6, which we support.
  { files: ['src/**/*.{ts,tsx}'], rules: { '@typescript-eslint/no-deprecated': 'off' } },
  ...importDirection,
]);
