import type { ImportProgress, SourceFile } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { UnreadableFileError } from './byte-window.ts';
import { contentStart } from './inflate-content.ts';
import { OsmCollector } from './osm-collector.ts';
import type { OsmData } from './osm-data.ts';
import { looksLikeOsmJson, readJson } from './read-json.ts';
import { looksLikePbf, readPbf } from './read-pbf.ts';
import { looksLikeOsmXml, readXml } from './read-xml.ts';

/** XML and JSON may be packed (gzip, bzip2). */
export type OsmFormat = 'pbf' | 'xml' | 'json';

/** Enough to pass a declaration, a comment and a licence note before the `osm` element. */
const startBytes = 16 * 1024;

/**
 * OSM format of a file by its first bytes; `null` where it is none. 16 KB are enough unless the file is bzip2, of which a
 * whole block has to be there (up to 1 MB).
 */
export function osmFormat(bytes: Uint8Array): OsmFormat | null {
  if (looksLikePbf(bytes)) return 'pbf';
  const start = contentStart(bytes, startBytes);
  if (looksLikeOsmXml(start)) return 'xml';
  return looksLikeOsmJson(start) ? 'json' : null;
}

const readers = { pbf: readPbf, xml: readXml, json: readJson } as const;

/**
 * Reads OSM files of any format into one store, piece by piece: a file is never held whole. The first problem of any file
 * ends the import.
 */
export async function* readOsmFiles(
  files: readonly { readonly file: SourceFile; readonly format: OsmFormat }[],
): AsyncGenerator<ImportProgress, Outcome<OsmData>> {
  const collector = new OsmCollector();
  const total = files.reduce((sum, { file }) => sum + file.blob.size, 0);
  let done = 0;
  for (const { file, format } of files) {
    const outcome = yield* readOne(file, format, collector, done, total);
    if (!outcome.ok) return outcome;
    done += file.blob.size;
  }
  return success(collector.finish());
}

async function* readOne(
  { name, blob }: SourceFile,
  format: OsmFormat,
  collector: OsmCollector,
  done: number,
  total: number,
): AsyncGenerator<ImportProgress, Outcome<null>> {
  const reader = readers[format](blob, name, collector);
  try {
    let next = await reader.next();
    while (next.done !== true) {
      yield { step: `Reading ${name}`, fraction: (done + next.value * blob.size) / total };
      next = await reader.next();
    }
    return next.value;
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return failure(
      'file-unreadable',
      `${name} could not be read to its end; was it moved, changed or unplugged?`,
      name,
    );
  } finally {
    await reader.return(failure('cancelled', `${name} was not read to its end.`, name));
  }
}
