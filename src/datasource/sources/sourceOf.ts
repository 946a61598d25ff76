import { type Settings } from '../settings';
import { type AnswerSource } from './answerSource';
import { ElasticsearchSource } from './elasticsearchSource';
import { PrometheusSource } from './prometheusSource';
import { sampleSource, uploadedSource } from './recordSources';

/** What the settings say to answer from. */
export function sourceOf(settings: Settings, ownName: string): AnswerSource {
  const { source, upstreamUid, mapping, recordMapping, records } = settings;
  switch (source) {
    case 'prometheus':
      return new PrometheusSource(upstreamUid, mapping, ownName);
    case 'elasticsearch':
      return new ElasticsearchSource(upstreamUid, recordMapping, ownName);
    case 'sample':
      return sampleSource();
    case 'records':
      return uploadedSource(records, ownName);
  }
}
