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

/**
 * One document a request, of request, response and feedback, each of which writes '@timestamp' anew: the outcome's time is
 * the record's. Names: SeldonIO/seldon-core commit 9e8d5e8f9d930f7c3eaef7494845c0c2c4aad4ad, the last one with it,
 * components/seldon-request-logger/app/{default_logger,log_helper,log_mapping}.py; the predictor as 'Ce-Endpoint' and the
 * feedback: executor/logger/worker.go, proto/prediction.proto.
 */
const seldon: Partial<Record<FieldRole, string>> = {
  id: 'RequestId',
  model: 'Ce-Inferenceservicename',
  version: 'Ce-Endpoint',
  predicted: 'response.instance',
  // What Seldon's Python server calls the probability of a second class that has no name.
  score: 'response.elements.t:1',
  actual: 'feedback.truth.data.ndarray',
  observed: '@timestamp',
};

/**
 * CloudEvents in their JSON format, as brokers and shippers write what KServe's logger sends. Names: kserve/kserve commit
 * ae0ea4b08980ebad7bb3047ece44d721ed9db883, pkg/logger/worker.go; a response of protocol V1: docs/samples/logger/basic.
 */
const kserve: Partial<Record<FieldRole, string>> = {
  time: 'time',
  id: 'id.keyword',
  model: 'inferenceservicename.keyword',
  version: 'endpoint.keyword',
  predicted: 'data.predictions',
  traceId: 'traceparent.keyword',
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
  {
    id: 'seldon-request-logger',
    name: 'Seldon request logger',
    about:
      "Documents with an answer of the request logger of Seldon Core 1 (inference-log-*), of models that answer with one number as the class. The version is the predictor. Actual classes are the feedback's truth, where it is sent with the request's Seldon-Puid. Response times and failures are not in them. See docs/presets.md.",
    mapping: {
      fields: seldon,
      featuresIn: 'request.elements',
      // A failed request has no response, and feedback that finds no request is a document of its own.
      only: [{ label: 'response.dataType', operator: '!=', value: '' }],
    },
  },
  {
    id: 'kserve-cloudevents',
    name: 'KServe CloudEvents',
    about:
      "Responses that KServe's logger sends as CloudEvents of protocol V1, written as JSON; requests are left out. Outcomes, response times and failures are not in them. The data source's time field must be time. See docs/presets.md.",
    mapping: {
      fields: kserve,
      featuresIn: 'data',
      // Requests are events of their own.
      only: [{ label: 'type.keyword', operator: '=', value: 'org.kubeflow.serving.inference.response' }],
    },
  },
];

/** The preset that a mapping is exactly, but for what no preset knows: the longest delay of an outcome, and what is not shown. */
export function recordPresetOf(mapping: RecordMapping): RecordPreset | undefined {
  const key = ({ fields, durationScale, featuresIn, only }: RecordMapping) =>
    JSON.stringify([fields, durationScale, featuresIn, only]);
  return recordPresets.find((preset) => key(completeRecordMapping(preset.mapping)) === key(mapping));
}

/** A preset in place of what was mapped; what no preset knows stays. */
export function applyRecordPreset({ mapping }: RecordPreset, stored: PartialRecordMapping): PartialRecordMapping {
  const { labelDelayMs, redacted } = stored;
  return { ...mapping, ...(labelDelayMs !== undefined && { labelDelayMs }), ...(redacted && { redacted }) };
}
