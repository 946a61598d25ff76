/** To be imported before @grafana/scenes, which needs it to load and not to interpolate. */
Object.assign(globalThis, { IntersectionObserver: class {} });

export {};
