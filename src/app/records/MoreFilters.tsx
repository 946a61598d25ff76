import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, RadioButtonGroup, Stack, useStyles2 } from '@grafana/ui';
import React from 'react';

import { Unfold } from '../../components/Unfold';
import { type AuditOptions, type Matcher, type TimeBasis } from '../../query/query';
import { type RecordsAsked } from './askRecords';
import { Labelled, SearchInput, SuggestedInput, SuggestedInputs } from './filterFields';
import { type Page } from './usePage';

interface Props {
  page: Page;
  asked: RecordsAsked;
}

const clocks: Array<{ value: TimeBasis; label: string; description: string }> = [
  { value: 'prediction', label: 'Predicted', description: 'What was predicted in the time range' },
  {
    value: 'outcome',
    label: 'Outcome known',
    description: 'What became known in the time range, whenever it was predicted',
  },
];

/** What narrows the records further: open where something does. */
export function MoreFilters({ page, asked }: Props) {
  const styles = useStyles2(getStyles);
  const { model, audit, timeBasis } = page.query;
  const { cell, id, only } = audit;
  const changeAudit = (changes: Partial<AuditOptions>) => page.change({ query: { audit: { ...audit, ...changes } } });
  const isNarrowed =
    [cell.actual, cell.predicted, id].some((text) => text !== '') ||
    model.versions.length + model.matchers.length > 0 ||
    timeBasis === 'outcome';
  return (
    <Unfold label="More filters" isOpen={isNarrowed}>
      <div className={styles.row}>
        <SuggestedInputs
          label="Versions"
          placeholder="All"
          what="versions"
          asked={asked}
          values={model.versions}
          onChange={(versions) => page.change({ query: { model: { ...model, versions } } })}
        />
        {only !== 'errors' && (
          <>
            <SuggestedInput
              label="Actual class"
              placeholder="Any"
              what="classes"
              asked={asked}
              value={cell.actual}
              onChange={(actual) => changeAudit({ cell: { ...cell, actual } })}
            />
            <SuggestedInput
              label="Predicted class"
              placeholder="Any"
              what="classes"
              asked={asked}
              value={cell.predicted}
              onChange={(predicted) => changeAudit({ cell: { ...cell, predicted } })}
            />
          </>
        )}
        <SearchInput
          label="Record id"
          icon="file-alt"
          placeholder="Any"
          value={id}
          onCommit={(text) => changeAudit({ id: text })}
        />
        {only !== 'errors' && (
          <Labelled label="In the time range">
            {(id) => (
              <RadioButtonGroup<TimeBasis>
                id={id}
                options={clocks}
                value={timeBasis}
                onChange={(basis) => page.change({ query: { timeBasis: basis } })}
              />
            )}
          </Labelled>
        )}
      </div>
      {model.matchers.length > 0 && (
        <Matchers
          matchers={model.matchers}
          onRemove={(removed) =>
            page.change({ query: { model: { ...model, matchers: model.matchers.filter((_, i) => i !== removed) } } })
          }
        />
      )}
    </Unfold>
  );
}

/** They come with links from panels, whose queries have them. */
function Matchers({ matchers, onRemove }: { matchers: readonly Matcher[]; onRemove(at: number): void }) {
  return (
    <Stack wrap="wrap" gap={1} alignItems="center">
      <span>Only where</span>
      {matchers.map(({ label, operator, value }, i) => (
        <Button
          key={i}
          size="sm"
          variant="secondary"
          icon="times"
          iconPlacement="right"
          aria-label={`Remove the filter ${label} ${operator} ${value}`}
          onClick={() => onRemove(i)}
        >
          {`${label} ${operator} ${value}`}
        </Button>
      ))}
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    marginBottom: theme.spacing(1),
  }),
});
