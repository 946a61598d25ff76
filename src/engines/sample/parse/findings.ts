const MOST = 10;

/** What was wrong with a text, in full sentences: the first ten, then how many more. What concerns the whole text comes first. */
export class Findings {
  private readonly ofText: string[] = [];
  private readonly ofRows: string[] = [];
  /** Of rows. */
  count = 0;

  /** About the whole text. */
  addGeneral(sentence: string): void {
    this.ofText.push(sentence);
  }

  /** About one row. */
  add(sentence: string): void {
    this.count++;
    if (this.ofRows.length < MOST) {
      this.ofRows.push(sentence);
    }
  }

  sentences(): string[] {
    const shown = this.ofRows.slice(0, Math.max(0, MOST - this.ofText.length));
    const more = this.count - shown.length;
    return [
      ...this.ofText,
      ...shown,
      ...(more > 0
        ? [`And ${more} more ${more === 1 ? 'finding' : 'findings'} like ${more === 1 ? 'this' : 'these'}.`]
        : []),
    ];
  }
}

/** A value as a finding quotes it: on one line, and not long. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}
