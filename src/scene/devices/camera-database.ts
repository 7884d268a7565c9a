import { fisheyeFocalLength } from '#model/catalogue/sensors.ts';
import type { CameraForm, DeviceModel } from '#model/device-model.ts';
import { failure, type Outcome } from '#model/result.ts';
import type { Sensor } from '#model/sensor.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { shortened, textOfCell } from './cell-values.ts';
import { completeModel, slug } from './complete-model.ts';
import { horizontalField, type Range, rangeOf } from './field-of-view-text.ts';
import { pixelsOf, sensorOf } from './sensor-text.ts';

/**
 * Entries of the CC0 camera database on GitHub (ch-bas/cctv-camera-database): `data/cameras.csv` with the columns id, brand,
 * model, type, resolution_label, megapixels, sensor, field_of_view_deg, night_vision_type, …, and `data/cameras.json` with more.
 * A row is a map of plain names (lower case, letters and digits) to texts.
 */
type Row = ReadonlyMap<string, string>;

/** Whether a JSON value is an entry of the database rather than a model of our own. */
export function isDatabaseEntry(entry: Readonly<Record<string, unknown>>): boolean {
  return !('kind' in entry) && 'brand' in entry && 'model' in entry && 'type' in entry;
}

/** Path in `cameras.json` of what a row has under each name. */
const jsonPaths: Readonly<Record<string, string>> = {
  id: 'id',
  brand: 'brand',
  model: 'model',
  type: 'type',
  resolutionlabel: 'resolution.label',
  megapixels: 'resolution.megapixels',
  maxwidth: 'resolution.max_width',
  maxheight: 'resolution.max_height',
  sensor: 'sensor',
  fieldofviewdeg: 'field_of_view_deg',
  focallengthmm: 'lens.focal_length_mm',
  nightvisiontype: 'night_vision.type',
  nightvisionrangem: 'night_vision.range_m',
  maxfps: 'video.max_fps',
  powermethod: 'power.method',
  powerconsumptionw: 'power.consumption_w',
  powersource: 'power_source',
  sources: 'sources',
};

export function rowOfDatabaseEntry(entry: Readonly<Record<string, unknown>>): Row {
  return new Map(
    Object.entries(jsonPaths).map(([name, path]) => {
      const value = path.split('.').reduce<unknown>((current, key) => {
        if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
        return (current as Record<string, unknown>)[key];
      }, entry);
      return [name, Array.isArray(value) ? value.map(textOfCell).join(' ') : textOfCell(value).trim()];
    }),
  );
}

/** A catalogue model of an entry; what it does not tell and cannot be usual for a class is a reason to refuse it. */
export function modelOfDatabase(row: Row, fileName: string, notes: ImportNotes): Outcome<DeviceModel> {
  const cell = (name: string) => row.get(name) ?? '';
  const name = [cell('brand'), cell('model')].filter((part) => part !== '').join(' ') || cell('name');
  if (name === '') return failure('model-name', 'It has neither a name nor a brand and model.');
  const id = (cell('id') || slug(name)).slice(0, 100);
  const type = cell('type').toLowerCase();
  if (type === 'dual-lens' || type === 'panoramic')
    return failure('model-imagers', `${name} has several imagers, and the table does not tell how they are turned.`);
  const pixels = pixelsOf(cell('resolutionlabel'), cell('maxwidth'), cell('maxheight'), cell('megapixels'));
  if (pixels === null) return failure('model-pixels', `${name} has no pixel count that could be read.`);
  const isThermal = /thermal|microbolometer|vanadium/i.test(`${cell('resolutionlabel')} ${cell('sensor')} ${type}`);
  const sensor = sensorOf(pixels, cell('sensor'));
  const lens = lensOf(row, name, type, sensor.sensor);
  if (!lens.ok) return lens;
  const { form, projection, focal, note } = lens.value;
  const assumptions = [pixels.assumption, sensor.assumption, note].filter((text) => text !== '');
  for (const assumption of assumptions) notes.add('guessed', 'catalogue model', `${assumption}.`, id);
  const infrared = infraredOf(cell('nightvisiontype'), cell('nightvisionrangem'), isThermal);
  if (infrared.guessed) notes.add('guessed', 'catalogue model', 'Its infrared light is taken to reach 30 m.', id);
  const watts = Number.parseFloat(cell('powerconsumptionw'));
  const frames = Number.parseFloat(cell('maxfps'));
  const told = [
    `${name}, ${fileName}`,
    cell('sources').split(' ')[0],
    ...assumptions,
    infrared.guessed ? 'infrared 30 m' : '',
  ];
  return completeModel(
    {
      kind: 'camera',
      id,
      name,
      form: isThermal ? 'thermal' : form,
      projection,
      sensor: sensor.sensor,
      sensorFormat: shortened(cell('sensor')).slice(0, 40),
      focalLengthMinimum: focal.low,
      focalLengthMaximum: focal.high,
      focalLength: focal.low,
      // Planned with 15 frames; a camera that gives fewer gives those.
      framesPerSecond: frames > 0 && frames < 15 ? frames : 15,
      infraredReachMeters: infrared.reach,
      source: told.filter((text) => text !== '').join('; '),
      ...(watts > 0 && watts <= 10_000 ? { powerWatts: watts } : {}),
      ...powerOf(`${cell('powersource')} ${cell('powermethod')}`),
    },
    fileName,
    notes,
  );
}

