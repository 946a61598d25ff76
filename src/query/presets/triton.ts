import { noCpu, type Preset } from './preset';

// Names: triton-inference-server/core, src/metrics.cc; labels: src/constants.h; what is counted when: src/infer_stats.cc, by which
// the durations are of successful requests, each counted once whatever its batch (nv_inference_exec_count counts batches).
export const triton: Preset = {
  id: 'triton',
  name: 'NVIDIA Triton',
  documentation: 'https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/metrics.html',
  covers:
    'Predictions are successful requests, each counted once whatever its batch; failures carry their reason. Response time is a mean, from the default counters in microseconds. Memory is that of the whole host.',
  mapping: {
    metrics: {
      predictions: 'nv_inference_request_success',
      errors: 'nv_inference_request_failure',
      duration: 'nv_inference_request_duration_us',
      memory: 'nv_cpu_memory_used_bytes',
    },
    labels: { model: 'model', version: 'version', errorType: 'reason' },
    details: {
      duration: { scale: 1e-6, countedBy: 'nv_inference_request_success' },
      memory: { ofHost: true },
    },
    absent: {
      inFlight:
        'Triton counts the requests that wait (nv_inference_pending_request_count), not those being worked on. Map it in the data source settings if the length of the queue is what you want.',
      cpu: noCpu(
        "Triton exposes the utilization of the host's CPUs (nv_cpu_utilization), not the CPU time of its process."
      ),
    },
  },
};
