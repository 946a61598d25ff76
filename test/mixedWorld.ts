import { exposition, type Sampled } from './promWorld';

/**
 * Models with everything that makes a ratio hard, over counters that are born, restart and die inside of the window:
 *
 *     mixed     three classes, two versions, three instances; one class is never predicted, one predicted is never actual
 *     perfect   one class, all right
 *     disjoint  what is predicted is never actual
 *     idle      counters that live and do not move
 */
export const TO = Date.UTC(2026, 10, 20, 12);
export const FROM = TO - 2 * 3_600_000;
const MINUTE = 60_000;

/** One life of a process, in minutes relative to the window's start. */
interface Life {
  from: number;
  to: number;
}
const instances: Record<string, Life[]> = {
  'steady:80': [{ from: -120, to: 120 }],
  'restarted:80': [
    { from: -120, to: 43 },
    { from: 45, to: 120 },
  ],
  'born:80': [{ from: 31, to: 120 }],
  'dead:80': [{ from: -120, to: 71 }],
};

/** [model, version, actual, predicted, events an hour] */
const outcomes: Array<[string, string, string, string, number]> = [
  ['mixed', 'v1', 'cat', 'cat', 180],
  ['mixed', 'v1', 'cat', 'dog', 23],
  ['mixed', 'v1', 'dog', 'dog', 74],
  ['mixed', 'v1', 'dog', 'cat', 12],
  ['mixed', 'v1', 'dog', 'fox', 7],
  ['mixed', 'v1', 'owl', 'cat', 5],
  ['mixed', 'v2', 'cat', 'cat', 60],
  ['mixed', 'v2', 'cat', 'owl', 9],
  ['mixed', 'v2', 'dog', 'cat', 31],
  ['perfect', 'v1', 'cat', 'cat', 50],
  ['disjoint', 'v1', 'cat', 'dog', 40],
  ['disjoint', 'v1', 'owl', 'dog', 4],
  ['idle', 'v1', 'cat', 'cat', 0],
  ['idle', 'v1', 'cat', 'dog', 0],
];

/** Every 30 s of every life, what `value` says of the time since its start. */
function sampled(
  metric: string,
  labels: Record<string, string>,
  value: (hours: number, life: Life) => number,
  only?: string
): Sampled[] {
  return Object.entries(instances)
    .filter(([instance]) => only === undefined || instance === only)
    .map(([instance, lives]) => ({
      metric,
      labels: { job: 'model', instance, ...labels },
      samples: lives.flatMap((life) => {
        const samples: Array<[number, number]> = [];
        for (let time = FROM + life.from * MINUTE; time <= FROM + life.to * MINUTE; time += MINUTE / 2) {
          samples.push([time, value((time - FROM - life.from * MINUTE) / 3_600_000, life)]);
        }
        return samples;
      }),
    }));
}

const counter = (metric: string, labels: Record<string, string>, anHour: number) =>
  sampled(metric, labels, (hours) => Math.floor(anHour * hours));

const identity = { model: 'mixed', version: 'v1' };

function histogram(name: string, labels: Record<string, string>, upTo: Record<string, number>, sumAnHour: number) {
  return [
    ...Object.entries(upTo).flatMap(([le, anHour]) => counter(`${name}_bucket`, { ...labels, le }, anHour)),
    ...counter(`${name}_count`, labels, upTo['+Inf']),
    ...sampled(`${name}_sum`, labels, (hours) => sumAnHour * hours),
  ];
}

/** Names as they come from outside, each of a model, a version and two classes. */
export const HOSTILE = [
  'say "hi"',
  "it's",
  'back\\slash',
  'two\nlines',
  '{a="b"}',
  '$__range',
  '${model}',
  '[[model]]',
  '日本語',
  '</script>',
  'a|b',
  '.*',
  '`',
  '$1',
];

export const mixedWorld = exposition([
  ...sampled('up', {}, () => 1),
  ...sampled('process_start_time_seconds', {}, (_, { from }) => (FROM + from * MINUTE) / 1000),
  ...outcomes.flatMap(([model, version, actual, predicted, anHour]) =>
    counter('model_outcomes_total', { model, version, actual, predicted }, anHour)
  ),
  ...HOSTILE.flatMap((name, i) =>
    ['right', name].flatMap((predicted) =>
      sampled(
        'model_outcomes_total',
        { model: name, version: name, actual: name, predicted },
        (hours) => (i + 1) * Math.floor(hours),
        'steady:80'
      )
    )
  ),
  ...['v1', 'v2'].flatMap((version) => [
    ...counter('model_predictions_total', { model: 'mixed', version, predicted: 'cat' }, 400),
    ...counter('model_predictions_total', { model: 'mixed', version, predicted: 'dog' }, 130),
  ]),
  ...counter('model_prediction_errors_total', { ...identity, error_type: 'Timeout' }, 17),
  ...counter('model_prediction_errors_total', { ...identity, error_type: 'BadInput' }, 6),
  ...counter('model_predictions_total', { model: 'perfect', version: 'v1', predicted: 'cat' }, 90),
  ...sampled('model_predictions_in_flight', identity, (hours) => 3 + Math.floor(2 * Math.sin(9 * hours))),
  ...sampled('process_resident_memory_bytes', {}, (hours) => 3e8 + 1e6 * Math.floor(10 * hours)),
  ...sampled('process_cpu_seconds_total', {}, (hours) => 700 * hours),
  ...histogram('model_prediction_duration_seconds', identity, { '0.1': 200, '0.2': 380, '+Inf': 400 }, 60),
  ...['cat', 'dog'].flatMap((actual, i) =>
    histogram(
      'model_outcome_score',
      { ...identity, actual },
      { '0.25': 20 + 60 * i, '0.5': 50 + 70 * i, '0.75': 80 + 75 * i, '1': 160, '+Inf': 160 },
      90
    )
  ),
  ...histogram('model_outcome_error', identity, { '-1': 30, '0': 90, '1': 150, '+Inf': 180 }, -42.5),
  ...histogram('model_outcome_absolute_error', identity, { '+Inf': 180 }, 131.25),
  ...histogram('model_outcome_squared_error', identity, { '+Inf': 180 }, 260.125),
  ...histogram('model_outcome_absolute_percentage_error', identity, { '+Inf': 180 }, 22.5),
  ...sampled('team_accuracy', identity, () => 0.875, 'steady:80'),
  ...sampled('team_recall', { ...identity, label: 'cat' }, () => 0.5, 'steady:80'),
]);
