import { type ScopedVars, type TestDataSourceResponse } from '@grafana/data';

import { prometheusAnnotator } from '../../engines/prometheus/annotations/prometheusAnnotator';
import { prometheusEngine } from '../../engines/prometheus/prometheusEngine';
import { isPrometheusLabel } from '../../query/check';
import { type TelemetryMapping } from '../../query/mapping';
import { probeNames, reportNames } from '../probe';
import { getUpstream, upstreamInterval } from '../upstream';
import { type AnswerSource, type Connection } from './answerSource';
import { PrometheusSuggestions } from './prometheusSuggestions';

/** Answers from the user's own Prometheus data source. */
export class PrometheusSource implements AnswerSource {
  readonly suggestions: PrometheusSuggestions;
  readonly isLabel = isPrometheusLabel;
  readonly interval: string | undefined;

  constructor(
    private readonly upstreamUid: string | undefined,
    readonly mapping: TelemetryMapping,
    private readonly ownName: string
  ) {
    this.suggestions = new PrometheusSuggestions(() => this.getUpstream({}), mapping);
    this.interval = upstreamInterval(upstreamUid);
  }

  async connect(scopedVars: ScopedVars): Promise<Connection> {
    return { engine: prometheusEngine, annotator: prometheusAnnotator, upstream: await this.getUpstream(scopedVars) };
  }

  async test(): Promise<TestDataSourceResponse> {
    const upstream = await this.getUpstream({});
    return reportNames(await probeNames(upstream, this.mapping), this.mapping, upstream.name);
  }

  private getUpstream(scopedVars: ScopedVars) {
    return getUpstream(this.upstreamUid, this.ownName, scopedVars);
  }
}
