import { doesNotFit, fits, noCpu, noInFlight, noMemory, type Preset } from './preset';

/** The prediction calls of each protocol: other services of the same metric are feedback, status and metadata. */
const predicting = fits(
  'service',
  'predictions|/(seldon[.]protos[.]Seldon/Predict|inference[.]GRPCInferenceService/ModelInfer|tensorflow[.]serving[.]PredictionService/.*)'
);

// Names: SeldonIO/seldon-core branch master, executor/api/metric/{constants,server}.go, executor/api/rest/server.go (`wrapMetrics`);
// feedback: components/alibi-detect-server/adserver/cm_models/, examples/feedback/feedback-metrics-server/README.ipynb.
export const seldonCore1: Preset = {
  id: 'seldon-core-1',
  name: 'Seldon Core 1',
  documentation: 'https://docs.seldon.ai/seldon-core-1/configuration/integrations/analytics',
  covers:
    'The model is the SeldonDeployment, its version the predictor (main, canary). Predictions are requests to the executor that were answered with 2xx or OK, failures those that ended otherwise. Quality comes from the feedback counters of the multiclass metrics server.',
  mapping: {
    metrics: {
      predictions: 'seldon_api_executor_server_requests_seconds_count',
      errors: 'seldon_api_executor_server_requests_seconds_count',
      duration: 'seldon_api_executor_server_requests_seconds',
    },
    labels: { model: 'deployment_name', version: 'predictor_name', errorType: 'code' },
    details: {
      predictions: { matchers: [predicting, fits('code', '2..|OK')] },
      errors: { matchers: [predicting, doesNotFit('code', '[123]..|OK')] },
      duration: { matchers: [predicting, fits('code', '2..|OK')] },
    },
    feedback: {
      truePositive: 'seldon_metric_true_positive_total',
      falsePositive: 'seldon_metric_false_positive_total',
      falseNegative: 'seldon_metric_false_negative_total',
      classLabel: 'class',
    },
    absent: {
      inFlight: noInFlight('Seldon Core 1 does not say'),
      memory: noMemory('Seldon Core 1 exposes the memory of its executor, not of the model.'),
      cpu: noCpu('Seldon Core 1 exposes the CPU time of its executor, not of the model.'),
    },
  },
};
