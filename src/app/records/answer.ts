import { type DataFrame } from '@grafana/data';

import { type Audit } from '../../frames/auditFrame';

/** A page of records as a data source answered it. */
export interface RecordsAnswer extends Audit {
  /** What the records were read from, row by row; undefined where there was no frame of records. */
  frame?: DataFrame;
  /** What is to be said about the answer, in full sentences. */
  notices: string[];
}
