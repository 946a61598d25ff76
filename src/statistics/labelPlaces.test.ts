import { LabelPlaces } from './labelPlaces';

const hostile = ['__proto__', 'constructor', ' ', '  ', 'a', 'a ', ' a', '<b>a</b>', '\u00e9', 'e\u0301', '\ud800'];

/** Learns from time to time, as the counting of records does; a plain Map knows the truth. */
function expectRight(labels: string[], learnEvery: number) {
  const index = new LabelPlaces();
  const truth = new Map<string, number>();
  labels.forEach((label, i) => {
    if (i % learnEvery === 0) {
      index.learn();
    }
    const place = truth.get(label) ?? truth.size;
    truth.set(label, place);
    expect(index.place(label)).toBe(place);
  });
  expect(index.names).toEqual([...truth.keys()]);
}

describe('places of labels', () => {
  it('are in the order in which labels came, one for each', () => {
    const index = new LabelPlaces(['b', 'a', 'b']);
    expect(['a', 'c', 'b', 'c'].map((label) => index.place(label))).toEqual([1, 2, 0, 2]);
    expect(index.names).toEqual(['b', 'a', 'c']);
  });

  it('are those of the text of numbers and booleans, and none without a label', () => {
    const index = new LabelPlaces(['1']);
    expect([1, '1', true, 'true', null, undefined, 'null'].map((label) => index.place(label))).toEqual([
      0, 0, 1, 1, -1, -1, 2,
    ]);
    index.learn();
    expect([1, true, null, undefined, '1', 'true'].map((label) => index.place(label))).toEqual([0, 1, -1, -1, 0, 1]);
  });

  it.each([1, 3, 50])('stay right when names are learned every %i labels', (learnEvery) => {
    expectRight([...hostile, ...hostile, '', ...hostile.reverse(), ''], learnEvery);
    expectRight(
      Array.from({ length: 500 }, (_, i) => `class ${(i * i) % 90}${i % 3 ? ' with a longer name' : ''}`),
      learnEvery
    );
  });

  it('stay right for names that nothing but their middle tells apart, which share a slot', () => {
    const ends = 'x'.repeat(40);
    const names = Array.from({ length: 30 }, (_, i) => `${ends}${String.fromCharCode(97 + i)}${ends}`);
    expectRight([...names, ...names, ...names], 20);
  });

  it('find an empty name that comes after learning', () => {
    const index = new LabelPlaces(['a', 'b']);
    index.learn();
    expect(index.place('')).toBe(2);
    expect(index.place('')).toBe(2);
  });

  it('learn again only once the names have doubled', () => {
    const index = new LabelPlaces(['a', 'b']);
    index.learn();
    index.place('c');
    index.learn();
    expect(index.place('c')).toBe(2);
    index.place('d');
    index.learn();
    expect(['a', 'b', 'c', 'd', 'e'].map((label) => index.place(label))).toEqual([0, 1, 2, 3, 4]);
  });

  it('are learned from a thousand long names', () => {
    const names = Array.from({ length: 1000 }, (_, i) => 'x'.repeat(10_000) + i);
    const index = new LabelPlaces(names);
    index.learn();
    expect(names.map((name) => index.place(name))).toEqual(names.map((_, i) => i));
  });
});
