/**
 * Series and their text: the little of a Prometheus client library that the demo needs. Pure: no Node, no browser.
 * Formats: https://prometheus.io/docs/instrumenting/exposition_formats/ and OpenMetrics 1.0.
 */

export interface Series {
  /** Name and labels as they are written, ending in a blank. */
  text: string;
  value: number;
}

export type FamilyType = 'counter' | 'gauge' | 'histogram' | 'summary';

export interface Family {
  name: string;
  type: FamilyType;
  help: string;
  series: Series[];
}

export class Registry {
  private readonly byName = new Map<string, Family>();

  /** @param labels written on every series, after its own */
  constructor(private readonly labels: Record<string, string> = {}) {}

  counter(name: string, help: string, labels: Record<string, string>): Series {
    return this.series(this.family(name, 'counter', help), name, labels);
  }

  gauge(name: string, help: string, labels: Record<string, string>): Series {
    return this.series(this.family(name, 'gauge', help), name, labels);
  }

  /** A classic histogram. @returns what observes a value; buckets are (low, high] */
  histogram(name: string, help: string, labels: Record<string, string>, edges: number[]): (value: number) => void {
    const family = this.family(name, 'histogram', help);
    const buckets = [...edges.map(String), '+Inf'].map((le) =>
      this.series(family, `${name}_bucket`, { ...labels, le })
    );
    const { sum, count } = this.sumAndCount(family, labels);
    return (value) => {
      for (let i = buckets.length - 1; i >= 0 && (i === edges.length || value <= edges[i]); i--) {
        buckets[i].value++;
      }
      sum.value += value;
      count.value++;
    };
  }

  /** A summary without quantiles. @returns what observes a value */
  summary(name: string, help: string, labels: Record<string, string>): (value: number) => void {
    const { sum, count } = this.sumAndCount(this.family(name, 'summary', help), labels);
    return (value) => {
      sum.value += value;
      count.value++;
    };
  }

  families(): Family[] {
    return [...this.byName.values()];
  }

  private sumAndCount(family: Family, labels: Record<string, string>) {
    return {
      sum: this.series(family, `${family.name}_sum`, labels),
      count: this.series(family, `${family.name}_count`, labels),
    };
  }

  private family(name: string, type: FamilyType, help: string): Family {
    let family = this.byName.get(name);
    if (!family) {
      family = { name, type, help, series: [] };
      this.byName.set(name, family);
    }
    return family;
  }

  private series(family: Family, name: string, labels: Record<string, string>): Series {
    const series = { text: `${seriesText(name, { ...labels, ...this.labels })} `, value: 0 };
    family.series.push(series);
    return series;
  }
}

/** `name{a="b",...}`, with values escaped as both formats want it. */
export function seriesText(name: string, labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabelValue(value)}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

/** A series' text with further labels after its own. */
function withLabels(text: string, labels: Record<string, string>): string {
  const further = seriesText('', labels).slice(1, -1);
  if (further === '') {
    return text;
  }
  return text.endsWith('} ') ? `${text.slice(0, -2)},${further}} ` : `${text.slice(0, -1)}{${further}} `;
}

export function escapeLabelValue(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

export function numberText(value: number): string {
  return value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
}

/** The text format 0.0.4, as a live process answers it. */
export function textExposition(families: Family[]): string {
  const lines: string[] = [];
  for (const { name, type, help, series } of families) {
    lines.push(`# HELP ${name} ${help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}`, `# TYPE ${name} ${type}`);
    for (const { text, value } of series) {
      lines.push(text + numberText(value));
    }
  }
  return lines.join('\n') + '\n';
}

/** Samples of many moments, gathered series by series since OpenMetrics wants each family and series in one piece. */
export class OpenMetricsHistory {
  private readonly byName = new Map<string, { type: FamilyType; samples: Map<string, string> }>();
  private readonly labelled = new Map<Series, string>();

  /**
   * @param time ms since the epoch, later than that of all samples before
   * @param target labels of the target, which Prometheus adds to those of a series when it scrapes; the same for a series
   *     each time
   */
  add(families: Family[], time: number, target: Record<string, string> = {}): void {
    const end = ` ${time / 1000}\n`;
    for (const { name, type, series } of families) {
      let family = this.byName.get(name);
      if (!family) {
        family = { type, samples: new Map() };
        this.byName.set(name, family);
      }
      for (const one of series) {
        const text = this.textOf(one, target);
        family.samples.set(text, (family.samples.get(text) ?? '') + text + numberText(one.value) + end);
      }
    }
  }

  private textOf(series: Series, target: Record<string, string>): string {
    let text = this.labelled.get(series);
    if (text === undefined) {
      text = withLabels(series.text, target);
      this.labelled.set(series, text);
    }
    return text;
  }

  /** The whole as an OpenMetrics text, in pieces. */
  *text(): Generator<string> {
    for (const [name, { type, samples }] of this.byName) {
      yield `# TYPE ${type === 'counter' ? name.replace(/_total$/, '') : name} ${type}\n`;
      yield* samples.values();
    }
    yield '# EOF\n';
  }
}
