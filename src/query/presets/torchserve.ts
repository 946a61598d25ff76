import { noCpu, noInFlight, type Preset } from './preset';

// Names and labels: pytorch/serve, ts/configs/metrics.yaml; units: ts/metrics/system_metrics.py (its 'MB' is 1024 * 1024 bytes);
// names are exposed as they are by simpleclient 0.9 (frontend/gradle.properties), counters without _total too.
export const torchserve: Preset = {
  id: 'torchserve',
  name: 'TorchServe',
  documentation: 'https://pytorch.org/serve/metrics.html',
  covers:
    'With metrics_mode=prometheus (or legacy). Every request received counts as a prediction, also one that fails. Response time is a mean over them, from counters in microseconds. Memory is that of the whole host. A request that names no version is counted under the version default.',
  mapping: {
    metrics: {
      predictions: 'ts_inference_requests_total',
      duration: 'ts_inference_latency_microseconds',
      memory: 'MemoryUsed',
    },
    labels: { model: 'model_name', version: 'model_version', errorType: '' },
    details: {
      duration: { scale: 1e-6, countedBy: 'ts_inference_requests_total' },
      memory: { scale: 1024 * 1024, ofHost: true },
    },
    absent: {
      errors:
        "TorchServe counts failures of the whole server (Requests4XX, Requests5XX), not of each model. Emit a counter of failures from the model's handler and map it in the data source settings.",
      inFlight: noInFlight('TorchServe does not say'),
      cpu: noCpu(
        "TorchServe exposes the utilization of the host's CPUs (CPUUtilization), not the CPU time of its process."
      ),
    },
  },
};
