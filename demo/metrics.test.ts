/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { history } from './backfill';
import { type World } from '../src/engines/sample/story/events';
import { Fleet, type Target } from './metrics';
import { metricsPath } from './serve';
import { numberText, OpenMetricsHistory, Registry, seriesText, textExposition } from './registry';
import { HOUR, JOB, MINUTE, SCRAPE_INTERVAL, SECOND, story, STORY_HOURS } from '../src/engines/sample/story/story';
import { confusionTruth, errorsBetween, predictionsBetween } from './truth';

const world: World = { story, start: Date.UTC(2026, 10, 20), seed: 7 };

function fleetAt(time: number): Fleet {
  const fleet = new Fleet(world);
  fleet.advance(time);
  return fleet;
}

/** Series and values of one metric, by the series' text. */
function values(targets: Target[], name: string): Record<string, number> {
  const found = targets.flatMap(({ instance, families }) =>
    (families ?? [])
      .flatMap(({ series }) => series)
      .filter(({ text }) => text.startsWith(`${name}{`) || text === `${name} `)
      .map(({ text, value }) => [`${instance} ${text.trim()}`, value])
  );
  return Object.fromEntries(found);
}
const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);
const total = (targets: Target[], name: string, part: string) =>
  sum(Object.entries(values(targets, name)).flatMap(([text, value]) => (text.includes(part) ? [value] : [])));

describe('exposition', () => {
  it('escapes backslash, quote and newline in label values, and nothing else', () => {
    expect(seriesText('m', { a: 'back\\slash', b: 'say "hi"', c: 'two\nlines', d: '{$x},日本語' })).toBe(
      'm{a="back\\\\slash",b="say \\"hi\\"",c="two\\nlines",d="{$x},日本語"}'
    );
    expect(seriesText('m', {})).toBe('m');
  });

  it('writes infinities as Prometheus reads them', () => {
    expect([Infinity, -Infinity, NaN, 1e21, 0.1].map(numberText)).toEqual(['+Inf', '-Inf', 'NaN', '1e+21', '0.1']);
  });

  it('counts into cumulative buckets whose upper edge belongs to them', () => {
    const registry = new Registry({ job: 'j' });
    const observe = registry.histogram('h', 'Help\nhere.', {}, [1, 2.5]);
    [1, 1.5, 99].forEach(observe);
    expect(textExposition(registry.families())).toBe(
      [
        '# HELP h Help\\nhere.',
        '# TYPE h histogram',
        'h_bucket{le="1",job="j"} 1',
        'h_bucket{le="2.5",job="j"} 2',
        'h_bucket{le="+Inf",job="j"} 3',
        'h_sum{job="j"} 101.5',
        'h_count{job="j"} 3',
        '',
      ].join('\n')
    );
  });

  it('writes OpenMetrics series by series, in seconds, with an end', () => {
    const registry = new Registry();
    const a = registry.counter('c_total', '', { x: 'a' });
    registry.counter('c_total', '', { x: 'b' });
    const text = new OpenMetricsHistory();
    text.add(registry.families(), 15_000);
    a.value = 2;
    text.add(registry.families(), 30_500);
    expect([...text.text()].join('')).toBe(
      '# TYPE c counter\nc_total{x="a"} 0 15\nc_total{x="a"} 2 30.5\nc_total{x="b"} 0 15\nc_total{x="b"} 0 30.5\n# EOF\n'
    );
  });
});

