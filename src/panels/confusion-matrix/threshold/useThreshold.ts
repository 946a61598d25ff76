import { type InterpolateFunction } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useState } from 'react';

import { parameterName, useDashboardVariable } from '../../shared/dashboardVariable';
import { type ThresholdOptions } from './thresholdOptions';
import { snap, type ThresholdScale } from './thresholdScale';

interface Chosen {
  threshold: number;
  /** What it stands instead of: once that changes, it is followed again. */
  over: number;
}

export interface LiveThreshold {
  /** Where the data can be cut. */
  threshold: number;
  /** What the options, the variable or the reader asked for. */
  asked: number;
  /** While it moves. */
  move(threshold: number): void;
  /** Once it rests: others follow. */
  release(): void;
  /** Both. */
  set(threshold: number): void;
  reset(): void;
  /** About the variable, where it cannot be read. */
  problem?: string;
}

/** The threshold: the reader's own since they moved it, else the dashboard variable's, else the option's. */
export function useThreshold(
  scale: ThresholdScale,
  { at, variable }: ThresholdOptions,
  replaceVariables: InterpolateFunction
): LiveThreshold {
  const parameter = parameterName(variable);
  const text = useDashboardVariable(parameter, replaceVariables);
  const given = numberIn(text) ?? at;
  const [chosen, setChosen] = useState<Chosen>();
  if (chosen !== undefined && chosen.over !== given) {
    // For good: the same value may be given again later.
    setChosen(undefined);
  }
  const asked = chosen !== undefined && chosen.over === given ? chosen.threshold : given;
  const threshold = snap(scale, asked);
  const tell = (value: number) => {
    if (parameter && String(value) !== text) {
      locationService.partial({ [parameter]: String(value) }, true);
    }
  };
  const move = (value: number) => setChosen({ threshold: value, over: given });
  const set = (value: number) => {
    move(value);
    tell(snap(scale, value));
  };
  return {
    threshold,
    asked,
    move,
    release: () => tell(threshold),
    set,
    reset: () => set(at),
    problem:
      text !== undefined && text.trim() !== '' && numberIn(text) === undefined
        ? `The variable ${parameter.replace('var-', '$')} holds '${text}', which is no number: the threshold of the panel's options is shown.`
        : undefined,
  };
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
}
