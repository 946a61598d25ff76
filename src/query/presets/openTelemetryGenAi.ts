import { type PartialMapping } from '../mapping';
import { fits, is, noCpu, noInFlight, noMemory, type Preset } from './preset';

/**
 * How names of OpenTelemetry become names of Prometheus (Prometheus: otlp.translation_strategy; collector: the exporter's
 * translation_strategy, before that add_metric_suffixes): `.` to `_` and the unit as a suffix, which is the default of both; the
 * same without the unit, as older collectors and add_metric_suffixes: false have it; and, on Prometheus 3, names as they are.
 */
const translations = [
  { id: '', name: '', metric: (name: string) => `${underscores(name)}_seconds`, label: underscores },
  { id: '-no-units', name: ', names without units', metric: underscores, label: underscores },
  { id: '-utf-8', name: ', names with dots', metric: asItIs, label: asItIs },
];

/** Who measures: model servers, or the applications that call them. Names: open-telemetry/semantic-conventions v1.37.0, docs/gen-ai/gen-ai-metrics.md. */
const sides = [
  { id: 'server', of: 'Requests as the model server measures them', histogram: 'gen_ai.server.request.duration' },
  {
    id: 'client',
    of: 'Requests as the calling application measures them',
    histogram: 'gen_ai.client.operation.duration',
  },
];

const who = 'The GenAI conventions of OpenTelemetry';
const absent: PartialMapping['absent'] = {
  inFlight: noInFlight(`${who} have no metric that tells`),
  memory: noMemory(`${who} have no metric of memory.`),
  cpu: noCpu(`${who} have no metric of CPU time.`),
};

export const openTelemetryGenAi: Preset[] = sides.flatMap((side) =>
  translations.map((translation): Preset => {
    const histogram = translation.metric(side.histogram);
    const errorType = translation.label('error.type');
    return {
      id: `opentelemetry-genai-${side.id}${translation.id}`,
      name: `OpenTelemetry GenAI (${side.id}${translation.name})`,
      documentation: 'https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/',
      covers: `${side.of} (${histogram}), through OTLP or the collector. Predictions and their response time are of requests without an error type, failures of those with one. To tell versions apart, map the label ${translation.label('gen_ai.response.model')}, which failures lack.`,
      mapping: {
        metrics: { predictions: `${histogram}_count`, errors: `${histogram}_count`, duration: histogram },
        labels: { model: translation.label('gen_ai.request.model'), version: '', errorType },
        details: {
          predictions: { matchers: [is(errorType, '')] },
          errors: { matchers: [fits(errorType, '.+')] },
          duration: { matchers: [is(errorType, '')] },
        },
        absent,
      },
    };
  })
);

function underscores(name: string): string {
  return name.replace(/\./g, '_');
}

function asItIs(name: string): string {
  return name;
}
