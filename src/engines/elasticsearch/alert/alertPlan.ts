import { describeDuration } from '../../../query/duration';
import { type RecordMapping } from '../../../query/recordFields';
import { measureFamily } from '../../../query/query';
import { planOfParts } from '../../alertParts';
import { refuseQuestion } from '../../alertQuestion';
import {
  type AlertPlan,
  type AlertQuestion,
  isRefusal,
  type KnownNames,
  type Refusal,
  type TimeWindow,
} from '../../engine';
import { lookBack } from '../../lookBack';
import { readsScores } from '../../scoreAnswers';
import { type ElasticsearchFacts } from '../facts';
import { cellParts } from './cellParts';
import { classParts } from './classParts';
import { driftParts } from './driftParts';
import { type AlertContext, type AlertQuery, type RecordParts } from './inputs';
import { unknownNames } from './names';
import { operationsParts } from './operationsParts';
import { scoreParts } from './scoreParts';
import { valueParts } from './valueParts';

/**
 * The number of a model query as counts of records and arithmetic on Grafana's server. Labels of its instances are called
 * as the fields are.
 */
export function planAlert(
  asked: AlertQuestion,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts,
  known: KnownNames
): AlertPlan | Refusal {
  const { query } = asked;
  const windowMs = Math.max(1000, Math.round(lookBack(query, window) / 1000) * 1000);
  const context: AlertContext = { asked, query, mapping, windowMs, facts, known };
  const parts = partsOf(context);
  if (isRefusal(parts)) {
    return parts;
  }
  const gated = withLeastSupport(parts, asked.leastSupport);
  const unknown = unknownNames(context);
  const notes = [...(gated.notes ?? []), ...notesOnWindow(Object.values(gated.inputs), context)];
  return planOfParts(
    asked,
    { ...gated, notes },
    {
      windowMs,
      version: mapping.fields.version,
      unknown: unknown?.query,
      ...(unknown && { unknownBy: unknown.by }),
      inputOf: (name, input) => ({ name, ...input }),
    }
  );
}

function partsOf(context: AlertContext): RecordParts | Refusal {
  const { query } = context;
  const refused = refuseQuestion(query);
  if (refused) {
    return refused;
  }
  switch (query.kind) {
    case 'confusion':
      return cellParts(context);
    case 'quality':
      return qualityParts(context);
    case 'drift':
      return driftParts(context);
    default:
      return operationsParts(context);
  }
}

function qualityParts(context: AlertContext): RecordParts | Refusal {
  const { query } = context;
  if (readsScores(query)) {
    return scoreParts(context);
  }
  return measureFamily(query.quality.measure) === 'values' ? valueParts(context) : classParts(context);
}

/** Instances with too few events have no number, and so no alert. */
function withLeastSupport(parts: RecordParts, least: number | undefined): RecordParts {
  const { inputs, value } = parts;
  if (!least || inputs.support === undefined) {
    return parts;
  }
  return {
    ...parts,
    inputs: { ...inputs, support: { ...inputs.support, least } },
    // What does not look at the support does so now: a number that it lacks makes none.
    value: value.includes('$support') ? value : `${value} + 0 * $support`,
  };
}

function notesOnWindow(inputs: readonly AlertQuery[], { query, mapping, windowMs }: AlertContext): string[] {
  if (query.kind === 'drift') {
    // It waits for no outcome: its reference lies earlier by itself.
    return [];
  }
  const { labelDelayMs, fields } = mapping;
  const isSettled = inputs.some(({ toMs }) => toMs > 0);
  const isWider = inputs.some(({ fromMs, toMs }) => toMs === 0 && fromMs > windowMs);
  const delay = describeDuration(labelDelayMs);
  return [
    ...(isSettled
      ? [
          `The rule looks at predictions that are at least ${delay} old, the longest label delay of the data source's settings, so that their outcomes are known.`,
        ]
      : []),
    ...(isWider
      ? [
          `Outcomes are counted by ${fields.observed}, if they come at most ${delay} after the prediction, the longest label delay of the data source's settings.`,
        ]
      : []),
  ];
}
