import { unzipSync } from 'fflate';
import { ProblemError } from '#model/result.ts';
import { crc32, zipChecksums } from '../package/zip-checksums.ts';

/** Limits against archives that unpack to more than anyone meant. */
const entryLimit = 10_000;
const memberLimit = 512 * 2 ** 20;

export interface ZipMember {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Files of a zip archive that are wanted, unpacked. Throws a ProblemError for what is no zip file, for one with very many
 * entries, and where what is wanted would unpack to more than 512 MiB.
 */
export function zipMembers(archive: Uint8Array, archiveName: string, wanted: (name: string) => boolean): ZipMember[] {
  const checksums = zipChecksums(archive);
  const expected = new Map<string, number | undefined>();
  let entries = 0;
  let total = 0;
  const filter = (entry: { readonly name: string; readonly originalSize: number }) => {
    const checksum = checksums[entries];
    entries += 1;
    if (entries > entryLimit) throw refusal('zip-entries', `${archiveName} has more than 10,000 files.`, archiveName);
    // Copies that macOS puts beside every file begin like this.
    if (entry.name.startsWith('__MACOSX/') || !wanted(entry.name)) return false;
    total += entry.originalSize;
    if (total > memberLimit)
      throw refusal('zip-large', `What is needed of ${archiveName} unpacks to more than 512 MiB.`, archiveName);
    expected.set(entry.name, checksum);
    return true;
  };
  let unpacked: Record<string, Uint8Array>;
  try {
    // fflate unpacks into a buffer of the announced size, so an entry that lies about its size cannot grow.
    unpacked = unzipSync(archive, { filter });
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw refusal(
      'zip-damaged',
      `${archiveName} cannot be unpacked: it is truncated, damaged or no zip file.`,
      archiveName,
    );
  }
  return Object.entries(unpacked).map(([name, bytes]) => {
    const checksum = expected.get(name);
    if (checksum !== undefined && crc32(bytes) !== checksum)
      throw refusal('zip-damaged', `The file ${name} in ${archiveName} is damaged.`, archiveName);
    return { name, bytes: bytes as Uint8Array<ArrayBuffer> };
  });
}

function refusal(code: string, sentence: string, place: string): ProblemError {
  return new ProblemError({ code, sentence, place });
}
