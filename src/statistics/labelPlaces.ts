/** A class as data sources give it. Numbers and booleans are read as their text; a row without a label is dropped. */
export type Label = string | number | boolean | null | undefined;

const SLOTS = 4096;
/** Positions from either end, and names, that are looked at. */
const SAMPLED = 32;
const SAMPLED_NAMES = 64;

/**
 * The classes in the order in which they came, and the way from a label to its place among them.
 *
 * A Map's look-up of a string costs more than all else in counting a record. So `learn` finds two characters that, with
 * the length, tell the names seen so far apart, and lays out a table by them: a look-up is then two characters and one
 * comparison. The comparison decides, so a name that shares a slot with another only takes the slower way by the Map.
 */
export class LabelPlaces {
  readonly names: string[] = [];
  /** A Map, since an object would trip over a class named '__proto__'. */
  private readonly places = new Map<Label, number>();
  private slots: Array<string | undefined> = [];
  private slotPlaces = new Int32Array(0);
  private first = 0;
  private second = 0;
  private learned = 0;

  constructor(names: Iterable<string> = []) {
    for (const name of names) {
      this.place(name);
    }
  }

  /** The place of a label; a new label gets the next one, and no label gets -1. 1 and '1' are the same class. */
  place(label: Label): number {
    if (typeof label === 'string' && this.learned > 0) {
      const slot = slotOf(label, this.first, this.second);
      if (this.slots[slot] === label) {
        return this.slotPlaces[slot];
      }
    }
    return this.places.get(label) ?? this.add(label);
  }

  private add(label: Label): number {
    if (label === null || label === undefined) {
      return -1;
    }
    const name = String(label);
    const place = this.places.get(name) ?? this.names.push(name) - 1;
    this.places.set(name, place);
    this.places.set(label, place);
    return place;
  }

  /** Lays the table out for the names so far, if these are twice as many as last time or more. */
  learn() {
    if (this.names.length < 2 * this.learned || this.names.length === 0) {
      return;
    }
    const every = Math.ceil(this.names.length / SAMPLED_NAMES);
    const some = this.names.filter((_, place) => place % every === 0);
    this.first = mostTelling((position) => (name) => slotOf(name, position, position), some);
    this.second = mostTelling((position) => (name) => slotOf(name, this.first, position), some);
    this.slots = new Array<string | undefined>(SLOTS).fill(undefined);
    this.slotPlaces = new Int32Array(SLOTS);
    this.names.forEach((name, place) => {
      const slot = slotOf(name, this.first, this.second);
      this.slots[slot] = name;
      this.slotPlaces[slot] = place;
    });
    this.learned = this.names.length;
  }
}

/** Positions count from the start, negative ones from the end; beyond the name's ends there is a 0. */
function slotOf(name: string, first: number, second: number): number {
  const length = name.length;
  const i = first < 0 ? first + length : first;
  const j = second < 0 ? second + length : second;
  const a = i >= 0 && i < length ? name.charCodeAt(i) : 0;
  const b = j >= 0 && j < length ? name.charCodeAt(j) : 0;
  return (length * 173 + a * 31 + b * 1031) & (SLOTS - 1);
}

function mostTelling(slotAt: (position: number) => (name: string) => number, names: string[]): number {
  let best = 0;
  let most = 0;
  for (let position = -SAMPLED; position < SAMPLED; position++) {
    const apart = new Set(names.map(slotAt(position))).size;
    if (apart > most) {
      most = apart;
      best = position;
    }
  }
  return best;
}
