import CopyWebpackPlugin from 'copy-webpack-plugin';
import { type Configuration } from 'webpack';
import { merge } from 'webpack-merge';

import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

// What ES2015, the scaffold's target, lacks is written out again in every file that spreads, awaits or chains: a fifth of a
// download. Every browser that Grafana supports has it.
function withoutHelpers(config: Configuration): Configuration {
  for (const rule of config.module?.rules ?? []) {
    const use = rule && typeof rule === 'object' ? rule.use : undefined;
    if (
      use &&
      typeof use === 'object' &&
      'loader' in use &&
      use.loader === 'swc-loader' &&
      typeof use.options === 'object'
    ) {
      use.options.jsc.target = 'es2020';
    }
  }
  return config;
}

// The scaffold copies the app's own logos only; the nested plugins have theirs.
const config = async (env: Env): Promise<Configuration> =>
  merge(withoutHelpers(await grafanaConfig(env)), {
    plugins: [new CopyWebpackPlugin({ patterns: [{ from: '**/img/**/*', to: '.' }] })],
  });

export default config;
