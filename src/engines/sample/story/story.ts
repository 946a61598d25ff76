/**
 * The demo's story as data: which models are served where, and what happens to them when.
 * All times are hours since the story's start; 48 is 'now' when the demo is first started. demo/README.md tells it in words.
 */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** How much history the demo shows when it is first started. */
export const STORY_HOURS = 48;
/** A started process loads its model and serves from then on; before it is ended it is taken out of service that long. */
export const WARM_UP = MINUTE;
export const DRAIN = MINUTE;
/** Between scrapes, in history as live (provisioning/prometheus/prometheus.yaml). */
export const SCRAPE_INTERVAL = 15 * SECOND;
/** Prometheus' job of all models. */
export const JOB = 'models';

/** One run of a process, from its start to its end (or to no end). */
export interface Life {
  from: number;
  to?: number;
}

export interface InstanceStory {
  /** The label `instance`. */
  name: string;
  model: string;
  /** From when on each version is loaded here. */
  versions: Array<{ version: string; from: number }>;
  lives: Life[];
  /** Memory that is never given back: from when on, and how much an hour. */
  leak?: { from: number; bytesPerHour: number };
}

export interface Incident {
  from: number;
  hours: number;
  /** It comes again that often, so that a demo left running stays interesting. */
  everyHours: number;
  slowdown: number;
  errorShare: number;
  errorType: string;
  errorMessage: string;
}

/** An input that has no part in the answer. A number is log-normal around its median. */
export type InputStory =
  | {
      kind: 'number';
      name: string;
      median: number;
      /** Of the logarithm: its standard deviation. */
      spread: number;
      digits: number;
      /** By which share the median is higher in the afternoon, and lower before dawn: every day alike, so no drift. */
      daily?: number;
      /** From when on (hours) which share is lost on the way to the model. */
      nulls?: { from: number; share: number };
    }
  | { kind: 'category'; name: string; categories: string[]; weights: number[] };

/** From an hour on, a share of those in one category is told apart from it as a new one; what it means for them stays. */
export interface SplitStory {
  feature: string;
  category: string;
  into: string;
  from: number;
  share: number;
}

interface CommonModel {
  name: string;
  /** Predictions a second, averaged over a day. */
  rate: number;
  versions: Array<{ version: string; share: number }>;
  /** Median response time in seconds. */
  latency: number;
  errors: Array<{ type: string; message: string; share: number }>;
  /** The share of predictions whose outcome is learnt at all. */
  labelled: number;
  /** Megabytes of memory when freshly loaded. */
  megabytes: number;
  incident?: Incident;
  inputs: InputStory[];
  splits: SplitStory[];
}

export interface BinaryModel extends CommonModel {
  kind: 'binary';
  classes: [negative: string, positive: string];
  /** Median delay of the outcome in hours, by actual class: the two are not learnt equally fast. */
  labelDelay: [negative: number, positive: number];
  employment: Array<{ category: string | null; weight: number; effect: number }>;
  /** Incomes and what they mean move by this many standard deviations, between these hours. */
  decay: { from: number; to: number; shift: number; versions: string[] };
}

export interface ClassesModel extends CommonModel {
  kind: 'classes';
  classes: string[];
  weights: number[];
  labelDelay: number;
  channels: string[];
}

export interface RegressionModel extends CommonModel {
  kind: 'regression';
  labelDelay: number;
  districts: Array<{ district: string; price: number }>;
}

export type ModelStory = BinaryModel | ClassesModel | RegressionModel;

export interface Story {
  models: ModelStory[];
  instances: InstanceStory[];
  /** Traffic grows from a share of it at hour 0, each hour by the same factor, until all of it comes. */
  growth?: { until: number; share: number };
}

