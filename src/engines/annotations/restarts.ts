import { type Refusal } from '../engine';

export const recordsKnowNoRestarts: Refusal = {
  sentence:
    'Records say nothing of the processes that serve a model, so it is not known when one restarted. Ask a data source that reads Prometheus.',
};
