import { type DataSourceApi, type TimeRange } from '@grafana/data';

import { anyOf, labelName, type LabelMatcher } from '../../engines/prometheus/promql';
import { featureMetrics, type TelemetryMapping } from '../../query/mapping';
import { sorted, type Suggestions } from '../suggestions';
import { findValues } from './findValues';

/**
 * What the upstream has: models, versions, classes, labels and their values, metric names. Asked by public means
 * (`metricFindQuery`), over a range. All reject with a SentenceError.
 */
export class PrometheusSuggestions implements Suggestions {
  constructor(
    private readonly connect: () => Promise<DataSourceApi>,
    private readonly mapping: TelemetryMapping
  ) {}

  async models(range?: TimeRange): Promise<string[]> {
    const { model } = this.mapping.labels;
    return model ? this.valuesOf([model], this.ownMetrics(), [], range) : [];
  }

  async versions(model: string | undefined, range?: TimeRange): Promise<string[]> {
    const { version } = this.mapping.labels;
    return version ? this.valuesOf([version], this.ownMetrics(), this.ofModel(model), range) : [];
  }

  async classes(model: string | undefined, range?: TimeRange): Promise<string[]> {
    const { labels, metrics } = this.mapping;
    const wanted = [labels.actual, labels.predicted].filter(Boolean);
    return this.valuesOf(wanted, [metrics.outcomes, metrics.predictions], this.ofModel(model), range);
  }

  async features(model: string | undefined, range?: TimeRange): Promise<string[]> {
    const { feature } = this.mapping.labels;
    return feature ? this.valuesOf([feature], featureMetrics(this.mapping), this.ofModel(model), range) : [];
  }

  async labelValues(label: string, matchers: LabelMatcher[], range?: TimeRange): Promise<string[]> {
    return this.valuesOf([label], this.ownMetrics(), matchers, range);
  }

  async labels(range?: TimeRange): Promise<string[]> {
    // A regular expression inside: the upstream takes what stands here for a part of one.
    const { outcomes, predictions } = this.mapping.metrics;
    const names = await Promise.all(
      [outcomes, predictions].map((metric) =>
        this.find(`label_names(${metric.replace(/[^a-zA-Z0-9_:]/g, '.')})`, range)
      )
    );
    return sorted(names.flat()).filter((name) => name !== '__name__' && name !== 'le');
  }

  async metrics(range?: TimeRange): Promise<string[]> {
    return sorted(await this.find('label_values(__name__)', range));
  }

  private ownMetrics(): string[] {
    const { predictions, outcomes, errors } = this.mapping.metrics;
    return [outcomes, predictions, errors, ...this.mapping.existing.map(({ metric }) => metric)];
  }

  private ofModel(model: string | undefined): LabelMatcher[] {
    const label = this.mapping.labels.model;
    return label && model ? [{ label, operator: '=', value: model }] : [];
  }

  private async valuesOf(labels: string[], metrics: string[], matchers: LabelMatcher[], range?: TimeRange) {
    const series = anyOf([...new Set(metrics)], matchers);
    const values = await Promise.all(
      labels.map((label) => this.find(`label_values(${series}, ${labelName(label)})`, range))
    );
    return sorted(values.flat());
  }

  private async find(query: string, range?: TimeRange): Promise<string[]> {
    const found = await findValues(this.connect, query, range);
    return found.map(({ text, value }) => String(value ?? text));
  }
}
