import { type MeasurePoint, type MeasureSeries } from '../frames/measureFrame';
import { measureName } from '../query/measureNames';
import { type ModelQuery } from '../query/query';
import { type Estimate } from '../statistics/classification';
import { disconnect, stepTimes } from './steps';

/** What was counted of each version at each time; without versions, of the version ''. */
export class Tally<T> {
  private readonly versions = new Map<string, Map<number, T>>();

  constructor(private readonly make: () => T) {}

  at(version: string, time: number): T {
    return getOrAdd(
      getOrAdd(this.versions, version, () => new Map<number, T>()),
      time,
      this.make
    );
  }

  /** Versions in order, each with what it has at each of its times. */
  entries(): Array<[string, Map<number, T>]> {
    return [...this.versions].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** The same versions and times, with what follows from each count. */
  map<U>(of: (counted: T) => U): Tally<U> {
    const mapped = new Tally<U>(() => {
      throw new Error('A mapped tally is read only.');
    });
    for (const [version, byTime] of this.versions) {
      mapped.versions.set(version, new Map([...byTime].map(([time, counted]) => [time, of(counted)])));
    }
    return mapped;
  }

  /** All times, ascending: a version that has none of one is undefined there. */
  times(): number[] {
    return stepTimes([...this.versions.values()].flatMap((byTime) => [...byTime.keys()]));
  }
}

/** One series a version, or one of each of the classes that are asked for. */
export function measureTally<T>(
  tally: Tally<T>,
  query: ModelQuery,
  estimate: (counted: T, className: string | undefined) => Estimate,
  classesOf: (byTime: Map<number, T>) => Array<string | undefined> = () => [undefined]
): MeasureSeries[] {
  const times = tally.times();
  return tally.entries().flatMap(([version, byTime]) =>
    classesOf(byTime).map((className) => ({
      name: measureName(query, className),
      labels: { ...(className !== undefined && { class: className }), ...(query.byVersion && { version }) },
      points: disconnect(
        times.map((time): MeasurePoint => {
          const counted = byTime.get(time);
          return { time, ...(counted !== undefined && estimate(counted, className)) };
        })
      ),
    }))
  );
}

export function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
