import { type PanelData } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { type ComparedDistribution, distributionsFrame } from '../../frames/distributionsFrame';
import {
  type Baseline,
  type DriftOptions,
  type Reference,
  referenceKinds,
  driftMeasures,
  variableKinds,
} from '../../query/drift';
import { checkQuery } from '../../query/check';
import { defaultQuery, type ModelQuery } from '../../query/query';
import { type SourceKind } from '../settings';
import { DriftFields } from './DriftFields';
import { driftMeasureOptions, referenceOptions, variableOptions } from './driftOptions';
import { stubBrowser } from './testBrowser';

beforeAll(stubBrowser);

const baseline: Baseline = {
  model: 'intent',
  versions: ['v</script>'],
  from: Date.parse('2026-11-01T00:00:00Z'),
  to: Date.parse('2026-11-02T06:30:00Z'),
  variables: [{ of: 'feature', name: 'say "hi"', categories: ['a'], counts: [3], nulls: 1 }],
};

interface Opened {
  drift?: Partial<DriftOptions>;
  reference?: Partial<Reference>;
  more?: Partial<ModelQuery>;
  source?: SourceKind;
  series?: PanelData['series'];
}

function open({ drift, reference, more, source = 'sample', series = [] }: Opened = {}) {
  const onChange = jest.fn();
  const query: ModelQuery = {
    ...defaultQuery,
    kind: 'drift',
    model: { ...defaultQuery.model, name: 'intent' },
    ...more,
    drift: { ...defaultQuery.drift, ...drift },
    reference: { ...defaultQuery.reference, ...reference },
  };
  render(
    <DriftFields
      query={query}
      source={source}
      suggest={{ of: () => async () => ['income', '$feature'], problem: undefined }}
      answers={{ series } as PanelData}
      refId="A"
      onChange={onChange}
    />
  );
  return { onChange, query };
}

const labels = [
  'Of',
  'Features',
  'Bin edges',
  'Compared with',
  'How long ago',
  'From',
  'To',
  'Other version',
  'Measure',
  'Threshold',
  'Level',
  'Correction',
  'Usual every',
  'Past periods',
];
const shown = () => labels.filter((label) => screen.queryByLabelText(label) !== null);

function write(label: string, value: string) {
  const input = screen.getByLabelText(label);
  fireEvent.change(input, { target: { value } });
  fireEvent.blur(input);
}

describe('what is asked about drift', () => {
  const marks = ['Measure', 'Threshold', 'Level', 'Correction'];
  const usual = ['Usual every', 'Past periods'];
  it.each<[string, Opened, string[]]>([
    ['features', {}, ['Of', 'Features', 'Bin edges', 'Compared with', ...marks, ...usual]],
    ['the score', { drift: { of: 'score' } }, ['Of', 'Bin edges', 'Compared with', ...marks, ...usual]],
    [
      'over time, which shows what is usual',
      { more: { result: 'series' } },
      ['Of', 'Features', 'Bin edges', 'Compared with', ...marks],
    ],
    [
      'a distribution, which has no marks',
      { more: { kind: 'distribution', distribution: { of: 'variable' } } },
      ['Of', 'Features', 'Bin edges', 'Compared with'],
    ],
    [
      'a day ago',
      { reference: { kind: 'offset' }, source: 'prometheus' },
      ['Of', 'Features', 'Compared with', 'How long ago', ...marks, ...usual],
    ],
    [
      'a fixed range',
      { reference: { kind: 'fixed' }, source: 'prometheus', drift: { edges: '1' } },
      ['Of', 'Features', 'Bin edges', 'Compared with', 'From', 'To', ...marks, ...usual],
    ],
    [
      'another version',
      { reference: { kind: 'version' } },
      ['Of', 'Features', 'Bin edges', 'Compared with', 'Other version', ...marks, ...usual],
    ],
  ])('%s', (_what, opened, expected) => {
    open(opened);
    expect(shown()).toEqual(labels.filter((label) => expected.includes(label)));
  });

  it('offers every variable, reference and measure, each with what it means', () => {
    const values = (options: ReadonlyArray<{ value: string; description?: string }>) =>
      options
        .filter(({ description }) => description)
        .map(({ value }) => value)
        .sort();
    expect(values(variableOptions)).toEqual([...variableKinds].sort());
    expect(values(referenceOptions)).toEqual([...referenceKinds].sort());
    expect(values(driftMeasureOptions)).toEqual([...driftMeasures].sort());
  });

  it('takes what is right, or a variable, and nothing else', () => {
    const { onChange, query } = open({ reference: { kind: 'offset' } });
    const wrong: Array<[string, string]> = [
      ['Threshold', '-1'],
      ['Threshold', 'much'],
      ['Level', '5'],
      ['Past periods', '1.5'],
      ['Past periods', ''],
      ['Past periods', '13'],
      ['Usual every', 'weekly'],
      ['How long ago', '0d'],
      ['Bin edges', '1; a'],
    ];
    wrong.forEach(([label, text]) => write(label, text));
    expect(onChange).not.toHaveBeenCalled();
    write('Threshold', ' 0.2 ');
    write('Threshold', '$threshold');
    write('Level', '0.01');
    write('Past periods', '0');
    write('Usual every', '1d');
    write('Usual every', 'never');
    write('Bin edges', '10, $edge');
    write('How long ago', '24h');
    expect(onChange.mock.calls.map(([changes]) => changes)).toEqual([
      { drift: { ...query.drift, threshold: '0.2' } },
      { drift: { ...query.drift, threshold: '$threshold' } },
      { drift: { ...query.drift, level: 0.01 } },
      { drift: { ...query.drift, usualPeriods: 0 } },
      { drift: { ...query.drift, usualEvery: '1d' } },
      { drift: { ...query.drift, usualEvery: 'never' } },
      { drift: { ...query.drift, edges: '10, $edge' } },
      { reference: { ...query.reference, offset: '24h' } },
    ]);
  });

  it.each([
    ['psi', 'Usually 0.1'],
    ['wasserstein', 'None'],
  ] as const)('names the usual threshold of %s', (measure, placeholder) => {
    open({ drift: { measure } });
    expect(screen.getByLabelText('Threshold')).toHaveAttribute('placeholder', placeholder);
  });
});

