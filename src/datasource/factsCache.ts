import { type TimeWindow } from '../engines/engine';
import { type Asker } from './requestSharing';

const KEPT_MS = 60_000;
const MOST = 200;

interface Kept<Facts> {
  facts: Facts;
  at: number;
  window: TimeWindow;
  served: Map<string, string>;
}

/**
 * What was found out of an upstream, kept for a minute and for windows that have moved by less. Facts say which names
 * exist; they never hold numbers that are shown. A panel that comes back for the very same window wants it fresh.
 */
export class FactsCache<Facts> {
  private readonly kept = new Map<string, Kept<Facts>>();

  constructor(private readonly now: () => number = Date.now) {}

  get(key: string, window: TimeWindow, { identity, run }: Asker): Facts | undefined {
    const kept = this.kept.get(key);
    if (!kept || this.now() - kept.at > KEPT_MS) {
      return undefined;
    }
    const moved = Math.max(Math.abs(window.to - kept.window.to), Math.abs(window.from - kept.window.from));
    if (moved > KEPT_MS) {
      return undefined;
    }
    if (identity !== undefined) {
      const servedRun = kept.served.get(identity);
      if (moved === 0 && servedRun !== undefined && servedRun !== run) {
        return undefined;
      }
      kept.served.set(identity, run);
    }
    return kept.facts;
  }

  set(key: string, window: TimeWindow, { identity, run }: Asker, facts: Facts): void {
    this.kept.delete(key);
    const served = new Map(identity === undefined ? [] : [[identity, run]]);
    this.kept.set(key, { facts, at: this.now(), window, served });
    // The oldest first, as a Map keeps its insertion order.
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST) {
        break;
      }
      this.kept.delete(oldest);
    }
  }

  forget(key: string): void {
    this.kept.delete(key);
  }
}
