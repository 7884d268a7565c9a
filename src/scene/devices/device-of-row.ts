import { modelFields, placementFields } from '#model/catalogue/model-fields.ts';
import { type Device, type DeviceKind, deviceKinds, deviceSchema, deviceStates, isOptical } from '#model/device.ts';
import type { DeviceColumn } from '#model/device-mapping.ts';
import type { DeviceModel } from '#model/device-model.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { firstFault } from '#model/schema-issue.ts';
import { numberOfCell, shortened, textOfCell } from './cell-values.ts';
import { parseDirections } from './direction.ts';
import { deviceKindOf } from './guess-device-mapping.ts';
import type { DeviceRow } from './open-device-table.ts';
import { ownFields } from './own-fields.ts';
import type { ReadingPlan } from './read-devices.ts';

/** A fault of one cell: ends the sentence of the row. */
class RowFault extends Error {}

type Fields = Record<string, unknown>;

/** Beyond this a device is no part of the scene's city, metres from its origin in x or y. */
const farthestMeters = 100_000;

/** The device of one row, or one sentence why it is none. `seen`: ids of earlier rows with their places. */
export function deviceOfRow(
  row: DeviceRow,
  index: number,
  plan: ReadingPlan,
  seen: ReadonlyMap<string, string>,
): Outcome<Device> {
  try {
    if (row.fault !== null) throw new RowFault(`This row ${row.fault}.`);
    return success(readRow(row, index, plan, seen));
  } catch (error) {
    if (error instanceof RowFault) return failure('device-row', error.message);
    throw error;
  }
}

function readRow(row: DeviceRow, index: number, plan: ReadingPlan, seen: ReadonlyMap<string, string>): Device {
  const id = idOf(row, index, plan, seen);
  const known = plan.devices.get(id) ?? null;
  const kind = kindOf(row, plan, known);
  const base = known !== null && known.kind === kind ? known : null;
  const model = modelOf(row, plan, kind, base, id);
  const fields: Fields = {
    ...base,
    ...(model.changed && model.model !== null ? modelFields(model.model) : {}),
    ...(base === null && model.model !== null ? placementFields(model.model) : {}),
    kind,
    id,
    model: model.id,
    ...place(row, plan),
    ...plainFields(row, plan, id, base),
  };
  if (model.noted !== '') fields['notes'] = [fields['notes'], model.noted].filter(Boolean).join('\n').slice(0, 5000);
  addOwnFields(fields, row, plan, id);
  addAim(fields, row, plan, id);
  return checked(fields, base, id, plan);
}

function cell(row: DeviceRow, plan: ReadingPlan, column: DeviceColumn): unknown {
  const name = plan.mapping.columns[column];
  return name === undefined ? undefined : (row.values.get(name) ?? '');
}

function textCell(row: DeviceRow, plan: ReadingPlan, column: DeviceColumn): string | null {
  const value = cell(row, plan, column);
  return value === undefined ? null : textOfCell(value);
}

/** A number, null where the cell is empty or the column absent. */
function numberCell(row: DeviceRow, plan: ReadingPlan, column: DeviceColumn): number | null {
  const value = cell(row, plan, column);
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return null;
  const number = numberOfCell(value, plan.commaDecimals);
  if (typeof number === 'string') throw new RowFault(`${plan.mapping.columns[column] ?? column} ${number}.`);
  return number;
}

function idOf(row: DeviceRow, index: number, plan: ReadingPlan, seen: ReadonlyMap<string, string>): string {
  const text = textCell(row, plan, 'id') ?? '';
  const given = plan.isOwn ? text : text.trim();
  if (given.length > 100) throw new RowFault(`The id “${shortened(given)}” is longer than 100 characters.`);
  if (given !== '') {
    const before = seen.get(given);
    if (before !== undefined) throw new RowFault(`The id “${shortened(given)}” is used already (${before}).`);
    return given;
  }
  for (let number = index + 1; ; number += 1) {
    const id = `row-${number}`;
    if (plan.devices.has(id) || seen.has(id)) continue;
    plan.notes.add('guessed', 'device', 'The row has no id; it got one by its number.', id);
    return id;
  }
}

