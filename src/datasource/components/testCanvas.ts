/** For tests: Grafana's Combobox measures its texts on a canvas, which jsdom does not have. */
export function stubTextMeasurement(): void {
  const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
  HTMLCanvasElement.prototype.getContext = (() => context) as unknown as HTMLCanvasElement['getContext'];
}
