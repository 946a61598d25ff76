import { type TimeRange } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { type DataSourceRef } from '@grafana/schema';

import { type ModelQuery } from '../query/query';
import { fixedRange } from './fixedRange';

/** What our data source's class knows to suggest. */
interface Suggests {
  suggestions?: {
    models(range?: TimeRange): Promise<string[]>;
    versions(model: string | undefined, range?: TimeRange): Promise<string[]>;
    classes(model: string | undefined, range?: TimeRange): Promise<string[]>;
    features(model: string | undefined, range?: TimeRange): Promise<string[]>;
  };
}

export type Suggested = 'models' | 'versions' | 'classes' | 'features';

interface Asked {
  datasource: string | DataSourceRef;
  /** Names the model. */
  query: ModelQuery;
  /** (from, to], in milliseconds since the epoch. */
  from: number;
  to: number;
}

/** What there is to choose from in a time; nothing where that is not known: any text can be written. */
export async function suggest(what: Suggested, { datasource, query, from, to }: Asked): Promise<string[]> {
  try {
    const { suggestions } = (await getDataSourceSrv().get(datasource)) as Suggests;
    const range = fixedRange({ from, to });
    const found =
      what === 'models' ? suggestions?.models(range) : suggestions?.[what](query.model.name || undefined, range);
    return (await found) ?? [];
  } catch {
    return [];
  }
}
