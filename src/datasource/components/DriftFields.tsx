import { type PanelData } from '@grafana/data';
import { InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { commonThresholds, type DriftOptions } from '../../query/drift';
import { type ModelQuery } from '../../query/query';
import { FEWEST_PERIODS } from '../../statistics/drift/marks';
import { type SourceKind } from '../settings';
import { checkDriftThreshold, checkEdges, checkLevel, checkPeriods, checkUsualEvery } from './checks';
import { correctionOptions, driftMeasureOptions, variableOptions } from './driftOptions';
import { CommittedInput, OptionInput, SeveralInput } from './inputs';
import { ReferenceFields } from './ReferenceFields';
import { filledIn, type Suggest } from './useSuggestions';

interface Props {
  query: ModelQuery;
  source: SourceKind;
  suggest: Suggest;
  /** Of the query's own answers, a frozen baseline is made. */
  answers: PanelData | undefined;
  refId: string;
  onChange(changes: Partial<ModelQuery>): void;
}

/** Which variables are compared with what; of drift also by which measure, and from when on it counts. */
export function DriftFields({ query, source, suggest, answers, refId, onChange }: Props) {
  const { kind, drift, reference, model } = query;
  const change = (changes: Partial<DriftOptions>) => onChange({ drift: { ...drift, ...changes } });
  return (
    <>
      <InlineFieldRow>
        <OptionInput label="Of" value={drift.of} options={variableOptions} onChange={(of) => change({ of })} />
        {drift.of === 'feature' && (
          <SeveralInput
            label="Features"
            tooltip="None means every feature that there is."
            values={drift.features}
            placeholder="All"
            suggest={suggest.of((from, range) => from.features(filledIn(model.name), range))}
            onChange={(features) => change({ features })}
          />
        )}
        {/* A histogram has edges of its own; what is left of another source can be removed here. */}
        {(source !== 'prometheus' || drift.edges !== '') && (
          <CommittedInput
            label="Bin edges"
            tooltip="Where the bins of numbers end, such as 10, 20, 50. Empty means the deciles of the reference."
            value={drift.edges}
            placeholder="Deciles of the reference"
            check={checkEdges}
            onCommit={(text) => change({ edges: text.trim() })}
          />
        )}
      </InlineFieldRow>
      <ReferenceFields
        query={query}
        suggest={suggest}
        answers={answers}
        refId={refId}
        onChange={(changes) => onChange({ reference: { ...reference, ...changes } })}
      />
      {kind === 'drift' && <MarkFields query={query} onChange={change} />}
    </>
  );
}

interface MarkProps {
  query: ModelQuery;
  onChange(changes: Partial<DriftOptions>): void;
}

/** The measure, and its three marks: what chance shows, what is usual, what matters. */
function MarkFields({ query: { result, drift }, onChange }: MarkProps) {
  const { measure, threshold, level, correction, usualEvery, usualPeriods } = drift;
  const common = commonThresholds[measure];
  return (
    <>
      <InlineFieldRow>
        <OptionInput
          label="Measure"
          width={27}
          value={measure}
          options={driftMeasureOptions}
          onChange={(measure) => onChange({ measure })}
        />
        <CommittedInput
          label="Threshold"
          tooltip="From where on a drift matters to you. Empty means what is commonly taken for this measure, where there is such a number."
          value={threshold}
          placeholder={common === undefined ? 'None' : `Usually ${common}`}
          check={checkDriftThreshold}
          onCommit={(text) => onChange({ threshold: text.trim() })}
        />
      </InlineFieldRow>
      <InlineFieldRow>
        <CommittedInput
          label="Level"
          tooltip="Of the sampling floor: how often chance alone may exceed it. At 0.05 it is what samples of these sizes show in 95 of 100 cases without any drift."
          width={10}
          value={String(level)}
          check={checkLevel}
          onCommit={(text) => onChange({ level: Number(text) })}
        />
        <OptionInput
          label="Correction"
          tooltip="With many variables some exceed their floor by chance. How the level is shared among them."
          value={correction}
          options={correctionOptions}
          onChange={(correction) => onChange({ correction })}
        />
      </InlineFieldRow>
      {/* The course over time shows by itself what is usual. */}
      {result === 'number' && (
        <InlineFieldRow>
          <CommittedInput
            label="Usual every"
            tooltip="Traffic differs by hour and weekday. The same comparison so long ago, and again before that, says what is usual: 7d compares with the same hours of past weeks. With 'never' nothing is taken for usual, which a dashboard variable can choose."
            width={10}
            value={usualEvery}
            check={checkUsualEvery}
            onCommit={(text) => onChange({ usualEvery: text.trim() })}
          />
          <CommittedInput
            label="Past periods"
            tooltip={`How many times the past is asked: at least ${FEWEST_PERIODS}, or 0, with which nothing is taken for usual.`}
            width={10}
            value={String(usualPeriods)}
            check={checkPeriods}
            onCommit={(text) => onChange({ usualPeriods: Number(text) })}
          />
        </InlineFieldRow>
      )}
    </>
  );
}
