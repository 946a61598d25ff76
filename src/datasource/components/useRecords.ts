import { isEqual } from 'lodash';
import { useEffect, useRef, useState } from 'react';

import { type ParsedRecords } from '../../engines/sample/parse/parseRecords';
import { type StoredRecords } from '../settings';
import { type ReadOptions, readStored, readText, toStored } from '../sources/readRecords';

/** What is in stored records, or why they cannot be read. */
export type Reading = { of: StoredRecords; parsed: ParsedRecords } | { of: StoredRecords; problem: string };

/** Long enough for the browser to show that it reads, before it is busy with it. */
const PAINT_MS = 30;

/**
 * Reads records for the settings: those that are stored, when the page opens, and new ones, which are stored once they
 * could be read. Of several at once the last one counts.
 */
export function useRecords(stored: StoredRecords | undefined, onStored: (records: StoredRecords) => void) {
  const [reading, setReading] = useState<Reading>();
  const [problem, setProblem] = useState<string>();
  const [busyWith, setBusyWith] = useState<string>();
  const latest = useRef(0);
  const isRead = isEqual(stored, reading?.of);

  useEffect(() => {
    if (!stored || isRead) {
      return;
    }
    let current = true;
    const timer = setTimeout(() => void readingOf(stored).then((read) => current && setReading(read)), PAINT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [stored, isRead]);

  const take = async (what: string, load: () => Promise<string>, options: ReadOptions): Promise<boolean> => {
    const own = ++latest.current;
    setProblem(undefined);
    setBusyWith(what);
    try {
      const text = await load();
      await new Promise((resolve) => setTimeout(resolve, PAINT_MS));
      // Compressing first: it is quick to say that a text is too large.
      const records = await toStored(text, options);
      if (own !== latest.current) {
        return false;
      }
      setReading({ of: records, parsed: readText(text, options) });
      onStored(records);
      return true;
    } catch (error) {
      if (own === latest.current) {
        setProblem(sentenceOf(error));
      }
      return false;
    } finally {
      if (own === latest.current) {
        setBusyWith(undefined);
      }
    }
  };

  return { reading: stored && isRead ? reading : undefined, problem, busyWith, take };
}

async function readingOf(stored: StoredRecords): Promise<Reading> {
  try {
    return { of: stored, parsed: await readStored(stored) };
  } catch (error) {
    return { of: stored, problem: sentenceOf(error) };
  }
}

const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
