import { Alert, Button, Stack, Text } from '@grafana/ui';
import React, { useEffect, useRef, useState } from 'react';

import { type AuditRow } from '../../frames/auditFrame';
import { writeRecordsCsv, writeRecordsJson } from '../../frames/recordsFile';
import { readFailure } from '../alert/failures';
import { download } from '../download';
import { allRecords } from './allRecords';
import { askRecords, type RecordsAsked } from './askRecords';

interface Format {
  name: string;
  ending: string;
  type: string;
  write(rows: readonly AuditRow[]): string;
}

const formats: Format[] = [
  { name: 'CSV', ending: 'csv', type: 'text/csv', write: writeRecordsCsv },
  { name: 'JSON', ending: 'json', type: 'application/json', write: writeRecordsJson },
];

/** All records that are asked for, whichever page is shown, as a file. */
export function Downloads({ asked }: { asked: RecordsAsked }) {
  const [count, setCount] = useState<number>();
  const [said, setSaid] = useState<{ isProblem: boolean; sentences: string[] }>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = async ({ write, ending, type }: Format) => {
    const controller = new AbortController();
    running.current = controller;
    setSaid(undefined);
    setCount(0);
    try {
      const all = await allRecords(asked, { ask: askRecords, onProgress: setCount, signal: controller.signal });
      if (all) {
        download(write(all.rows), `${fileName(asked)}.${ending}`, type);
        setSaid({
          isProblem: false,
          sentences: [`${all.rows.length.toLocaleString('en-US')} records were written.`, ...all.notices],
        });
      }
    } catch (error) {
      setSaid({
        isProblem: true,
        sentences: [`No file was written, since a page of the records was not answered: ${readFailure(error).said}.`],
      });
    } finally {
      setCount(undefined);
    }
  };

  return (
    <Stack direction="column" gap={1} alignItems="flex-end">
      <Stack gap={1} alignItems="center" wrap="wrap">
        {count === undefined ? (
          formats.map((format) => (
            <Button
              key={format.name}
              size="sm"
              variant="secondary"
              icon="download-alt"
              onClick={() => void start(format)}
            >
              {`Download ${format.name}`}
            </Button>
          ))
        ) : (
          <>
            <Text variant="bodySmall" color="secondary">
              <span role="status">{`${count.toLocaleString('en-US')} records so far ...`}</span>
            </Text>
            <Button size="sm" variant="secondary" icon="times" onClick={() => running.current?.abort()}>
              Cancel
            </Button>
          </>
        )}
      </Stack>
      {said && (said.isProblem || said.sentences.length > 1) && (
        <Alert
          severity={said.isProblem ? 'error' : 'warning'}
          title={said.sentences.join(' ')}
          onRemove={() => setSaid(undefined)}
        />
      )}
      {said && !said.isProblem && said.sentences.length === 1 && (
        <Text variant="bodySmall" color="secondary">
          <span role="status">{said.sentences[0]}</span>
        </Text>
      )}
    </Stack>
  );
}

/** 'records-credit-risk-2026-11-20T09-30-00Z', of the range's end. */
function fileName({ query, to }: RecordsAsked): string {
  const model = query.model.name.replace(/[^\w.-]+/g, '-').slice(0, 100);
  return `records-${model}-${new Date(to).toISOString().slice(0, 19).replace(/:/g, '-')}Z`;
}
