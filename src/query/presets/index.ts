/** The model servers whose metrics need no mapping by hand. What each covers, and where that is known from: docs/presets.md. */

import {
  completeMapping,
  type LabelRole,
  type MetricRole,
  type PartialMapping,
  type TelemetryMapping,
} from '../mapping';
import { bentoml } from './bentoml';
import { kserve } from './kserve';
import { mlserver } from './mlserver';
import { openTelemetryGenAi } from './openTelemetryGenAi';
import { type Preset } from './preset';
import { rayServe } from './rayServe';
import { seldonCore1 } from './seldonCore1';
import { seldonCore2 } from './seldonCore2';
import { tensorflowServing } from './tensorflowServing';
import { torchserve } from './torchserve';
import { triton } from './triton';
import { vllm } from './vllm';

export { type Preset } from './preset';

/** The names that a model emits which follows docs/telemetry.md. */
const contract: Preset = {
  id: 'modelwatch',
  name: 'Modelwatch',
  covers:
    'The names that Modelwatch proposes, for models that emit their own metrics. Failed requests are counted apart from predictions.',
  mapping: {},
};

export const presets: readonly Preset[] = [
  contract,
  bentoml,
  kserve,
  mlserver,
  triton,
  ...openTelemetryGenAi,
  rayServe,
  seldonCore1,
  seldonCore2,
  tensorflowServing,
  torchserve,
  vllm,
];

/** What a model server measures. Outcomes are no server's: whoever learns them emits them. */
const SERVER_METRICS: readonly MetricRole[] = [
  'predictions',
  'errors',
  'duration',
  'inFlight',
  'memory',
  'cpu',
  'processStart',
];
const SERVER_LABELS: readonly LabelRole[] = ['model', 'version', 'errorType'];

/**
 * A mapping as it is stored, with the preset's names of what servers measure. The names of outcomes, existing measures and
 * instances stay, and so do counters of feedback that came from no preset.
 */
export function applyPreset({ mapping }: Preset, stored: PartialMapping): PartialMapping {
  const { feedback, ...kept } = stored;
  const own = presetOf(completeMapping(stored))?.mapping.feedback ? undefined : feedback;
  return {
    ...kept,
    metrics: { ...without(SERVER_METRICS, stored.metrics), ...mapping.metrics },
    labels: { ...without(SERVER_LABELS, stored.labels), ...mapping.labels },
    details: { ...without(SERVER_METRICS, stored.details), ...mapping.details },
    absent: { ...without(SERVER_METRICS, stored.absent), ...mapping.absent },
    ...((mapping.feedback ?? own) && { feedback: mapping.feedback ?? own }),
  };
}

/**
 * The preset whose names of what servers measure a mapping has, whatever else is in it, such as a metric for what the server
 * does not tell; undefined where it has others.
 */
export function presetOf(mapping: TelemetryMapping): Preset | undefined {
  return presets.find((preset) => {
    const wanted = completeMapping(preset.mapping);
    return essence(mapping, wanted) === essence(wanted, wanted);
  });
}

/** What must be the same in a mapping for it to be the wanted one. */
function essence({ metrics, labels, details, absent, feedback }: TelemetryMapping, wanted: TelemetryMapping): string {
  const roles = SERVER_METRICS.filter((role) => wanted.absent[role] === undefined);
  return JSON.stringify([
    roles.map((role) => absent[role] === undefined && [metrics[role], sorted(details[role] ?? {})]),
    SERVER_LABELS.map((role) => labels[role]),
    wanted.feedback && sorted(feedback ?? {}),
  ]);
}

const sorted = (value: object) => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

function without<Role extends string, T>(roles: readonly Role[], entries: Partial<Record<Role, T>> = {}) {
  return Object.fromEntries(Object.entries(entries).filter(([role]) => !roles.includes(role as Role))) as Partial<
    Record<Role, T>
  >;
}
