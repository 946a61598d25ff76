import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { completeMapping, type MetricRole, type PartialMapping } from '../mapping';
import { applyPreset, presetOf, presets } from './index';

const named = (id: string) => presets.find((preset) => preset.id === id)!;

describe('presets', () => {
  it('each have a name and an id of their own, and say what they cover and where that is documented', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
    for (const { id, covers, documentation } of presets) {
      expect(covers).toMatch(/[.]$/);
      expect(documentation ?? (id === 'modelwatch' && 'https://')).toMatch(/^https:\/\//);
    }
  });

  it('name no metric that they say is absent, and say what to do about it', () => {
    for (const { mapping } of presets) {
      for (const [role, why] of Object.entries(mapping.absent ?? {})) {
        expect(mapping.metrics?.[role as MetricRole]).toBeUndefined();
        expect(why).toMatch(/ (Map|map|Look) .*[.]$/);
      }
    }
  });

  it('are documented with every metric and label that they name', () => {
    const docs = readFileSync(join(__dirname, '../../../docs/presets.md'), 'utf8');
    for (const { id, name, documentation, mapping } of presets.filter(({ id }) => id !== 'modelwatch')) {
      expect(docs).toContain(`## ${name.replace(/ GenAI .*/, ' GenAI')}\n`);
      expect(docs).toContain(documentation);
      // OpenTelemetry's names are told once, and how they are translated.
      const metrics = Object.values(mapping.metrics ?? {}).map((metric) =>
        id.startsWith('opentelemetry') ? metric.replace(/_count$/, '') : metric
      );
      const names = [...metrics, mapping.labels?.model, mapping.labels?.version].filter(Boolean);
      expect(names.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
    }
  });

  it('are shown in the documentation as they are stored', () => {
    const docs = readFileSync(join(__dirname, '../../../docs/presets.md'), 'utf8');
    const { mapping } = JSON.parse(/```json\n([^]*?)```/.exec(docs)?.[1] ?? '');
    const { absent, ...shown } = completeMapping(named('torchserve').mapping);
    expect(completeMapping(mapping)).toEqual({ ...shown, absent: {} });
    expect(Object.keys(absent)).toEqual(['errors', 'inFlight', 'cpu']);
  });

  it.each(presets.map((preset) => [preset.id, preset] as const))('%s is known again once it is stored', (_, preset) => {
    const stored = JSON.parse(JSON.stringify(applyPreset(preset, {})));
    expect(presetOf(completeMapping(stored))).toBe(preset);
  });

  it('one after the other leave nothing of each other', () => {
    let stored: PartialMapping = {};
    for (const preset of [...presets, ...presets.slice().reverse()]) {
      stored = applyPreset(preset, stored);
      expect(completeMapping(stored)).toEqual(completeMapping(preset.mapping));
    }
  });

  it('leave what is no matter of the server: outcomes, existing measures, instances, own counters of feedback', () => {
    const own: PartialMapping = {
      metrics: { outcomes: 'my_outcomes', predictions: 'my_predictions', outcomeScore: 'my_scores' },
      labels: { actual: 'truth', version: 'build' },
      details: { outcomeScore: { scale: 0.01 }, predictions: { ofModel: true } },
      instanceLabels: ['pod'],
      existing: [{ measure: 'accuracy', average: 'macro', metric: 'my_accuracy' }],
      feedback: { truePositive: 'tp', falsePositive: 'fp', falseNegative: 'fn', classLabel: 'class' },
      absent: { outcomeError: 'No regression here.', errors: 'None.' },
    };
    const mapping = completeMapping(applyPreset(named('triton'), own));
    expect(mapping).toMatchObject({
      metrics: {
        outcomes: 'my_outcomes',
        outcomeScore: 'my_scores',
        predictions: 'nv_inference_request_success',
      },
      labels: { actual: 'truth', version: 'version', model: 'model' },
      details: { outcomeScore: { scale: 0.01 } },
      instanceLabels: ['pod'],
      existing: own.existing,
      feedback: own.feedback,
    });
    expect(mapping.details.predictions).toBeUndefined();
    expect(mapping.absent).toMatchObject({ outcomeError: 'No regression here.' });
    expect(mapping.absent.errors).toBeUndefined();
  });

  it('are known also where a metric was found for what the server does not tell, and not with another name', () => {
    const stored = applyPreset(named('bentoml'), {});
    const more = { ...stored, metrics: { ...stored.metrics, memory: 'container_memory_working_set_bytes' } };
    expect(presetOf(completeMapping(more))).toBe(named('bentoml'));
    expect(completeMapping(more).absent.memory).toBeUndefined();
    const other = { ...stored, metrics: { ...stored.metrics, predictions: 'my_predictions' } };
    expect(presetOf(completeMapping(other))).toBeUndefined();
  });
});
