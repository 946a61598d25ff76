import { applyFieldOverrides, type DataFrame, type GrafanaTheme2, type LinkModel, type TimeZone } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';

import { RECORDS_PAGE } from '../../query/recordsPage';

/** The frame with its data links ready to be followed, as panels get it. */
export function withLinks(frame: DataFrame, theme: GrafanaTheme2, timeZone: TimeZone): DataFrame {
  const [ready] = applyFieldOverrides({
    data: [frame],
    fieldConfig: { defaults: {}, overrides: [] },
    replaceVariables: (text, scopedVars, format) => getTemplateSrv().replace(text, scopedVars, format),
    theme,
    timeZone,
  });
  return ready;
}

/** The links that a field of a record has, without those to this very page and those that lead nowhere. */
export function linksOf(frame: DataFrame, field: string, row: number): LinkModel[] {
  const links = frame.fields.find(({ name }) => name === field)?.getLinks?.({ valueRowIndex: row }) ?? [];
  return links.filter(({ href }) => href !== '' && !href.includes(RECORDS_PAGE));
}