function kindOf(row: DeviceRow, plan: ReadingPlan, known: Device | null): DeviceKind {
  const text = (textCell(row, plan, 'kind') ?? '').trim();
  if (text === '') return known?.kind ?? plan.mapping.defaultKind;
  if (Object.hasOwn(plan.mapping.kinds, text)) return plan.mapping.kinds[text];
  const kind = deviceKinds.find((candidate) => candidate === text.toLowerCase()) ?? deviceKindOf(text);
  if (kind === null) throw new RowFault(`“${shortened(text)}” is no kind of device that Sightline knows.`);
  return kind;
}

interface ChosenModel {
  readonly id: string;
  readonly model: DeviceModel | null;
  /** Its fields have to be taken. */
  readonly changed: boolean;
  /** Goes into the device's notes. */
  readonly noted: string;
}

function modelOf(row: DeviceRow, plan: ReadingPlan, kind: DeviceKind, base: Device | null, id: string): ChosenModel {
  const text = textCell(row, plan, 'model');
  const wanted = (text ?? '').trim();
  if (wanted === '' && plan.isOwn && text !== null) return { id: '', model: null, changed: false, noted: '' };
  if (wanted === '' && base !== null)
    return { id: base.model, model: plan.modelsById.get(base.model) ?? null, changed: false, noted: '' };
  const found = plan.modelsById.get(wanted) ?? plan.modelsByName.get(wanted.toLowerCase()) ?? null;
  if (found !== null && found.kind === kind)
    return { id: found.id, model: found, changed: base?.model !== found.id, noted: '' };
  const model = defaultModel(plan, kind);
  const told =
    wanted === ''
      ? `No model is told; ${model.name} is an assumption.`
      : `The catalogue does not know its model; ${model.name} is an assumption, the name stands in its notes.`;
  plan.notes.add('guessed', 'device', told, id);
  return { id: model.id, model, changed: true, noted: wanted === '' ? '' : `Model in the source: ${wanted}` };
}

function defaultModel(plan: ReadingPlan, kind: DeviceKind): DeviceModel {
  const chosen = plan.modelsById.get(plan.mapping.defaultModel);
  const model = chosen?.kind === kind ? chosen : plan.models.find((candidate) => candidate.kind === kind);
  if (model === undefined) throw new RowFault(`The catalogue has no model of the kind ${kind}.`);
  return model;
}

function place(row: DeviceRow, plan: ReadingPlan): Fields {
  const degrees =
    row.position ??
    (plan.mapping.columns.longitude === undefined
      ? null
      : [numberCell(row, plan, 'longitude'), numberCell(row, plan, 'latitude')]);
  if (degrees === null) {
    const [x, y] = [numberCell(row, plan, 'x'), numberCell(row, plan, 'y')];
    if (x === null || y === null) throw new RowFault('This row has no coordinates.');
    return nearOrigin(Math.round(x * 1024) / 1024, Math.round(y * 1024) / 1024);
  }
  const [longitude, latitude] = degrees;
  if (longitude === null || latitude === null) throw new RowFault('This row has no coordinates.');
  if (!(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 85))
    throw new RowFault(`${longitude}, ${latitude} is no place in degrees of longitude and latitude.`);
  return nearOrigin(...plan.frame.toLocal(longitude, latitude));
}

function nearOrigin(x: number, y: number): Fields {
  if (Math.abs(x) <= farthestMeters && Math.abs(y) <= farthestMeters) return { x, y };
  throw new RowFault('This place is more than 100 km from the middle of the scene.');
}

/** Fields that a column gives as they are. A cell that is empty clears a text and leaves a number as it was. */
function plainFields(row: DeviceRow, plan: ReadingPlan, id: string, base: Device | null): Fields {
  const fields: Fields = {};
  const name = textCell(row, plan, 'name');
  if (name !== null && name.trim() !== '') fields['name'] = name;
  else if (base === null) fields['name'] = id;
  for (const column of ['purpose', 'notes'] as const) {
    const text = textCell(row, plan, column);
    if (text !== null) fields[column] = text;
  }
  const height = numberCell(row, plan, 'heightMeters');
  if (height !== null) fields['heightMeters'] = height;
  if (plan.mapping.columns.retentionDays !== undefined)
    fields['retentionDays'] = numberCell(row, plan, 'retentionDays');
  for (const [column, known] of [
    ['phase', plan.phases],
    ['agency', plan.agencies],
  ] as const) {
    const text = textCell(row, plan, column)?.trim();
    if (text === undefined) continue;
    fields[column] = known.get(text) ?? known.get(text.toLowerCase()) ?? null;
    if (text !== '' && fields[column] === null)
      plan.notes.add('dropped', 'device', `The plan has no ${column} “${shortened(text)}”; left open.`, id);
  }
  const state = textCell(row, plan, 'state')?.trim().toLowerCase();
  if (state !== undefined && state !== '') fields['state'] = stateOf(state, plan, id);
  return fields;
}

