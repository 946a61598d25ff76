import { fits, is, isNot, noCpu, noInFlight, noMemory, type Preset } from './preset';

// Names and labels: tensorflow/serving, tensorflow_serving/servables/tensorflow/util.cc; every character of the name besides
// letters, digits and _ becomes ':' (tensorflow_serving/util/prometheus_exporter.cc), so that names begin with a colon.
export const tensorflowServing: Preset = {
  id: 'tensorflow-serving',
  name: 'TensorFlow Serving',
  documentation: 'https://www.tensorflow.org/tfx/serving/serving_config#monitoring_configuration',
  covers:
    'With a monitoring configuration that enables Prometheus. Predictions are requests of status OK, failures those of any other. Response time is of successful requests, from a histogram in microseconds. Telemetry does not tell versions apart.',
  mapping: {
    metrics: {
      predictions: ':tensorflow:serving:request_count',
      errors: ':tensorflow:serving:request_count',
      duration: ':tensorflow:serving:request_latency',
    },
    labels: { model: 'model_name', version: '', errorType: 'status' },
    details: {
      predictions: { matchers: [is('status', 'OK')] },
      errors: { matchers: [isNot('status', 'OK')] },
      // Some builds tell the histogram's series apart by status too; of those that do not, the label is empty.
      duration: { scale: 1e-6, matchers: [fits('status', '(OK)?')] },
    },
    absent: {
      inFlight: noInFlight('TensorFlow Serving does not say'),
      memory: noMemory('TensorFlow Serving exposes no memory of its process.'),
      cpu: noCpu('TensorFlow Serving exposes no CPU time of its process.'),
    },
  },
};
