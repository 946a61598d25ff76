import {
  aggregateWithout,
  binary,
  copyEdge,
  copyLabel,
  duration,
  type Expr,
  labelName,
  negative,
  oneOf,
  over,
  quote,
  RANGE,
  scalar,
  selector,
  setLabel,
  setLabelWhere,
  timeOf,
} from './promql';

describe('PromQL', () => {
  it.each([
    ['plain', '"plain"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['back\\slash', '"back\\\\slash"'],
    ['two\nlines', '"two\\nlines"'],
    // Neither Grafana's variables nor its server's macros may be expanded inside of a value.
    ['$__range', '"\\x24__range"'],
    ['[[model]]', '"\\x5b\\x5bmodel]]"'],
    ['日本語', '"日本語"'],
  ])('writes %j as the literal %s', (text, literal) => expect(quote(text)).toBe(literal));

  it('matches one of several values literally', () => {
    expect(oneOf('version', ['v1'])).toEqual({ label: 'version', operator: '=', value: 'v1' });
    expect(oneOf('version', ['1.0', 'a|b'])).toEqual({ label: 'version', operator: '=~', value: '1\\.0|a\\|b' });
  });

  it('selects by any metric name', () => {
    const matchers = [{ label: 'model', operator: '=' as const, value: 'm' }];
    expect(selector({ metric: 'team:accuracy', matchers: [] })).toBe('team:accuracy');
    expect(selector({ metric: 'x', matchers })).toBe('x{model="m"}');
    expect(selector({ metric: 'with.dots"} or vector(1)', matchers })).toBe(
      '{__name__="with.dots\\"} or vector(1)", model="m"}'
    );
    expect(labelName('k8s.pod')).toBe('"k8s.pod"');
  });

  it.each([
    [86_400_000, '24h'],
    [90_000, '90s'],
    [300_000, '5m'],
    [1500, '1500ms'],
  ])('writes %d ms as %s', (ms, text) => expect(duration(ms)).toBe(text));

  it('puts range, offset and modifiers where they belong', () => {
    const c = { metric: 'c', matchers: [] };
    expect(over('increase', c, 3_600_000, 60_000)).toBe('increase(c[1h] offset 1m)');
    const earlier = { ...c, when: { agoMs: 120_000 } };
    expect(over('increase', earlier, 3_600_000, 60_000)).toBe('increase(c[1h] offset 3m)');
    expect(selector(earlier)).toBe('c offset 2m');
    const fixed = { ...c, when: { atMs: 1_500 } };
    expect(over('increase', fixed, 3_600_000, 60_000)).toBe('increase(c[1h] @ 1.5 offset 1m)');
    expect(timeOf(earlier.when)).toBe('(time() - 120)');
    expect(() => over('increase', earlier, 1000, RANGE)).toThrow('cannot be added');
    expect(binary(scalar(1), '<=', 'x' as Expr, { bool: true, ignoring: ['how'], group: 'left' })).toBe(
      '(1 <= bool ignoring (how) group_left () x)'
    );
    expect(binary('x' as Expr, '*', 'y' as Expr, { on: ['job'], group: 'left', include: ['a.b', 'how'] })).toBe(
      '(x * on (job) group_left ("a.b", how) y)'
    );
    expect(aggregateWithout('sum', ['part', 'a.b'], negative('x' as Expr))).toBe('sum without (part, "a.b") (-(x))');
    expect(setLabel('x' as Expr, 'l', 'a$1')).toBe('label_replace(x, "l", "a\\x24\\x241", "", "")');
    expect(copyLabel('x' as Expr, 'from', 'to')).toBe('label_replace(x, "to", "\\x241", "from", "(?s:(.*))")');
  });

  it('sets a label where another is just one text', () => {
    expect(setLabelWhere('x' as Expr, 'l', 'a$1', 'from', 'b.$"')).toBe(
      'label_replace(x, "l", "a\\x24\\x241", "from", "b\\\\.\\\\\\x24\\"")'
    );
    expect(setLabelWhere('x' as Expr, 'l', 'a', 'from', '')).toBe('label_replace(x, "l", "a", "from", "")');
  });

  it('copies the edge of a bucket without what Prometheus 3 adds', () => {
    expect(copyEdge('x' as Expr, 'l')).toBe('label_replace(x, "l", "\\x241", "le", "(.+?)(?:\\\\.0)?")');
  });
});
