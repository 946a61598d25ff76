import { measureName, measureStyle } from '../../../query/measureNames';
import { isRefusal, type Refusal } from '../../engine';
import { CLASS, type ConvertContext, type Converted, legendOf, renamed, withVersion } from './context';
import { existingGauge, findExisting } from '../existing';
import { aggregate, binary, over } from '../promql';
import { readsExisting } from '../quality';

/**
 * A measure that somebody computes already, where that is what is read, or what is counted. Where it is not known whether
 * anything is counted, the query takes what there is.
 */
export function convertExisting(context: ConvertContext, counted: () => Converted | Refusal): Converted | Refusal {
  const { query, mapping, facts } = context;
  const existing = query.quality.source === 'counts' ? undefined : readExisting(context);
  if (!existing) {
    return counted();
  }
  const mayBeCounted = facts ? !readsExisting(query, mapping, facts) : query.quality.source === 'auto';
  const first = mayBeCounted ? counted() : existing;
  return facts || isRefusal(first) || first === existing
    ? first
    : { ...first, expr: binary(first.expr, 'or', existing.expr) };
}

function readExisting(context: ConvertContext): Converted | undefined {
  const { query, mapping, span, variables } = context;
  const measure = findExisting(query, mapping);
  if (!measure) {
    return undefined;
  }
  const { gauge, by } = existingGauge(measure, query, mapping);
  const average = aggregate('avg', by, over('last_over_time', variables.fill(gauge), span));
  const { classLabel } = measure;
  return {
    expr: withVersion(classLabel ? renamed(average, classLabel, CLASS) : average, context),
    legend: legendOf(measureName(query, classLabel && `{{${CLASS}}}`), context),
    style: measureStyle(query),
  };
}
