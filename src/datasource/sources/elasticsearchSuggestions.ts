import { type DataSourceApi, type TimeRange } from '@grafana/data';

import { and, is, type Lucene, not } from '../../engines/elasticsearch/lucene';
import { allRecords, fieldOf } from '../../engines/elasticsearch/selectors';
import { type LabelMatcher } from '../../engines/prometheus/promql';
import { fieldRoles, isRedacted, type RecordMapping } from '../../query/recordFields';
import { allKinds, canGroup, type FieldTypes, isText, type TypeKind, typeKinds } from '../fieldTypes';
import { sorted, type Suggestions } from '../suggestions';
import { findValues } from './findValues';

/**
 * What the records of the upstream's index have: models, versions, classes, fields and their values. Asked by public means
 * (`metricFindQuery`), over a range. All reject with a SentenceError.
 */
export class ElasticsearchSuggestions implements Suggestions {
  constructor(
    private readonly connect: () => Promise<DataSourceApi>,
    private readonly mapping: RecordMapping
  ) {}

  models(range?: TimeRange): Promise<string[]> {
    return this.valuesOf([this.mapping.fields.model], [], range);
  }

  versions(model: string | undefined, range?: TimeRange): Promise<string[]> {
    return this.valuesOf([this.mapping.fields.version], this.ofModel(model), range);
  }

  classes(model: string | undefined, range?: TimeRange): Promise<string[]> {
    const { actual, predicted } = this.mapping.fields;
    return this.valuesOf([actual, predicted], this.ofModel(model), range);
  }

  /** The fields under the mapping's object of inputs, of any model: an index does not say which record has which. */
  async features(_model: string | undefined, range?: TimeRange): Promise<string[]> {
    const { fields, featuresIn } = this.mapping;
    const prefix = featuresIn === '' ? '' : `${featuresIn}.`;
    const types = await this.fieldTypes(range);
    const known = new Set(fieldRoles.map((role) => nameInRecord(fields[role], types)));
    const names = [...types].filter(([, type]) => canGroup(type)).map(([name]) => nameInRecord(name, types));
    const inputs = names.filter(
      (name) => name.startsWith(prefix) && !known.has(name) && !isRedacted(name, this.mapping)
    );
    return sorted(inputs.map((name) => name.slice(prefix.length)));
  }

  /** The fields that records can be told apart by. */
  async labels(range?: TimeRange): Promise<string[]> {
    const types = await this.fieldTypes(range);
    return sorted([...types].filter(([, type]) => canGroup(type)).map(([name]) => name));
  }

  labelValues(label: string, matchers: LabelMatcher[], range?: TimeRange): Promise<string[]> {
    const { fields } = this.mapping;
    return this.valuesOf(
      [fieldOf(label, fields)],
      matchers.flatMap((matcher) => this.narrowed(matcher)),
      range
    );
  }

  /** Every field of the index, with its type where that is told. */
  async fieldTypes(range?: TimeRange): Promise<FieldTypes> {
    const found = await findValues(this.connect, JSON.stringify({ find: 'fields' }), range);
    return new Map(
      found.map((field) => {
        const { type } = field as { type?: unknown };
        return [field.text, typeof type === 'string' ? type : undefined];
      })
    );
  }

  /**
   * In which kinds of types the indices have each field. Asked for each kind by itself: of a field with several types the
   * list of all fields tells the last one only.
   */
  async fieldKinds(range?: TimeRange): Promise<Map<string, TypeKind[]>> {
    const found = await Promise.all(
      allKinds.map((kind) =>
        findValues(this.connect, JSON.stringify({ find: 'fields', type: typeKinds[kind].join(' ') }), range)
      )
    );
    const kinds = new Map<string, TypeKind[]>();
    allKinds.forEach((kind, i) => found[i].forEach(({ text }) => kinds.set(text, [...(kinds.get(text) ?? []), kind])));
    // A field of every kind: whoever was asked does not look at kinds.
    return new Map([...kinds].filter(([, ofField]) => ofField.length < allKinds.length));
  }

  private ofModel(model: string | undefined): Lucene[] {
    return model ? [is(this.mapping.fields.model, model)] : [];
  }

  /** Suggestions are not narrowed by patterns: they are somewhat more then. */
  private narrowed({ label, operator, value }: LabelMatcher): Lucene[] {
    const found = is(fieldOf(label, this.mapping.fields), value);
    return operator === '=' ? [found] : operator === '!=' ? [not(found)] : [];
  }

  private async valuesOf(fields: string[], filters: Lucene[], range?: TimeRange): Promise<string[]> {
    const query = and([...allRecords(this.mapping), ...filters]);
    const values = await Promise.all(
      fields.map((field) => findValues(this.connect, JSON.stringify({ find: 'terms', field, query }), range))
    );
    // The text, since of a truth value the value is 0 or 1.
    return sorted(values.flat().map(({ text }) => text));
  }
}

/** A keyword beside a text is in the index only: the record has the text. */
function nameInRecord(field: string, types: FieldTypes): string {
  const text = field.replace(/\.keyword$/, '');
  return isText(types.get(text)) ? text : field;
}
