import { useMemo } from 'react';

import { type TelemetryMapping } from '../../query/mapping';
import { type Findings, probeNames } from '../probe';
import { getUpstream } from '../upstream';
import { type Probed, useProbe } from './useProbe';

/** What the upstream has under a mapping's names, looked up again a moment after either changes. */
export function useFindings(
  upstreamUid: string | undefined,
  ownName: string,
  mapping: TelemetryMapping
): Probed<Findings> {
  const probe = useMemo(
    () => (upstreamUid ? async () => probeNames(await getUpstream(upstreamUid, ownName, {}), mapping) : undefined),
    [upstreamUid, ownName, mapping]
  );
  return useProbe(probe);
}
