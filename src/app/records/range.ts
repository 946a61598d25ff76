import { dateTime, isDateTime, rangeUtil, type RawTimeRange, type TimeRange } from '@grafana/data';

import { type Moment, type RecordsPage } from '../../query/recordsPage';

const usual = { from: 'now-6h', to: 'now' };

/** A time range of an address as of now: undefined where it says none that can be read, or one that ends before it begins. */
export function readRange({
  from = usual.from,
  to = usual.to,
}: Pick<RecordsPage, 'from' | 'to'>): TimeRange | undefined {
  const range = rangeUtil.convertRawToRange({ from: rawOf(from), to: rawOf(to) });
  return range.from.isValid() && range.to.isValid() && range.from.valueOf() < range.to.valueOf() ? range : undefined;
}

/** A time range as an address has it: moments that move stay so. */
export function writeRange({ from, to }: RawTimeRange): Required<Pick<RecordsPage, 'from' | 'to'>> {
  const write = (moment: RawTimeRange['from']): Moment => (isDateTime(moment) ? moment.valueOf() : moment);
  return { from: write(from), to: write(to) };
}

const rawOf = (moment: Moment) => (typeof moment === 'number' ? dateTime(moment) : moment);
