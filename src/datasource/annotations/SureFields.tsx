import { InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { type AnnotationQuery, defaultAnnotation, modelQueryOf } from '../../query/annotation';
import { type QualityOptions } from '../../query/query';
import { takesClass } from '../../query/relevant';
import { checkWindow } from '../components/checks';
import { ConfidenceInput } from '../components/ConfidenceInput';
import { CommittedInput, OptionInput, SuggestedInput } from '../components/inputs';
import { filledIn, type Suggest } from '../components/useSuggestions';
import { fittingAverage, referenceOptions, sureAverageOptions, sureMeasureOptions } from './options';

interface Props {
  annotation: AnnotationQuery;
  suggest: Suggest;
  onChange(changes: Partial<AnnotationQuery>): void;
}

/** Which measure is surely below what. */
export function SureFields({ annotation, suggest, onChange }: Props) {
  const { model, quality, window, reference } = annotation;
  const averages = sureAverageOptions(quality.measure);
  const change = (changes: Partial<QualityOptions>) => onChange({ quality: { ...quality, ...changes } });
  const refer = (changes: Partial<AnnotationQuery['reference']>) =>
    onChange({ reference: { ...reference, ...changes } });
  return (
    <>
      <InlineFieldRow>
        <OptionInput
          label="Measure"
          tooltip="Those that have an interval: without one nothing is sure."
          value={quality.measure}
          options={sureMeasureOptions}
          onChange={(measure) => change({ measure, average: fittingAverage(measure, quality.average) })}
        />
        {averages.length > 0 && (
          <OptionInput
            label="Average"
            value={quality.average}
            options={averages}
            onChange={(average) => change({ average })}
          />
        )}
        {takesClass(modelQueryOf(annotation)) && (
          <SuggestedInput
            label="Class"
            value={quality.class ?? ''}
            placeholder="The positive class"
            suggest={suggest.of((from, range) => from.classes(filledIn(model.name), range))}
            onChange={(text) => change({ class: text || undefined })}
          />
        )}
      </InlineFieldRow>
      <InlineFieldRow>
        <OptionInput
          label="Below"
          value={reference.kind}
          options={referenceOptions}
          onChange={(kind) => refer({ kind })}
        />
        {reference.kind === 'offset' ? (
          <CommittedInput
            label="Offset"
            tooltip="How much earlier, such as 24h or 7d: at the same hour of the same weekday."
            value={reference.offset}
            placeholder={defaultAnnotation.reference.offset}
            check={checkWindow}
            onCommit={(text) => refer({ offset: text.trim() })}
          />
        ) : (
          <CommittedInput
            label="Reference"
            tooltip="Such as 0.9 for 90 %."
            value={reference.value}
            placeholder="0.9"
            check={checkNumber}
            onCommit={(text) => refer({ value: text.trim() })}
          />
        )}
        <CommittedInput
          label="Window"
          tooltip="Each moment is judged by the outcomes of this long before it, such as 1h."
          value={window}
          placeholder={defaultAnnotation.window}
          check={checkWindow}
          onCommit={(text) => onChange({ window: text.trim() })}
        />
        <ConfidenceInput value={quality.confidence} onCommit={(confidence) => change({ confidence })} />
      </InlineFieldRow>
    </>
  );
}

function checkNumber(text: string): string | undefined {
  return text.trim() === '' || text.includes('$') || Number.isFinite(Number(text))
    ? undefined
    : 'Write a number, such as 0.9.';
}
