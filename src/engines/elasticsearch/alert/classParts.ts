import { measureName, measureStyle } from '../../../query/measureNames';
import { quotientValue, singleValue } from '../../alertParts';
import { isShareOfRight } from '../../alertQuestion';
import { isRefusal, type Refusal } from '../../engine';
import { allOf, exists, is, type Lucene, not, or } from '../lucene';
import { equals, modelRecords } from '../selectors';
import { MOST_TERMS, terms } from '../target';
import {
  type AlertContext,
  clockOfOutcomes,
  type Counted,
  countsOfSuch,
  numbersOf,
  type RecordParts,
  versionGroups,
} from './inputs';
import { type ClassSide, manyClasses } from './manyClasses';

/** A measure of classes that counts of records and a division give. */
export function classParts(context: AlertContext): RecordParts | Refusal {
  const { query, mapping } = context;
  const { measure, average, zeroDivision } = query.quality;
  const clock = clockOfOutcomes(context);
  if (isRefusal(clock)) {
    return clock;
  }
  const all: Counted = { query: outcomeRecords(context), groups: versionGroups(context), clock };
  if (isShareOfRight(query.quality)) {
    return shareOfRight(all, [], context);
  }
  if (zeroDivision !== 'undefined') {
    return {
      sentence: `${measureName(query)} with a number in place of 0/0 cannot be alerted on from records: where there is nothing to divide by, the rule has no number. Set what 0/0 becomes to 'no data'.`,
    };
  }
  if (average === 'each' && (measure === 'precision' || measure === 'recall')) {
    const side = measure === 'precision' ? mapping.fields.predicted : mapping.fields.actual;
    return shareOfRight({ ...all, groups: [...all.groups, terms(side)] }, [side], context);
  }
  if (measure === 'support') {
    return supportParts(all, context);
  }
  const side = (name: string) => ({
    isActual: ofClass(mapping.fields.actual, name),
    isPredicted: ofClass(mapping.fields.predicted, name),
  });
  const asked =
    average === 'class'
      ? ofOneClass(side(query.quality.class || query.model.positiveClass || ''), all, context)
      : undefined;
  return asked ?? manyClasses(context.known.classes.map(side), all, context);
}

/** How many outcomes there are: of all, of a class, or of each. */
function supportParts(all: Counted, context: AlertContext): RecordParts {
  const { query, mapping } = context;
  const { actual } = mapping.fields;
  const { average } = query.quality;
  const style = measureStyle(query);
  if (average === 'each') {
    const each = numbersOf({ ...all, groups: [...all.groups, terms(actual)] }, context);
    return singleValue(each, style, [actual], each);
  }
  const isAsked =
    average === 'class' ? ofClass(actual, query.quality.class || query.model.positiveClass || '') : exists(actual);
  return singleValue(countsOfSuch(isAsked, all, context), style);
}

/** Outcomes of classes: what was predicted, and what it turned out to be. */
export function outcomeRecords({ query, mapping }: AlertContext): Lucene[] {
  const { fields } = mapping;
  return [...modelRecords(query, mapping, 'outcomes'), exists(fields.actual), exists(fields.predicted)];
}

/** In brackets, so that it can be negated. */
export function ofClass(field: string, name: string): Lucene {
  return or([equals(field, name)]);
}

/** Which predictions were right is read from the records: one query cannot compare two of their fields. */
function shareOfRight(all: Counted, by: string[], context: AlertContext): RecordParts | Refusal {
  const { query, mapping, facts } = context;
  const { correct } = mapping.fields;
  const ofModel = facts.recordsWith[query.model.name];
  if (ofModel?.actual && ofModel.predicted && !ofModel.correct) {
    return {
      sentence: `A rule on ${measureName(query)} reads from the field ${correct} whether a prediction was right, and no record of model '${query.model.name}' has it. Let it be filled in when the outcome is written, map the field in the data source settings, or alert on precision or recall of one class.`,
    };
  }
  const told: Counted = { ...all, query: [...all.query, exists(correct)] };
  const notes = [
    `Whether a prediction was right is read from ${correct}: outcomes without it are not counted.`,
    ...(by.length > 0 && facts.classes > MOST_TERMS
      ? [`There are about ${facts.classes} classes, and the rule watches the ${MOST_TERMS} most frequent ones.`]
      : []),
  ];
  return { ...share(is(correct, 'true'), told, context, by), notes };
}

export function share(such: Lucene, all: Counted, context: AlertContext, by: string[] = []): RecordParts {
  const counts = { hits: countsOfSuch(such, all, context), support: numbersOf(all, context) };
  return quotientValue(counts, measureStyle(context.query), by);
}

/** A measure of one class; undefined where it is one of all classes. */
export function ofOneClass(side: ClassSide, all: Counted, context: AlertContext): RecordParts | undefined {
  const { isActual, isPredicted } = side;
  const { measure } = context.query.quality;
  const among = (some: Lucene): Counted => ({ ...all, query: [...all.query, some] });
  switch (measure) {
    case 'recall':
      return share(isPredicted, among(isActual), context);
    case 'precision':
      return share(isActual, among(isPredicted), context);
    case 'specificity':
      return share(not(isPredicted), among(not(isActual)), context);
    case 'fBeta':
      return fBeta(side, all, context);
    default:
      return undefined;
  }
}

/**
 * (1 + b^2) hits / (b^2 actual + predicted), where predicted is what is of either side, less what is actual and wrongly
 * not predicted. No record on either side, no number.
 */
function fBeta({ isActual, isPredicted }: ClassSide, all: Counted, context: AlertContext): RecordParts {
  const either: Counted = { ...all, query: [...all.query, or([isActual, isPredicted])] };
  const square = context.query.quality.beta ** 2;
  const actual = square === 1 ? '' : ` + (${square} - 1) * $actual`;
  return {
    inputs: {
      hits: countsOfSuch(allOf([isActual, isPredicted]), either, context),
      ...(square !== 1 && { actual: countsOfSuch(isActual, either, context) }),
      support: numbersOf(either, context),
    },
    value: `(1 + ${square}) * $hits / ($support + $hits${actual})`,
    support: '$support',
    style: measureStyle(context.query),
    by: [],
  };
}
