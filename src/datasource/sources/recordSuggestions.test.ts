import { type AuditRecord } from '../../engines/sample/records';
import { recordsSource } from '../../engines/sample/recordsSource';
import { RecordSuggestions } from './recordSuggestions';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const DAY = 86_400_000;
const made = (model: string, features: AuditRecord['features'], time?: number): AuditRecord => ({
  model,
  version: 'v1',
  features,
  ...(time !== undefined && { time }),
});

describe('the features that records suggest', () => {
  const suggestions = new RecordSuggestions(async () =>
    recordsSource([
      made('m', { x10: 1, 'Income (EUR)': 2 }, NOON),
      made('m', { x2: null, '</script>': 'a' }, NOON - DAY / 2),
      made('m', { gone: 1 }, NOON - 2 * DAY),
      made('other', { theirs: 1 }, NOON - 9 * DAY),
      made('timeless', { 'say "hi"': 1 }),
    ])
  );

  it('are those of the latest day of a model, whatever they are called', async () => {
    expect(await suggestions.features('m')).toEqual(['</script>', 'Income (EUR)', 'x2', 'x10']);
    expect(await suggestions.features('other')).toEqual(['theirs']);
    expect(await suggestions.features('none')).toEqual([]);
  });

  it('are those of records without a time too, and of all models where none is named', async () => {
    expect(await suggestions.features('timeless')).toEqual(['say "hi"']);
    expect(await suggestions.features(undefined)).toEqual(expect.arrayContaining(['x2', 'theirs', 'say "hi"']));
  });
});
