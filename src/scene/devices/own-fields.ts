import { z } from 'zod';
import { accessFunctions, headSchema, presetSchema } from '#model/device.ts';
import type { OwnDeviceColumn } from '#model/device-mapping.ts';
import { numberOfCell, shortened, textOfCell } from './cell-values.ts';
import type { DeviceRow } from './open-device-table.ts';
import type { ReadingPlan } from './read-devices.ts';

/** `text`: an empty cell clears it; of the others but lists and references it leaves what was there. */
type Kind = 'number' | 'text' | 'choice' | 'reference' | 'boolean' | 'heads' | 'presets' | 'functions';

interface OwnField {
  readonly column: OwnDeviceColumn;
  /** Path in the device. */
  readonly path: string;
  readonly type: Kind;
  /** Kinds of devices that have it; null: all. */
  readonly kinds: readonly string[] | null;
}

const optical = ['camera', 'alpr'];
const of = (column: OwnDeviceColumn, type: Kind, kinds: readonly string[] | null, path: string = column): OwnField => ({
  column,
  path,
  type,
  kinds,
});

const ownFieldList: readonly OwnField[] = [
  of('rollDegrees', 'number', optical),
  of('sensorWidthPixels', 'number', optical, 'sensor.widthPixels'),
  of('sensorHeightPixels', 'number', optical, 'sensor.heightPixels'),
  of('sensorWidthMillimeters', 'number', optical, 'sensor.widthMillimeters'),
  of('sensorHeightMillimeters', 'number', optical, 'sensor.heightMillimeters'),
  of('infraredReachMeters', 'number', optical),
  of('projection', 'choice', ['camera']),
  of('spectrum', 'choice', ['camera']),
  of('heads', 'heads', ['camera']),
  of('presets', 'presets', ['camera']),
  of('plates', 'choice', ['alpr']),
  of('exposureSeconds', 'number', ['alpr']),
  of('mounting', 'choice', null, 'mounting.kind'),
  of('mountedOn', 'reference', null, 'mounting.featureId'),
  of('legalBasis', 'text', null),
  of('locked', 'boolean', null),
  of('retiredInPhase', 'reference', null),
  of('uplink', 'reference', null),
  of('powerFeed', 'reference', null),
  of('portalId', 'reference', ['access']),
  of('functions', 'functions', ['access']),
  of('rangeMeters', 'number', ['acoustic']),
  of('nearMeters', 'number', ['radar']),
  of('farMeters', 'number', ['radar']),
  of('rangeFieldDegrees', 'number', ['radar'], 'fieldDegrees'),
  of('sitingScale', 'choice', ['air']),
  of('assetId', 'reference', ['light']),
  of('sourceId', 'text', null),
];

/** Fields of a device from the columns that only Sightline's own tables have, or a sentence why a cell cannot be read. */
export function ownFields(kind: string, row: DeviceRow, plan: ReadingPlan): Record<string, unknown> | string {
  const fields: Record<string, unknown> = {};
  for (const { column, path, type, kinds } of ownFieldList) {
    if (!plan.ownColumns.has(column) || (kinds !== null && !kinds.includes(kind))) continue;
    const value = valueOf(row.values.get(column), type, plan.commaDecimals);
    if (value instanceof Fault) return `${column} ${value.words}.`;
    if (value === undefined) continue;
    const [outer, inner] = path.split('.');
    if (inner === undefined) fields[outer] = value;
    else fields[outer] = { ...(fields[outer] as object | undefined), [inner]: value };
  }
  const mounting = fields['mounting'] as { kind?: unknown; featureId?: unknown } | undefined;
  if (mounting !== undefined && (mounting.kind === undefined || mounting.featureId === undefined))
    fields['mounting'] = { kind: mounting.kind ?? 'free', featureId: mounting.featureId ?? null };
  return fields;
}

/** What a cell is when it cannot be read; ends a sentence. */
class Fault {
  readonly words: string;
  constructor(words: string) {
    this.words = words;
  }
}

/** A {@link Fault} where it cannot be read; undefined: as it was, because the cell is empty. */
function valueOf(value: unknown, type: Kind, commaDecimals: boolean): unknown {
  const text = textOfCell(value);
  const empty = text.trim() === '';
  switch (type) {
    case 'number': {
      if (empty) return undefined;
      const number = numberOfCell(value, commaDecimals);
      return typeof number === 'string' ? new Fault(number) : number;
    }
    case 'text':
      return text;
    case 'choice':
      return empty ? undefined : text.trim();
    case 'reference':
      return text === '' ? null : text;
    case 'boolean':
      if (empty) return undefined;
      return /^(true|1|yes)$/i.test(text.trim()) ? true : /^(false|0|no)$/i.test(text.trim()) ? false : wrong(text);
    case 'functions': {
      const parts = Array.isArray(value) ? value.map(textOfCell) : text.split(';').map((part) => part.trim());
      const words = parts.filter((part) => part !== '');
      return words.every((word) => accessFunctions.some((known) => known === word)) ? words : wrong(text);
    }
    case 'heads':
      return list(z.array(headSchema), value, text, empty);
    case 'presets':
      return list(z.array(presetSchema), value, text, empty);
  }
}

function wrong(text: string): Fault {
  return new Fault(`(${shortened(text)}) is not understood`);
}

function list(schema: z.ZodType, value: unknown, text: string, empty: boolean): unknown {
  if (empty) return [];
  let content: unknown = value;
  if (typeof value === 'string') {
    try {
      content = JSON.parse(text);
    } catch {
      return wrong(text);
    }
  }
  const parsed = schema.safeParse(content);
  return parsed.success ? parsed.data : wrong(text);
}
