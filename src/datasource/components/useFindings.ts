import { useEffect, useState } from 'react';

import { type TelemetryMapping } from '../../query/mapping';
import { type Findings, probeNames } from '../probe';
import { getUpstream } from '../upstream';

const PAUSE_MS = 400;

/** What the upstream has under a mapping's names, looked up again a moment after either changes. */
export function useFindings(
  upstreamUid: string | undefined,
  ownName: string,
  mapping: TelemetryMapping
): { findings?: Findings; problem?: string } {
  const [state, setState] = useState<{ findings?: Findings; problem?: string }>({});
  useEffect(() => {
    if (!upstreamUid) {
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const findings = await probeNames(await getUpstream(upstreamUid, ownName, {}), mapping);
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
  }, [upstreamUid, ownName, mapping]);
  return upstreamUid ? state : {};
}
