import { type Refusal } from '../engine';

/** In characters of base64. Grafana sends the settings of all data sources to every page, so they must stay small. */
export const MAX_PACKED_LENGTH = 1_000_000;

/** A text as it is kept in a data source's settings: gzip, in base64. */
export async function packRecords(text: string): Promise<string | Refusal> {
  const packed = toBase64(await through(new CompressionStream('gzip'), text));
  return packed.length <= MAX_PACKED_LENGTH
    ? packed
    : {
        sentence: `The records take ${megabytes(packed.length)} MB when compressed, and the settings of a data source hold ${megabytes(MAX_PACKED_LENGTH)} MB: Grafana sends them to every page. Keep the columns that you need and fewer rows, or put the records into a database.`,
      };
}

export async function unpackRecords(packed: string): Promise<string | Refusal> {
  try {
    return new TextDecoder().decode(await through(new DecompressionStream('gzip'), fromBase64(packed)));
  } catch {
    return {
      sentence: 'The stored records cannot be read: they are no compressed text. Paste them or choose the file again.',
    };
  }
}

async function through(
  stream: CompressionStream | DecompressionStream,
  content: string | Uint8Array<ArrayBuffer>
): Promise<Uint8Array> {
  const piped = new Response(content).body?.pipeThrough(stream);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}

const megabytes = (length: number) => (length / 1_000_000).toFixed(1);

/** Block by block, since arguments are limited. */
const BLOCK = 0x8000;

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += BLOCK) {
    binary += String.fromCharCode(...bytes.subarray(i, i + BLOCK));
  }
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
