/**
 * Reads KQL as Kibana and OpenSearch Dashboards do, as far as query/kql.ts writes it, into the Elasticsearch query that they
 * make of it: a value in quotes is a `match_phrase`, `*` an `exists`, a comparison a `range`.
 */
export type Dsl = Record<string, unknown>;

export function readKql(text: string): Dsl {
  let at = 0;
  const tokens = tokensOf(text);
  const next = () => tokens[at];
  const take = () => tokens[at++] ?? fail('an end');
  const expect = (symbol: string) => (take().symbol === symbol ? undefined : fail(`no ${symbol}`));

  function list<T>(word: string, one: () => T): T[] {
    const found = [one()];
    while (next()?.symbol === word) {
      take();
      found.push(one());
    }
    return found;
  }
  const anyOf = (): Dsl => joined('should', list('or', allOf));
  const allOf = (): Dsl => joined('filter', list('and', noneOf));
  function noneOf(): Dsl {
    if (next()?.symbol !== 'not') {
      return part();
    }
    take();
    return { bool: { must_not: part() } };
  }
  function part(): Dsl {
    if (next()?.symbol === '(') {
      take();
      const inner = anyOf();
      expect(')');
      return inner;
    }
    const field = take().text ?? fail('a field');
    const operator = take().symbol;
    if (operator !== ':') {
      const bounds: Record<string, string> = { '>': 'gt', '<=': 'lte' };
      return {
        range: { [field]: { [bounds[operator ?? ''] ?? fail('a comparison')]: take().text ?? fail('a bound') } },
      };
    }
    if (next()?.symbol === '*') {
      take();
      return { exists: { field } };
    }
    const value = (): Dsl => ({ match_phrase: { [field]: take().text ?? fail('a value') } });
    if (next()?.symbol !== '(') {
      return value();
    }
    take();
    const values = joined('should', list('or', value));
    expect(')');
    return values;
  }
  function fail(what: string): never {
    throw new Error(`This is no KQL: ${what} at ${at} of ${text}`);
  }

  const query = anyOf();
  return at === tokens.length ? query : fail('more');
}

function joined(clause: 'should' | 'filter', parts: Dsl[]): Dsl {
  return parts.length === 1 ? parts[0] : { bool: { [clause]: parts } };
}

interface Token {
  symbol?: string;
  text?: string;
}

const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function tokensOf(text: string): Token[] {
  const pattern = /\s*(?:"((?:\\[nrt"\\]|[^"\\])*)"|(<=|[>:()*])|([^\s"\\():<>*{}]+))/gsuy;
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex;
    const [, quoted, symbol, word] = pattern.exec(text) ?? [];
    if (quoted === undefined && symbol === undefined && word === undefined) {
      throw new Error(`This is no KQL: ${text.slice(from, from + 20)}`);
    }
    if (quoted !== undefined) {
      tokens.push({ text: quoted.replace(/\\(.)/g, (_, character: string) => ESCAPED[character]) });
    } else if (symbol !== undefined || ['and', 'or', 'not'].includes(word.toLowerCase())) {
      tokens.push({ symbol: symbol ?? word.toLowerCase() });
    } else {
      tokens.push({ text: word });
    }
  }
  return tokens;
}
