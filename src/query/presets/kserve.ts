import { noInFlight, type Preset } from './preset';

// Names: kserve/kserve, python/kserve/kserve/metrics.py and model.py (`async def __call__`).
export const kserve: Preset = {
  id: 'kserve',
  name: 'KServe (Python server)',
  documentation:
    'https://kserve.github.io/website/docs/model-serving/predictive-inference/observability/prometheus-metrics',
  covers:
    'Servers made with the Python SDK of KServe: custom predictors, sklearn, xgboost, lightgbm, pmml, paddle. Response time is that of predict(), without pre- and postprocessing. Every call of predict() counts as a prediction, also one that fails. Run one worker a pod: a scrape reads one of several by chance.',
  mapping: {
    metrics: { predictions: 'request_predict_seconds_count', duration: 'request_predict_seconds' },
    labels: { model: 'model_name', version: '', errorType: '' },
    absent: {
      errors:
        "KServe's Python server counts no failures: its histogram holds every call of predict(), failed or not. Emit a counter of failures from your model, or take the status codes of the ingress or service mesh, and map it in the data source settings.",
      inFlight: noInFlight("KServe's Python server does not say"),
    },
  },
};
