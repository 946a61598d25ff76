import { measureName } from '../../../query/measureNames';
import { measureFamily, type ModelQuery } from '../../../query/query';
import { comparesVariables, estimatesQuality } from '../../../query/relevant';
import { isRefusal, type Refusal } from '../../engine';
import { convertBuckets } from './buckets';
import { convertClasses } from './classes';
import { aboveZero, type ConvertContext, type Converted, selectOf, sumBy, withVersion } from './context';
import { convertExisting } from './existing';
import { convertOperations } from './operations';
import { convertValues } from './values';
import { countOver } from '../counts';
import { copyLabel, type Expr } from '../promql';
import { refuseRecords } from '../records';

/** The query of a context as expressions: several where it is several numbers, as quantiles are. */
export function convertKind(context: ConvertContext): Converted[] | Refusal {
  const { kind, quality, curve } = context.query;
  switch (kind) {
    case 'confusion':
      return [convertConfusion(context)];
    case 'operations':
      return convertOperations(context);
    case 'distribution':
      return comparesVariables(context.query) ? refuseDrift : one(convertBuckets(context));
    case 'drift':
      return refuseDrift;
    case 'curve':
      return {
        sentence: `A curve cannot be converted: each of its points is a sum over the bins of scores (${curve}), and a Prometheus query has no such points. Keep the model query for it.`,
      };
    case 'errors':
    case 'audit':
      return refuseRecords(context.query);
    case 'quality':
      if (estimatesQuality(context.query)) {
        return refuseScores(context.query);
      }
      return one(
        convertExisting(context, () =>
          measureFamily(quality.measure) === 'values'
            ? convertValues(context)
            : measureFamily(quality.measure) === 'classes'
              ? convertClasses(context)
              : refuseScores(context.query)
        )
      );
  }
}

const refuseDrift: Refusal = {
  sentence:
    'Drift cannot be converted: it compares two windows bin by bin, which a panel of Prometheus queries cannot show with its marks. Keep the model query, or make an alert of it: its rule has the PromQL.',
};

function one(converted: Converted | Refusal): Converted[] | Refusal {
  return isRefusal(converted) ? converted : [converted];
}

function refuseScores(query: ModelQuery): Refusal {
  return {
    sentence: `${measureName(query)} cannot be converted: it is computed over the bins of scores one after another, which a Prometheus query cannot do. Keep the model query, or let a recording rule hold the measure and map it as an existing one.`,
  };
}

/** A series for each pair of classes, with the classes as labels of the usual names. */
function convertConfusion(context: ConvertContext): Converted {
  const { mapping, span } = context;
  const { actual, predicted } = mapping.labels;
  const outcomes = selectOf('outcomes', context);
  const cells = aboveZero(sumBy([actual, predicted], countOver(outcomes, span, mapping), context));
  const named = [
    [actual, 'actual'],
    [predicted, 'predicted'],
  ].reduce((operand: Expr, [from, to]) => (from === to ? operand : copyLabel(operand, from, to)), cells);
  return {
    expr: withVersion(named, context),
    legend: '{{actual}} predicted {{predicted}}',
    style: {},
  };
}
