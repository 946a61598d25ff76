import { fits, noCpu, type Preset } from './preset';

// Names and labels: vllm-project/vllm, vllm/v1/metrics/loggers.py; reasons: vllm/v1/engine/__init__.py (FINISH_REASON_STRINGS).
export const vllm: Preset = {
  id: 'vllm',
  name: 'vLLM',
  documentation: 'https://docs.vllm.ai/en/latest/usage/metrics.html',
  covers:
    'Predictions are requests that finished by themselves (stop, length, repetition), failures those that were aborted or ended in an error; requests that were refused before they began are in neither. Response time is from arrival to the last token, over all of them.',
  mapping: {
    metrics: {
      predictions: 'vllm:request_success_total',
      errors: 'vllm:request_success_total',
      duration: 'vllm:e2e_request_latency_seconds',
      inFlight: 'vllm:num_requests_running',
    },
    labels: { model: 'model_name', version: '', errorType: 'finished_reason' },
    details: {
      predictions: { matchers: [fits('finished_reason', 'stop|length|repetition')] },
      errors: { matchers: [fits('finished_reason', 'abort|error')] },
    },
    absent: {
      memory:
        'vLLM exposes the share of its KV cache that is used (vllm:kv_cache_usage_perc), not the memory of the model; process_resident_memory_bytes is of its web server. Map a metric of your GPUs, such as DCGM_FI_DEV_FB_USED, in the data source settings.',
      cpu: noCpu('vLLM exposes the CPU time of its web server, not of the engine.'),
    },
  },
};
