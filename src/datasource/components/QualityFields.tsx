import { InlineFieldRow, InlineSwitch } from '@grafana/ui';
import React from 'react';

import { estimatedMeasures } from '../../query/checkEstimated';
import {
  measureFamily,
  type ModelQuery,
  perClassMeasures,
  type QualityMeasure,
  type QualityOptions,
} from '../../query/query';
import { estimatesQuality, takesClass } from '../../query/relevant';
import { type ZeroDivision } from '../../statistics/classification';
import { answersInBrowser, type SourceKind } from '../settings';
import { checkDuration } from './checks';
import { ConfidenceInput } from './ConfidenceInput';
import { CommittedInput, Labelled, OptionInput, SuggestedInput } from './inputs';
import { averageOptions, qualityOptions, resolutionOptions, sourceOptions, zeroDivisionOptions } from './options';
import { filledIn, type Suggest } from './useSuggestions';

interface Props {
  query: ModelQuery;
  source: SourceKind;
  suggest: Suggest;
  onChange(changes: Partial<QualityOptions>): void;
}

/** Which measure, and what its family takes: classes, scores or predicted values. */
export function QualityFields({ query, source, suggest, onChange }: Props) {
  const { model, quality } = query;
  const { measure, average, beta, zeroDivision, confidence, interval, support } = quality;
  const family = measureFamily(measure);
  const estimated = estimatesQuality(query);
  const sources = sourcesOf(source, measure);
  return (
    <>
      <InlineFieldRow>
        <OptionInput
          label="Measure"
          value={measure}
          options={qualityOptions}
          onChange={(measure) => onChange({ measure })}
        />
        {perClassMeasures.includes(measure) && (
          <OptionInput
            label="Average"
            value={average}
            options={averageOptions}
            onChange={(average) => onChange({ average })}
          />
        )}
        {takesClass(query) && (
          <SuggestedInput
            label="Class"
            value={quality.class ?? ''}
            placeholder="The positive class"
            suggest={suggest.of((from, range) => from.classes(filledIn(model.name), range))}
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
        {family === 'scores' && answersInBrowser(source) && (
          <OptionInput
            label="Scores"
            tooltip="Every score by itself, or in the bins that a histogram has: then the answer is that of a Prometheus."
            width={16}
            value={quality.scores}
            options={resolutionOptions}
            onChange={(scores) => onChange({ scores })}
          />
        )}
      </InlineFieldRow>
      <InlineFieldRow>
        {!estimated && (
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
        )}
        {!estimated && interval && (
          <ConfidenceInput value={confidence} onCommit={(confidence) => onChange({ confidence })} />
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
        {family === 'classes' && !estimated && (
          <OptionInput
            label="Zero division"
            tooltip="What 0/0 becomes."
            width={16}
            value={`${zeroDivision}`}
            options={zeroDivisionOptions}
            onChange={(text) => onChange({ zeroDivision: toZeroDivision(text) })}
          />
        )}
        {(sources.length > 1 || estimated) && (
          <OptionInput
            label="Source"
            tooltip="Counted outcomes carry support and intervals; existing measures do not. An estimate tells of predictions whose outcomes are not known yet."
            value={quality.source}
            options={sources}
            onChange={(source) => onChange({ source, ...(source === 'estimated' && { average: 'class' }) })}
          />
        )}
        {estimated && (
          <CommittedInput
            label="Calibration"
            tooltip="The outcomes of so long a time, up to the end of the window, say what a score means."
            width={10}
            value={quality.calibration}
            check={checkDuration}
            onCommit={(text) => onChange({ calibration: text.trim() })}
          />
        )}
      </InlineFieldRow>
    </>
  );
}

/** Records hold no measure that somebody computed, so that they can be counted or estimated from. */
function sourcesOf(source: SourceKind, measure: QualityMeasure) {
  if (source === 'prometheus') {
    return sourceOptions;
  }
  return sourceOptions.filter(
    ({ value }) => value === 'auto' || (value === 'estimated' && estimatedMeasures.includes(measure))
  );
}

const toZeroDivision = (text: string): ZeroDivision => (text === '0' ? 0 : text === '1' ? 1 : 'undefined');
