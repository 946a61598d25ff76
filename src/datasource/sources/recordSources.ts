import { type TestDataSourceResponse } from '@grafana/data';

import { sampleAnnotator } from '../../engines/sample/annotations';
import { recordsSource } from '../../engines/sample/recordsSource';
import { sampleEngine } from '../../engines/sample/sampleEngine';
import { type RecordSource } from '../../engines/sample/source';
import { storySource } from '../../engines/sample/story/storySource';
import { defaultMapping } from '../../query/mapping';
import { type StoredRecords } from '../settings';
import { sorted } from '../suggestions';
import { SentenceError } from '../upstreamErrors';
import { type AnswerSource } from './answerSource';
import { readStored } from './readRecords';
import { describeContents, describeRecords, shortList, summarize } from './recordsSummary';
import { RecordSuggestions } from './recordSuggestions';

/** Answers in the browser from the built-in sample models. */
export function sampleSource(): AnswerSource {
  const open = lazily(async () => storySource());
  return recordAnswers(open, async () => reportSample(await open()));
}

/** Answers in the browser from records that were put into the settings. */
export function uploadedSource(stored: StoredRecords | undefined, ownName: string): AnswerSource {
  const read = lazily(async () => {
    if (!stored) {
      throw new SentenceError(
        `There are no records yet. Paste them or choose a file in the settings of the data source ${ownName}.`
      );
    }
    return readStored(stored);
  });
  return recordAnswers(
    async () => recordsSource((await read()).records),
    async () => reportRecords(await read(), stored?.name)
  );
}

/** Records are opened when they are first needed, and then kept. */
function recordAnswers(open: () => Promise<RecordSource>, report: () => Promise<TestDataSourceResponse>): AnswerSource {
  const opened = lazily(async () => {
    const source = await open();
    return { source, engine: sampleEngine(source), annotator: sampleAnnotator(source) };
  });
  return {
    suggestions: new RecordSuggestions(async () => (await opened()).source),
    // Records have the names of the telemetry contract.
    mapping: defaultMapping,
    isLabel: () => true,
    connect: async () => {
      const { engine, annotator } = await opened();
      return { engine, annotator };
    },
    test: report,
  };
}

function reportSample(source: RecordSource): TestDataSourceResponse {
  const models = sorted(source.models());
  const lines = models.map((model) => {
    const classes = source.values('actual', model);
    const versions = `versions ${shortList(source.values('version', model))}`;
    return `${model}: ${versions}; ${classes.length > 0 ? `classes ${shortList(classes)}` : 'a regression'}.`;
  });
  return {
    status: 'success',
    message: `The built-in sample answers, with the models ${models.join(', ')}. They are simulated, up to now.`,
    details: { message: lines.join('\n'), verboseMessage: lines.join('\n') },
  };
}

function reportRecords(
  { records, findings }: Awaited<ReturnType<typeof readStored>>,
  name: string | undefined
): TestDataSourceResponse {
  const summary = summarize(records);
  const lines = [...describeContents(summary), ...findings];
  const left = findings.length > 0 ? ' Not all of the text could be read: see below.' : '';
  return {
    status: findings.length > 0 ? 'warning' : 'success',
    message: `${describeRecords(summary)}${name === undefined ? '' : ` from ${name}`}.${left}`,
    details: { message: lines.join('\n'), verboseMessage: lines.join('\n') },
  };
}

/** Made once; again after a failure. */
function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () =>
    (made ??= make().catch((error) => {
      made = undefined;
      throw error;
    }));
}
