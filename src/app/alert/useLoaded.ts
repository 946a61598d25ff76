import { useEffect, useState } from 'react';

import { readFailure } from './failures';

export interface Loaded<T> {
  value?: T;
  /** Why there is no value, in a full sentence. */
  problem?: string;
  isLoading: boolean;
}

/**
 * What is loaded for an input of plain data, again whenever the input says something else; nothing where the input is
 * undefined. `load` stays the same function.
 */
export function useLoaded<Input, T>(input: Input | undefined, load: (input: Input) => Promise<T>): Loaded<T> {
  const key = input === undefined ? undefined : JSON.stringify(input);
  const [found, setFound] = useState<{ key?: string; value?: T; problem?: string }>({});
  useEffect(() => {
    if (key === undefined) {
      return;
    }
    let current = true;
    load(JSON.parse(key))
      .then(
        (value) => ({ key, value }),
        (error: unknown) => ({ key, problem: `${readFailure(error).said || 'This could not be loaded'}.` })
      )
      .then((next) => current && setFound(next));
    return () => {
      current = false;
    };
  }, [key, load]);
  if (key === undefined) {
    return { isLoading: false };
  }
  return found.key === key ? { value: found.value, problem: found.problem, isLoading: false } : { isLoading: true };
}

/** A value that follows once it has stayed the same for a while. */
export function useSettled<T>(value: T, ms = 400): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
