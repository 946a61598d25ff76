import { isRefusal } from '../../engines/engine';
import { packRecords, unpackRecords } from '../../engines/sample/pack';
import { type ParsedRecords, parseRecords, tooLong } from '../../engines/sample/parse/parseRecords';
import { type StoredRecords } from '../settings';
import { SentenceError } from '../upstreamErrors';

/** How a text is to be read, and what it is called. */
export type ReadOptions = Omit<StoredRecords, 'packed'>;

/** @throws SentenceError where a text of this length is too large to be read in a browser. */
export function refuseLong(length: number): void {
  const refusal = tooLong(length);
  if (refusal) {
    throw new SentenceError(refusal.sentence);
  }
}

/** A file's text. Its size is looked at first. Rejects with a SentenceError. */
export async function readFile(file: File): Promise<string> {
  refuseLong(file.size);
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () =>
      reject(
        new SentenceError(
          `The file ${file.name} cannot be read (${reader.error?.message ?? 'no reason is given'}). Choose it again, or paste what is in it.`
        )
      );
    reader.readAsText(file);
  });
}

/** @throws SentenceError with what is wrong with the text as a whole. */
export function readText(text: string, { format, model }: ReadOptions): ParsedRecords {
  const parsed = parseRecords(text, { format, model });
  if (isRefusal(parsed)) {
    throw new SentenceError(parsed.sentence);
  }
  return parsed;
}

/** Rejects with a SentenceError where the text is too large for the settings. */
export async function toStored(text: string, options: ReadOptions): Promise<StoredRecords> {
  const packed = await packRecords(text);
  if (typeof packed !== 'string') {
    throw new SentenceError(packed.sentence);
  }
  return { ...options, packed };
}

/** Rejects with a SentenceError where they cannot be read. */
export async function readStored({ packed, ...options }: StoredRecords): Promise<ParsedRecords> {
  const text = await unpackRecords(packed);
  if (typeof text !== 'string') {
    throw new SentenceError(text.sentence);
  }
  return readText(text, options);
}
