/** @jest-environment ./test/browserWithNode.js */
import { indexing } from '../../scripts/opensearchRecords';
import { rounded } from '../../test/alertNumbers';
import { HOUR, NEW, ODD_NUMBER, ODD_TEXT, OLD, records, START } from '../../test/driftRecords';
import { above, driftRulesOn, NOW, upstream, watched } from '../../test/driftRule';
import { evaluateOnRecords } from '../../test/evaluateOnRecords';
import { HOSTILE } from '../../test/mixedWorld';
import { describeOnOpenSearch, onOpenSearch } from '../../test/onOpenSearch';
import { driftMeasures } from '../query/drift';
import { outcomesOf } from './expressions/outcomes';
import { type Condition } from './rule';
import { CONDITION, ruleData } from './ruleData';

/** Rules on drift, evaluated on a real OpenSearch as Grafana would: their number is that of the panel. */
jest.setTimeout(120_000);

const ofNumbers = driftMeasures.filter((measure) => measure !== 'newShare');
const ofTexts = driftMeasures.filter((measure) => !/^ks|^wasserstein/.test(measure));

describeOnOpenSearch('a rule on drift', () => {
  const node = onOpenSearch(() => records.map(indexing));
  const { planned, numberOf, panel, expectSame } = driftRulesOn(node);

  it.each(ofNumbers)('has the number of the panel, of numbers: %s', async (measure) => {
    for (const feature of measure === 'nullShare' ? ['age'] : ['age', ODD_NUMBER]) {
      await expectSame(watched({ measure, features: [feature] }));
    }
  });

  it.each(ofTexts)('has the number of the panel, of texts: %s', async (measure) => {
    // Beyond what was there when the rule was made all is one category: here nothing is.
    await expectSame(watched({ measure, features: [ODD_TEXT] }));
  });

  it.each(['prediction', 'score', 'responseTime'])('has the number of the panel: %s', async (of) => {
    await expectSame(watched({ of, edges: '0.05, 0.1, 0.15, 0.3, 0.6' }));
  });

  it.each([
    [{ kind: 'previous' }, []],
    [{ kind: 'version', version: NEW }, [OLD]],
  ])('has the number of the panel against any reference that moves: %j', async (reference, versions) => {
    await expectSame(watched({ features: ['income'] }, { reference, model: { name: 'credit', versions } }));
  });

  it('has the number of the panel against a frozen baseline, of measures with and without an order', async () => {
    const variables = [
      { of: 'feature', name: 'income', edges: [null, 10, 30, 60, null], counts: [100, 120, 90, 10], nulls: 3 },
      { of: 'feature', name: ODD_TEXT, categories: [HOSTILE[0], 'gone'], counts: [100, 20], nulls: 3 },
    ];
    const baseline = { model: 'credit', versions: [], from: START, to: START + HOUR, variables };
    const reference = { kind: 'baseline', baseline };
    for (const measure of ['psi', 'ks', 'wassersteinInDeviations', 'jensenShannon']) {
      await expectSame(watched({ features: ['income'], edges: '', measure }, { reference }));
    }
    await expectSame(watched({ features: [ODD_TEXT], edges: '', measure: 'newShare' }, { reference }));
  });

  it('cuts bins by the deciles that the reference had when it was made', async () => {
    const query = watched({ features: ['income'], edges: '' });
    const expected = (await panel(query))('drift') ?? NaN;
    // The index estimates quantiles, and not always by the same digits.
    expect((await numberOf(query))['[]'] / expected).toBeCloseTo(1, 2);
  });

  it.each(['psi', 'ks', 'totalVariation', 'lInfinity', 'wasserstein'])(
    'is surely above its threshold where it is above what chance shows: %s',
    async (measure) => {
      const query = watched({ features: ['age'], measure });
      const surely: Condition = { ...above, surely: 0.95 };
      const value = rounded((await panel(query))('drift'));
      expect(await numberOf(query, surely)).toEqual({ '[]': value });
      const fixed = watched(
        { features: ['age'], measure },
        { window: '30m', reference: { kind: 'offset', offset: '1h' } }
      );
      expect(await numberOf(fixed, surely)).toEqual({ '[]': 0 });
    }
  );

  it('says what it looks at, and nothing of outcomes, for which it does not wait', async () => {
    const plan = await planned(watched({ features: ['age'] }));
    const notes = 'sentence' in plan ? [plan.sentence] : plan.notes;
    expect(notes).toContainEqual(expect.stringContaining('Bins are cut where they were when the rule was made'));
    expect(notes.join(' ')).not.toMatch(/outcome/);
  });

  it('has no number, and does not fire, where there is nothing', async () => {
    const query = watched({ features: ['age'] }, { reference: { kind: 'offset', offset: '400d' } });
    for (const nothing of [query, { ...query, model: { ...query.model, name: 'price' } }]) {
      const plan = await planned(nothing);
      if ('sentence' in plan) {
        expect(plan.sentence).toContain('There are no values of this variable');
      } else {
        const data = ruleData({ plan, condition: above, upstream });
        const outcomes = outcomesOf(data, CONDITION, await evaluateOnRecords(data, node.query, NOW));
        expect(outcomes.map(({ state }) => state)).not.toContain('Alerting');
      }
    }
  });

  it.each([
    [{ features: [] }, {}, 'watches the drift of one feature. Name just one'],
    [{ features: [ODD_TEXT], measure: 'ks' }, {}, 'needs the order of numbers'],
    [{ features: ['age'], measure: 'newShare' }, {}, 'is of categories, and this variable is a number'],
    [{ features: ['many'] }, {}, 'there are more than 20 of them'],
    [
      { features: ['age'], edges: Array.from({ length: 30 }, (_, i) => i).join() },
      {},
      '31 bins are more than the 24 that it may have',
    ],
    [{ features: ['age'] }, { reference: { kind: 'fixed', from: '2026-11-20', to: '2026-11-21' } }, 'Freeze it by'],
  ])('refuses what no rule can watch: %j %j', async (drift, more, sentence) => {
    expect(await planned(watched(drift, more))).toEqual({ sentence: expect.stringContaining(sentence) as unknown });
  });
});
