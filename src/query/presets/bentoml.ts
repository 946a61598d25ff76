import { doesNotFit, fits, noCpu, noMemory, type Preset } from './preset';

/** Probes, the API's description and the web page are counted by the same metric as predictions. */
const ofApi = doesNotFit('endpoint', '/|/(metrics|livez|readyz|healthz|docs[.]json|schema[.]json|static_content/.*)');

// Names and labels: bentoml/BentoML, src/bentoml/_internal/server/http/instruments.py, with the namespace bentoml_service.
export const bentoml: Preset = {
  id: 'bentoml',
  name: 'BentoML',
  documentation: 'https://docs.bentoml.com/en/latest/build-with-bentoml/observability/metrics.html',
  covers:
    'BentoML 1.2 and later; the model is the service. Predictions are requests to its API answered with 2xx, failures those answered with 4xx or 5xx; probes and pages do not count. Add a matcher on endpoint to look at one method.',
  mapping: {
    metrics: {
      predictions: 'bentoml_service_request_total',
      errors: 'bentoml_service_request_total',
      duration: 'bentoml_service_request_duration_seconds',
      inFlight: 'bentoml_service_request_in_progress',
    },
    labels: { model: 'service_name', version: 'service_version', errorType: 'http_response_code' },
    details: {
      predictions: { matchers: [ofApi, fits('http_response_code', '2..')] },
      errors: { matchers: [ofApi, fits('http_response_code', '[45]..')] },
      duration: { matchers: [ofApi, fits('http_response_code', '2..')] },
      inFlight: { matchers: [ofApi] },
    },
    absent: {
      memory: noMemory('BentoML exposes no memory of its processes.'),
      cpu: noCpu('BentoML exposes no CPU time of its processes.'),
    },
  },
};
