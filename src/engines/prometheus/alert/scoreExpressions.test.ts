import { HOSTILE } from '../../../../test/mixedWorld';
import { defaultMapping } from '../../../query/mapping';
import { migrateQuery } from '../../../query/migrate';
import { SCORE_EDGES, scoreMeasureNames } from '../../../statistics/scores';
import { isRefusal } from '../../engine';
import { type ConvertContext } from '../convert/context';
import { keepVariables } from '../convert/variables';
import { splitLabels } from '../selectors';
import { scoreExpression } from './scoreExpressions';
import { thresholdShare } from './scoreThreshold';
import { MOST_CHARACTERS } from './size';

const EDGES = SCORE_EDGES.map(String);

function contextOf(changes: object): ConvertContext {
  const query = migrateQuery({ kind: 'quality', model: { name: 'credit-risk', positiveClass: 'reject' }, ...changes });
  const variables = keepVariables(query, []);
  if (isRefusal(variables)) {
    throw new Error(variables.sentence);
  }
  const split = splitLabels(query, defaultMapping);
  return { query, mapping: defaultMapping, facts: undefined, span: 86_400_000, split, variables };
}

describe('score measures as expressions', () => {
  it.each(scoreMeasureNames.flatMap((measure) => [false, true].map((byVersion) => [measure, byVersion] as const)))(
    'leave room for longer names and more buckets, of those of the contract: %s, by version: %s',
    (measure, byVersion) => {
      const { value } = scoreExpression(contextOf({ quality: { measure }, byVersion }), EDGES) as { value: string };
      expect(value.length).toBeLessThan(0.6 * MOST_CHARACTERS);
    }
  );

  it.each(scoreMeasureNames)('count the buckets once, since that is what takes long: %s', (measure) => {
    const { value } = scoreExpression(contextOf({ quality: { measure } }), EDGES) as { value: string };
    const counted = /increase\(\{__name__=~"model_outcome_score_bucket\|model_outcome_score_count", [^}]*\}\[24h\]\)/g;
    expect(value.match(counted)).toHaveLength(1);
  });

  it.each(HOSTILE)('write nothing that Grafana would fill in: %j', (name) => {
    const model = { name, positiveClass: name, versions: [name] };
    const asked = [
      scoreExpression(contextOf({ quality: { measure: 'brier' }, model }), EDGES),
      thresholdShare(contextOf({ quality: { measure: 'accuracy' }, threshold: '0.5', model }), EDGES),
    ];
    for (const exprs of asked) {
      expect(Object.values(exprs).join()).not.toMatch(/\$|\[\[/);
    }
  });

  it.each([[[]], [['', '+Inf', 'nonsense']]])('are refused without an edge: %j', (edges) => {
    const sentence =
      'of credit-risk cannot be alerted on: a rule needs the edges of model_outcome_score_bucket, and none is known that all its histograms share. Give model_outcome_score the same buckets everywhere, or make the rule once it has some.';
    expect(scoreExpression(contextOf({ quality: { measure: 'rocAuc' } }), edges)).toEqual({
      sentence: `ROC AUC ${sentence}`,
    });
    expect(thresholdShare(contextOf({ quality: { measure: 'accuracy' }, threshold: '0.5' }), edges)).toEqual({
      sentence: `accuracy ${sentence}`,
    });
  });
});

describe('class measures at a threshold as expressions', () => {
  const share = (quality: object) => thresholdShare(contextOf({ quality, threshold: '0.5' }), EDGES);

  it.each([
    [{ measure: 'precision', average: 'macro' }, 'macro precision'],
    [{ measure: 'recall', average: 'each' }, 'recall of each class'],
    [{ measure: 'fBeta', average: 'class' }, 'F1 of reject'],
    [{ measure: 'mcc' }, 'MCC'],
    [{ measure: 'support', average: 'class' }, 'support of reject'],
  ])('are refused where they are not one share: %j', (quality, name) => {
    expect(share(quality)).toEqual({
      sentence: `${name} of credit-risk at a score threshold cannot be alerted on. Alert on accuracy, or on precision, recall or specificity of one class, or leave the threshold empty.`,
    });
  });

  it('are refused with a number in place of 0/0', () => {
    expect(share({ measure: 'precision', average: 'class', zeroDivision: 0 })).toMatchObject({
      sentence: expect.stringContaining("Set what 0/0 becomes to 'no data'."),
    });
  });
});
