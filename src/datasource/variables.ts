import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
} from '@grafana/data';
import { from, map, type Observable } from 'rxjs';

import VariableQueryEditor from './components/VariableQueryEditor';
import { type ModelwatchDataSource } from './ModelwatchDataSource';
import { type ModelwatchVariableQuery } from './types';

/** Dashboard variables that list models, versions, classes, features or the values of any label. */
export class ModelwatchVariableSupport extends CustomVariableSupport<ModelwatchDataSource, ModelwatchVariableQuery> {
  editor = VariableQueryEditor;

  constructor(private readonly datasource: ModelwatchDataSource) {
    super();
    // Grafana calls it without its object.
    this.query = this.query.bind(this);
  }

  query(request: DataQueryRequest<ModelwatchVariableQuery>): Observable<DataQueryResponse> {
    const found: Promise<MetricFindValue[]> = this.datasource.listVariable(request.targets[0], request);
    return from(found).pipe(map((data) => ({ data })));
  }
}
