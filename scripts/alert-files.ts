/** Writes the demo's alert rules as files for Grafana and for Prometheus (demo/alertFiles.ts): `make alert-files`. */
import './browserGlobals';

import { writeFileSync } from 'node:fs';

import { alertFiles } from '../demo/alertFiles';

for (const { path, text } of alertFiles()) {
  writeFileSync(path, text);
  console.log(path);
}
