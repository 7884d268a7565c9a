import type { GeographicBox } from '#model/geographic-box.ts';
import type { ImportProgress, SourceFile } from '#model/import-job.ts';
import { failure, type Outcome, type Problem, success } from '#model/result.ts';
import type { SceneSource } from '#model/scene.ts';
import type { ImportOptions, SourceMapping, SourceQuestion } from '#model/source-mapping.ts';
import { osmAttribution, osmLicence } from '../assemble/city-manifest.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import type { OsmData } from '../osm/osm-data.ts';
import { type OsmFormat, readOsmFiles } from '../osm/read-osm.ts';
import type { KnownInput } from './group-files.ts';
import { readerProblem } from './reader-problem.ts';
import { isOsm } from './refusals.ts';
import { inContentOrder } from './source-order.ts';
import type { SourceInput, SourceProbe, SourceReader } from './source-reader.ts';
import { readerOf } from './source-registry.ts';

/** All OpenStreetMap files, which are one source: their entities merge by id. */
export interface OsmPlan {
  readonly name: string;
  readonly files: readonly SourceFile[];
  readonly formats: readonly OsmFormat[];
}

/** A source that has been looked at, with the mapping it will be read with. */
export interface PlannedSource extends KnownInput {
  readonly reader: SourceReader;
  readonly extent: GeographicBox | null;
  readonly mapping: SourceMapping | null;
  readonly question: SourceQuestion | null;
  /** As in {@link SourceProbe}. */
  readonly unplaced?: Problem | null;
}

export interface ImportPlan {
  readonly osm: OsmPlan | null;
  readonly elevation: SourceFile | null;
  readonly others: readonly PlannedSource[];
}

export function bytesOf(files: readonly SourceFile[]): number {
  return files.reduce((sum, { blob }) => sum + blob.size, 0);
}

/** What the scene says of its OpenStreetMap source. */
export function osmWords({ name, formats }: OsmPlan): SceneSource {
  const words = { pbf: 'PBF', xml: 'XML', json: 'JSON' } as const;
  const kinds = [...new Set(formats.map((format) => words[format]))].sort();
  const kind = `OpenStreetMap extract (${kinds.join(', ')})`;
  return { name: name.slice(0, 500), kind, licence: osmLicence, attribution: osmAttribution };
}

/** The mapping that was chosen for a file, or `null` where none was. */
export function chosenMapping({ mappings }: ImportOptions, name: string): SourceMapping | null {
  return Object.hasOwn(mappings, name) ? mappings[name] : null;
}

/** Looks at every source, so that the scene's place can be settled; sources in the order of their content. */
export async function* planImport(
  known: readonly KnownInput[],
  options: ImportOptions,
  notes: ImportNotes,
): AsyncGenerator<ImportProgress, Outcome<ImportPlan>> {
  const stray = Object.keys(options.mappings).find((name) => known.every(({ input }) => input.name !== name));
  if (stray !== undefined) {
    return failure(
      'mapping-no-file',
      `There is a mapping for ${stray}, but no such file among those that are read.`,
      stray,
    );
  }
  const elevation: SourceFile[] = [];
  const others: PlannedSource[] = [];
  const ordered = await inContentOrder(known.filter(({ kind }) => !isOsm(kind)));
  for (const [index, source] of ordered.entries()) {
    yield { step: `Looking at ${source.input.name}`, fraction: index / ordered.length };
    const planned = await planSource(source, chosenMapping(options, source.input.name), options.localOrigin);
    if (!planned.ok) return planned;
    if (planned.value === 'elevation') elevation.push(source.input.files[0]);
    else if (planned.value.mapping?.role === 'ignore') leaveOut(planned.value, notes);
    else if (planned.value.unplaced) return { ok: false, problem: planned.value.unplaced };
    else others.push(planned.value);
  }
  const osm = await osmPlan(known);
  if (elevation.length > 1) {
    const place = elevation[1].name;
    return failure(
      'two-terrains',
      `${place} is a second elevation file; a scene has one, so merge them first, or say that one holds people (role=demand).`,
      place,
    );
  }
  if (osm === null && others.length === 0) return nothingToShow(elevation[0]?.name ?? null, known);
  return success({ osm, elevation: elevation[0] ?? null, others });
}

function nothingToShow(terrain: string | null, known: readonly KnownInput[]): Outcome<ImportPlan> {
  const place = terrain ?? known[0].input.name;
  return terrain === null
    ? failure(
        'all-ignored',
        `Nothing is taken from ${place}: say what its features are (its role in the mapping).`,
        place,
      )
    : failure(
        'terrain-alone',
        `${place} is terrain without a city; open it together with an OpenStreetMap extract or building footprints.`,
        place,
      );
}

function leaveOut({ input, question }: PlannedSource, notes: ImportNotes): void {
  notes.tell(
    'ignored',
    'source',
    `${input.name} is left out: nothing says what its features are.`,
    question?.features ?? 1,
  );
}

async function osmPlan(known: readonly KnownInput[]): Promise<OsmPlan | null> {
  const inputs = await inContentOrder(known.filter(({ kind }) => isOsm(kind)));
  if (inputs.length === 0) return null;
  const files = inputs.map(({ input }) => input.files[0]);
  const formats = inputs.map(({ kind }) => (kind === 'osm-pbf' ? 'pbf' : kind === 'osm-xml' ? 'xml' : 'json'));
  return { name: files.map(({ name }) => name).join(', '), files, formats };
}

/** Reads all OpenStreetMap files into one store. */
export function readOsmPlan({ files, formats }: OsmPlan): AsyncGenerator<ImportProgress, Outcome<OsmData>> {
  return readOsmFiles(files.map((file, index) => ({ file, format: formats[index] })));
}

/** What one file is to be read as; a GeoTIFF is elevation unless someone or something says otherwise. */
export async function planSource(
  known: KnownInput,
  chosen: SourceMapping | null,
  localOrigin: ImportOptions['localOrigin'],
): Promise<Outcome<PlannedSource | 'elevation'>> {
  const reader = readerOf(known.kind);
  if (known.kind === 'geotiff' && (reader === null || chosen?.role === 'elevation')) return success('elevation');
  if (reader === null) throw new Error(`no reader of ${known.kind}`);
  const probe = await probeSource(reader, known.input, chosen, localOrigin);
  if (!probe.ok) return probe;
  const { extent, question, unplaced = null } = probe.value;
  const mapping = chosen ?? question?.guess ?? null;
  if (known.kind === 'geotiff' && (mapping === null || mapping.role === 'elevation')) return success('elevation');
  if (mapping?.role === 'elevation') {
    const { name } = known.input;
    return failure('role-elevation', `${name} is no raster, so it cannot be the heights of the ground.`, name);
  }
  return success({ ...known, reader, extent, mapping, question, unplaced });
}

async function probeSource(
  reader: SourceReader,
  input: SourceInput,
  mapping: SourceMapping | null,
  localOrigin: ImportOptions['localOrigin'],
): Promise<Outcome<SourceProbe>> {
  try {
    return await reader.probe(input, mapping, localOrigin);
  } catch (error) {
    return { ok: false, problem: readerProblem(error, input.name) };
  }
}
