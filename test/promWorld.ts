/** A small world of every metric of the telemetry contract, at a few samples each, as OpenMetrics text. */
export interface Sampled {
  metric: string;
  labels: Record<string, string>;
  /** [milliseconds since the epoch, value] */
  samples: Array<[number, number]>;
}

export function exposition(all: Sampled[]): string {
  const escape = (value: string) => value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
  const lines: string[] = [];
  for (const metric of new Set(all.map((one) => one.metric))) {
    const suffix = /_(total|bucket|sum|count)$/.exec(metric)?.[1];
    if (suffix === 'total') {
      lines.push(`# TYPE ${metric.replace(/_total$/, '')} counter`);
    } else if (!suffix) {
      lines.push(`# TYPE ${metric} gauge`);
    }
    for (const { labels, samples } of all.filter((one) => one.metric === metric)) {
      const list = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`);
      for (const [time, value] of samples) {
        lines.push(`${metric}{${list.join(',')}} ${value} ${time / 1000}`);
      }
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

/** A counter that is 0 at `from`, rises evenly, and has reached `total` at `to`. */
export function rising(
  metric: string,
  labels: Record<string, string>,
  total: number,
  from: number,
  to: number
): Sampled {
  const samples: Array<[number, number]> = [];
  for (let time = from; time <= to; time += 60_000) {
    samples.push([time, Math.floor((total * (time - from)) / (to - from))]);
  }
  return { metric, labels: { job: 'model', instance: 'a:80', ...labels }, samples };
}
