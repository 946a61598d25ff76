import { type LabelMatcher } from '../../engines/prometheus/promql';
import { type AuditRecord } from '../../engines/sample/records';
import { type RecordSource } from '../../engines/sample/source';
import { sorted, type Suggestions } from '../suggestions';

/** What there is in records, of any time. `open` rejects with a SentenceError where they cannot be read. */
export class RecordSuggestions implements Suggestions {
  constructor(private readonly open: () => Promise<RecordSource>) {}

  async models(): Promise<string[]> {
    return sorted((await this.open()).models());
  }

  async versions(model: string | undefined): Promise<string[]> {
    return sorted((await this.open()).values('version', model || undefined));
  }

  async classes(model: string | undefined): Promise<string[]> {
    const source = await this.open();
    return sorted(['actual', 'predicted'].flatMap((attribute) => source.values(attribute, model || undefined)));
  }

  /** Of the latest day of records, and of those without a time. */
  async features(model: string | undefined): Promise<string[]> {
    const source = await this.open();
    const names = model ? [model] : source.models();
    const records = names.flatMap((name) => [...latestOf(name, source), ...source.timeless(name)]);
    return sorted(records.flatMap(({ features }) => Object.keys(features)));
  }

  /** In the source's own order: what every record may have, then features. */
  async labels(): Promise<string[]> {
    return (await this.open()).attributes();
  }

  async labelValues(label: string, matchers: LabelMatcher[]): Promise<string[]> {
    const model = matchers.find((matcher) => matcher.label === 'model' && matcher.operator === '=');
    return sorted((await this.open()).values(label, model?.value || undefined));
  }
}

const DAY_MS = 86_400_000;

function latestOf(model: string, source: RecordSource): readonly AuditRecord[] {
  const { to } = source.coverage(model) ?? {};
  return to === undefined ? [] : source.records(model, to - DAY_MS, to, 'prediction');
}
