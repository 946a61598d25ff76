import { type DataQueryResponse, LoadingState } from '@grafana/data';
import { defer, filter, finalize, Observable, ReplaySubject, type Subscription, take } from 'rxjs';

/** How long an answer stays for the other panels of its refresh, which do not ask in the same moment. */
const KEPT_MS = 5000;
/** What started as near as this belongs to one refresh, whoever asks. */
const SAME_REFRESH_MS = 1000;

/** Who asks, and in which of its refreshes. */
export interface Asker {
  /** The same for all refreshes of one panel; undefined where it is not known. */
  identity: string | undefined;
  /** Different for each refresh of that panel. */
  run: string;
  /** When the refresh started, in milliseconds since the epoch. */
  startTime: number;
}

interface Entry {
  startTime: number;
  answer: ReplaySubject<DataQueryResponse>;
  upstream: Subscription;
  subscribers: number;
  /** The run in which each asker was served. */
  served: Map<string, string>;
  doneAt?: number;
}

/**
 * Shares upstream requests between the panels of one refresh, and only those.
 *
 * The rule: an answer serves each panel in one of its refreshes. A panel that comes back with the same key in another
 * refresh (a manual refresh of an absolute window; a relative window has a new `to`, hence a new key) wants it fresh: it
 * starts a new request, which then serves the other panels of that refresh, while those that still wait for the old one
 * keep it. References are counted: a request is cancelled when the last panel that waits for it unsubscribes. Failures
 * are shared by those who wait for them, and not kept.
 */
export class RequestSharing {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly now: () => number = Date.now) {}

  /** The first whole answer to `key`, from a request in flight, one just answered, or `start`. Emits once. */
  share(key: string, asker: Asker, start: () => Observable<DataQueryResponse>): Observable<DataQueryResponse> {
    return defer(() => {
      this.forgetOld();
      const existing = this.entries.get(key);
      const entry = existing && this.mayServe(existing, asker) ? existing : this.open(key, asker, start);
      if (asker.identity !== undefined) {
        entry.served.set(asker.identity, asker.run);
      }
      entry.subscribers++;
      return entry.answer.pipe(finalize(() => this.release(key, entry)));
    });
  }

  private mayServe({ served, startTime }: Entry, { identity, run, startTime: asked }: Asker): boolean {
    // A dashboard that is still settling its variables runs a panel twice in a moment: that is one refresh.
    if (Math.abs(asked - startTime) < SAME_REFRESH_MS) {
      return true;
    }
    if (identity === undefined) {
      return false;
    }
    const servedRun = served.get(identity);
    return servedRun === undefined || servedRun === run;
  }

  private open(key: string, asker: Asker, start: () => Observable<DataQueryResponse>): Entry {
    const answer = new ReplaySubject<DataQueryResponse>(1);
    const entry: Entry = {
      startTime: asker.startTime,
      answer,
      upstream: new Observable<never>().subscribe(),
      subscribers: 0,
      served: new Map(),
    };
    this.entries.set(key, entry);
    entry.upstream = start()
      .pipe(filter(isWhole), take(1))
      .subscribe({
        next: (response) => {
          entry.doneAt = this.now();
          if (hasFailed(response)) {
            this.drop(key, entry);
          }
          answer.next(response);
        },
        error: (error: unknown) => {
          entry.doneAt = this.now();
          this.drop(key, entry);
          answer.error(error);
        },
        complete: () => {
          // An upstream that ends without a word has answered with nothing.
          if (entry.doneAt === undefined) {
            entry.doneAt = this.now();
            answer.next({ data: [] });
          }
          answer.complete();
        },
      });
    return entry;
  }

  private release(key: string, entry: Entry) {
    entry.subscribers--;
    if (entry.subscribers === 0 && entry.doneAt === undefined) {
      entry.upstream.unsubscribe();
      this.drop(key, entry);
    }
  }

  private forgetOld() {
    const now = this.now();
    for (const [key, { doneAt }] of this.entries) {
      if (doneAt !== undefined && now - doneAt > KEPT_MS) {
        this.entries.delete(key);
      }
    }
  }

  /** A newer request may have taken the key over already. */
  private drop(key: string, entry: Entry) {
    if (this.entries.get(key) === entry) {
      this.entries.delete(key);
    }
  }
}

const isWhole = ({ state }: DataQueryResponse) => state !== LoadingState.Loading && state !== LoadingState.NotStarted;

export function hasFailed({ error, errors, state }: DataQueryResponse): boolean {
  return state === LoadingState.Error || error !== undefined || (errors?.length ?? 0) > 0;
}
