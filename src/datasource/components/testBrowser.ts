/** For tests: what Grafana's Combobox needs of a browser and jsdom does not have, a canvas to measure texts on and scrolling. */
export function stubBrowser(): void {
  const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
  HTMLCanvasElement.prototype.getContext = (() => context) as unknown as HTMLCanvasElement['getContext'];
  class NoIntersections {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  Object.assign(globalThis, { IntersectionObserver: NoIntersections });
}
