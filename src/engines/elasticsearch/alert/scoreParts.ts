import { thresholdOf } from '../../../query/check';
import { measureName, measureStyle } from '../../../query/measureNames';
import { measureFamily, type ModelQuery } from '../../../query/query';
import { type ScoreMeasureName, scoreGroupsFromBins, snapThreshold } from '../../../statistics/scores';
import { isShareOfRight } from '../../alertQuestion';
import { isRefusal, type Refusal } from '../../engine';
import { refuseScores } from '../../scoreAnswers';
import { allOf, exists, type Lucene, not, or, within } from '../lucene';
import { EDGES } from '../scores';
import { modelRecords } from '../selectors';
import { ofClass, ofOneClass, share } from './classParts';
import {
  type AlertContext,
  type AlertQuery,
  clockOfOutcomes,
  type Counted,
  countsOfSuch,
  numbersOf,
  type RecordParts,
  versionGroups,
} from './inputs';
import { manyClasses } from './manyClasses';
import { scoreFormula } from './scoreFormulas';

/** Measures of scores from their counts in bins, and measures of classes as if these were told by a score threshold. */
export function scoreParts(context: AlertContext): RecordParts | Refusal {
  const { query, mapping } = context;
  const { fields } = mapping;
  const refused = refuseScores(query);
  if (refused) {
    return refused;
  }
  const clock = clockOfOutcomes(context);
  if (isRefusal(clock)) {
    return clock;
  }
  const all: Counted = {
    query: [...modelRecords(query, mapping, 'outcomes'), exists(fields.actual), exists(fields.score)],
    groups: versionGroups(context),
    clock,
  };
  const isPositive = ofClass(fields.actual, query.model.positiveClass ?? '');
  const found =
    measureFamily(query.quality.measure) === 'scores'
      ? binned(isPositive, all, context)
      : atThreshold(isPositive, all, context);
  return isRefusal(found) ? found : ifSeen(found, isPositive, all, context);
}

function binned(isPositive: Lucene, all: Counted, context: AlertContext): RecordParts {
  const { query, mapping } = context;
  const { score } = mapping.fields;
  // Whoever asks for a measure of this family asks for one of these.
  const value = scoreFormula(query.quality.measure as ScoreMeasureName, EDGES);
  const counts = EDGES.slice(0, -1).flatMap((edge, k): Array<[string, AlertQuery]> => {
    const above = k === 0 ? [] : [within(score, edge, Infinity)];
    return [
      [`p${k}`, countsOfSuch(allOf([isPositive, ...above]), all, context)],
      [`n${k}`, countsOfSuch(allOf([not(isPositive), ...above]), all, context)],
    ];
  });
  const used = counts.filter(([name]) => new RegExp(`\\$${name}\\b`).test(value));
  return {
    inputs: { ...Object.fromEntries(used), support: numbersOf(all, context) },
    value: `${value} + 0 * $support`,
    support: '$support',
    style: measureStyle({ ...query, quality: { ...query.quality, scores: 'binned' } }),
    by: [],
    notes: [
      `The rule counts scores from each edge of their bins up: it asks ${used.length + 1} queries at each evaluation, so let it be evaluated no more often than needed.`,
    ],
  };
}

/** The threshold lies at the edge that is nearest to it, as for the panel. */
function atThreshold(isPositive: Lucene, all: Counted, context: AlertContext): RecordParts | Refusal {
  const { query, mapping } = context;
  const { quality } = query;
  const everywhere = scoreGroupsFromBins(EDGES, EDGES.slice(1).fill(1), []);
  const edge = snapThreshold(everywhere, thresholdOf(query) ?? 0);
  const above = within(mapping.fields.score, edge > 0 ? edge : -Number.MIN_VALUE, Infinity);
  const positive = { isActual: isPositive, isPredicted: above };
  const other = { isActual: not(isPositive), isPredicted: not(above) };
  if (isShareOfRight(quality)) {
    const isRight = or([positive, other].map(({ isActual, isPredicted }) => allOf([isActual, isPredicted])));
    return share(isRight, all, context);
  }
  if (quality.zeroDivision !== 'undefined') {
    return {
      sentence: `${measureName(query)} with a number in place of 0/0 cannot be alerted on from records: where there is nothing to divide by, the rule has no number. Set what 0/0 becomes to 'no data'.`,
    };
  }
  if (quality.average !== 'class') {
    return manyClasses([positive, other], all, context);
  }
  const side = sideOf(context);
  return (
    (side && ofOneClass(side === 'positive' ? positive : other, all, context)) ??
    (side ? manyClasses([positive, other], all, context) : refuseSide(query))
  );
}

/** At a threshold a class other than the positive one stands for all others, where it is the only one of them. */
function sideOf({ query: { quality, model }, known }: AlertContext): 'positive' | 'other' | undefined {
  const { positiveClass = '' } = model;
  const name = quality.class || positiveClass;
  const others = known.classes.filter((one) => one !== positiveClass);
  const isOther = name === `not ${positiveClass}` || (others.length === 1 && others[0] === name);
  return name === positiveClass ? 'positive' : isOther ? 'other' : undefined;
}

function refuseSide({ quality, model }: ModelQuery): Refusal {
  return {
    sentence: `At a score threshold there are two classes, '${model.positiveClass}' and all others together, which '${quality.class}' is only one of. Choose '${model.positiveClass}' or 'not ${model.positiveClass}', or leave the threshold empty.`,
  };
}

/** Without a positive outcome in all versions together its name is more likely wrong than its share 0: no number then. */
function ifSeen(parts: RecordParts, isPositive: Lucene, all: Counted, context: AlertContext): RecordParts {
  const { inputs, value, interval } = parts;
  const seen = { ...countsOfSuch(isPositive, { ...all, groups: [] }, context), least: 1 };
  return {
    ...parts,
    inputs: { ...inputs, seen },
    value: `${value} + 0 * $seen`,
    ...(interval && {
      interval:
        interval.method === 'wilson'
          ? { ...interval, hits: `(${interval.hits} + 0 * $seen)` }
          : interval.method === 'delta'
            ? { ...interval, variance: `${interval.variance} + 0 * $seen` }
            : interval,
    }),
  };
}
