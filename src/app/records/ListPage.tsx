import { getTimeZone, type TimeRange } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { RefreshPicker, Stack, TimeRangePicker } from '@grafana/ui';
import React, { useState } from 'react';

import { type RecordsAsked } from './askRecords';
import { ChooseModel } from './ChooseModel';
import { RecordFilters } from './RecordFilters';
import { RecordList } from './RecordList';
import { writeRange } from './range';
import { type Page } from './usePage';

interface Props {
  page: Page;
  range: TimeRange;
  asked: RecordsAsked;
}

/** What is asked for, and the list of it. */
export function ListPage({ page, range, asked }: Props) {
  const [timeZone, setTimeZone] = useState(getTimeZone);
  const move = (parts: number, wider = 0) => {
    const length = asked.to - asked.from;
    page.change({
      from: Math.round(asked.from + length * (parts - wider)),
      to: Math.round(asked.to + length * (parts + wider)),
    });
  };
  return (
    <PluginPage
      pageNav={{ text: 'Audit records' }}
      subTitle="What a model was given, what it predicted, and what became of it."
      actions={
        <Stack gap={1} wrap="wrap">
          <TimeRangePicker
            value={range}
            timeZone={timeZone}
            onChange={({ raw }) => page.change(writeRange(raw))}
            onChangeTimeZone={setTimeZone}
            onMoveBackward={() => move(-0.5)}
            onMoveForward={() => move(0.5)}
            onZoom={() => move(0, 0.5)}
            isOnCanvas
          />
          <RefreshPicker onRefresh={page.refresh} onIntervalChanged={() => undefined} noIntervalPicker isOnCanvas />
        </Stack>
      }
    >
      <Stack direction="column" gap={2}>
        <RecordFilters page={page} asked={asked} />
        {asked.query.model.name === '' ? (
          <ChooseModel
            asked={asked}
            onChoose={(name) => page.change({ query: { model: { ...page.query.model, name } } })}
          />
        ) : (
          <RecordList key={page.key} page={page} asked={asked} timeZone={timeZone} />
        )}
      </Stack>
    </PluginPage>
  );
}
