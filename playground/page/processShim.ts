/** Some packages look at `process` though they run in a browser. */
export const process = { env: { NODE_ENV: 'production' }, browser: true, nextTick: queueMicrotask };
