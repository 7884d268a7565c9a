import type { ImportProgress, NamedFile } from '#model/import-job.ts';
import { type Outcome, success } from '#model/result.ts';
import { contentStart } from './inflate-gzip.ts';
import { OsmCollector } from './osm-collector.ts';
import type { OsmData } from './osm-data.ts';
import { looksLikePbf, readPbf } from './read-pbf.ts';
import { looksLikeOsmXml, readXml } from './read-xml.ts';

export type OsmFormat = 'pbf' | 'xml';

/** Enough to pass a declaration, a comment and a licence note before the `osm` element. */
const startBytes = 16 * 1024;

/** OSM format of a file by its content; `null` where it is none. */
export function osmFormat(bytes: Uint8Array): OsmFormat | null {
  if (looksLikePbf(bytes)) return 'pbf';
  return looksLikeOsmXml(contentStart(bytes, startBytes)) ? 'xml' : null;
}

/** Reads OSM files of either format into one store; the first problem of any file ends the import. */
export function* readOsmFiles(
  files: readonly { readonly file: NamedFile; readonly format: OsmFormat }[],
): Generator<ImportProgress, Outcome<OsmData>> {
  const collector = new OsmCollector();
  const total = files.reduce((sum, { file }) => sum + file.bytes.length, 0);
  let done = 0;
  for (const { file, format } of files) {
    const reader =
      format === 'pbf' ? readPbf(file.bytes, file.name, collector) : readXml(file.bytes, file.name, collector);
    let next = reader.next();
    while (next.done !== true) {
      yield { step: `Reading ${file.name}`, fraction: (done + next.value * file.bytes.length) / total };
      next = reader.next();
    }
    if (!next.value.ok) return next.value;
    done += file.bytes.length;
  }
  return success(collector.finish());
}
