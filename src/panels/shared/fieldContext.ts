import { type FieldConfigSource, type GrafanaTheme2, type InterpolateFunction } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';

/** What standard options are resolved with. */
export interface FieldContext {
  fieldConfig: FieldConfigSource;
  theme: GrafanaTheme2;
  timeZone: TimeZone;
  replaceVariables: InterpolateFunction;
}

/** Whether any link is set up, without resolving one. */
export function hasLinks({ defaults, overrides }: FieldConfigSource): boolean {
  const overridden = overrides.some(({ properties }) =>
    properties.some(({ id, value }) => id === 'links' && value?.length > 0)
  );
  return (defaults.links?.length ?? 0) > 0 || overridden;
}
