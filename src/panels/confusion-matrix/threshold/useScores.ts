import { type DataFrame } from '@grafana/data';
import { useMemo } from 'react';

import { readScores } from '../../../frames/readScores';
import { type ConfusionMatrixOptions } from '../options';

/** Scores by actual class, or why they cannot be used; undefined where the panel shows counts. */
export function useScores(frames: DataFrame[], options: ConfusionMatrixOptions) {
  const { actualField: actual, countField: count, positiveClass: positive } = options;
  const { enabled, scoreField: score } = options.threshold;
  return useMemo(
    () => (enabled ? readScores(frames, { actual, count, score, positive }) : undefined),
    [frames, enabled, actual, count, score, positive]
  );
}
