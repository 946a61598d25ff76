import '../scripts/browserGlobals';

import type { DataFrame, DataTransformerConfig } from '@grafana/data';
import { createRequire } from 'node:module';

/** Grafana's own way from records to a matrix: the transformations 'Group by' and 'Grouping to Matrix', as its panels run them. */

type GrafanaData = typeof import('@grafana/data');

export interface Transformers {
  /** A frame of string fields, and of number fields where the values are numbers. */
  frame(columns: Record<string, string[] | number[]>): DataFrame;
  /** Records with fields `actual` and `predicted`, and any others, to a matrix frame with a row for each actual class. */
  toMatrix(records: DataFrame): Promise<DataFrame>;
}

export function loadTransformers(): Transformers {
  // Not import(): the ESM build of @grafana/data is for bundlers.
  const grafana: GrafanaData = createRequire(__filename)('@grafana/data');
  const { FieldType, standardTransformers, standardTransformersRegistry, transformDataFrame, ReducerID } = grafana;
  const used = [standardTransformers.groupByTransformer, standardTransformers.groupingToMatrixTransformer];
  standardTransformersRegistry.setInit(() =>
    used.map((transformation) => ({
      ...transformation,
      transformation: async () => transformation,
      editor: () => null,
      imageDark: '',
      imageLight: '',
    }))
  );
  const configuration: DataTransformerConfig[] = [
    {
      id: 'groupBy',
      options: {
        fields: {
          actual: { operation: 'groupby', aggregations: [] },
          // Counting a grouped field is the one way to count with two fields alone.
          predicted: { operation: 'groupby', aggregations: [ReducerID.count] },
        },
      },
    },
    {
      id: 'groupingToMatrix',
      options: { rowField: 'actual', columnField: 'predicted', valueField: 'predicted (count)' },
    },
  ];
  return {
    frame: (columns) => {
      const fields = Object.entries(columns).map(([name, values]) => ({
        name,
        type: typeof values[0] === 'number' ? FieldType.number : FieldType.string,
        config: {},
        values,
      }));
      return { fields, length: fields[0].values.length };
    },
    toMatrix: (records) =>
      new Promise((resolve, reject) =>
        transformDataFrame(configuration, [records]).subscribe({
          next: ([matrix]) => resolve(matrix),
          error: reject,
        })
      ),
  };
}
