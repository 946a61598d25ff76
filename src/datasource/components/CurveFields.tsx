import { InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { type ModelQuery } from '../../query/query';
import { ConfidenceInput } from './ConfidenceInput';
import { OptionInput } from './inputs';
import { curveOptions } from './options';

interface Props {
  query: ModelQuery;
  onChange(changes: Partial<ModelQuery>): void;
}

export function CurveFields({ query: { curve, quality }, onChange }: Props) {
  return (
    <InlineFieldRow>
      <OptionInput label="Curve" value={curve} options={curveOptions} onChange={(curve) => onChange({ curve })} />
      {curve === 'reliability' && (
        <ConfidenceInput
          value={quality.confidence}
          onCommit={(confidence) => onChange({ quality: { ...quality, confidence } })}
        />
      )}
    </InlineFieldRow>
  );
}
