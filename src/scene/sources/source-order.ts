import { createHasher } from '#geo/hash.ts';
import type { KnownInput } from './group-files.ts';

const sampleBytes = 64 * 1024;

/**
 * The sources in an order that depends on what is in them and neither on their names nor on the order they were given in:
 * by kind, size, and a hash of their first and last 64 KB. Only where all of that is the same do names decide.
 */
export async function inContentOrder<T extends KnownInput>(sources: readonly T[]): Promise<T[]> {
  const keyed: { readonly source: T; readonly key: string }[] = [];
  for (const source of sources) keyed.push({ source, key: await contentKey(source) });
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ source }) => source);
}

async function contentKey({ kind, input }: KnownInput): Promise<string> {
  const parts: string[] = [];
  let size = 0;
  for (const { name, blob } of input.files) {
    const hasher = createHasher().text(String(blob.size));
    for (const start of new Set([0, Math.max(0, blob.size - sampleBytes)])) {
      hasher.bytes(new Uint8Array(await blob.slice(start, start + sampleBytes).arrayBuffer()));
    }
    parts.push(`${hasher.digest()} ${name.slice(name.lastIndexOf('.'))}`);
    size += blob.size;
  }
  return [kind, String(size).padStart(16, '0'), ...parts.sort(), input.name].join('\n');
}
