/**
 * Documents of request loggers as they lie in Elasticsearch.
 *
 * Seldon: SeldonIO/seldon-core commit 9e8d5e8f9d930f7c3eaef7494845c0c2c4aad4ad, components/seldon-request-logger: what
 * app/default_logger.py makes of the requests in testing/test.sh, 'iris seldon' and 'income classifier'. Python writes
 * whole numbers as 1.0, and Elasticsearch takes them for floats then; JavaScript cannot, so the mapping says it.
 *
 * KServe: kserve/kserve commit ae0ea4b08980ebad7bb3047ece44d721ed9db883, pkg/logger/worker.go and
 * docs/samples/logger/basic/README.md, in the JSON format of CloudEvents 1.0.
 */
import { type BulkAction } from '../scripts/opensearchClient';

export interface LoggedRequest {
  id: string;
  /** When it was made, in milliseconds since the epoch. */
  time: number;
  model: string;
  /** Seldon's predictor, KServe's endpoint. */
  endpoint: string;
  inputs: number[];
  /** What the model answered: a class, or the probability of each; none where it failed. */
  answer?: number[];
  /** When its feedback came, and the class that it names. */
  feedback?: { time: number; truth: number };
}

const iso = (time: number) => new Date(time).toISOString();

/** app/log_mapping.py, `default_mapping`: with it the logger makes an index. */
export const seldonMapping = {
  properties: {
    '@timestamp': { type: 'date' },
    'Ce-Endpoint': { type: 'keyword' },
    'Ce-Inferenceservicename': { type: 'keyword' },
    'Ce-Modelid': { type: 'keyword' },
    'Ce-Namespace': { type: 'keyword' },
    RequestId: { type: 'keyword' },
    ServingEngine: { type: 'keyword' },
    request: { properties: { ...part(), instance: { type: 'float' } } },
    response: { properties: { ...part(), instance: { type: 'float' } } },
  },
};

function part() {
  return {
    'ce-source': { type: 'keyword', index: 'false' },
    'ce-time': { type: 'date', index: 'false' },
    dataType: { type: 'keyword' },
  };
}

export const seldonIndex = ({ model, endpoint }: LoggedRequest) => `inference-log-seldon-seldon-${model}-${endpoint}`;

/** Request, response and feedback as the upserts that they are, in this order. */
export function* seldonActions(logged: LoggedRequest): Generator<BulkAction> {
  const { id, model, endpoint, time, inputs, answer, feedback } = logged;
  const update = { update: { _index: seldonIndex(logged), _id: id } };
  const upsert = (at: number, content: object): BulkAction => ({
    action: update,
    body: {
      doc_as_upsert: true,
      doc: {
        ...content,
        ServingEngine: 'seldon',
        'Ce-Inferenceservicename': model,
        'Ce-Endpoint': endpoint,
        'Ce-Namespace': 'seldon',
        'Ce-Modelid': `${model}-container`,
        '@timestamp': iso(at),
        RequestId: id,
      },
    },
  });
  const partOf = (at: number, names: string[], row: number[]) => ({
    dataType: row.length > 1 ? 'tabular' : 'number',
    elements: names.length > 0 ? Object.fromEntries(names.map((name, i) => [name, row[i]])) : null,
    instance: row,
    names,
    payload: { data: { names, ndarray: [row] } },
    'ce-time': iso(at),
    'ce-source': 'http:localhost:8000',
  });
  const inputNames = ['Sepal length', 'Sepal width', 'Petal length', 'Petal Width'].slice(0, inputs.length);
  yield upsert(time, { request: partOf(time, inputNames, inputs) });
  if (answer) {
    const outputNames = answer.length > 1 ? answer.map((_, i) => `t:${i}`) : [];
    yield upsert(time + 20, { response: partOf(time + 20, outputNames, answer) });
  }
  if (feedback) {
    const content = { reward: 1, truth: { data: { ndarray: [[feedback.truth]] } }, 'ce-time': iso(feedback.time) };
    yield upsert(feedback.time, { feedback: content });
  }
}

/** Two events of one id: of the request, and of the response if it was a 200. A shipper gives each an `_id` of its own. */
export function kserveEvents(logged: LoggedRequest): BulkAction[] {
  const { id, model, endpoint, time, inputs, answer } = logged;
  const event = (which: 'request' | 'response', at: number, data: object): BulkAction => ({
    action: { index: { _index: `kserve-events-${model}`, _id: `${id}-${which}` } },
    body: {
      specversion: '1.0',
      type: `org.kubeflow.serving.inference.${which}`,
      source: 'http://localhost:9081/',
      id,
      time: iso(at),
      datacontenttype: 'application/json',
      inferenceservicename: model,
      namespace: 'default',
      component: 'predictor',
      endpoint,
      metadata: '{}',
      recordedtime: iso(at + 1),
      traceparent: '00-55de1514e1d23ee17eb50dda6167bb8c-b6c6e0f6dd8f741d-00',
      data,
    },
  });
  return [
    event('request', time, { instances: [inputs] }),
    ...(answer ? [event('response', time + 2, { predictions: answer })] : []),
  ];
}
