import type { SourceBytes } from '#model/import-job.ts';

const sliceBytes = 2 ** 20;

export interface DecodedText {
  readonly text: string;
  /** `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`. */
  readonly encoding: string;
}

/**
 * Text of a file: by its byte order mark, else UTF-8, else, where it is no UTF-8, Windows-1252, in which every byte is a
 * letter. Yields the fraction done.
 */
export async function* decodeText(blob: SourceBytes): AsyncGenerator<number, DecodedText> {
  const head = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  const marked =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
  for (const encoding of marked === null ? ['utf-8', 'windows-1252'] : [marked]) {
    const text = yield* decodeAs(blob, encoding);
    if (text !== null) return { text, encoding };
  }
  return { text: '', encoding: 'utf-16le' };
}

async function* decodeAs(blob: SourceBytes, encoding: string): AsyncGenerator<number, string | null> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const parts: string[] = [];
  try {
    for (let from = 0; from < blob.size; from += sliceBytes) {
      yield from / blob.size;
      parts.push(decoder.decode(await blob.slice(from, from + sliceBytes).arrayBuffer(), { stream: true }));
    }
    parts.push(decoder.decode());
  } catch (error) {
    // A fatal decoder throws a TypeError for bytes that are none of its encoding; a blob that cannot be read throws others.
    if (error instanceof TypeError) return null;
    throw error;
  }
  return parts.join('');
}

/** A short text in bytes, likewise; for names and values in binary tables. */
export function decodeShort(bytes: Uint8Array, encoding: string | null): string {
  if (encoding !== null) {
    try {
      return new TextDecoder(encoding).decode(bytes);
    } catch {
      // An encoding that the platform does not know: as if none were named.
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
