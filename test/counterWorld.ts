/**
 * A world of counters with everything that makes counting hard, each case under a class pair of its own, with the truth.
 * Times in milliseconds since the epoch; `END` lies on the scrape grid.
 */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const SCRAPE = 15 * SECOND;
export const END = Date.UTC(2026, 10, 20, 12);
export const WINDOW = 2 * HOUR;
const START = END - WINDOW;
const BEGIN = START - 3 * HOUR;

/** One process' life: it starts, counts an event every `every` ms from then on (or from `loaded` on), and ends. */
interface Life {
  start: number;
  end?: number;
  every: number;
  /** The series exists from here on (a model loaded later into a running process); default: from the start. */
  loaded?: number;
}

export interface Case {
  name: string;
  instance: string;
  lives: Life[];
  /** No scrape succeeds in [from, to). */
  gap?: [number, number];
  /** What an exact count cannot give is said by the mark. */
  counted: 'exact' | 'gap' | 'estimate';
}

export const cases: Case[] = [
  { name: 'steady', instance: 'a', lives: [{ start: BEGIN - HOUR, every: 7 * SECOND }], counted: 'exact' },
  { name: 'second instance', instance: 'b', lives: [{ start: BEGIN - HOUR, every: 11 * SECOND }], counted: 'exact' },
  {
    name: 'process born inside, first scraped with events',
    instance: 'c',
    lives: [{ start: START + 37 * MINUTE + 2000, every: 3 * SECOND }],
    counted: 'exact',
  },
  {
    name: 'pair born inside, in an old process',
    instance: 'a',
    lives: [{ start: BEGIN - HOUR, loaded: START + 50 * MINUTE + 4000, every: 4 * MINUTE }],
    counted: 'exact',
  },
  {
    name: 'dead',
    instance: 'd',
    lives: [{ start: BEGIN, end: START + 48 * MINUTE, every: 9 * SECOND }],
    counted: 'exact',
  },
  {
    name: 'dead before the window',
    instance: 'e',
    lives: [{ start: BEGIN, end: START - 20 * MINUTE, every: 9 * SECOND }],
    counted: 'exact',
  },
  {
    name: 'restarted once',
    instance: 'f',
    lives: [
      { start: BEGIN, end: START + 40 * MINUTE, every: 5 * SECOND },
      { start: START + 42 * MINUTE, every: 5 * SECOND },
    ],
    counted: 'exact',
  },
  {
    name: 'restarted at the very start of the window',
    instance: 'g',
    lives: [
      { start: BEGIN, end: START + 3 * SECOND, every: 6 * SECOND },
      { start: START + 4 * SECOND, every: 6 * SECOND },
    ],
    counted: 'exact',
  },
  {
    name: 'born inside, and restarted',
    instance: 'h',
    lives: [
      { start: START + 10 * MINUTE, end: START + 70 * MINUTE, every: 5 * SECOND },
      { start: START + 71 * MINUTE, every: 9 * SECOND },
    ],
    counted: 'exact',
  },
  {
    name: 'gone for hours, back under the same name',
    instance: 'i',
    lives: [
      { start: BEGIN, end: BEGIN + 30 * MINUTE, every: 5 * SECOND },
      { start: START + 20 * MINUTE, every: 8 * SECOND },
    ],
    counted: 'exact',
  },
  {
    name: 'restarted shortly before the window, and once in it',
    instance: 'n',
    lives: [
      { start: BEGIN, end: START - 20 * MINUTE, every: 6 * SECOND },
      { start: START - 19 * MINUTE, end: START + 40 * MINUTE, every: 5 * SECOND },
      { start: START + 41 * MINUTE, every: MINUTE },
    ],
    counted: 'exact',
  },
  {
    name: 'not scraped around the start, and restarted later',
    instance: 'o',
    lives: [
      { start: BEGIN, end: START + 60 * MINUTE, every: 7 * SECOND },
      { start: START + 61 * MINUTE, every: 30 * SECOND },
    ],
    gap: [START - 20 * MINUTE, START + 10 * MINUTE],
    counted: 'gap',
  },
  {
    name: 'outgrew its peak after a restart',
    instance: 'j',
    lives: [
      { start: START - 10 * MINUTE, end: START + 10 * MINUTE, every: 10 * SECOND },
      { start: START + 11 * MINUTE, every: 5 * SECOND },
    ],
    counted: 'estimate',
  },
  {
    name: 'crash loop',
    instance: 'k',
    lives: Array.from({ length: 6 }, (_, i) => ({
      start: START - 30 * MINUTE + i * 20 * MINUTE,
      end: START - 30 * MINUTE + (i + 1) * 20 * MINUTE - SECOND,
      every: 5 * SECOND,
    })),
    counted: 'estimate',
  },
  {
    name: 'not scraped around the start',
    instance: 'l',
    lives: [{ start: BEGIN, every: 7 * SECOND }],
    gap: [START - 20 * MINUTE, START + 10 * MINUTE],
    counted: 'gap',
  },
  {
    name: 'first scraped inside, of an old process',
    instance: 'm',
    lives: [{ start: BEGIN, every: 7 * SECOND }],
    gap: [BEGIN, START + 30 * MINUTE],
    counted: 'estimate',
  },
];

