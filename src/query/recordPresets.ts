import { completeRecordMapping, type FieldRole, type PartialRecordMapping, type RecordMapping } from './recordFields';

/** The mapping of records that are written in a common way, for whoever has them already. */
export interface RecordPreset {
  /** Stays the same when the name changes. */
  id: string;
  name: string;
  /** For people: which records it fits. */
  about: string;
  mapping: PartialRecordMapping;
}

/** Names of columns, and what Elasticsearch makes of their texts where nobody has told it the types. */
const plain: Partial<Record<FieldRole, string>> = {
  model: 'model.keyword',
  version: 'version.keyword',
  predicted: 'prediction.keyword',
  actual: 'actual.keyword',
  // A record is written once: its outcome is known with it.
  observed: '@timestamp',
  score: 'score',
  duration: 'duration_seconds',
  errorType: 'error.keyword',
};

export const recordPresets: readonly RecordPreset[] = [
  {
    id: 'contract',
    name: 'Telemetry contract',
    about: 'Records as docs/telemetry.md describes them, with the index template of provisioning/elasticsearch.',
    mapping: {},
  },
  {
    id: 'plain',
    name: 'Plain columns: prediction, actual',
    about:
      'Rows with the classes prediction and actual, and perhaps model, version, score, duration_seconds and error, of which Elasticsearch has found out the types by itself. Each row is written together with its outcome, so both clocks are one.',
    mapping: { fields: plain, durationScale: 1, featuresIn: '' },
  },
];

/** The preset that a mapping is exactly, but for what no preset knows: the longest delay of an outcome, and what is not shown. */
export function recordPresetOf(mapping: RecordMapping): RecordPreset | undefined {
  const key = ({ fields, durationScale, featuresIn }: RecordMapping) =>
    JSON.stringify([fields, durationScale, featuresIn]);
  return recordPresets.find((preset) => key(completeRecordMapping(preset.mapping)) === key(mapping));
}

/** A preset in place of what was mapped; what no preset knows stays. */
export function applyRecordPreset({ mapping }: RecordPreset, stored: PartialRecordMapping): PartialRecordMapping {
  const { labelDelayMs, redacted } = stored;
  return { ...mapping, ...(labelDelayMs !== undefined && { labelDelayMs }), ...(redacted && { redacted }) };
}
