import { measureName } from '../../../query/measureNames';
import { type TelemetryMapping } from '../../../query/mapping';
import { measureFamily, type ModelQuery } from '../../../query/query';
import { type AlertParts, planOfParts, singleValue } from '../../alertParts';
import { refuseQuestion } from '../../alertQuestion';
import {
  type AlertInput,
  type AlertPlan,
  type AlertQuestion,
  isRefusal,
  type KnownNames,
  type Refusal,
  type TimeWindow,
} from '../../engine';
import { namesIn } from '../../formulas';
import { lookBack } from '../../lookBack';
import { type ConvertContext } from '../convert/context';
import { convertKind } from '../convert/convertKind';
import { keepVariables } from '../convert/variables';
import { type PrometheusFacts } from '../facts';
import { readsFeedback } from '../feedback';
import { binary, type Expr, scalar } from '../promql';
import { readsExisting } from '../quality';
import { instantRequest } from '../requests';
import { splitLabels } from '../selectors';
import { cellParts } from './cellParts';
import { classParts, mccParts } from './classParts';
import { driftParts } from './drift/driftParts';
import { unknownNames } from './names';
import { operationsParts } from './operationsParts';
import { refuseSize } from './size';
import { partsOfScores } from './partsOfScores';
import { r2Parts, valueParts } from './valueParts';

/**
 * The number of a model query as plain queries of Prometheus and arithmetic on Grafana's server. It counts by the same
 * expressions as a converted query does, over a window of fixed length.
 */
export function planAlert(
  asked: AlertQuestion,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts,
  known: KnownNames
): AlertPlan | Refusal {
  const { query } = asked;
  const windowMs = lookBack(query, window);
  const parts = partsOf(asked, contextOf(query, mapping, windowMs, facts), known, window);
  if (isRefusal(parts)) {
    return parts;
  }
  const gated = withLeastSupport(parts, asked.leastSupport);
  return (
    refuseSize(query, mapping, facts, Object.values(gated.inputs)) ??
    planOfParts(asked, gated, {
      windowMs,
      version: 'version',
      unknown: unknownNames(asked, mapping, windowMs, known),
      inputOf: (name, expr) => inputOf(name, expr, windowMs),
    })
  );
}

/** Whatever looks like a variable is text: the query is filled in. */
function contextOf(
  asked: ModelQuery,
  mapping: TelemetryMapping,
  windowMs: number,
  facts: PrometheusFacts
): ConvertContext {
  const query: ModelQuery = { ...asked, result: 'number' };
  const variables = keepVariables(query, []);
  if (isRefusal(variables)) {
    throw new Error(variables.sentence);
  }
  return { query, mapping, facts, span: windowMs, split: splitLabels(query, mapping), variables };
}

function partsOf(
  asked: AlertQuestion,
  context: ConvertContext,
  known: KnownNames,
  window: TimeWindow
): AlertParts<Expr> | Refusal {
  const { query, mapping, facts } = context;
  const { kind, quality } = query;
  const refused = refuseQuestion(query);
  if (refused) {
    return refused;
  }
  if (kind === 'confusion') {
    return cellParts(asked, context);
  }
  if (kind === 'drift') {
    return driftParts(context, known.variables ?? [], window);
  }
  const existing = kind === 'quality' && facts !== undefined && readsExisting(query, mapping, facts);
  if (kind === 'quality' && !existing) {
    const special = specialParts(context, known);
    if (special) {
      return special;
    }
  }
  const converted = convertKind(context);
  if (isRefusal(converted)) {
    return converted;
  }
  const [first] = converted;
  if (kind === 'operations') {
    return operationsParts(context, first);
  }
  if (existing) {
    return singleValue(
      first.expr,
      first.style,
      quality.average === 'class' || quality.average === 'each' ? ['class'] : []
    );
  }
  return measureFamily(quality.measure) === 'values' ? valueParts(context, first) : classParts(context, first);
}

/** The measures that are not one converted query. */
function specialParts(context: ConvertContext, known: KnownNames): AlertParts<Expr> | Refusal | undefined {
  const { query, mapping, facts } = context;
  const { measure, average } = query.quality;
  if (measureFamily(measure) === 'scores' || query.threshold.trim() !== '') {
    return partsOfScores(context, known.scoreEdges);
  }
  if (measure === 'r2') {
    return r2Parts(context);
  }
  if (measureFamily(measure) === 'values') {
    return undefined;
  }
  if (facts && readsFeedback(mapping, facts)) {
    return {
      sentence: `${measureName(query)} is read from ${mapping.feedback?.truePositive} and its likes, which count by class and not by pair of classes, and cannot be alerted on. Emit ${mapping.metrics.outcomes}, or alert on these counters by a rule of your own.`,
    };
  }
  if (measure === 'mcc') {
    return mccParts(context);
  }
  return measure === 'specificity' && average === 'weighted'
    ? {
        sentence:
          'Weighted specificity cannot be alerted on: each evaluation would count the outcomes ten times over. Alert on macro or micro specificity.',
      }
    : undefined;
}

/** Instances with too few events have no number, and so no alert. */
function withLeastSupport(parts: AlertParts<Expr>, least: number | undefined): AlertParts<Expr> {
  const { inputs, named, value } = parts;
  if (!least || inputs.support === undefined) {
    return parts;
  }
  const enough = binary(inputs.support, '>=', scalar(least));
  const names = namesIn([value], named);
  const [first] = Object.keys(inputs).filter((name) => names.has(name));
  return {
    ...parts,
    inputs: {
      ...inputs,
      ...(first !== 'support' && { [first]: binary(inputs[first], 'and', enough) }),
      support: enough,
    },
  };
}

function inputOf(name: string, expr: Expr, windowMs: number): AlertInput {
  const { target } = instantRequest(name, expr, { from: 0, to: 0, intervalMs: 0 });
  return { name, target, fromMs: windowMs, toMs: 0 };
}
