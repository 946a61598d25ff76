// force timezone to UTC to allow tests to work regardless of local timezone
// generally used by snapshots, but can affect specific tests
process.env.TZ = 'UTC';

const scaffold = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

module.exports = {
  ...scaffold,
  // Components of Grafana take seconds on a busy machine.
  testTimeout: 30_000,
  testMatch: ['<rootDir>/{src,demo,playground,bench}/**/*.test.{ts,tsx}'],
  // d3-color and a few others ship .mjs only; yaml is an ES module for browsers.
  transform: { '^.+\\.m?[tj]sx?$': Object.values(scaffold.transform)[0] },
  transformIgnorePatterns: [
    nodeModulesToTransform([...grafanaESModules, '@react-hookz/web', '@ver0/deep-equal', 'yaml']),
  ],
};
