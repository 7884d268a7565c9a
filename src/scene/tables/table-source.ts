import type { ImportProgress, SourceBytes } from '#model/import-job.ts';
import { type Outcome, success } from '#model/result.ts';
import type { SourceMapping } from '#model/source-mapping.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import type { Placement, SourceInput, SourceLayers, SourceProbe, SourceReader } from '../sources/source-reader.ts';
import type { FeatureTable, TableOpener } from './feature-table.ts';
import { featuresToLayers } from './features-to-layers.ts';
import { guessMapping } from './guess-mapping.ts';
import { systemOfTable, tableExtent } from './table-place.ts';
import { summarizeTable } from './table-summary.ts';

/**
 * A reader of one format of feature tables. A table that was opened to be looked at is kept until it is read, so that a
 * file is parsed once; it goes when its file does.
 */
export function tableReader(format: string, open: TableOpener): SourceReader {
  const opened = new WeakMap<SourceBytes, FeatureTable>();

  async function* openOnce(input: SourceInput): AsyncGenerator<ImportProgress, Outcome<FeatureTable>> {
    const key = input.files[0]?.blob;
    const known = key === undefined ? undefined : opened.get(key);
    if (known !== undefined) return success(known);
    const table = yield* open(input);
    if (table.ok && key !== undefined) opened.set(key, table.value);
    return table;
  }

  return {
    format,
    async probe(input, mapping) {
      const table = await settle(openOnce(input));
      return table.ok ? probeTable(table.value, mapping, input.name) : table;
    },
    async *read(input, mapping, placement, notes) {
      const table = yield* openOnce(input);
      for (const { blob } of input.files) opened.delete(blob);
      return table.ok ? yield* readTable(table.value, mapping, input.name, placement, notes) : table;
    },
  };
}

function probeTable(table: FeatureTable, mapping: SourceMapping | null, name: string): Outcome<SourceProbe> {
  const summary = run(summarizeTable(table));
  const { mapping: guess, reasons } = guessMapping(table, summary, stemOf(name));
  const used = mapping ?? guess;
  const system = systemOfTable(table, used, name);
  const extent = system.ok ? run(tableExtent(table, used, system.value, name)) : system;
  // Without a mapping the wrong system is no end yet: it is what has to be asked. With one it is.
  if (!extent.ok && mapping !== null && mapping.role !== 'ignore') return extent;
  return success({
    ...(extent.ok ? {} : { unplaced: extent.problem }),
    extent: extent.ok ? extent.value : null,
    question: {
      file: name,
      format: table.format,
      features: table.features.length,
      geometry: summary.geometry,
      coordinateSystem: system.ok && table.coordinateSystem !== null ? system.value.name : table.coordinateSystem,
      properties: summary.columns.map(({ name: column, type, filled, examples }) => ({
        name: column,
        type,
        filled,
        examples,
      })),
      guess,
      reasons: extent.ok ? reasons : [extent.problem.sentence, ...reasons],
    },
  });
}

async function* readTable(
  table: FeatureTable,
  chosen: SourceMapping | null,
  name: string,
  placement: Placement,
  notes: ImportNotes,
): AsyncGenerator<ImportProgress, Outcome<SourceLayers>> {
  const mapping = chosen ?? guessMapping(table, run(summarizeTable(table)), stemOf(name)).mapping;
  const system = systemOfTable(table, mapping, name);
  if (!system.ok) return system;
  yield { step: `Reading ${name}`, fraction: 0 };
  const looking = tableExtent(table, mapping, system.value, name);
  let extent = looking.next();
  while (extent.done !== true) {
    yield { step: `Reading ${name}`, fraction: 0.05 };
    extent = looking.next();
  }
  if (!extent.value.ok) return extent.value;
  for (const { sentence, count } of table.remarks ?? []) notes.tell('ignored', `${table.format} file`, sentence, count);
  const {
    layers,
    joins,
    tripJoins = [],
  } = yield* featuresToLayers(table, mapping, system.value, placement, stemOf(name), notes);
  const { role } = mapping;
  return success({
    layers,
    joins,
    tripJoins,
    counts: { [`${role}Features`]: table.features.length },
    licence: 'as its source states',
    attribution: '',
  });
}

/** File name without folders and endings: begins the ids of what the file gives. */
export function stemOf(name: string): string {
  const file = name.replace(/^.*[\\/]/, '').replace(/\.[a-z0-9]{1,8}(\.zip)?$/i, '');
  return file.slice(0, 100) || 'table';
}

async function settle<T>(work: AsyncGenerator<unknown, T>): Promise<T> {
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  return next.value;
}

function run<T>(work: Generator<unknown, T>): T {
  let next = work.next();
  while (next.done !== true) next = work.next();
  return next.value;
}
