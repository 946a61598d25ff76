import { doesNotFit, fits, noCpu, noInFlight, type Preset } from './preset';

// Names and labels: SeldonIO/seldon-core branch v2, scheduler/pkg/metrics/agent.go. Its histogram
// seldon_model_infer_api_seconds has no label for the model, 'for efficiency'; the counters of sums and counts have.
export const seldonCore2: Preset = {
  id: 'seldon-core-2',
  name: 'Seldon Core 2',
  documentation: 'https://docs.seldon.ai/seldon-core-2/user-guide/operational-monitoring/operational',
  covers:
    'Predictions are requests to a model that were answered with 2xx or OK, failures those that ended otherwise. A version is the internal name of a model, such as iris_2. Response time is a mean, since the histogram of the server does not tell models apart. Memory is what the agent says that a loaded model takes.',
  mapping: {
    metrics: {
      predictions: 'seldon_model_infer_total',
      errors: 'seldon_model_infer_total',
      duration: 'seldon_model_infer_seconds_total',
      memory: 'seldon_loaded_model_memory_bytes_gauge',
    },
    labels: { model: 'model', version: 'model_internal', errorType: 'code' },
    details: {
      predictions: { matchers: [fits('code', '2..|OK')] },
      errors: { matchers: [doesNotFit('code', '[123]..|OK')] },
      duration: { matchers: [fits('code', '2..|OK')], countedBy: 'seldon_model_infer_total' },
      memory: { joinedBy: ['server', 'server_replica', 'model_internal'] },
    },
    absent: {
      inFlight: noInFlight('Seldon Core 2 does not say for a model'),
      cpu: noCpu('Seldon Core 2 exposes the CPU time of its agent, not of the model.'),
    },
  },
};
