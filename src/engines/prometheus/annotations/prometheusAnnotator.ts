import { type Annotator } from '../../annotations/annotator';
import { planQuality } from '../../annotations/quality';
import { isRefusal } from '../../engine';
import { type PrometheusFacts } from '../facts';
import { prometheusEngine } from '../prometheusEngine';
import { planRestarts } from './restarts';
import { planVersions } from './versions';

/** Annotations by PromQL, through the user's own Prometheus data source. */
export const prometheusAnnotator: Annotator<PrometheusFacts> = {
  plan(asked, query, mapping, window, facts) {
    if (asked.event === 'quality') {
      return planQuality(prometheusEngine, asked, query, mapping, window, facts);
    }
    // What the engine cannot answer of the model's predictions, it cannot mark.
    const answerable = prometheusEngine.plan(query, mapping, window, facts);
    if (isRefusal(answerable)) {
      return answerable;
    }
    return asked.event === 'version'
      ? planVersions(asked, query, mapping, window, facts)
      : planRestarts(query, mapping, window, facts);
  },
};
