import { locationUtil } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { EmptyState, LinkButton } from '@grafana/ui';
import React from 'react';

import { DATA_SOURCE_TYPE } from '../setUpSteps';
import { ListPage } from './ListPage';
import { Problem } from './Problem';
import { RecordPage } from './RecordPage';
import { usePage } from './usePage';

/** Audit records: the list of them, or one of them, as the address says. */
export default function RecordsPage() {
  const page = usePage();
  const { datasource, range, record } = page;
  if (datasource === '') {
    return (
      <PluginPage pageNav={{ text: 'Audit records' }}>
        <EmptyState
          variant="call-to-action"
          message="No data source has records"
          button={
            <LinkButton href={locationUtil.assureBaseUrl(`/connections/datasources/${DATA_SOURCE_TYPE}`)}>
              Add a data source
            </LinkButton>
          }
        >
          Records are in Elasticsearch or OpenSearch, in a file, or in the built-in sample. Add a Modelwatch data source
          that answers from one of these.
        </EmptyState>
      </PluginPage>
    );
  }
  if (range === undefined) {
    return (
      <PluginPage pageNav={{ text: 'Audit records' }}>
        <Problem
          sentence="The time range in the address cannot be read, or ends before it begins."
          way="The last 6 hours"
          onTake={() => page.change({ from: 'now-6h', to: 'now' })}
        />
      </PluginPage>
    );
  }
  const asked = { datasource, query: page.query, from: range.from.valueOf(), to: range.to.valueOf() };
  return record ? (
    <RecordPage key={page.key} page={page} record={record} asked={asked} />
  ) : (
    <ListPage page={page} range={range} asked={asked} />
  );
}
