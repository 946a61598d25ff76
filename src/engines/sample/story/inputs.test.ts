import { eventsBetween, type PredictionEvent, type World } from './events';
import { featuresOf, addInputs } from './inputs';
import { random } from './random';
import { HOUR, story } from './story';

const start = Date.UTC(2026, 10, 20);
const world: World = { story, start, seed: 7 };
/** Of a model in some hours of the story. */
const events = (model: string, from: number, to: number, of = world) =>
  eventsBetween(of, start + from * HOUR, start + to * HOUR).filter((event) => event.model === model);
const share = (of: PredictionEvent[], feature: string, value: string | null) =>
  of.filter(({ features }) => features[feature] === value).length / of.length;

describe('further inputs', () => {
  it('change nothing else of an event, nor do categories that are told apart', () => {
    const bare = { ...story, models: story.models.map((model) => ({ ...model, inputs: [], splits: [] })) };
    const between = ({ story: told }: World) =>
      eventsBetween({ ...world, story: told }, start + 41 * HOUR, start + 42 * HOUR);
    const splits = new Map(story.models.flatMap((model) => model.splits.map((one) => [one.into, one.category])));
    const [with_, without] = [between(world), between({ ...world, story: bare })];
    expect(with_.map(({ features, ...rest }) => ({ ...rest, features: Object.keys(features).slice(0, 2) }))).toEqual(
      without.map(({ features, ...rest }) => ({ ...rest, features: Object.keys(features) }))
    );
    const original = (value: unknown) => splits.get(String(value)) ?? value;
    expect(with_.map(({ features }) => Object.values(features).slice(0, 2).map(original))).toEqual(
      without.map(({ features }) => Object.values(features))
    );
    expect(without.length).toBeGreaterThan(2000);
  });

  it('draw equally many numbers at any time, so that versions meet like cases before and after a change', () => {
    for (const model of story.models) {
      const draws = [0, 30, 48].map((hours) => {
        let count = 0;
        const uniform = random(1, 2);
        addInputs({}, model, start + hours * HOUR, hours, () => (count++, uniform()));
        return count;
      });
      expect(new Set(draws).size).toBe(1);
    }
  });

  it('are known by name, and so are their categories, before the first event', () => {
    for (const model of story.models) {
      const known = new Map(featuresOf(model).map((feature) => [feature.name, feature]));
      const early = events(model.name, 12, 16);
      expect(Object.keys(early[0].features)).toEqual([...known.keys()]);
      for (const { features } of early) {
        for (const [name, value] of Object.entries(features)) {
          const { categories, nullable } = known.get(name) ?? {};
          expect(
            value === null ? nullable : categories ? categories.includes(String(value)) : typeof value === 'number'
          ).toBe(true);
        }
      }
    }
  });
});

describe('the story', () => {
  it('loses a fifth of the debt ratios from hour 36 on, and none before', () => {
    expect(share(events('credit-risk', 30, 36), 'debt_ratio', null)).toBe(0);
    expect(share(events('credit-risk', 36, 40), 'debt_ratio', null)).toBeCloseTo(0.2, 1);
  });

  it('tells gig workers from the self-employed from hour 34 on: together they are as many as before', () => {
    const [before, after] = [events('credit-risk', 30, 34), events('credit-risk', 34, 38)];
    expect(share(before, 'employment', 'gig worker')).toBe(0);
    expect(share(after, 'employment', 'gig worker')).toBeCloseTo(0.1, 1);
    const both = share(after, 'employment', 'gig worker') + share(after, 'employment', 'self-employed');
    expect(Math.abs(both - share(before, 'employment', 'self-employed'))).toBeLessThan(0.02);
  });

  it('has an app as a channel of intent from hour 40 on', () => {
    expect(share(events('intent', 36, 40), 'channel', 'app')).toBe(0);
    expect(share(events('intent', 40, 44), 'channel', 'app')).toBeGreaterThan(0.15);
  });

  it('has many applicants in the afternoon and few at night, every day alike', () => {
    const mean = (from: number) => {
      const all = events('credit-risk', from, from + 40 / 60).map(({ features }) => Number(features.applicants));
      return all.reduce((sum, n) => sum + n, 0) / all.length;
    };
    for (const hour of [2, 14]) {
      expect(Math.abs(mean(hour + 24) / mean(hour) - 1)).toBeLessThan(0.05);
    }
    expect(mean(14)).toBeGreaterThan(3 * mean(2));
  });
});
