import { genericModels } from '#model/catalogue/generic-models.ts';
import { deviceKinds } from '#model/device.ts';
import { cameraForms, type DeviceModel, deviceModelSchema } from '#model/device-model.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { firstFault } from '#model/schema-issue.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { numberOfCell, shortened, textOfCell } from './cell-values.ts';

/** What a model may leave open; taken from the shipped model of its class. */
const guessable = [
  'price',
  'installation',
  'yearly',
  'powerWatts',
  'powerOver',
  'mtbfHours',
  'mttrHours',
  'mountHeightMeters',
] as const;

/**
 * A model from what is told of it. What is left open of {@link guessable} is that of the shipped model of its class, and its
 * source says so; everything else must be there. Unknown fields are refused.
 */
export function completeModel(
  partial: Readonly<Record<string, unknown>>,
  fileName: string,
  notes: ImportNotes,
): Outcome<DeviceModel> {
  const { kind } = partial;
  if (!deviceKinds.some((known) => known === kind))
    return failure('model-kind', `Its kind must be one of ${deviceKinds.join(', ')}.`);
  const name = nonEmpty(partial['name']) ?? nonEmpty(partial['id']);
  if (name === null) return failure('model-name', 'It has neither a name nor an id.');
  const id = nonEmpty(partial['id']) ?? slug(name);
  const alike = classModel(partial);
  const open = guessable.filter((field) => partial[field] === undefined || partial[field] === null);
  const assumed: Record<string, unknown> = Object.fromEntries(open.map((field) => [field, alike[field]]));
  const model = {
    ...withLens(partial),
    ...assumed,
    id,
    name: name.slice(0, 200),
    source: sourceText(nonEmpty(partial['source']) ?? fileName, open),
    priceSource: open.includes('price') ? 'assumption' : (nonEmpty(partial['priceSource']) ?? fileName).slice(0, 500),
  };
  const parsed = deviceModelSchema.safeParse(model);
  if (!parsed.success) return failure('model-field', `${firstFault(parsed.error, model).words}.`);
  const problem = lensProblem(parsed.data);
  if (problem !== null) return failure('model-lens', problem);
  for (const field of open)
    notes.add('guessed', 'catalogue model', `It tells no ${field}; that of “${alike.name}” is an assumption.`, id);
  return success(parsed.data);
}

function sourceText(source: string, open: readonly string[]): string {
  const told = source.slice(0, 800);
  return open.length === 0 ? told : `${told}; assumption: ${open.join(', ')} as usual for the class`;
}

/** A lens that is told by one figure does not zoom. */
function withLens(partial: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (partial['kind'] !== 'camera' && partial['kind'] !== 'alpr') return { ...partial };
  const focalLength = partial['focalLength'] ?? partial['focalLengthMinimum'];
  return {
    ...partial,
    focalLength,
    focalLengthMinimum: partial['focalLengthMinimum'] ?? focalLength,
    focalLengthMaximum: partial['focalLengthMaximum'] ?? focalLength,
  };
}

function lensProblem(model: DeviceModel): string | null {
  if (model.kind !== 'camera' && model.kind !== 'alpr') return null;
  const { focalLength, focalLengthMinimum, focalLengthMaximum } = model;
  if (focalLengthMinimum <= focalLength && focalLength <= focalLengthMaximum) return null;
  return `Its lens of ${focalLength} mm is not between its shortest and longest (${focalLengthMinimum}, ${focalLengthMaximum}).`;
}

/** The shipped model that is most like it: of its kind and, for cameras, its form. */
function classModel(partial: Readonly<Record<string, unknown>>): DeviceModel {
  const ofKind = genericModels.filter(({ kind }) => kind === partial['kind']);
  const form = cameraForms.find((known) => known === partial['form']);
  const alike = ofKind.find((model) => model.kind === 'camera' && model.form === form) ?? ofKind[0];
  if (alike === undefined) throw new Error('every kind has a shipped model');
  return alike;
}

function nonEmpty(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Lower-case letters and digits with hyphens, at most 100. */
export function slug(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return plain.slice(0, 100) || 'model';
}

const textColumns = [
  'id',
  'name',
  'form',
  'projection',
  'source',
  'priceSource',
  'powerOver',
  'codec',
  'sensorFormat',
  'plates',
  'sitingScale',
  'measures',
  'radio',
];
const numberColumns = [
  'price',
  'installation',
  'yearly',
  'powerWatts',
  'bitrateMbps',
  'mtbfHours',
  'mttrHours',
  'mountHeightMeters',
  'focalLength',
  'focalLengthMinimum',
  'focalLengthMaximum',
  'tiltDegrees',
  'framesPerSecond',
  'infraredReachMeters',
  'lanes',
  'exposureSeconds',
  'rangeMeters',
  'nearMeters',
  'farMeters',
  'fieldDegrees',
];
const sensorColumns = {
  sensorWidthPixels: 'widthPixels',
  sensorHeightPixels: 'heightPixels',
  sensorWidthMillimeters: 'widthMillimeters',
  sensorHeightMillimeters: 'heightMillimeters',
} as const;

/**
 * What a row of a table with columns named as the fields of a model tells; null where its `kind` column is missing or empty.
 * Functions of access control are parted by `;`. Other columns are left alone.
 */
export function partialOfCells(cells: ReadonlyMap<string, unknown>): Outcome<Record<string, unknown> | null> {
  const kind = textOfCell(cells.get('kind')).trim().toLowerCase();
  if (kind === '') return success(null);
  const partial: Record<string, unknown> = { kind };
  const filled = (column: string) => textOfCell(cells.get(column)).trim();
  for (const column of textColumns) if (filled(column) !== '') partial[column] = filled(column);
  if (filled('functions') !== '')
    partial['functions'] = filled('functions')
      .split(';')
      .map((part) => part.trim());
  const sensor: Record<string, number> = {};
  for (const column of [...numberColumns, ...Object.keys(sensorColumns)]) {
    if (filled(column) === '') continue;
    const number = numberOfCell(cells.get(column), false);
    if (typeof number === 'string') return failure('model-cell', `${column} ${shortened(number)}.`);
    if (column in sensorColumns) sensor[sensorColumns[column as keyof typeof sensorColumns]] = number;
    else partial[column] = number;
  }
  if (Object.keys(sensor).length > 0) partial['sensor'] = sensor;
  return success(partial);
}
