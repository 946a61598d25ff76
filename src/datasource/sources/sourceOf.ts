import { type Settings } from '../settings';
import { type AnswerSource } from './answerSource';
import { PrometheusSource } from './prometheusSource';
import { sampleSource, uploadedSource } from './recordSources';

/** What the settings say to answer from. */
export function sourceOf({ source, upstreamUid, mapping, records }: Settings, ownName: string): AnswerSource {
  switch (source) {
    case 'prometheus':
      return new PrometheusSource(upstreamUid, mapping, ownName);
    case 'sample':
      return sampleSource();
    case 'records':
      return uploadedSource(records, ownName);
  }
}