export const story: Story = {
  models: [
    {
      kind: 'binary',
      name: 'credit-risk',
      classes: ['approve', 'reject'],
      rate: 0.6,
      versions: [
        { version: 'v1', share: 0.8 },
        { version: 'v2', share: 0.2 },
      ],
      latency: 0.045,
      errors: [
        { type: 'ValidationError', message: 'income is not a number', share: 0.003 },
        { type: 'TimeoutError', message: 'the feature store did not answer within 10 s', share: 0.001 },
      ],
      labelled: 0.92,
      labelDelay: [0.75, 2.5],
      megabytes: 410,
      employment: [
        { category: 'salaried', weight: 55, effect: -0.4 },
        { category: 'self-employed', weight: 20, effect: 0.3 },
        { category: 'retired', weight: 13, effect: 0 },
        { category: 'student', weight: 9, effect: 1 },
        { category: null, weight: 3, effect: 0.6 },
      ],
      inputs: [
        { kind: 'number', name: 'age', median: 41, spread: 0.28, digits: 0 },
        { kind: 'number', name: 'amount', median: 12, spread: 0.7, digits: 1 },
        { kind: 'number', name: 'debt_ratio', median: 0.3, spread: 0.5, digits: 3, nulls: { from: 36, share: 0.2 } },
        // How many others apply in the same minute: many in the afternoon, few at night.
        { kind: 'number', name: 'applicants', median: 14, spread: 0.25, digits: 0, daily: 0.6 },
        { kind: 'category', name: 'purpose', categories: ['car', 'home', 'study', 'other'], weights: [8, 6, 2, 4] },
      ],
      splits: [{ feature: 'employment', category: 'self-employed', into: 'gig worker', from: 34, share: 0.5 }],
      decay: { from: 24, to: 54, shift: 1.2, versions: ['v1'] },
      incident: {
        from: 43,
        hours: 25 / 60,
        everyHours: 24,
        slowdown: 25,
        errorShare: 0.3,
        errorType: 'TimeoutError',
        errorMessage: 'the feature store did not answer within 10 s',
      },
    },
    {
      kind: 'classes',
      name: 'intent',
      // Awkward on purpose: whatever a person can name a class, must survive every query and every drawing.
      classes: [
        'a,b',
        'back\\slash',
        'balance',
        'cancel',
        'greet',
        "it's late",
        'other',
        'refund',
        'say "hi"',
        'x:y AND (z)',
        'ünï',
        '日本語',
      ],
      weights: [6, 4, 12, 10, 14, 8, 6, 9, 5, 4, 3, 2],
      rate: 0.4,
      versions: [{ version: '2024-11', share: 1 }],
      latency: 0.015,
      errors: [{ type: 'TokenizerError', message: 'the text is not valid UTF-8', share: 0.002 }],
      labelled: 0.7,
      labelDelay: 0.1,
      channels: ['chat', 'mail', 'phone'],
      inputs: [{ kind: 'category', name: 'language', categories: ['de', 'en', 'fr', 'ja'], weights: [5, 9, 3, 1] }],
      splits: [{ feature: 'channel', category: 'chat', into: 'app', from: 40, share: 0.4 }],
      megabytes: 1250,
    },
    {
      kind: 'regression',
      name: 'house-price',
      rate: 0.06,
      versions: [{ version: 'v3', share: 1 }],
      latency: 0.09,
      errors: [{ type: 'ValidationError', message: 'area must be positive', share: 0.005 }],
      labelled: 0.85,
      labelDelay: 5,
      megabytes: 220,
      inputs: [{ kind: 'number', name: 'rooms', median: 3.6, spread: 0.3, digits: 0 }],
      splits: [],
      districts: [
        { district: 'centre', price: 3.4 },
        { district: 'harbour', price: 2.7 },
        { district: 'north', price: 1.9 },
        { district: 'south', price: 1.6 },
      ],
    },
  ],
  instances: [
    {
      name: 'credit-risk-1:8080',
      model: 'credit-risk',
      versions: [
        { version: 'v1', from: 0 },
        { version: 'v2', from: 30 },
      ],
      lives: [{ from: 0, to: 33 }, { from: 33 + 2 / 60 }],
    },
    {
      name: 'credit-risk-2:8080',
      model: 'credit-risk',
      versions: [{ version: 'v1', from: 0 }],
      lives: [{ from: 0, to: 38 }],
      leak: { from: 31, bytesPerHour: 180e6 },
    },
    {
      name: 'credit-risk-3:8080',
      model: 'credit-risk',
      versions: [{ version: 'v1', from: 0 }],
      lives: [{ from: 38 + 4 / 60 }],
    },
    {
      name: 'intent-1:8080',
      model: 'intent',
      versions: [{ version: '2024-11', from: 0 }],
      lives: [{ from: 0 }],
    },
    {
      name: 'house-price-1:8080',
      model: 'house-price',
      versions: [{ version: 'v3', from: 0 }],
      lives: [{ from: 0 }],
    },
  ],
};
