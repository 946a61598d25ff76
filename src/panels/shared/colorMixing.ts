import { colorManipulator } from '@grafana/data';

type Rgb = readonly [number, number, number];

/** Of a ramp. */
export const STEPS = 64;

/** The place of a weight from 0 to 1 in a ramp. */
export function step(weight: number): number {
  return Math.max(0, Math.min(STEPS - 1, Math.round(weight * (STEPS - 1))));
}

/** `STEPS` colors from one to the other, in lightness steps that are even to the eye (interpolated in Oklab). */
export function ramp(from: string, to: string): string[] {
  const [a, b] = [oklab(rgb(from)), oklab(rgb(to))];
  return Array.from({ length: STEPS }, (_, i) => hex(fromOklab(mix(a, b, i / (STEPS - 1)))));
}

/** Text that can be read on a color: WCAG contrast of 4.5 or more. White where it can be, so that neighbors agree; black always can where white cannot. */
export function textOn(background: string): string {
  return ['#ffffff', '#16181d', '#000000'].find((color) => contrast(color, background) >= 4.5) ?? '#000000';
}

/** WCAG 2 contrast ratio of two opaque colors, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(rgb(a)), luminance(rgb(b))].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** A color that may be half transparent, as it looks on an opaque background. Unreadable text gives the background. */
export function solid(color: string, background: string): string {
  try {
    const [r, g, b, alpha] = channels(color);
    return hex(mix(rgb(background), [r, g, b], alpha));
  } catch {
    return background;
  }
}

function mix(a: Rgb, b: Rgb, t: number): Rgb {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** Channels from 0 to 1, of any opaque color that a theme may have. */
export function rgb(color: string): Rgb {
  const [r, g, b] = channels(color);
  return [r, g, b];
}

/** Red, green, blue and opacity, 0 to 1. */
function channels(color: string): [number, number, number, number] {
  const { decomposeColor, hslToRgb } = colorManipulator;
  const { values } = decomposeColor(color.startsWith('hsl') ? hslToRgb(color) : color);
  return [values[0] / 255, values[1] / 255, values[2] / 255, values[3] ?? 1];
}

function hex(color: Rgb): string {
  const byte = (value: number) =>
    Math.round(Math.max(0, Math.min(1, value)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${color.map(byte).join('')}`;
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function gamma(value: number): number {
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
}

/** Björn Ottosson, 'A perceptual color space for image processing' (2020). */
function oklab(color: Rgb): Rgb {
  const [r, g, b] = color.map(linear);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
