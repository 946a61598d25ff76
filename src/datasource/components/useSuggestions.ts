import { type TimeRange } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { useCallback, useState } from 'react';

import { type Suggestions } from '../suggestions';

export interface Suggest<From extends Suggestions = Suggestions> {
  /** Loads suggestions for an input; a failure becomes `problem`, since the text can be written by hand too. */
  of(load: (suggestions: From, range: TimeRange | undefined) => Promise<string[]>): () => Promise<string[]>;
  problem: string | undefined;
}

export function useSuggestions<From extends Suggestions>(
  suggestions: From,
  range: TimeRange | undefined
): Suggest<From> {
  const [problem, setProblem] = useState<string>();
  const of: Suggest<From>['of'] = useCallback(
    (load) => async () => {
      const variables = variableNames();
      try {
        const found = await load(suggestions, range);
        setProblem(undefined);
        return [...variables, ...found];
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error));
        return variables;
      }
    },
    [suggestions, range]
  );
  return { of, problem };
}

function variableNames(): string[] {
  return getTemplateSrv()
    .getVariables()
    .filter(({ type }) => type !== 'adhoc' && type !== 'datasource')
    .map(({ name }) => `$${name}`);
}

/** A text field's value with dashboard variables filled in, to narrow suggestions by. */
export function filledIn(text: string): string {
  return text.includes('$') ? getTemplateSrv().replace(text) : text;
}
