/** Width in pixels of text at a font size. */
export type Measure = (text: string, fontSize: number) => number;

/** Text of these characters is as wide as they are together, but for kerning of a fraction of a pixel. */
const printable = /^[ -~]*$/;

let context: CanvasRenderingContext2D | null | undefined;
const advances = new Map<string, Float32Array>();

/**
 * Measures text in a font; by a rule of thumb where there is no canvas. Each plain character is measured once: there may be
 * thousands of texts to be laid out, and asking the canvas for each is what costs.
 */
export function measureIn(fontFamily: string): Measure {
  if (context === undefined) {
    context = document.createElement('canvas').getContext('2d');
    // A font that comes late has other widths than the one that stood in for it.
    document.fonts?.addEventListener('loadingdone', () => advances.clear());
  }
  return (text, fontSize) => {
    if (!context) {
      return text.length * fontSize * 0.55;
    }
    const font = `400 ${fontSize}px ${fontFamily}`;
    if (!printable.test(text)) {
      context.font = font;
      return context.measureText(text).width;
    }
    const known = advances.get(font) ?? new Float32Array(128);
    advances.set(font, known);
    let width = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (known[code] === 0) {
        context.font = font;
        known[code] = context.measureText(text[i]).width;
      }
      width += known[code];
    }
    return width;
  };
}
