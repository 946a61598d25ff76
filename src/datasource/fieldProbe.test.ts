import { completeRecordMapping, defaultFields, defaultRecordMapping } from '../query/recordFields';
import { type FieldFindings, fieldStatus, reportFields } from './fieldProbe';
import { fieldTexts, readRoles } from './fieldTexts';

const typeOf = { group: 'keyword', number: 'double', time: 'date', truth: 'boolean', show: 'text' };
const contract = new Map(
  readRoles.map((role): [string, string] => [defaultFields[role], typeOf[fieldTexts[role].job]])
);
const findings = (changes: Record<string, string | undefined> = {}, models = ['credit-risk']): FieldFindings => {
  const types = new Map<string, string | undefined>(contract);
  Object.entries(changes).forEach(([name, type]) => (type === undefined ? types.delete(name) : types.set(name, type)));
  return { types, models };
};
const upstream = { name: 'Audit', timeField: '@timestamp' };
const report = (found: FieldFindings, mapping = defaultRecordMapping) => {
  const { status, message, details } = reportFields(found, mapping, upstream);
  return { status, message, lines: String(details?.message).split('\n') };
};

describe('the report on the fields of records', () => {
  it('is content with the telemetry contract, and names the models', () => {
    const { status, message, lines } = report(findings());
    expect(status).toBe('success');
    expect(message).toBe(
      'Audit answers. All fields are there, each of a type that can do its job. Models with records of the last 24 hours: credit-risk.'
    );
    expect(lines).toHaveLength(readRoles.length);
    expect(lines).toContain('outcome.label: keyword.');
  });

  it('says what to do about each field that is missing or cannot do its job', () => {
    const { status, message, lines } = report(
      findings({ 'prediction.score': undefined, 'prediction.label': 'text', 'prediction.label.keyword': 'keyword' })
    );
    expect(status).toBe('warning');
    expect(message).toContain(`2 of ${readRoles.length} fields are missing, or of a type that cannot do its job`);
    expect(lines).toContain('prediction.label is text: aggregations need prediction.label.keyword.');
    expect(lines).toContain(
      'prediction.score: no such field. Map the field that holds the score of the positive class, from 0 to 1, or do without ROC and PR curves and areas, log loss, Brier score, calibration and score thresholds.'
    );
  });

  it('warns where indices have a field in different types, one of which cannot do its job', () => {
    const kinds: FieldFindings['kinds'] = new Map([['outcome.label', ['text', 'keyword']]]);
    const { status, lines } = report({ ...findings(), kinds });
    expect(status).toBe('warning');
    expect(lines).toContain(
      'outcome.label is keyword in some indices and text in others: aggregations need the type keyword, and records of the others are missing from answers without a word of Elasticsearch. Index them anew, or leave their indices out of the index name.'
    );
  });

  it('does without classes where there are values, and without scores', () => {
    const regression = { 'prediction.label': undefined, 'outcome.label': undefined, 'prediction.score': undefined };
    expect(report(findings(regression)).status).toBe('success');
    expect(report(findings({ ...regression, 'outcome.value': undefined })).status).toBe('warning');
  });

  it('warns where the data source takes time ranges by another field', () => {
    const mapping = completeRecordMapping({ fields: { time: 'created' } });
    const { status, lines } = report(findings({ created: 'date' }), mapping);
    expect(status).toBe('warning');
    expect(lines[0]).toBe(
      'Audit takes time ranges by the field @timestamp, and the time of the prediction is mapped to created. Both must be one: map @timestamp, or change the time field in the settings of Audit.'
    );
  });

  it('warns where there are no records lately, and where there is no index', () => {
    const quiet = report(findings({}, []));
    expect(quiet.status).toBe('warning');
    expect(quiet.message).toMatch(/No record of the last 24 hours has a model in model\.name\.$/);
    expect(report({ types: new Map(), models: [] }).message).toMatch(
      /^Audit answers, and its index has no fields\. Check the index name in its settings/
    );
  });

  it('says of a type that Grafana does not tell only that the field is there', () => {
    const types = new Map([['outcome.label', undefined]]);
    expect(fieldStatus('actual', defaultRecordMapping, { types, models: [] })).toEqual({
      found: true,
      text: 'outcome.label: there.',
    });
  });
});
