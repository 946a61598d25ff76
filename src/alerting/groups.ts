import { type AlertRule } from './rule';

/** Rules that are evaluated together. */
export interface RuleGroup {
  name: string;
  everySeconds: number;
  rules: AlertRule[];
}

/**
 * The groups of rules in one place, in the order of their first rules. A group has one interval: those of the same name at
 * another one are told apart by it.
 */
export function groupsOf(rules: readonly AlertRule[]): RuleGroup[] {
  const groups = new Map<string, AlertRule[]>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.group, rule.everySeconds]);
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  const names = new Set<string>();
  return [...groups.values()].map((ofGroup) => {
    const [{ group, everySeconds }] = ofGroup;
    const name = names.has(group) ? `${group} (${everySeconds}s)` : group;
    names.add(group);
    return { name, everySeconds, rules: ofGroup };
  });
}
