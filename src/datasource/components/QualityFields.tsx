import { InlineFieldRow, InlineSwitch } from '@grafana/ui';
import React from 'react';

import { measureFamily, perClassMeasures, type QualityOptions } from '../../query/query';
import { type ZeroDivision } from '../../statistics/classification';
import { CommittedInput, Labelled, OptionInput, SuggestedInput } from './inputs';
import { averageOptions, qualityOptions, resolutionOptions, sourceOptions, zeroDivisionOptions } from './options';
import { filledIn, type Suggest } from './useSuggestions';

interface Props {
  quality: QualityOptions;
  modelName: string;
  suggest: Suggest;
  isPrometheus: boolean;
  onChange(changes: Partial<QualityOptions>): void;
}

export function QualityFields({ quality, modelName, suggest, isPrometheus, onChange }: Props) {
  const { measure, average, beta, zeroDivision, confidence, interval, support, source, scores } = quality;
  const family = measureFamily(measure);
  const ofClasses = perClassMeasures.includes(measure);
  return (
    <>
      <InlineFieldRow>
        <OptionInput
          label="Measure"
          options={qualityOptions}
          value={measure}
          onChange={(measure) => onChange({ measure })}
        />
        {ofClasses && (
          <OptionInput
            label="Average"
            options={averageOptions}
            value={average}
            onChange={(average) => onChange({ average })}
          />
        )}
        {ofClasses && average === 'class' && (
          <SuggestedInput
            label="Class"
            value={quality.class ?? ''}
            placeholder="The positive class"
            suggest={suggest.of((from, range) => from.classes(filledIn(modelName), range))}
            onChange={(text) => onChange({ class: text || undefined })}
          />
        )}
        {measure === 'fBeta' && (
          <CommittedInput
            label="Beta"
            tooltip="1 weighs precision and recall alike; 2 weighs recall more, 0.5 precision."
            width={10}
            value={String(beta)}
            check={(text) => (Number(text) > 0 ? undefined : 'Write a number above 0.')}
            onCommit={(text) => onChange({ beta: Number(text) })}
          />
        )}
      </InlineFieldRow>
      <InlineFieldRow>
        <Labelled
          label="Interval"
          tooltip="Adds the bounds of the confidence interval as fields, where one is defined."
        >
          {(id) => (
            <InlineSwitch
              id={id}
              value={interval}
              onChange={(event) => onChange({ interval: event.currentTarget.checked })}
            />
          )}
        </Labelled>
        {interval && (
          <CommittedInput
            label="Confidence"
            tooltip="Between 0 and 1, such as 0.95."
            width={10}
            value={String(confidence)}
            check={(text) => (Number(text) > 0 && Number(text) < 1 ? undefined : 'Write a number between 0 and 1.')}
            onCommit={(text) => onChange({ confidence: Number(text) })}
          />
        )}
        <Labelled label="Support" tooltip="Adds how many outcomes each answer rests on as a field.">
          {(id) => (
            <InlineSwitch
              id={id}
              value={support}
              onChange={(event) => onChange({ support: event.currentTarget.checked })}
            />
          )}
        </Labelled>
        {family === 'classes' && (
          <OptionInput
            label="Zero division"
            tooltip="What 0/0 becomes."
            width={16}
            options={zeroDivisionOptions}
            value={String(zeroDivision) as '0' | '1' | 'undefined'}
            onChange={(value) => onChange({ zeroDivision: toZeroDivision(value) })}
          />
        )}
        {family === 'scores' && !isPrometheus && (
          <OptionInput
            label="Scores"
            tooltip="Every score by itself, or in the bins that a histogram has: then the answer is that of a Prometheus."
            width={16}
            options={resolutionOptions}
            value={scores}
            onChange={(scores) => onChange({ scores })}
          />
        )}
        {isPrometheus && (
          <OptionInput
            label="Source"
            tooltip="Counted outcomes carry support and intervals; existing measures do not."
            options={sourceOptions}
            value={source}
            onChange={(source) => onChange({ source })}
          />
        )}
      </InlineFieldRow>
    </>
  );
}

const toZeroDivision = (text: string): ZeroDivision => (text === '0' ? 0 : text === '1' ? 1 : 'undefined');
