import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { DataSourcePicker } from '@grafana/runtime';
import { Combobox, useStyles2 } from '@grafana/ui';
import React from 'react';

import { type AuditChoice } from '../../query/query';
import { DATA_SOURCE_TYPE } from '../setUpSteps';
import { type RecordsAsked, hasRecords } from './askRecords';
import { Labelled, SearchInput, SuggestedInput } from './filterFields';
import { MoreFilters } from './MoreFilters';
import { type Page } from './usePage';

interface Props {
  page: Page;
  asked: RecordsAsked;
}

const choices: Array<{ value: AuditChoice; label: string; description: string }> = [
  { value: 'all', label: 'All', description: 'Every request' },
  { value: 'outcome', label: 'With an outcome', description: 'Predictions whose outcome is known' },
  { value: 'wrong', label: 'Wrong', description: 'Predictions of a class that turned out to be another' },
  { value: 'errors', label: 'Failed', description: 'Requests that ended in an error' },
];

/** Which records are asked for. */
export function RecordFilters({ page, asked }: Props) {
  const styles = useStyles2(getStyles);
  const { datasource, query } = page;
  const { audit, model } = query;
  return (
    <div role="search" aria-label="Records" className={styles.filters}>
      <div className={styles.row}>
        <Labelled label="Data source" className={styles.source}>
          {(id) => (
            <DataSourcePicker
              inputId={id}
              type={DATA_SOURCE_TYPE}
              filter={hasRecords}
              current={datasource}
              noDefault
              onChange={({ uid }) => page.change({ datasource: uid })}
            />
          )}
        </Labelled>
        <SuggestedInput
          // What there is to choose from is of a data source.
          key={datasource}
          label="Model"
          value={model.name}
          placeholder="Choose a model"
          what="models"
          asked={asked}
          onChange={(name) => page.change({ query: { model: { ...model, name } } })}
        />
        <Labelled label="Records">
          {(id) => (
            <Combobox<AuditChoice>
              id={id}
              options={choices}
              value={audit.only}
              onChange={({ value }) => page.change({ query: { audit: { ...audit, only: value } } })}
            />
          )}
        </Labelled>
        <SearchInput
          label="Search"
          value={audit.search}
          placeholder="Words in id, version, class, error"
          onCommit={(search) => page.change({ query: { audit: { ...audit, search } } })}
        />
      </div>
      <MoreFilters page={page} asked={asked} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  row: css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
  }),
  source: css({ minWidth: 0 }),
});