/** The events that scrapes between the last one at or before `from` and the last one at or before `to` have seen. */
export function truth({ lives, gap }: Case, from: number, to: number): number {
  const inGap = (time: number) => gap !== undefined && time >= gap[0] && time < gap[1];
  return lives.reduce((sum, life) => {
    const seen = (until: number) => {
      const scrapes = scrapeTimes(life).filter((time) => time <= until && !inGap(time));
      return scrapes.length > 0 ? valueAt(life, scrapes[scrapes.length - 1]) : 0;
    };
    return sum + seen(to) - seen(from);
  }, 0);
}

function* scrapesOf(life: Life): Generator<number> {
  const from = Math.max(BEGIN, life.loaded ?? life.start);
  for (
    let time = Math.ceil(from / SCRAPE) * SCRAPE;
    time <= Math.min(END + 10 * MINUTE, life.end ?? Infinity);
    time += SCRAPE
  ) {
    yield time;
  }
}
const scrapeTimes = (life: Life) => [...scrapesOf(life)];
const valueAt = ({ start, loaded, every }: Life, time: number) => Math.floor((time - (loaded ?? start)) / every);

/** The world as OpenMetrics text: the outcomes, and `up` and `process_start_time_seconds` as Prometheus would have them. */
export function* openMetrics(): Generator<string> {
  yield '# TYPE model_outcomes counter\n';
  for (const one of cases) {
    for (const life of one.lives) {
      for (const time of scrapeTimes(life)) {
        if (!(one.gap && time >= one.gap[0] && time < one.gap[1])) {
          yield `model_outcomes_total{job="model",instance="${one.instance}",model="hard",version="v1",actual=${JSON.stringify(one.name)},predicted="x"} ${valueAt(life, time)} ${time / 1000}\n`;
        }
      }
    }
  }
  for (const [name, value] of [
    ['up', () => 1],
    ['process_start_time_seconds', (life: Life) => life.start / 1000],
  ] as const) {
    yield `# TYPE ${name} gauge\n`;
    const seen = new Set<string>();
    for (const one of cases.filter(({ instance }) => !seen.has(instance) && seen.add(instance))) {
      for (const life of one.lives.map(({ loaded, ...life }) => life)) {
        for (const time of scrapeTimes(life)) {
          const scraped = !(one.gap && time >= one.gap[0] && time < one.gap[1]);
          if (scraped || name === 'up') {
            yield `${name}{job="model",instance="${one.instance}"} ${name === 'up' && !scraped ? 0 : value(life)} ${time / 1000}\n`;
          }
        }
      }
    }
  }
  yield '# EOF\n';
}
