import { locationUtil } from '@grafana/data';
import { config } from '@grafana/runtime';

import { type ModelwatchMeta } from '../../frames/modelwatchMeta';
import { type Comparison, type ComparisonRead } from '../../frames/readComparison';
import { type Cell, cellRecords, type RecordsBehind } from '../../query/cellRecords';
import { exploreUrl } from '../../query/exploreUrl';
import { cellInDiscover, openInKibana } from '../../query/kibana';
import { recordsPageUrl } from '../../query/recordsPage';
import { type FieldContext } from '../shared/fieldContext';
import { type MenuLink } from '../shared/LinksMenu';
import { cellAt } from './cells';
import { isSum } from './classViews';
import { cellLinks } from './fieldDisplay';
import { type Place } from './useGridKeys';
import { type MatrixView } from './viewModel';

/** What a click on a cell offers. */
export interface CellMenu {
  /** The user's own data links. */
  links: MenuLink[];
  /** Ways to the records that the cell counts. */
  records: MenuLink[];
}

/** Which records are behind the cells that are shown. */
export interface CellRecords {
  answered: ModelwatchMeta;
  behind: RecordsBehind;
  /** Those that are counted, where they are not all that were asked for. */
  versions?: string[];
}

/**
 * Undefined unless the cells are counted from records, of one query: of several that are added together, no one query asks
 * for them all.
 */
export function cellRecordsOf(
  { answered, version, versions }: Pick<ComparisonRead, 'answered' | 'version' | 'versions'>,
  compares: Comparison['by']
): CellRecords | undefined {
  const behind = answered?.records;
  if (!answered || !behind) {
    return undefined;
  }
  if (!answered.query.byVersion) {
    return { answered, behind };
  }
  // Versions that are added together are those that the data tells; those of two queries are not told apart.
  const counted = version !== undefined ? [version] : compares === 'query' ? undefined : versions;
  return counted && { answered, behind, versions: counted };
}

export function cellMenu(context: FieldContext, view: MatrixView, place: Place, records?: CellRecords): CellMenu {
  const classes = [view.classes[place.row], view.classes[place.column]];
  // Summed classes have no single value to link with or to filter by.
  if (classes.some(isSum)) {
    return { links: [], records: [] };
  }
  const [actual, predicted] = classes.map(({ name }) => name);
  const cell = cellAt(view, place.row, place.column);
  return {
    links: cellLinks(context, view, cell),
    records: records && cell.count > 0 ? recordLinks(records, { actual, predicted }) : [],
  };
}

export const isEmptyMenu = ({ links, records }: CellMenu) => links.length + records.length === 0;

function recordLinks({ answered, behind, versions }: CellRecords, classes: Omit<Cell, 'versions'>): MenuLink[] {
  const { query, from, to, sums = [] } = answered;
  const cell = { ...classes, versions };
  const asked = Object.values(classes).some((name) => sums.includes(name)) ? undefined : cellRecords(query, cell);
  if (!asked) {
    return [];
  }
  const page = recordsPageUrl({ datasource: behind.datasource, query: asked, from, to });
  const explore = mayExplore() ? exploreUrl(behind.datasource, asked, from, to) : undefined;
  const discover = behind.discover && cellInDiscover(behind.discover, classes, versions);
  return [
    { title: 'Show records', href: locationUtil.assureBaseUrl(page), target: undefined, icon: 'list-ul' },
    ...(explore
      ? [
          {
            title: 'Explore records',
            href: locationUtil.assureBaseUrl(explore),
            target: undefined,
            icon: 'compass' as const,
          },
        ]
      : []),
    ...(behind.discover && discover
      ? [{ title: openInKibana(behind.discover.kibana), href: discover, target: '_blank' as const }]
      : []),
  ];
}

/** As Grafana's own menus have it: Explore may be off, and is not for everybody. */
function mayExplore(): boolean {
  const permissions = config.bootData?.user?.permissions;
  return config.exploreEnabled !== false && (permissions === undefined || permissions['datasources:explore'] === true);
}
