const { TestEnvironment } = require('jest-environment-jsdom');

/** A browser's globals, which @grafana/data needs to load, with Node's own network: for tests against real servers. */
module.exports = class BrowserWithNode extends TestEnvironment {
  constructor(...args) {
    super(...args);
    Object.assign(this.global, {
      fetch,
      Request,
      Response,
      Headers,
      AbortSignal,
      AbortController,
      URLSearchParams,
      setImmediate,
    });
  }
};
