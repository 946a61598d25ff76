import { useTheme2 } from '@grafana/ui';
import React, { memo } from 'react';

import { binScores, SCORE_EDGES, type ScoreGroups } from '../../../statistics/scores';
import { makePalette } from '../colors';

interface Props {
  groups: ScoreGroups;
  width: number;
  height: number;
  threshold: number;
  label: string;
}

/** How scores lie: above the line the positive class, below it the others, each as a share of its own; and where the threshold cuts. */
export function ScoreHistogram({ groups, width, height, threshold, label }: Props) {
  const theme = useTheme2();
  const x = Math.min(1, Math.max(0, threshold)) * width;
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <Bars groups={groups} width={width} height={height} />
      <line x1={x} x2={x} y1={0} y2={height} stroke={theme.colors.text.maxContrast} strokeWidth={2} />
    </svg>
  );
}

const Bars = memo(function Bars({ groups, width, height }: Pick<Props, 'groups' | 'width' | 'height'>) {
  const theme = useTheme2();
  const palette = makePalette(theme);
  const { edges, positive, negative } = binScores(groups, SCORE_EDGES);
  const middle = height / 2;
  const most = (counts: Float64Array) => counts.reduce((a, b) => Math.max(a, b), 0) || 1;
  const [mostPositive, mostNegative] = [most(positive), most(negative)];
  const place = (edge: number) => Math.min(1, Math.max(0, edge)) * width;
  return (
    <g>
      {Array.from(positive, (_, i) => {
        const [left, right] = [place(edges[i]), place(edges[i + 1])];
        const [up, down] = [(positive[i] / mostPositive) * middle, (negative[i] / mostNegative) * middle];
        const bar = { x: left + 0.5, width: Math.max(0, right - left - 1) };
        return (
          <g key={i}>
            <rect {...bar} y={middle - up} height={up} fill={palette.correct[palette.correct.length - 8]} />
            <rect {...bar} y={middle} height={down} fill={palette.bar} />
          </g>
        );
      })}
      <line x1={0} x2={width} y1={middle} y2={middle} stroke={theme.colors.border.medium} />
    </g>
  );
});
