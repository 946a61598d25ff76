import { LoadingState, type PanelData } from '@grafana/data';
import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';

import { eventsFrame } from '../../frames/eventsFrame';
import { checkAnnotation, migrateAnnotation } from '../../query/annotation';
import { stubBrowser } from '../components/testBrowser';
import { type ModelwatchDataSource } from '../ModelwatchDataSource';
import { type SourceKind } from '../settings';
import { type Suggestions } from '../suggestions';
import { AnnotationEditor } from './AnnotationEditor';
import { type ModelwatchAnnotationQuery } from './annotationQuery';
import { eventOptions, fittingAverage, referenceOptions, sureAverageOptions, sureMeasureOptions } from './options';

beforeAll(stubBrowser);

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [{ name: 'model', type: 'query' }] }),
}));

const models = jest.fn();

/** The editor in a dashboard that keeps what is changed. */
function open(stored: object, { source = 'prometheus', notice }: { source?: SourceKind; notice?: string } = {}) {
  const changed = jest.fn<void, [ModelwatchAnnotationQuery]>();
  const datasource = { settings: { source }, suggestions: { models } as unknown as Suggestions };
  const notices = notice === undefined ? [] : [{ severity: 'warning' as const, text: notice }];
  const data = { state: LoadingState.Done, series: [eventsFrame([], notices)] } as unknown as PanelData;
  function Kept() {
    const [query, setQuery] = useState({ refId: 'Anno', ...stored } as ModelwatchAnnotationQuery);
    const onChange = (query: ModelwatchAnnotationQuery) => {
      changed(query);
      setQuery(query);
    };
    return (
      <AnnotationEditor datasource={datasource as ModelwatchDataSource} query={query} onChange={onChange} data={data} />
    );
  }
  render(<Kept />);
  return () => changed.mock.calls[changed.mock.calls.length - 1]?.[0];
}

function write(label: string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
  fireEvent.blur(screen.getByLabelText(label));
}

/** By keyboard: jsdom gives a list no height, so that none of its options is drawn. */
async function choose<T>(label: string, options: Array<{ value: T }>, wanted: T) {
  const user = userEvent.setup({ delay: null });
  await user.click(screen.getByLabelText(label));
  const down = '{ArrowDown}'.repeat(options.findIndex(({ value }) => value === wanted));
  await user.keyboard(`{Home}${down}{Enter}`);
}

const own = ['Look-back', 'Measure', 'Average', 'Class', 'Below', 'Reference', 'Offset', 'Window', 'Confidence'];
const shown = (...labels: string[]) => labels.filter((label) => screen.queryByLabelText(label) !== null);

describe('the annotation editor', () => {
  it.each<[string, object, string[]]>([
    ['nothing yet', {}, ['Look-back']],
    ['new versions', { event: 'version' }, ['Look-back']],
    ['restarts', { event: 'restart' }, []],
    ['low accuracy', { event: 'quality' }, ['Measure', 'Below', 'Reference', 'Window', 'Confidence']],
    [
      'low recall of a class, by what it was',
      { event: 'quality', quality: { measure: 'recall', average: 'class' }, reference: { kind: 'offset' } },
      ['Measure', 'Average', 'Class', 'Below', 'Offset', 'Window', 'Confidence'],
    ],
  ])('labels the inputs that an annotation uses, and shows no others: %s', (_, stored, expected) => {
    open(stored);
    expect(shown('Mark', 'Model', 'Versions')).toEqual(['Mark', 'Model', 'Versions']);
    expect(shown(...own)).toEqual(expected);
  });

  it('asks for the positive class where the measure is about it', () => {
    open({ event: 'quality', quality: { measure: 'rocAuc' } });
    expect(shown('Positive class')).toEqual(['Positive class']);
  });

  it('is used by keyboard: what is marked, and what it is held against', async () => {
    const stored = open({ model: { name: 'm' } });
    await choose('Mark', eventOptions('prometheus', 'version'), 'quality');
    expect(stored()).toMatchObject({ refId: 'Anno', event: 'quality', model: { name: 'm' } });
    await choose('Below', referenceOptions, 'offset');
    write('Offset', '24h');
    expect(stored()).toMatchObject({ event: 'quality', reference: { kind: 'offset', offset: '24h' } });
  });

  it('keeps an average that has an interval when the measure changes', async () => {
    const stored = open({ event: 'quality', quality: { measure: 'recall', average: 'macro' } });
    await choose('Measure', sureMeasureOptions, 'precision');
    expect(stored()?.quality).toMatchObject({ measure: 'precision', average: 'each' });
    await choose('Measure', sureMeasureOptions, 'recall');
    expect(stored()?.quality).toMatchObject({ measure: 'recall', average: 'each' });
  });

  it('takes numbers, durations and variables, and says what is wrong with another text', () => {
    const stored = open({ event: 'quality' });
    write('Reference', '90 %');
    expect(screen.getByText('Write a number, such as 0.9.')).toBeInTheDocument();
    write('Window', 'soon');
    expect(screen.getByText('Write a number and a unit, such as 30m, 24h or 7d.')).toBeInTheDocument();
    expect(stored()).toBeUndefined();
    write('Reference', ' 0.9 ');
    expect(stored()?.reference.value).toBe('0.9');
    write('Window', '$window');
    expect(stored()?.window).toBe('$window');
  });

  it('shows what is to be known of an answer, which Grafana does not', () => {
    open({ event: 'version' }, { notice: 'No series named model_predictions_total in Prometheus.' });
    expect(screen.getByRole('alert')).toHaveTextContent('No series named model_predictions_total in Prometheus.');
  });

  it('says why there are no suggestions, and can be used all the same', async () => {
    models.mockRejectedValue(new Error('Prom cannot be reached. Check that it runs.'));
    open({});
    await act(async () => userEvent.click(screen.getByLabelText('Model')));
    expect(await screen.findByText('No suggestions. Prom cannot be reached. Check that it runs.')).toBeInTheDocument();
  });
});

describe('what is offered', () => {
  it('can be answered: measures by averages that have an interval', () => {
    const reference = { value: '0.5' };
    for (const { value: measure } of sureMeasureOptions) {
      const averages = sureAverageOptions(measure).map(({ value }) => value);
      for (const average of averages.length > 0 ? averages : (['macro'] as const)) {
        const asked = migrateAnnotation({ event: 'quality', quality: { measure, average }, reference });
        expect(checkAnnotation(asked)).toEqual([]);
        expect(fittingAverage(measure, average)).toBe(average);
      }
    }
    expect(sureMeasureOptions.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['accuracy', 'balancedAccuracy', 'precision', 'recall', 'specificity', 'rocAuc'])
    );
    expect(sureMeasureOptions.map(({ value }) => value)).not.toContain('mcc');
  });

  it('of records no restarts, unless they are what a query from elsewhere asks', () => {
    const values = (source: SourceKind, chosen: 'version' | 'restart') =>
      eventOptions(source, chosen).map(({ value }) => value);
    expect(values('prometheus', 'version')).toEqual(['version', 'restart', 'quality']);
    expect(values('records', 'version')).toEqual(['version', 'quality']);
    expect(values('sample', 'restart')).toEqual(['version', 'restart', 'quality']);
  });
});
