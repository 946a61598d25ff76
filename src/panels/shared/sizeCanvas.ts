/**
 * Makes a canvas as large as its place, in the device's pixels; what is drawn on it is in CSS pixels.
 *
 * @returns the context and device pixels for each CSS pixel; undefined where there is no canvas
 */
export function sizeCanvas(
  element: HTMLCanvasElement | null,
  width: number,
  height: number
): { context: CanvasRenderingContext2D; ratio: number } | undefined {
  const context = element?.getContext('2d');
  if (!element || !context) {
    return undefined;
  }
  const ratio = window.devicePixelRatio || 1;
  const [deviceWidth, deviceHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  // To set a size, even the same one, makes the canvas anew.
  if (element.width !== deviceWidth || element.height !== deviceHeight) {
    element.width = deviceWidth;
    element.height = deviceHeight;
  }
  return { context, ratio };
}
