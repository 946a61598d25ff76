import { type Measure } from './metrics';

let context: CanvasRenderingContext2D | null | undefined;

/** Measures text in a font; by a rule of thumb where there is no canvas. */
export function measureIn(fontFamily: string): Measure {
  context ??= document.createElement('canvas').getContext('2d');
  return (text, fontSize) => {
    if (!context) {
      return text.length * fontSize * 0.55;
    }
    context.font = `400 ${fontSize}px ${fontFamily}`;
    return context.measureText(text).width;
  };
}
