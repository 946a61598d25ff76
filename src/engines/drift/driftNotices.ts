import { type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type ModelQuery } from '../../query/query';
import { sumOf } from '../../statistics/drift/counts';
import { type AlignedVariable } from './alignVariables';
import { BASELINE, type Comparison, spanKey } from './comparisons';
import { type Span } from './variables';

/** What is to be known of a comparison before its numbers are believed, in full sentences. */
export function comparisonNotices(
  query: ModelQuery,
  { current, reference }: Comparison,
  variables: readonly AlignedVariable[]
): Notice[] {
  const notices: Notice[] = [];
  const warn = (text: string) => notices.push({ severity: 'warning', text });
  // Nulls are no values.
  const has = (key: string) => variables.filter(({ sideOf }) => sumOf(sideOf(key).counts) > 0);
  const referenceKey = reference === BASELINE ? BASELINE : spanKey(reference);
  const [now, before] = [has(spanKey(current)), has(referenceKey)];
  if (variables.length === 0) {
    return notices;
  }
  if (before.length === 0) {
    warn('The reference has no values, so there is nothing to compare with. Choose another reference.');
  } else if (now.length === 0) {
    warn('There are no values in this window, so there is nothing to compare. Widen the time range or the window.');
  } else {
    const [appeared, vanished] = [without(now, before), without(before, now)];
    if (appeared.length > 0) {
      warn(`The reference has no values of ${namesOf(appeared)}, so there is no drift to tell.`);
    }
    if (vanished.length > 0) {
      warn(`There are no values of ${namesOf(vanished)} any more, which the reference has.`);
    }
  }
  const missing = query.drift.of === 'feature' ? unseen(query.drift.features, variables) : [];
  if (missing.length > 0) {
    warn(
      `There are no values of ${list(missing)}, neither in this window nor in the reference. Check the names of the features.`
    );
  }
  const overlap = overlapping(query, current, reference);
  if (overlap !== undefined) {
    warn(overlap);
  }
  const { baseline } = query.reference;
  if (reference === BASELINE && baseline && baseline.model !== query.model.name) {
    warn(
      `The frozen baseline is of model '${baseline.model}', not of '${query.model.name}'. Freeze one of this model.`
    );
  }
  const differ = variables.filter((one) => one.differ);
  if (differ.length > 0) {
    warn(
      `The two sides have ${namesOf(differ)} in bins of different edges, so these are merged on the edges that all share. Give all versions and instances the same edges.`
    );
  }
  const mixed = variables.filter((one) => one.mixed);
  if (mixed.length > 0) {
    warn(
      `There are numbers of ${namesOf(mixed)} at some times and texts at others. Only what there is now is counted.`
    );
  }
  return notices;
}

type Window = Pick<Span, 'from' | 'to'>;

/** Whether some of what is compared is on both sides, in a sentence. */
function overlapping(query: ModelQuery, current: Span, reference: Span | typeof BASELINE): string | undefined {
  const { kind, version, baseline } = query.reference;
  const looksSmaller = 'so drift looks smaller than it is';
  if (kind === 'version') {
    const both = current.versions.length === 0 || current.versions.includes(version);
    return both
      ? `Version '${version}' is compared with predictions that include its own, ${looksSmaller}. Choose which other versions to compare with it.`
      : undefined;
  }
  if (reference === BASELINE) {
    return baseline && meet(current, baseline)
      ? `The frozen baseline overlaps the window that is compared with it, ${looksSmaller}. Look at a later window.`
      : undefined;
  }
  return meet(current, reference)
    ? `The reference overlaps the window that is compared with it, ${looksSmaller}. Move it back.`
    : undefined;
}

const meet = (a: Window, b: Window) => a.from < b.to && b.from < a.to;

function unseen(features: readonly string[], variables: readonly AlignedVariable[]): string[] {
  const seen = new Set(variables.map(({ variable }) => variable));
  return features.filter((feature) => !seen.has(feature));
}

function without(all: readonly AlignedVariable[], others: readonly AlignedVariable[]): AlignedVariable[] {
  return all.filter((one) => !others.includes(one));
}

const namesOf = (variables: readonly AlignedVariable[]) => list(variables.map(({ variable }) => variable));

function list(names: readonly string[]): string {
  return names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
}
