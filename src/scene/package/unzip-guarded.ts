import { unzipSync } from 'fflate';
import { ProblemError } from '#model/result.ts';
import { problem } from './geojson.ts';
import { crc32, zipChecksums } from './zip-checksums.ts';

/** Limits against archives that unpack to more than anyone meant. */
const entryLimit = 100;
const inflatedLimit = 2 ** 30;

/** An archive whose entries are unpacked when asked for. */
export interface GuardedArchive {
  readonly names: readonly string[];
  /** Unpacks the entries with these names. Throws a ProblemError where one is damaged. */
  unpack(names: readonly string[]): Record<string, Uint8Array<ArrayBuffer>>;
}

/** Lists a zip file without unpacking it. Throws a ProblemError for what is no zip file or breaks the limits. */
export function openArchive(bytes: Uint8Array, fileName: string): GuardedArchive {
  const names: string[] = [];
  let inflated = 0;
  visitEntries(bytes, fileName, ({ name, originalSize }) => {
    names.push(name);
    inflated += originalSize;
    if (names.length > entryLimit)
      throw problem(
        'package-too-many',
        'The archive has more than 100 files; a scene package has at most nine.',
        fileName,
      );
    if (inflated > inflatedLimit)
      throw problem('package-too-large', 'The archive unpacks to more than 1 GiB.', fileName);
    return false;
  });
  return { names, unpack: (wanted) => unpackEntries(bytes, fileName, wanted) };
}

function unpackEntries(
  bytes: Uint8Array,
  fileName: string,
  wanted: readonly string[],
): Record<string, Uint8Array<ArrayBuffer>> {
  const checksums = zipChecksums(bytes);
  const expected = new Map<string, number | undefined>();
  let index = 0;
  // fflate unpacks into a buffer of the announced size, so an entry that lies about its size cannot grow.
  const entries = visitEntries(bytes, fileName, ({ name }) => {
    const checksum = checksums[index];
    index += 1;
    if (!wanted.includes(name)) return false;
    expected.set(name, checksum);
    return true;
  });
  for (const [name, content] of Object.entries(entries)) {
    const checksum = expected.get(name);
    // Zip64 directories lie elsewhere and are not looked for; such an archive opens without the check.
    if (checksum !== undefined && crc32(content) !== checksum) {
      throw problem('package-damaged', `The file ${name} in the scene package is damaged.`, fileName);
    }
  }
  return entries;
}

function visitEntries(
  bytes: Uint8Array,
  fileName: string,
  filter: (entry: { name: string; originalSize: number }) => boolean,
): Record<string, Uint8Array<ArrayBuffer>> {
  try {
    return unzipSync(bytes, { filter }) as Record<string, Uint8Array<ArrayBuffer>>;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw problem(
      'package-damaged',
      'The scene package cannot be unpacked: it is truncated, damaged or no zip file.',
      fileName,
    );
  }
}
