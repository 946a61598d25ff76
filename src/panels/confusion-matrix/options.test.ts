import { completeOptions, type ConfusionMatrixOptions, defaultOptions } from './options';

describe('options of a saved dashboard', () => {
  it('from before there were comparisons and groups keep what they say, and get the defaults of what they do not', () => {
    const saved = { show: 'row', intensity: 'column', order: 'support', topClasses: 5, scores: false } as const;
    expect(completeOptions(saved)).toEqual({ ...defaultOptions, ...saved });
  });

  it('that are damaged become the defaults', () => {
    const damaged = {
      confidence: 95,
      topClasses: -3,
      classes: 'a',
      compare: { by: 'week', current: null, reference: 7, show: 'all' },
      groups: { by: 'separator', separator: null, level: 'two' },
    } as unknown as Partial<ConfusionMatrixOptions>;
    expect(completeOptions(damaged)).toMatchObject({
      confidence: 0.95,
      topClasses: 0,
      classes: [],
      compare: { by: 'none', current: '', reference: '7', show: 'row' },
      groups: { by: 'separator', separator: '', pattern: '', level: 1 },
    });
    expect(completeOptions({ compare: null, groups: null } as unknown as Partial<ConfusionMatrixOptions>)).toEqual(
      defaultOptions
    );
  });
});
