import { grafanaRule } from '../../alerting/grafanaRule';
import { type AlertRule } from '../../alerting/rule';
import { type Refusal } from '../../engines/engine';
import { creationFailure, evaluationFailure, folderFailure, listFailure, readFailure, takenTitle } from './failures';
import { type ExistingRule, type GrafanaAlerts } from './grafanaAlerts';

export interface Created {
  /** Of each rule, in their order. */
  uids: string[];
}

export interface NotCreated extends Refusal {
  /** The rule whose title is taken. */
  existing?: ExistingRule;
}

/** How often Grafana evaluates a group that nobody has set an interval for. */
const DEFAULT_SECONDS = 60;

/**
 * Creates rules of one folder and group in Grafana: all of them, or none. What was made before a step failed, or before
 * `signal` was aborted, is removed again; where that fails too, the sentence says what is left.
 */
export async function createRules(
  rules: readonly AlertRule[],
  orgId: number,
  grafana: GrafanaAlerts,
  signal: AbortSignal
): Promise<Created | NotCreated> {
  const undo: Array<{ what: string; run(): Promise<void> }> = [];
  const stopIfClosed = () => {
    if (signal.aborted) {
      throw new Refused({ sentence: 'The rule was not created, since the form was closed.' });
    }
  };
  const attempt = async <T>(failed: (error: unknown) => string, run: () => Promise<T>): Promise<T> => {
    stopIfClosed();
    try {
      return await run();
    } catch (error) {
      throw error instanceof Refused ? error : new Refused({ sentence: failed(error) });
    }
  };
  try {
    const [{ folder, group, everySeconds }] = rules;
    await attempt(evaluationFailure, () => evaluateAll(rules, orgId, grafana));
    const uid = await attempt(
      (error) => folderFailure(error, folder.title),
      async () => {
        const known = folder.uid || (await grafana.findFolder(folder.title))?.uid;
        if (known) {
          return known;
        }
        const made = await grafana.createFolder(folder.title);
        undo.push({ what: `the folder '${folder.title}'`, run: () => grafana.removeFolder(made.uid) });
        return made.uid;
      }
    );
    const existing = await attempt(listFailure, () => grafana.rulesOfFolder(uid));
    refuseConflict(rules, existing);
    const uids: string[] = [];
    for (const rule of rules) {
      const placed = grafanaRule({ ...rule, folder: { ...folder, uid } }, orgId);
      uids.push(
        await attempt(
          (error) => creationFailure(error, rule.title, folder.title),
          async () => {
            const created = await grafana.createRule(placed);
            undo.push({ what: `the rule '${rule.title}'`, run: () => grafana.removeRule(created) });
            return created;
          }
        )
      );
    }
    if (everySeconds !== DEFAULT_SECONDS && !existing.some((rule) => rule.group === group)) {
      await attempt(
        (error) =>
          `The rules would not be evaluated every ${everySeconds} s: ${readFailure(error).said || 'Grafana refused it'}. Choose 1m, or take them as a file.`,
        () => grafana.setInterval(uid, group, everySeconds)
      );
    }
    stopIfClosed();
    return { uids };
  } catch (error) {
    const left = await undoAll(undo);
    if (!(error instanceof Refused)) {
      throw error;
    }
    const { why } = error;
    return left.length > 0 ? { ...why, sentence: `${why.sentence} Left behind: ${left.join(', ')}. Delete it.` } : why;
  }
}

class Refused extends Error {
  constructor(readonly why: NotCreated) {
    super(why.sentence);
  }
}

/** Grafana takes any condition when a rule is created, and evaluates the wrong ones in vain. */
async function evaluateAll(rules: readonly AlertRule[], orgId: number, grafana: GrafanaAlerts) {
  for (const rule of rules) {
    const { data, condition } = grafanaRule(rule, orgId);
    const errors = Object.values(await grafana.evaluate({ data, condition }));
    if (errors.length > 0) {
      throw new Refused({
        sentence: `The condition of '${rule.title}' cannot be evaluated: ${errors[0]} Check the query, or take the rule as a file and report this with it.`,
      });
    }
  }
}

/** Grafana takes a second rule of the same title, which nobody could tell from the first. */
function refuseConflict(rules: readonly AlertRule[], existing: readonly ExistingRule[]) {
  for (const { title, folder, group, everySeconds } of rules) {
    const taken = existing.find((rule) => rule.title === title);
    if (taken) {
      throw new Refused({ sentence: takenTitle(title, folder.title), existing: taken });
    }
    const other = existing.find((rule) => rule.group === group && rule.everySeconds !== everySeconds);
    if (other) {
      throw new Refused({
        sentence: `The rules of the group '${group}' in the folder '${folder.title}' are evaluated every ${other.everySeconds} s, and all of a group are evaluated together. Write ${other.everySeconds}s, or choose another folder.`,
      });
    }
  }
}

/** The last first. What could not be undone. */
async function undoAll(undo: ReadonlyArray<{ what: string; run(): Promise<void> }>): Promise<string[]> {
  const left: string[] = [];
  for (const { what, run } of [...undo].reverse()) {
    await run().catch(() => left.push(what));
  }
  return left;
}