const stateWords: Readonly<Record<string, Device['state']>> = {
  active: 'live',
  operational: 'live',
  'in service': 'live',
  proposed: 'planned',
  removed: 'retired',
  decommissioned: 'retired',
};

function stateOf(text: string, plan: ReadingPlan, id: string): Device['state'] {
  const state = deviceStates.find((candidate) => candidate === text);
  if (state !== undefined) return state;
  const word = Object.hasOwn(stateWords, text) ? stateWords[text] : null;
  const told = word ?? 'planned';
  plan.notes.add('guessed', 'device', `The state “${shortened(text)}” was taken as ${told}.`, id);
  return told;
}

function addOwnFields(fields: Fields, row: DeviceRow, plan: ReadingPlan, id: string): void {
  const own = ownFields(String(fields['kind']), row, plan);
  if (typeof own === 'string') throw new RowFault(own);
  const { sensor, ...others } = own;
  Object.assign(fields, others);
  if (sensor !== undefined) fields['sensor'] = { ...(fields['sensor'] as object | undefined), ...(sensor as object) };
  for (const [field, known] of [
    ['uplink', plan.uplinks],
    ['powerFeed', plan.powerFeeds],
    ['retiredInPhase', plan.phases],
  ] as const) {
    const value = fields[field];
    if (typeof value !== 'string' || known.has(value)) continue;
    fields[field] = null;
    plan.notes.add('dropped', 'device', `The plan does not have its ${field} “${shortened(value)}”; left open.`, id);
  }
}

/** Heading, tilt and lens. A range of bearings also gives the field of view; a stated field goes before the lens. */
function addAim(fields: Fields, row: DeviceRow, plan: ReadingPlan, id: string): void {
  const heading = (textCell(row, plan, 'headingDegrees') ?? '').trim();
  let field = numberCell(row, plan, 'fieldOfViewDegrees');
  const number = heading === '' ? null : numberOfCell(heading, plan.commaDecimals);
  if (typeof number === 'number') {
    fields['headingDegrees'] = number;
  } else if (heading !== '') {
    const directions = parseDirections(heading);
    if (directions === null)
      throw new RowFault(`“${shortened(heading)}” is no heading: a number of degrees, a compass point or a range.`);
    fields['headingDegrees'] = directions[0].headingDegrees;
    field ??= directions[0].fieldDegrees;
    if (directions.length > 1)
      plan.notes.add('dropped', 'device', 'It looks into several directions; only the first was taken.', id);
  }
  if (fields['kind'] !== 'camera' && fields['kind'] !== 'alpr') return;
  const tilt = numberCell(row, plan, 'tiltDegrees');
  if (tilt !== null) fields['tiltDegrees'] = tilt;
  const lens = numberCell(row, plan, 'focalLengthMillimeters');
  if (lens !== null) fields['focalLengthMillimeters'] = lens;
  if (field === null) return;
  const width = (fields['sensor'] as { readonly widthMillimeters?: unknown } | undefined)?.widthMillimeters;
  if (typeof width !== 'number' || !(field > 0 && field < 175) || fields['projection'] === 'equidistant') {
    plan.notes.add('dropped', 'device', 'Its field of view does not fit its lens; the model’s was kept.', id);
    return;
  }
  fields['focalLengthMillimeters'] = width / 2 / Math.tan((field / 2) * (Math.PI / 180));
}

function checked(fields: Fields, base: Device | null, id: string, plan: ReadingPlan): Device {
  const parsed = deviceSchema.safeParse(fields);
  if (!parsed.success) throw new RowFault(`${firstFault(parsed.error, fields).words}.`);
  const device = parsed.data;
  if (base?.locked === true && JSON.stringify(device) !== JSON.stringify(deviceSchema.parse(base)))
    throw new RowFault(`${base.name} is locked in the plan; unlock it to change it.`);
  if (isOptical(device) && device.purpose.trim() === '')
    plan.notes.add('guessed', 'device', 'A device with a picture needs a purpose, and the table tells none.', id);
  return device;
}