interface Lens {
  readonly form: CameraForm;
  readonly projection: 'rectilinear' | 'equidistant';
  readonly focal: Range;
  readonly note: string;
}

/** From the stated field of view; else from the stated focal length. */
function lensOf(row: Row, name: string, type: string, sensor: Sensor): Outcome<Lens> {
  const field = horizontalField(row.get('fieldofviewdeg') ?? '');
  if (type === 'fisheye' || (field !== null && field.range.high >= 355)) {
    const focal = fisheyeFocalLength(sensor);
    const note = 'A fisheye of 180° that fills the sensor’s shorter side is an assumption';
    return ok({ form: 'fisheye', projection: 'equidistant', focal: { low: focal, high: focal }, note });
  }
  if (field !== null && field.range.high >= 170)
    return failure('model-field', `${name} sees ${field.range.high}° across, which no single straight lens does.`);
  const formOf = ({ low, high }: Range): CameraForm =>
    type === 'ptz' ? 'ptz' : high > low * 1.05 ? 'varifocal' : 'fixed';
  if (field !== null) {
    const at = (degrees: number) => sensor.widthMillimeters / 2 / Math.tan((degrees / 2) * (Math.PI / 180));
    const focal = { low: at(field.range.high), high: at(field.range.low) };
    const note = field.stated
      ? 'The lens is reckoned from its horizontal field of view'
      : 'Its field of view is taken as horizontal, and the lens reckoned from it';
    return ok({ form: formOf(focal), projection: 'rectilinear', focal, note });
  }
  const focal = rangeOf(row.get('focallengthmm') ?? '');
  if (focal !== null && focal.low >= 0.5)
    return ok({ form: formOf(focal), projection: 'rectilinear', focal, note: '' });
  return failure('model-lens', `${name} tells neither a field of view nor a focal length.`);
}

function ok(value: Lens): Outcome<Lens> {
  return { ok: true, value };
}

function infraredOf(
  type: string,
  range: string,
  isThermal: boolean,
): { readonly reach: number; readonly guessed: boolean } {
  const reach = Number.parseFloat(range);
  if (isThermal || !/^(ir|hybrid)$/i.test(type)) return { reach: 0, guessed: false };
  return reach > 0 && reach <= 2000 ? { reach, guessed: false } : { reach: 30, guessed: true };
}

function powerOf(text: string): { readonly powerOver?: 'poe' | 'mains' | 'battery' } {
  if (/\bpoe\b|802\.3/i.test(text)) return { powerOver: 'poe' };
  if (/\bbattery|solar\b/i.test(text)) return { powerOver: 'battery' };
  return /\b(dc|ac|usb|mains)\b|\d\s*v\b/i.test(text) ? { powerOver: 'mains' } : {};
}
