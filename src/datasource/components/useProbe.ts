import { useEffect, useState } from 'react';

const PAUSE_MS = 400;

export interface Probed<T> {
  findings?: T;
  /** Why there are none, in a sentence. */
  problem?: string;
}

/** What a look-up finds, looked up again a moment after it changes; undefined looks up nothing. */
export function useProbe<T>(probe: (() => Promise<T>) | undefined): Probed<T> {
  const [state, setState] = useState<Probed<T>>({});
  useEffect(() => {
    if (!probe) {
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const findings = await probe();
        if (current) {
          setState({ findings });
        }
      } catch (error) {
        if (current) {
          setState({ problem: error instanceof Error ? error.message : String(error) });
        }
      }
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [probe]);
  return probe ? state : {};
}
