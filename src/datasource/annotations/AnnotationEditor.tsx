import { type QueryEditorProps } from '@grafana/data';
import { Alert, InlineFieldRow, Stack } from '@grafana/ui';
import React from 'react';

import { type AnnotationQuery, defaultAnnotation, migrateAnnotation, modelQueryOf } from '../../query/annotation';
import { takesPositiveClass } from '../../query/relevant';
import { checkWindow } from '../components/checks';
import { CommittedInput, OptionInput } from '../components/inputs';
import { ModelFields } from '../components/ModelFields';
import { useSuggestions } from '../components/useSuggestions';
import { type ModelwatchDataSource } from '../ModelwatchDataSource';
import { type ModelwatchJsonData } from '../settings';
import { type ModelwatchQuery } from '../types';
import { type ModelwatchAnnotationQuery } from './annotationQuery';
import { eventOptions } from './options';
import { SureFields } from './SureFields';

type Props = Pick<
  QueryEditorProps<ModelwatchDataSource, ModelwatchQuery, ModelwatchJsonData, ModelwatchAnnotationQuery>,
  'datasource' | 'query' | 'onChange' | 'range' | 'data'
>;

/** What is marked in time. Grafana runs the query whenever it changes, and says how many events there are. */
export function AnnotationEditor({ datasource, query: stored, onChange, range, data }: Props) {
  const annotation = migrateAnnotation(stored);
  const { event, model, lookBack } = annotation;
  const suggest = useSuggestions(datasource.suggestions, range);
  const change = (changes: Partial<AnnotationQuery>) => onChange({ ...stored, ...annotation, ...changes });
  // Grafana shows why a query failed, but not what is to be known of an answer.
  const notices = data?.series.flatMap(({ meta }) => meta?.notices ?? []) ?? [];
  return (
    <Stack direction="column" gap={0.5}>
      <InlineFieldRow>
        <OptionInput
          label="Mark"
          value={event}
          options={eventOptions(datasource.settings.source, event)}
          onChange={(event) => change({ event })}
        />
      </InlineFieldRow>
      <ModelFields
        model={model}
        suggest={suggest}
        withPositiveClass={takesPositiveClass(modelQueryOf(annotation))}
        onChange={(changes) => change({ model: { ...model, ...changes } })}
      />
      {event === 'version' && (
        <InlineFieldRow>
          <CommittedInput
            label="Look-back"
            tooltip="A version is new if it has no prediction in this long before the dashboard's time range, such as 12h or 7d."
            value={lookBack}
            placeholder={defaultAnnotation.lookBack}
            check={checkWindow}
            onCommit={(lookBack) => change({ lookBack: lookBack.trim() })}
          />
        </InlineFieldRow>
      )}
      {event === 'quality' && <SureFields annotation={annotation} suggest={suggest} onChange={change} />}
      {suggest.problem && <span role="status">No suggestions. {suggest.problem}</span>}
      {notices.map(({ severity, text }) => (
        <Alert key={text} severity={severity} title={text} />
      ))}
    </Stack>
  );
}
