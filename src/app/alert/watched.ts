import { LoadingState, type PanelData } from '@grafana/data';
import { type DataQuery } from '@grafana/schema';

import { type AlertFormProps } from '../../alerting/formProps';
import { type AlertChoice, alertChoices, takesFeature } from '../../alerting/questions';
import { type TimeWindow } from '../../engines/engine';
import { type ModelwatchMeta } from '../../frames/modelwatchMeta';
import { readConfusion } from '../../frames/readConfusion';
import { queryName } from '../../query/measureNames';
import { type ModelQuery } from '../../query/query';
import { DATA_SOURCE_TYPE } from '../setUpSteps';
import { featuresIn } from './features';
import { answerOf, framesOf, isOurs } from './ours';

/** One thing of a panel that a rule can watch. */
export interface Watched extends AlertChoice {
  /** In a list of all: with its query's name where the panel has several. */
  label: string;
  dataSource: NonNullable<DataQuery['datasource']>;
  /** Of a matrix: the classes that a cell can be chosen of. */
  classes: string[];
  /** Of the drift of many features: those that can be chosen, as far as the panel tells. */
  features: string[];
  window: TimeWindow;
  /** What is to be known of the window, in full sentences. */
  notes: string[];
}

export interface WatchedPanel {
  watched: Watched[];
  /** Why queries have nothing to watch, in full sentences. */
  problems: string[];
}

/**
 * What a panel's queries of our data source ask, as they were answered. A question is made of what the frames carry: it has
 * nothing left to fill in, and must not be filled in again.
 *
 * @param now milliseconds since the epoch
 */
export function watchedOf({ targets, data }: Pick<AlertFormProps, 'targets' | 'data'>, now: number): WatchedPanel {
  const ours = targets.filter((target) => !target.hide && isOurs(target, data));
  if (ours.length === 0) {
    return { watched: [], problems: ['No query of this panel asks a Modelwatch data source. Add one to watch it.'] };
  }
  const problems: string[] = [];
  const watched = ours.flatMap((target): Watched[] => {
    const { refId } = target;
    const meta = answerOf(refId, data);
    if (!meta) {
      problems.push(whyUnanswered(refId, data));
      return [];
    }
    const choices = alertChoices(meta.query);
    if (choices.length === 0) {
      problems.push(
        `Query ${refId}, the ${queryName(meta.query)}, is no number. Alert on a measure, such as accuracy or ROC AUC.`
      );
    }
    const dataSource = resolvedSource(refId, data) ?? target.datasource ?? { type: DATA_SOURCE_TYPE };
    return choices.map(({ label, question }) => ({
      label: ours.length > 1 ? `${refId}: ${label}` : label,
      question,
      dataSource,
      classes: meta.query.kind === 'confusion' ? classesOf(refId, data) : [],
      features: takesFeature(question.query) ? featuresOf(question.query, refId, data) : [],
      window: windowUpTo(now, meta, data),
      notes: notesOnWindow(question.query, data),
    }));
  });
  return { watched, problems };
}

/** In a request, Grafana names the data source of each target, with variables filled in. */
function resolvedSource(wanted: string, data?: PanelData) {
  return data?.request?.targets.find(({ refId }) => refId === wanted)?.datasource ?? undefined;
}

function whyUnanswered(refId: string, data?: PanelData): string {
  const errors = [...(data?.errors ?? []), ...(data?.error ? [data.error] : [])];
  const error = errors.find((error) => error.refId === refId) ?? errors.find((error) => error.refId === undefined);
  if (error?.message) {
    return `Query ${refId} has no answer. ${error.message}`;
  }
  return data?.state === LoadingState.Loading
    ? `Query ${refId} is still being answered. Wait until the panel shows it, then open this again.`
    : `Query ${refId} has no answer yet. Refresh the panel, then open this again.`;
}

function classesOf(refId: string, data?: PanelData): string[] {
  // Grafana freezes what it gives to extensions, and names of fields are kept in the fields.
  const frames = framesOf(refId, data).map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => ({ ...field })),
  }));
  const read = readConfusion(frames);
  return 'confusion' in read ? read.confusion.classes.map(String) : [];
}

/** What the panel shows, else what the query names. */
function featuresOf({ drift }: ModelQuery, refId: string, data?: PanelData): string[] {
  const shown = featuresIn(framesOf(refId, data));
  return shown.length > 0 ? shown : [...drift.features].sort();
}

/** A rule has no other end than now: the length of what was answered, up to now. */
function windowUpTo(now: number, { from, to }: ModelwatchMeta, data?: PanelData): TimeWindow {
  return { from: now - (to - from), to: now, intervalMs: data?.request?.intervalMs ?? 60_000 };
}

function notesOnWindow({ window, result }: ModelQuery, data?: PanelData): string[] {
  if (window.trim() !== '') {
    return [];
  }
  if (result === 'series') {
    return [
      "The panel's points look back over one step, and so does the rule. Name a window under 'More' for a calmer number.",
    ];
  }
  const end = data?.timeRange?.raw.to;
  return end === undefined || end === 'now'
    ? []
    : ['The panel shows a fixed range. The rule looks at the same length, always up to now.'];
}
