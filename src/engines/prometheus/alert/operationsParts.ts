import { type AlertParts, shareValue, singleValue } from '../../alertParts';
import { type Refusal } from '../../engine';
import { aboveZero, type ConvertContext, type Converted, withVersion } from '../convert/context';
import { counted, failedOf } from '../convert/operations';
import { binary, type Expr, vector } from '../promql';

/** How the service runs, as the converted query has it. */
export function operationsParts(context: ConvertContext, { expr, style }: Converted): AlertParts<Expr> | Refusal {
  const { query, mapping, split } = context;
  const { measure, quantiles } = query.operations;
  const named = (operand: Expr) => withVersion(operand, context);
  switch (measure) {
    case 'responseTime':
      return quantiles.length > 1
        ? { sentence: 'An alert is on one quantile of the response time. Choose one.' }
        : singleValue(expr, style);
    case 'throughput':
      // A model that nobody scrapes any more serves nothing.
      return singleValue(split.length > 0 ? expr : binary(expr, 'or', vector(0)), style);
    case 'errorShare': {
      const { hits, all } = failedOf(context);
      return shareValue(expr, { hits: named(hits), support: named(aboveZero(all)) }, style);
    }
    case 'labelCoverage':
      return singleValue(expr, style, [], named(aboveZero(counted('predictions', [], context))));
    case 'errorRate':
      return singleValue(expr, style, [mapping.labels.errorType].filter(Boolean));
    case 'inFlight':
      return singleValue(expr, style);
    case 'memory':
    case 'cpu': {
      const { ofModel, joinedBy } = mapping.details[measure] ?? {};
      return singleValue(expr, style, ofModel ? [] : (joinedBy ?? mapping.instanceLabels));
    }
  }
}
