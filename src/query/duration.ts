const UNIT_MS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** '1h30m' in milliseconds; undefined where the text is no duration above 0. Units: ms, s, m, h, d, w. */
export function parseDuration(text: string): number | undefined {
  const compact = text.trim();
  if (!/^(\d+(ms|[smhdw]))+$/.test(compact)) {
    return undefined;
  }
  let total = 0;
  for (const [, amount, unit] of compact.matchAll(/(\d+)(ms|[smhdw])/g)) {
    total += Number(amount) * UNIT_MS[unit];
  }
  return total > 0 ? total : undefined;
}

/** Milliseconds in words for people: '24 h', '90 s'. */
export function describeDuration(ms: number): string {
  const fitting = ['d', 'h', 'm', 's'].find((unit) => ms >= UNIT_MS[unit] && ms % UNIT_MS[unit] === 0);
  const unit = fitting === 'd' && ms <= 2 * UNIT_MS.d ? 'h' : (fitting ?? 'ms');
  return `${ms / UNIT_MS[unit]} ${unit === 'm' ? 'min' : unit}`;
}
