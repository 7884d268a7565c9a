import type { ImportProgress, SourceFile } from '#model/import-job.ts';
import { failure, type Outcome, ProblemError, success } from '#model/result.ts';
import type { SourceInput } from '../sources/source-reader.ts';
import type { FeatureTable, TableFeature } from './feature-table.ts';
import { openCsv } from './open-csv.ts';
import { textOf } from './property-value.ts';
import { Remarks } from './remarks.ts';
import { zipMembers } from './zip-members.ts';

const archiveLimit = 512 * 2 ** 20;

/** `location_type` of GTFS Schedule; empty counts as a stop. */
const kinds: Readonly<Record<string, string>> = { '0': 'stop', '1': 'station', '2': 'entrance' };

/**
 * Stops of a public-transport timetable (GTFS Schedule): a feed as zip, or its `stops.txt` alone. `location_type` becomes
 * a word: `stop`, `station` or `entrance`; nodes inside stations and boarding areas are left out.
 */
export async function* openGtfs(input: SourceInput): AsyncGenerator<ImportProgress, Outcome<FeatureTable>> {
  const file = input.files[0];
  if (file === undefined) return failure('no-file', 'There is no file to open.', input.name);
  yield { step: `Reading ${file.name}`, fraction: 0 };
  let stops: SourceFile;
  try {
    stops = await stopsFile(file);
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
  const table = yield* openCsv({ name: file.name, files: [stops] });
  if (!table.ok) return table;
  const first = table.value.features[0]?.properties ?? {};
  for (const column of ['stop_id', 'stop_lat', 'stop_lon']) {
    if (!Object.hasOwn(first, column))
      return failure(
        'gtfs-column',
        `stops.txt of ${file.name} has no column ${column}; it is no GTFS feed.`,
        file.name,
      );
  }
  const remarks = new Remarks();
  for (const { sentence, count } of table.value.remarks ?? []) remarks.add(sentence, count);
  const features = table.value.features.flatMap((feature) => stopOf(feature, remarks));
  return success({ format: 'GTFS', coordinateSystem: 'EPSG:4326', features, remarks: remarks.list() });
}

async function stopsFile(file: SourceFile): Promise<SourceFile> {
  const head = new Uint8Array(await file.blob.slice(0, 4).arrayBuffer());
  if (head[0] !== 0x50 || head[1] !== 0x4b) return file;
  if (file.blob.size > archiveLimit)
    throw new ProblemError({
      code: 'file-large',
      sentence: `${file.name} is larger than 512 MiB; give its stops.txt alone.`,
      place: file.name,
    });
  const archive = new Uint8Array(await file.blob.arrayBuffer());
  const members = zipMembers(archive, file.name, (name) => /(^|\/)stops\.txt$/i.test(name));
  if (members.length === 0)
    throw new ProblemError({
      code: 'gtfs-no-stops',
      sentence: `${file.name} is a zip file without a stops.txt, so it is no GTFS feed.`,
      place: file.name,
    });
  return { name: 'stops.txt', blob: new Blob([members[0].bytes]) };
}

function stopOf(feature: TableFeature, remarks: Remarks): TableFeature[] {
  const type = textOf(feature.properties['location_type']) ?? '0';
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) {
    remarks.add('A node inside a station or a boarding area is no place of its own and was left out.');
    return [];
  }
  return [{ ...feature, properties: { ...feature.properties, location_type: kind } }];
}
