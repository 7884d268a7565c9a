import type { DeviceModel } from '#model/device-model.ts';
import type { ImportNote } from '#model/import-report.ts';
import { parseJson } from '#model/json-text.ts';
import { failure, type Outcome, type Problem, success } from '#model/result.ts';
import { catalogueLimit } from '#model/scenario.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import { plainName } from '../tables/column-names.ts';
import { isDatabaseEntry, modelOfDatabase, rowOfDatabaseEntry } from './camera-database.ts';
import { textOfCell } from './cell-values.ts';
import { completeModel, partialOfCells } from './complete-model.ts';
import { openDeviceTable } from './open-device-table.ts';

/** What a file of catalogue models gives. */
export interface ModelReading {
  readonly models: readonly DeviceModel[];
  /** Entries that are no models, each with its place in the file. */
  readonly refused: readonly Problem[];
  readonly notes: readonly ImportNote[];
}

const entriesPerYield = 100;
const entryLimit = 200_000;

/**
 * Catalogue models from JSON (a list of models, whole or in part, or the camera database’s `cameras.json`) or CSV (columns named
 * as the fields of a model, or the camera database’s `cameras.csv`). What an entry leaves open (price, reliability, …) is taken
 * from the shipped model of its class and named as an assumption in its source; pixels and lens are never made up. An entry that
 * cannot be a model is refused with a sentence, the others stand. More models than there is `room` for in the plan's catalogue are
 * refused as a whole. Yields the fraction done.
 */
export function* readModels(
  text: string,
  fileName: string,
  room: number = catalogueLimit,
): Generator<number, Outcome<ModelReading>> {
  const entries = /^\uFEFF?\s*[{[]/.test(text) ? jsonEntries(text, fileName) : yield* csvEntries(text, fileName);
  if (!entries.ok) return entries;
  const notes = new ImportNotes();
  const models = new Map<string, DeviceModel>();
  const refused: Problem[] = [];
  for (const [index, { place, value }] of entries.value.entries()) {
    if (index % entriesPerYield === entriesPerYield - 1) yield 0.5 + (0.5 * index) / entries.value.length;
    const outcome = modelOf(value, fileName, notes);
    if (!outcome.ok) refused.push({ ...outcome.problem, place });
    else if (models.has(outcome.value.id))
      refused.push({ code: 'model-twice', sentence: `The id “${outcome.value.id}” is used twice.`, place });
    else models.set(outcome.value.id, outcome.value);
  }
  if (models.size > room) {
    const sentence = `This file has ${models.size.toLocaleString('en-US')} models, and the plan’s catalogue has room for ${room.toLocaleString('en-US')}; keep those that you need.`;
    return failure('models-many', sentence, fileName);
  }
  return success({ models: [...models.values()], refused, notes: notes.finish() });
}

interface Entry {
  readonly place: string;
  readonly value: ReadonlyMap<string, unknown> | Readonly<Record<string, unknown>> | null;
}

function modelOf(value: Entry['value'], fileName: string, notes: ImportNotes): Outcome<DeviceModel> {
  if (value === null) return failure('model-entry', 'This entry is no catalogue model.');
  if (value instanceof Map) {
    const cells = value as ReadonlyMap<string, unknown>;
    const partial = partialOfCells(cells);
    if (!partial.ok) return partial;
    return partial.value === null
      ? modelOfDatabase(plainCells(cells), fileName, notes)
      : completeModel(partial.value, fileName, notes);
  }
  const record = value as Readonly<Record<string, unknown>>;
  return isDatabaseEntry(record)
    ? modelOfDatabase(rowOfDatabaseEntry(record), fileName, notes)
    : completeModel(record, fileName, notes);
}

function plainCells(cells: ReadonlyMap<string, unknown>): ReadonlyMap<string, string> {
  return new Map([...cells].map(([name, value]) => [plainName(name), textOfCell(value).trim()]));
}

function jsonEntries(text: string, fileName: string): Outcome<readonly Entry[]> {
  if (text.length > 64_000_000)
    return failure('models-large', 'This file is too large (more than 64 million characters).', fileName);
  const parsed = parseJson(text, fileName);
  if (!parsed.ok) return parsed;
  const list: readonly unknown[] = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  if (list.length === 0) return failure('models-empty', 'This list has no models.', fileName);
  if (list.length > entryLimit)
    return failure('models-many', `This list has more than ${entryLimit} entries; cut it into parts.`, fileName);
  return success(
    list.map((value, index) => ({
      place: `${fileName}:[${index}]`,
      value: typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null,
    })),
  );
}

function* csvEntries(text: string, fileName: string): Generator<number, Outcome<readonly Entry[]>> {
  const opening = openDeviceTable(text, fileName);
  let step = opening.next();
  while (step.done !== true) {
    yield step.value * 0.5;
    step = opening.next();
  }
  if (!step.value.ok) return step.value;
  return success(step.value.value.rows.map(({ place, values }) => ({ place: `${fileName}:${place}`, value: values })));
}
