import { completeOptions, defaultOptions } from './options';

describe('options as a dashboard has them', () => {
  it('are completed by defaults', () => {
    expect(completeOptions({})).toEqual(defaultOptions);
    expect(completeOptions({ variable: 'feature', view: 'time' })).toEqual({
      ...defaultOptions,
      variable: 'feature',
      view: 'time',
    });
  });

  it('lose what is out of its range, or what nobody knows', () => {
    const stored = JSON.parse(
      '{"view":"pie","sort":null,"measure":"guess","confidence":2,"threshold":0.2,"reference":{"by":"share","share":0},"until":1}'
    );
    expect(completeOptions(stored)).toEqual({ ...defaultOptions, threshold: '0.2' });
  });
});
