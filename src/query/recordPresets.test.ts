import { completeRecordMapping } from './recordFields';
import { applyRecordPreset, recordPresetOf, recordPresets } from './recordPresets';

describe('presets of records', () => {
  it.each(recordPresets.map((preset) => [preset.id, preset] as const))('%s is recognised again', (_, preset) => {
    expect(recordPresetOf(completeRecordMapping(preset.mapping))).toBe(preset);
    const stored = applyRecordPreset(preset, {
      fields: { actual: 'x' },
      durationScale: 7,
      labelDelayMs: 5,
      redacted: ['user'],
      only: [{ label: 'env', operator: '=', value: 'prod' }],
    });
    expect(recordPresetOf(completeRecordMapping(stored))).toBe(preset);
    expect(stored).toMatchObject({ labelDelayMs: 5, redacted: ['user'] });
  });

  it('are none of a mapping of one’s own', () => {
    expect(recordPresetOf(completeRecordMapping({ fields: { actual: 'truth' } }))).toBeUndefined();
    const only = [{ label: 'env', operator: '=' as const, value: 'prod' }];
    expect(recordPresetOf(completeRecordMapping({ only }))).toBeUndefined();
  });
});
