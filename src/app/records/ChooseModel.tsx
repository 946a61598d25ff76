import { Button, EmptyState, LoadingPlaceholder, Stack } from '@grafana/ui';
import React from 'react';

import { useLoaded } from '../alert/useLoaded';
import { suggest } from '../suggest';
import { type RecordsAsked } from './askRecords';

const MOST_SHOWN = 20;
const loadModels = (asked: RecordsAsked) => suggest('models', asked);

interface Props {
  asked: RecordsAsked;
  onChoose(model: string): void;
}

/** Records are those of one model: which ones there are. */
export function ChooseModel({ asked, onChoose }: Props) {
  const { value: models = [], isLoading } = useLoaded(asked, loadModels);
  if (isLoading) {
    return <LoadingPlaceholder text="Looking for models ..." />;
  }
  return (
    <EmptyState variant="call-to-action" hideImage message="Choose a model to see its records">
      {models.length === 0 ? (
        'No model has records in this time range. Choose another time range or data source, or write the name of a model.'
      ) : (
        <Stack wrap="wrap" justifyContent="center" gap={1}>
          {models.slice(0, MOST_SHOWN).map((model) => (
            <Button key={model} variant="secondary" onClick={() => onChoose(model)}>
              {model}
            </Button>
          ))}
        </Stack>
      )}
    </EmptyState>
  );
}
