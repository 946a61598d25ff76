import { decode } from 'rison-node';

/** What an address of Discover holds: where it leads, and its states by their names. */
export function discoverState(address: string): { page: string; states: Record<string, unknown> } {
  const [, page, search] = /^(.*#\/?)\?(.*)$/s.exec(address) ?? [];
  const states = [...new URLSearchParams(search)].map(([name, state]) => [name, decode(state)]);
  return { page, states: Object.fromEntries(states) };
}

/** The query in it, of either product. */
export function discoverQueryIn(address: string): { language: string; query: string; from: number; to: number } {
  const { _g, _a, _q } = discoverState(address).states as Record<string, Record<string, Record<string, string>>>;
  const { from, to } = _g.time;
  const { language, query } = (_q ?? _a).query;
  return { language, query, from: Date.parse(from), to: Date.parse(to) };
}
