import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type ModelQuery } from '../../../query/query';
import { type FieldRole, isRedacted, type RecordMapping } from '../../../query/recordFields';
import { type ComparedSpans, comparedSpans } from '../../drift/planDrift';
import { isRefusal, type Plan, type Planned, type Refusal, type TimeWindow } from '../../engine';
import { type ElasticsearchFacts, explainEmpty } from '../facts';
import { type FieldVariable, fromReference, type ShapedVariable, type VariablesAsked } from './asked';
import { planCounts } from './countVariables';
import { planDeciles } from './decileEdges';
import { fieldOf, type FoundFeatures, planFeatures } from './features';
import { type EdgesRound, planEdges, planKeywords } from './shapes';

interface Asked extends VariablesAsked, ComparedSpans {
  facts: ElasticsearchFacts;
}

/**
 * Drift of variables, or their distributions beside a reference. Features are asked for in steps: which there are, from
 * some records; the edges of their bins; then the counts.
 */
export function planVariables(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Planned<DataFrame[]> {
  const asked: Asked = { query, mapping, facts, ...comparedSpans(query, window) };
  const refused = refuseRedacted(asked);
  if (refused) {
    return refused;
  }
  if (query.drift.of === 'feature') {
    const found = planFeatures(asked, fromReference(asked));
    return {
      first: {
        requests: found.requests,
        read: (answers) => {
          const features = found.read(answers);
          return shaped(features, roundsOf(features.numeric, asked), [], asked, mixedNotices(features.mixed));
        },
      },
    };
  }
  const role = roleOf(asked);
  const own: FieldVariable = {
    of: query.drift.of,
    name: '',
    field: mapping.fields[role],
    scale: role === 'duration' ? mapping.durationScale : 1,
  };
  return role === 'predicted'
    ? counted([own], asked, [])
    : shaped({ numeric: [own], categorical: [] }, roundsOf([own], asked), [], asked, []);
}

/** Of what is asked about beside features: the field. A classifier predicts labels, a regression numbers. */
function roleOf({ query: { drift, model }, facts: { recordsWith } }: Asked): FieldRole {
  switch (drift.of) {
    case 'score':
      return 'score';
    case 'responseTime':
      return 'duration';
    default:
      return recordsWith[model.name]?.predictedValue && !recordsWith[model.name]?.predicted
        ? 'predictedValue'
        : 'predicted';
  }
}

/** What is not shown is not shown as a distribution either. */
function refuseRedacted(asked: Asked): Refusal | undefined {
  const { query, mapping } = asked;
  const { of, features } = query.drift;
  const fields = of === 'feature' ? features.map((name) => fieldOf(name, asked)) : [mapping.fields[roleOf(asked)]];
  const hidden = fields.find((field) => isRedacted(field, mapping));
  return hidden === undefined
    ? undefined
    : {
        sentence: `The field ${hidden} is redacted, so its values are not compared. Leave it out of the query, or have it taken from the redacted fields in the data source settings.`,
      };
}

/** All in the reference first, then each that has no value there, in the reference alone and in the window. */
function roundsOf({ length }: readonly FieldVariable[], asked: Asked): EdgesRound[] {
  const spans = fromReference(asked);
  const alone = spans.map((span) => ({ span, alone: true }));
  return length > 1 ? [{ span: spans[0], alone: false }, ...alone] : alone;
}

/**
 * What is to be known of fields before their values are counted: edges of bins, from the first span that has values, and
 * by which field texts can be grouped.
 */
function shaped(
  { numeric, categorical }: Pick<FoundFeatures, 'numeric' | 'categorical'>,
  [round, ...others]: readonly EdgesRound[],
  known: readonly ShapedVariable[],
  asked: Asked,
  notices: Notice[]
): Planned<DataFrame[]> {
  const edges = planEdges(numeric, asked, round);
  const keywords = planKeywords(categorical, asked, fromReference(asked));
  const next = (answers: DataFrame[][]) => {
    const { cut, left } = edges.read(answers.slice(0, edges.requests.length));
    const grouped = keywords.read(answers.slice(edges.requests.length));
    const deciles = planDeciles(cut, round.span, asked);
    return isRefusal(deciles)
      ? deciles
      : staged(deciles, (decided) => withRest([...known, ...decided, ...grouped], left));
  };
  const withRest = (all: ShapedVariable[], left: FieldVariable[]) => {
    if (left.length > 0 && others.length > 0) {
      return shaped({ numeric: left, categorical: [] }, others, all, asked, notices);
    }
    const [texts, empty] = [true, false].map((is) => left.filter(({ of }) => (of === 'feature') === is));
    return counted([...all, ...empty.map(uncut)], asked, [...notices, ...textNotices(texts)]);
  };
  return staged({ requests: [...edges.requests, ...keywords.requests], read: (answers) => answers }, next);
}

/** What follows from answers; at once where nothing is to be asked. */
function staged<T>({ requests, read }: Plan<T>, next: (read: T) => Planned<DataFrame[]>): Planned<DataFrame[]> {
  return requests.length > 0 ? { first: { requests, read: (answers) => next(read(answers)) } } : next(read([]));
}

/** Without a value on either side there is one bin. */
const uncut = (one: FieldVariable): ShapedVariable => ({ ...one, edges: [-Infinity, Infinity] });

function counted(variables: readonly ShapedVariable[], asked: Asked, notices: Notice[]): Plan<DataFrame[]> | Refusal {
  const { spans, read } = asked;
  const plan =
    variables.length > 0
      ? planCounts(variables, spans, asked)
      : { requests: [], read: () => ({ counted: spans.map(() => []), notices: [] }) };
  return isRefusal(plan)
    ? plan
    : {
        requests: plan.requests,
        read: (answers) => {
          const found = plan.read(answers);
          const none = found.counted.some((variables) => variables.length > 0) ? [] : [explainNone(asked)];
          return read({ ...found, notices: [...notices, ...found.notices, ...none] });
        },
      };
}

function explainNone(asked: Asked): Notice {
  const { query, mapping, facts } = asked;
  const ofModel = facts.recordsWith[query.model.name];
  if (query.drift.of !== 'feature' || ofModel === undefined) {
    return explainEmpty(query.drift.of === 'feature' ? [] : [roleOf(asked)], query, mapping, facts);
  }
  const wanted = query.drift.features;
  const which =
    wanted.length > 0 ? `the features ${wanted.join(', ')}` : `features in ${mapping.featuresIn || 'its own fields'}`;
  return {
    severity: 'warning',
    text: `No record of model '${query.model.name}' has ${which} in this window or in the reference. Map the object that holds the inputs in the data source settings, or name other features.`,
  };
}

/** Records have numbers, and an index nothing that it could compute with. */
function textNotices(features: readonly FieldVariable[]): Notice[] {
  return features.map(({ name, field }) => ({
    severity: 'warning',
    text: `${name} is a number in the records, but ${field} is none in the index, so it is left out. Correct its type in the index template, and index those records anew.`,
  }));
}

/** An index keeps but one of both kinds. */
function mixedNotices(names: readonly string[]): Notice[] {
  return names.length === 0
    ? []
    : [
        {
          severity: 'warning',
          text: `${names.join(', ')}: a number in some records and a text in others, of which an index counts one kind only, so it is left out. Write values of one kind.`,
        },
      ];
}
