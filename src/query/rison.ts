/**
 * Rison, in which Kibana and OpenSearch Dashboards keep their state in addresses (https://github.com/Nanonid/rison):
 * JSON with fewer characters that addresses have to escape.
 */
export type RisonValue = string | number | boolean | readonly RisonValue[] | { readonly [key: string]: RisonValue };

/** Texts are always quoted, so that none can be taken for something else. */
export function rison(value: RisonValue): string {
  if (typeof value === 'string') {
    return `'${value.replace(/[!']/g, '!$&')}'`;
  }
  if (typeof value === 'boolean') {
    return value ? '!t' : '!f';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  if (isList(value)) {
    return `!(${value.map(rison).join(',')})`;
  }
  return `(${Object.entries(value)
    .map(([key, one]) => `${/^[a-z_]+$/i.test(key) ? key : rison(key)}:${rison(one)}`)
    .join(',')})`;
}

const isList = (value: RisonValue): value is readonly RisonValue[] => Array.isArray(value);

/**
 * As the value of a parameter in an address. All that addresses or Grafana read something into is percent-encoded: a dollar
 * sign would be a variable's. Half a character of two, which no address can hold, becomes the replacement character.
 */
export function risonParameter(value: RisonValue): string {
  return encodeURIComponent(rison(value).replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  );
}