describe('a frozen baseline', () => {
  const meta = { query: { ...defaultQuery, model: { ...defaultQuery.model, name: 'intent' } }, from: 1000, to: 2000 };
  const frameOf = (distributions: ComparedDistribution[], refId = 'A') => ({
    ...distributionsFrame(distributions, meta, []),
    refId,
  });
  const income: ComparedDistribution = {
    of: 'feature',
    variable: '$income </script>',
    edges: [-Infinity, 10, Infinity],
    current: { counts: [3, 4], nulls: 2 },
    reference: { counts: [9, 9], nulls: 9 },
  };
  const empty: ComparedDistribution = {
    of: 'score',
    variable: 'score',
    categories: [],
    current: { counts: [], nulls: 5 },
  };
  const freeze = () => screen.getByRole('button', { name: /Freeze/ });

  it('is the current side of the answer on screen, without what has no values', async () => {
    const { onChange, query } = open({ series: [frameOf([income], 'B'), frameOf([income, empty])] });
    await userEvent.click(freeze());
    const [[changes]] = onChange.mock.calls;
    expect(changes.reference).toEqual({
      ...query.reference,
      kind: 'baseline',
      baseline: {
        model: 'intent',
        versions: [],
        from: 1000,
        to: 2000,
        variables: [{ of: 'feature', name: '$income </script>', edges: [null, 10, null], counts: [3, 4], nulls: 2 }],
      },
    });
    expect(checkQuery({ ...query, ...changes })).toEqual([]);
  });

  it('says what is frozen, and can be replaced and removed', async () => {
    const { onChange, query } = open({ reference: { kind: 'baseline', baseline }, series: [frameOf([income])] });
    expect(
      screen.getByText('Frozen: 1 variable of intent v</script>, from 2026-11-01 00:00 UTC to 2026-11-02 06:30 UTC.')
    ).toBeInTheDocument();
    expect(freeze()).toHaveAccessibleName('Freeze now');
    await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(onChange).toHaveBeenCalledWith({ reference: { ...query.reference, kind: 'previous', baseline: undefined } });
  });

  it.each([
    ['no answer', []],
    ["another query's answer", [frameOf([income], 'B')]],
    ['an empty answer', [frameOf([])]],
  ])('cannot be made of %s, and says what to do', async (_what, series) => {
    const { onChange } = open({ reference: { kind: 'baseline' }, series });
    expect(screen.getByText(/^Nothing is frozen yet\./)).toBeInTheDocument();
    await userEvent.click(freeze());
    expect(onChange).not.toHaveBeenCalled();
    expect(screen.queryByRole('button', { name: 'Remove' })).not.toBeInTheDocument();
  });
});
