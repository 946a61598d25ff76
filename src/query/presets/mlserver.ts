import { noCpu, noInFlight, noMemory, type Preset } from './preset';

// Names and labels: SeldonIO/MLServer, mlserver/handlers/dataplane.py. rest_server_request_duration_seconds has no model label.
export const mlserver: Preset = {
  id: 'mlserver',
  name: 'MLServer',
  documentation: 'https://docs.seldon.ai/mlserver/user-guide/metrics',
  covers:
    'Predictions are requests that a model answered, failures those that ended in an exception. Response time is a mean over both, since MLServer keeps no histogram by model. A request that names no version is counted under the version None.',
  mapping: {
    metrics: {
      predictions: 'model_infer_request_success_total',
      errors: 'model_infer_request_failure_total',
      duration: 'model_infer_request_duration_sum',
    },
    labels: { model: 'model', version: 'version', errorType: '' },
    details: { duration: { countedBy: 'model_infer_request_duration_count' } },
    absent: {
      inFlight: noInFlight(
        'MLServer tells for the whole server (rest_server_requests_in_progress), not for each model,'
      ),
      memory: noMemory(
        'MLServer with parallel workers exposes no memory of its processes; with parallel_workers set to 0, map process_resident_memory_bytes.'
      ),
      cpu: noCpu(
        'MLServer with parallel workers exposes no CPU time of its processes; with parallel_workers set to 0, map process_cpu_seconds_total.'
      ),
    },
  },
};
