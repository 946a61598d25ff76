const { TestEnvironment } = require('jest-environment-jsdom');

/** A browser's globals, which @grafana/data needs to load, with Node's own network and streams: for tests against real servers, and of compressed texts. */
module.exports = class BrowserWithNode extends TestEnvironment {
  constructor(...args) {
    super(...args);
    Object.assign(this.global, {
      fetch,
      Request,
      Response,
      Headers,
      TextDecoder,
      CompressionStream,
      DecompressionStream,
      AbortSignal,
      AbortController,
      URLSearchParams,
      setImmediate,
    });
  }
};