describe('the processes of the fleet', () => {
  it('start with every series at 0, every pair of classes among them', () => {
    const targets = fleetAt(world.start + 30 * SECOND).targets();
    expect(Object.keys(values(targets, 'model_outcomes_total'))).toHaveLength(4 + 4 + 144);
    expect(sum(Object.values(values(targets, 'model_outcomes_total')))).toBe(0);
    const later = fleetAt(world.start + 20 * HOUR).targets();
    const names = (list: Target[]) =>
      list.map(({ families }) => textExposition(families ?? []).replace(/ \S+\n/g, '\n'));
    expect(names(later)).toEqual(names(targets));
  });

  it('count exactly what happened', () => {
    const to = world.start + 5 * HOUR;
    const targets = fleetAt(to).targets();
    for (const model of ['credit-risk', 'intent', 'house-price']) {
      const question = { model, from: world.start, to };
      const part = `model="${model}"`;
      expect(total(targets, 'model_predictions_total', part)).toBe(predictionsBetween(world, question).length);
      expect(total(targets, 'model_prediction_errors_total', part)).toBe(errorsBetween(world, question).length);
    }
    for (const { actual, predicted, count } of confusionTruth(world, { model: 'intent', from: world.start, to })) {
      const pair = seriesText('', { actual, predicted }).slice(1, -1);
      expect(total(targets, 'model_outcomes_total', pair)).toBe(count);
    }
  });

  it('do not depend on when one looks', () => {
    const patient = fleetAt(world.start + 34 * HOUR);
    const restless = new Fleet(world);
    for (let time = world.start; time <= world.start + 34 * HOUR; time += 7 * MINUTE + 1) {
      restless.advance(time);
    }
    restless.advance(world.start + 34 * HOUR);
    restless.advance(world.start + 33 * HOUR);
    expect(restless.targets()).toEqual(patient.targets());
  });

  it('restart, die and are born as the story says', () => {
    const fleet = new Fleet(world);
    const at = (hours: number) => {
      fleet.advance(world.start + hours * HOUR);
      return fleet.targets();
    };
    const up = (hours: number) =>
      at(hours).map(({ instance, families }) => `${instance.split(':')[0]} ${families ? 'up' : 'down'}`);
    expect(up(1)).toEqual(['credit-risk-1 up', 'credit-risk-2 up', 'intent-1 up', 'house-price-1 up']);
    expect(up(33.01)).toEqual(['credit-risk-1 down', 'credit-risk-2 up', 'intent-1 up', 'house-price-1 up']);
    const fresh = at(33 + 2.5 / 60);
    expect(total([fresh[0]], 'model_outcomes_total', '')).toBe(0);
    expect(total([fresh[0]], 'process_start_time_seconds', '')).toBe((world.start + 33 * HOUR + 2 * MINUTE) / 1000);
    expect(up(48)).toEqual(['credit-risk-1 up', 'credit-risk-3 up', 'intent-1 up', 'house-price-1 up']);
  });

  it('have in flight what was asked and is not yet answered', () => {
    const fleet = new Fleet(world);
    let most = 0;
    for (let time = world.start + 43 * HOUR; time < world.start + 43.4 * HOUR; time += 15 * SECOND) {
      fleet.advance(time);
      most = Math.max(most, total(fleet.targets(), 'model_predictions_in_flight', 'credit-risk'));
    }
    expect(most).toBeGreaterThan(2);
    expect(Object.values(values(fleet.targets(), 'model_predictions_in_flight')).every((n) => n >= 0)).toBe(true);
  });
});

describe('the seam between history and live metrics', () => {
  it('has the same series with the same values on both sides', () => {
    const to = world.start + 3 * HOUR;
    let last = '';
    for (const block of history(world, { after: 0, to, interval: 15 * SECOND })) {
      last = [...block.text()].join('');
    }
    const ending = ` ${to / 1000}`;
    const samples = last.split('\n').filter((line) => line.endsWith(ending) && !line.startsWith('up{'));
    const written = samples.map((line) => line.slice(0, -ending.length));
    const live = fleetAt(to)
      .targets()
      .flatMap(({ instance, families }) =>
        (families ?? []).flatMap(({ series }) =>
          series.map(({ text, value }) => {
            const labels = `job="${JOB}",instance="${instance}"`;
            const labelled = text.endsWith('} ') ? text.replace(/\} $/, `,${labels}} `) : `${text.trim()}{${labels}} `;
            return labelled + numberText(value);
          })
        )
      );
    expect(written.sort()).toEqual(live.sort());
    expect(written.length).toBeGreaterThan(500);
  });

  it('has scrapes farther apart in the calm time, and none missing where that ends', () => {
    const until = world.start + 8 * MINUTE;
    const spans = { after: 0, to: until + 30 * SECOND, interval: 15 * SECOND };
    const sparse = { until, interval: 2 * MINUTE };
    const times = [...history(world, { ...spans, sparse })].flatMap((block) =>
      [...[...block.text()].join('').matchAll(/^up\{.*intent.* (\d+)$/gm)].map(([, time]) => Number(time) * SECOND)
    );
    const minutes = [0, 2, 4, 6, 8, 8.25, 8.5];
    expect(times).toEqual(minutes.map((minute) => world.start + minute * MINUTE));
  });

  it('is not seen by the provisioned Prometheus: same job, instances and interval', () => {
    const file = join(__dirname, '..', 'provisioning', 'prometheus', 'prometheus.yaml');
    const config = parse(readFileSync(file, 'utf8'));
    expect(config.global.scrape_interval).toBe(`${SCRAPE_INTERVAL / SECOND}s`);
    expect(config.scrape_configs).toHaveLength(1);
    expect(config.scrape_configs[0].job_name).toBe(JOB);
    const groups: Array<{ targets: string[]; labels: Record<string, string> }> =
      config.scrape_configs[0].static_configs;
    const alive = fleetAt(world.start + STORY_HOURS * HOUR).targets();
    expect(groups).toEqual(
      alive.map(({ instance }) => ({
        targets: ['demo:9464'],
        labels: { instance, __metrics_path__: metricsPath(instance) },
      }))
    );
  });
});
