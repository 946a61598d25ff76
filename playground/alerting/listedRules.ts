/** The rules that Grafana lists with their states, in the form of Prometheus' own list. None has been evaluated here. */
import { parseDuration } from '../../src/query/duration';
import { EXPRESSION_UID } from '../../src/alerting/ruleQuery';
import { type StoredRule } from './ruleJson';

const never = '0001-01-01T00:00:00Z';
const neverEvaluated = { lastEvaluation: never, evaluationTime: 0 };

export function listedRules(
  rules: readonly StoredRule[],
  folderTitle: (uid: string) => string,
  interval: (folderUid: string, group: string) => number
) {
  const groups = new Map<string, StoredRule[]>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.folderUID, rule.ruleGroup]);
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  const listed = [...groups.values()].map((ofGroup) => {
    const [{ folderUID, ruleGroup }] = ofGroup;
    return {
      name: ruleGroup,
      file: folderTitle(folderUID),
      folderUid: folderUID,
      rules: ofGroup.map(listedRule),
      totals: { inactive: ofGroup.length },
      interval: interval(folderUID, ruleGroup),
      ...neverEvaluated,
    };
  });
  const totals = rules.length > 0 ? { totals: { inactive: rules.length } } : {};
  return { status: 'success', data: { groups: listed, ...totals } };
}

function listedRule({ uid, title, folderUID, data, labels, annotations, isPaused, for: holdsFor }: StoredRule) {
  const queries = data.filter(({ datasourceUid }) => datasourceUid !== EXPRESSION_UID);
  return {
    state: 'inactive',
    name: title,
    query: queries.map(({ model }) => model.expr).join(' | '),
    queriedDatasourceUIDs: [...new Set(queries.map(({ datasourceUid }) => datasourceUid))],
    duration: (parseDuration(holdsFor) ?? 0) / 1000,
    ...(annotations && { annotations }),
    uid,
    folderUid: folderUID,
    ...(labels && { labels }),
    health: 'ok',
    type: 'alerting',
    ...neverEvaluated,
    isPaused,
  };
}
