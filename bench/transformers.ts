import { type DataFrame, type DataTransformerConfig, FieldType } from '@grafana/data';

/** Grafana's own way from records to a matrix: the transformations 'Group by' and 'Grouping to Matrix', as its panels run them. */

type GrafanaData = typeof import('@grafana/data');

export interface Transformers {
  /** Records with fields `actual` and `predicted`, and any others, to a matrix frame with a row for each actual class. */
  toMatrix(records: DataFrame): Promise<DataFrame>;
}

export async function loadTransformers(): Promise<Transformers> {
  if (typeof window === 'undefined') {
    // Outside a browser: @grafana/data asks for no more of one on this way.
    Object.assign(globalThis, { window: { addEventListener: () => {} } });
  }
  const grafana: GrafanaData = await import('@grafana/data');
  const { standardTransformers, standardTransformersRegistry, transformDataFrame, ReducerID } = grafana;
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
    toMatrix: (records) =>
      new Promise((resolve, reject) =>
        transformDataFrame(configuration, [records]).subscribe({
          next: ([matrix]) => resolve(matrix),
          error: reject,
        })
      ),
  };
}

/** A frame of string fields, and of number fields where the values are numbers. */
export function recordsFrame(columns: Record<string, string[] | number[]>): DataFrame {
  const fields = Object.entries(columns).map(([name, values]) => ({
    name,
    type: typeof values[0] === 'number' ? FieldType.number : FieldType.string,
    config: {},
    values,
  }));
  return { fields, length: fields[0].values.length };
}
