import { type FieldJob, mixedProblem, typeProblem } from './fieldTypes';

const types = new Map<string, string | undefined>([
  ['prediction.label', 'text'],
  ['prediction.label.keyword', 'keyword'],
  ['note', 'text'],
  ['actual', 'keyword'],
  ['class', 'long'],
  ['score', 'keyword'],
  ['when', 'long'],
  ['correct', 'long'],
  ['observed', 'date_nanos'],
  ['steps', 'nested'],
  ['steps.label', 'keyword'],
  ['other', 'alias'],
  ['untold', undefined],
]);
const problem = (name: string, job: FieldJob) => typeProblem(name, job, types);

describe('the type of a mapped field', () => {
  it.each([
    ['actual', 'group'],
    ['class', 'group'],
    ['class', 'number'],
    ['observed', 'time'],
    ['other', 'number'],
    ['untold', 'time'],
  ] as const)('can do its job: %s as %s', (name, job) => {
    expect(problem(name, job)).toBeUndefined();
  });

  it.each([
    ['prediction.label', 'group', 'prediction.label is text: aggregations need prediction.label.keyword.'],
    [
      'note',
      'group',
      'note is text: aggregations need a keyword field, such as note.keyword, which the index does not have.',
    ],
    [
      'score',
      'number',
      'score is keyword: its numbers need the type double or long. Correct it in the index template, or map another field.',
    ],
    [
      'when',
      'time',
      'when is long: a time needs the type date. Correct it in the index template, or map another field.',
    ],
    [
      'correct',
      'truth',
      'correct is long: true and false need the type boolean. Correct it in the index template, or map another field.',
    ],
    [
      'steps.label',
      'group',
      'steps.label lies in steps, which is nested: aggregations do not look into it. Index steps as an object.',
    ],
    ['actual.keyword', 'group', 'There is no field actual.keyword, and actual can do its job: map actual.'],
  ] as const)('cannot: %s as %s', (name, job, sentence) => {
    expect(problem(name, job)).toBe(sentence);
  });

  it('is no matter of a field that is not there at all', () => {
    expect(problem('nowhere', 'group')).toBeUndefined();
  });
});

describe('a field that indices have in different types', () => {
  it.each([
    ['group', ['keyword', 'text'], 'outcome is keyword in some indices and text in others: aggregations need the type'],
    ['number', ['long', 'keyword'], 'outcome is long in some indices and keyword in others: its numbers need the type'],
    ['time', ['date', 'long'], 'outcome is date in some indices and long in others: a time needs the type date'],
    ['truth', ['boolean', 'keyword', 'text'], 'outcome is boolean in some indices and keyword or text in others'],
  ] as const)('cannot do its job in some: %s', (job, kinds, sentence) => {
    expect(mixedProblem('outcome', job, kinds)?.slice(0, sentence.length)).toBe(sentence);
  });

  it.each([
    ['group', ['keyword']],
    ['group', ['keyword', 'boolean']],
    ['group', ['text']],
    ['show', ['keyword', 'text', 'long']],
    ['number', []],
  ] as const)('is no matter where all of them can, or none: %s %j', (job, kinds) => {
    expect(mixedProblem('outcome', job, kinds)).toBeUndefined();
  });
});
