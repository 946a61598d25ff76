import { type Preset } from './preset';

// Names: ray-project/ray, python/ray/serve/_private/replica.py (`record_request_metrics`: a request counts under one of the two
// counters, not under both); labels: python/ray/serve/metrics.py. Ray adds the prefix ray_ and, since 2.10, the suffix _total.
export const rayServe: Preset = {
  id: 'ray-serve',
  name: 'Ray Serve',
  documentation: 'https://docs.ray.io/en/latest/serve/monitoring.html#built-in-ray-serve-metrics',
  covers:
    'Ray 2.10 and later; the model is the deployment. Predictions are requests that a replica answered, failures those that ended in an exception. Response time is over both, from a histogram in milliseconds; its mean is rough, since Ray sums up the middles of buckets. Add a matcher on application where two applications have a deployment of the same name.',
  mapping: {
    metrics: {
      predictions: 'ray_serve_deployment_request_counter_total',
      errors: 'ray_serve_deployment_error_counter_total',
      duration: 'ray_serve_deployment_processing_latency_ms',
      inFlight: 'ray_serve_replica_processing_queries',
    },
    labels: { model: 'deployment', version: '', errorType: 'exception_type' },
    details: { duration: { scale: 0.001 } },
    absent: {
      memory:
        "Ray exposes the memory of replicas by the name of their process (ray_component_rss_bytes, label Component), without a label for the deployment. Look at it in Ray's own dashboards.",
      cpu: "Ray exposes the CPU share of replicas by the name of their process (ray_component_cpu_percentage, label Component), not as CPU time. Look at it in Ray's own dashboards.",
    },
  },
};
