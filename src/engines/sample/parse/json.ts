import { type Refusal } from '../../engine';
import { type Findings } from './findings';
import { type Row, type Rows } from './rows';

/** The records of a JSON text: a list, the hits of an Elasticsearch search, or a single record. */
export function readJson(text: string, findings: Findings): Rows | Refusal {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return {
      sentence: `This is no JSON (${error instanceof Error ? error.message : String(error)}). Correct it, or choose another format.`,
    };
  }
  const list = listIn(parsed);
  return list.length === 0
    ? { sentence: 'The JSON holds no record. Choose a file with a list of objects, one for each prediction.' }
    : rowsOf(
        list.map((item, i) => ({ item, place: `Record ${i + 1}` })),
        findings
      );
}

function listIn(parsed: unknown): unknown[] {
  if (Array.isArray(parsed)) {
    return parsed;
  }
  const { hits } = isObject(parsed) ? parsed : {};
  if (isObject(hits) && Array.isArray(hits.hits)) {
    return hits.hits;
  }
  return isObject(parsed) && Object.keys(parsed).length > 0 ? [parsed] : [];
}

/** A record on each line, as Elasticsearch's bulk interface takes them too. */
export function readLines(text: string, findings: Findings): Rows | Refusal {
  const items: Array<{ item: unknown; place: string }> = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') {
      return;
    }
    const place = `Line ${i + 1}`;
    try {
      const item: unknown = JSON.parse(line);
      if (!isBulkAction(item)) {
        items.push({ item, place });
      }
    } catch {
      findings.add(`${place} is no JSON; it was left out.`);
    }
  });
  const rows = rowsOf(items, findings);
  return rows.rows.length === 0
    ? { sentence: 'No line holds a record. Each line must be a JSON object, one for each prediction.' }
    : rows;
}

/** {"index": {...}} before each document of a bulk request. */
function isBulkAction(item: unknown): boolean {
  const entries = isObject(item) ? Object.entries(item) : [];
  return entries.length === 1 && BULK_ACTIONS.includes(entries[0][0]) && isObject(entries[0][1]);
}

const BULK_ACTIONS = ['index', 'create', 'update', 'delete'];

function rowsOf(items: ReadonlyArray<{ item: unknown; place: string }>, findings: Findings): Rows {
  const columns = new Set<string>();
  const rows = items.flatMap(({ item, place }): Row[] => {
    if (!isObject(item)) {
      findings.add(`${place} is no object; it was left out.`);
      return [];
    }
    const cells = new Map<string, unknown>();
    // A document as Elasticsearch gives it.
    flatten(isObject(item._source) ? item._source : item, '', cells);
    cells.forEach((_, name) => columns.add(name));
    return [{ place, cells }];
  });
  return { columns: [...columns], rows, decimalComma: false };
}

/** Deeper than this is no record. */
const DEEPEST = 8;

function flatten(object: Record<string, unknown>, prefix: string, cells: Map<string, unknown>, depth = 0): void {
  for (const [key, value] of Object.entries(object)) {
    if (isObject(value) && depth < DEEPEST) {
      flatten(value, `${prefix}${key}.`, cells, depth + 1);
    } else {
      // Elasticsearch makes no difference between a value and a list of one.
      cells.set(prefix + key, Array.isArray(value) && value.length === 1 ? value[0] : value);
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
