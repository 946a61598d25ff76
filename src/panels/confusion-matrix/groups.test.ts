import fc from 'fast-check';

import { groupsProblem, partsOf } from './groups';
import { defaultOptions, type GroupOptions } from './options';

const none = new Set<string>();
const bySlash = (level = 1): GroupOptions => ({ ...defaultOptions.groups, by: 'separator', level });
const byPattern = (pattern: string): GroupOptions => ({ ...defaultOptions.groups, by: 'pattern', pattern });

const animals = ['animal/dog', 'plant/tree/oak', 'animal/cat', 'other', 'plant/tree/elm', 'plant/rose'];

/** Each part as its name and its members' names. */
function parts(classes: string[], options: GroupOptions, toggled: ReadonlySet<string> = none) {
  return partsOf(classes, options, toggled).map(({ name, members }) => [name, members.map((place) => classes[place])]);
}

describe('classes whose names begin alike', () => {
  it('are one part, up to the separator', () => {
    expect(parts(animals, bySlash())).toEqual([
      ['animal', ['animal/dog', 'animal/cat']],
      ['plant', ['plant/tree/oak', 'plant/tree/elm', 'plant/rose']],
      ['other', ['other']],
    ]);
  });

  it('are told apart further in at a deeper level', () => {
    expect(parts(animals, bySlash(2)).map(([name]) => name)).toEqual([
      'animal/dog', 'animal/cat', 'plant/tree', 'plant/rose', 'other',
    ]); // prettier-ignore
  });

  it('are opened and closed by hand, whatever the level', () => {
    const closed = partsOf(animals, bySlash(), none);
    const plants = closed.find(({ name }) => name === 'plant')?.group ?? '';
    const opened = partsOf(animals, bySlash(), new Set([plants]));
    expect(opened.map(({ name }) => name)).toEqual(['animal', 'plant/tree', 'plant/rose', 'other']);
    expect(opened.find(({ name }) => name === 'plant/rose')?.within).toEqual([plants]);
    expect(parts(animals, bySlash(2), new Set([plants])).map(([name]) => name)).toContain('plant');
  });

  it('are grouped by what a pattern captures; what it does not match stays alone', () => {
    expect(parts(['err-404', 'err-500', 'ok'], byPattern('^(\\w+)-'))).toEqual([
      ['err', ['err-404', 'err-500']],
      ['ok', ['ok']],
    ]);
  });

  it('give a group a name that no class has', () => {
    expect(parts(['x/a', 'x/b', 'x/a/c', 'y', 'y/1', 'y/2'], bySlash(2)).map(([name]) => name)).toEqual([
      'x/a (2)', 'x/b', 'y', 'y/1', 'y/2',
    ]); // prettier-ignore
  });

  it('of a single one are that class', () => {
    expect(parts(['only/one', 'else'], bySlash()).map(([name]) => name)).toEqual(['only/one', 'else']);
  });
});

describe('laws', () => {
  const name = fc.array(fc.constantFrom('a', 'b', '', '__proto__'), { minLength: 1, maxLength: 4 });
  const names = fc.uniqueArray(
    name.map((levels) => levels.join('/')),
    { minLength: 1, maxLength: 12 }
  );

  it('every class belongs to one part, and parts have different names, whatever is open', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 4 }), fc.nat(), (classes, level, chosen) => {
        const closed = partsOf(classes, bySlash(level), none);
        const groups = closed.flatMap(({ group }) => (group === undefined ? [] : [group]));
        const toggled = new Set(groups.filter((_, i) => (chosen >> i) & 1));
        for (const shown of [closed, partsOf(classes, bySlash(level), toggled)]) {
          expect(shown.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual([...classes.keys()]);
          expect(new Set(shown.map(({ name }) => name)).size).toBe(shown.length);
        }
      })
    );
  });

  it('opening every group again and again ends with every class alone', () => {
    fc.assert(
      fc.property(names, (classes) => {
        const toggled = new Set<string>();
        for (let depth = 0; depth < 5; depth++) {
          partsOf(classes, bySlash(), toggled).forEach(({ group }) => group !== undefined && toggled.add(group));
        }
        const names = partsOf(classes, bySlash(), toggled).map(({ name }) => name);
        expect(names.sort()).toEqual([...classes].sort());
      })
    );
  });
});

describe('options that group nothing', () => {
  it.each([
    [bySlash(), undefined],
    [{ ...bySlash(), separator: '' }, 'Classes are not grouped: the separator is empty.'],
    [byPattern(''), 'Classes are not grouped: the pattern is empty.'],
    [byPattern('('), 'Classes are not grouped: the pattern is no regular expression.'],
    [byPattern('^\\w+'), 'Classes are not grouped: the pattern has no capturing group.'],
    [byPattern('^(\\w+)'), undefined],
    [defaultOptions.groups, undefined],
  ])('are said: %j', (options, sentence) => {
    expect(groupsProblem(options)).toBe(sentence);
  });

  it.each([byPattern('('), byPattern(''), { ...bySlash(), separator: '' }])(
    'leave every class alone: %j',
    (options) => {
      expect(parts(animals, options).map(([name]) => name)).toEqual(animals);
    }
  );
});
