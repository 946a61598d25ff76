import { type MetricDetails } from '../query/mapping';

/** What a preset knows of a metric besides its name, in a sentence; undefined where that is nothing. */
export function describeDetails({ matchers = [], scale, countedBy, joinedBy, ofHost }: MetricDetails) {
  const parts = [
    matchers.length > 0 &&
      `only series with ${matchers.map(({ label, operator, value }) => `${label} ${operator} "${value}"`).join(' and ')}`,
    scale !== undefined && `times ${scale}`,
    countedBy && `summed up, and counted by ${countedBy}`,
    joinedBy && `found by ${joinedBy.join(', ')}`,
    ofHost && 'of the whole host',
  ].filter(Boolean);
  const text = parts.join('; ');
  return text ? `${text[0].toUpperCase()}${text.slice(1)}.` : undefined;
}
