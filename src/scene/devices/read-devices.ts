import { createFrame, type Frame } from '#geo/frame.ts';
import { allModels } from '#model/catalogue/find-model.ts';
import type { Device } from '#model/device.ts';
import { type DeviceMapping, ownDeviceColumns } from '#model/device-mapping.ts';
import type { DeviceModel } from '#model/device-model.ts';
import type { ImportNote } from '#model/import-report.ts';
import { failure, type Outcome, type Problem, success } from '#model/result.ts';
import { deviceLimit, type Scenario } from '#model/scenario.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import { shortened } from './cell-values.ts';
import { deviceOfRow } from './device-of-row.ts';
import type { OpenedDeviceTable } from './open-device-table.ts';

/** What a table of devices gives. */
export interface DeviceReading {
  /** In the table's order. One whose id the plan has stands in place of the plan's. */
  readonly devices: readonly Device[];
  /** Rows that are no devices, each with its place in the file. */
  readonly refused: readonly Problem[];
  readonly notes: readonly ImportNote[];
}

/** What rows are read against. */
export interface ReadingPlan {
  readonly frame: Frame;
  readonly mapping: DeviceMapping;
  readonly commaDecimals: boolean;
  /** Columns of Sightline's own tables that this one has. */
  readonly ownColumns: ReadonlySet<string>;
  /** The table was written by Sightline: an empty cell is a value of its own. */
  readonly isOwn: boolean;
  readonly models: readonly DeviceModel[];
  readonly modelsById: ReadonlyMap<string, DeviceModel>;
  readonly modelsByName: ReadonlyMap<string, DeviceModel>;
  readonly devices: ReadonlyMap<string, Device>;
  readonly phases: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, string>;
  readonly uplinks: ReadonlySet<string>;
  readonly powerFeeds: ReadonlySet<string>;
  readonly notes: ImportNotes;
}

const rowsPerYield = 100;

/**
 * Devices of an opened table. A row whose id the plan has changes that device in the columns that the table has; others are
 * new, with what their catalogue model gives. A row that cannot be a device is refused with a sentence; the others stand.
 * Yields the fraction done; a table that would take the plan over its limit is refused as a whole.
 */
export function* readDevices(
  table: OpenedDeviceTable,
  mapping: DeviceMapping,
  scenario: Scenario,
): Generator<number, Outcome<DeviceReading>> {
  const problem = mappingProblem(table, mapping, scenario);
  if (problem !== null) return problem;
  const plan = readingPlan(table, mapping, scenario);
  const devices: Device[] = [];
  const refused: Problem[] = [];
  const seen = new Map<string, string>();
  let added = 0;
  for (const [index, row] of table.rows.entries()) {
    if (index % rowsPerYield === rowsPerYield - 1) yield index / table.rows.length;
    const place = `${table.fileName}:${row.place}`;
    const outcome = deviceOfRow(row, index, plan, seen);
    if (!outcome.ok) {
      refused.push({ ...outcome.problem, place });
      continue;
    }
    const device = outcome.value;
    seen.set(device.id, row.place);
    if (!plan.devices.has(device.id)) added += 1;
    if (scenario.devices.length + added > deviceLimit) return tooMany(table, scenario);
    devices.push(device);
  }
  return success({ devices, refused, notes: plan.notes.finish() });
}

function tooMany(table: OpenedDeviceTable, scenario: Scenario): Outcome<never> {
  const sentence = `With the ${table.rowCount.toLocaleString('en-US')} rows of this table the plan would have more than ${deviceLimit.toLocaleString('en-US')} devices (it has ${scenario.devices.length.toLocaleString('en-US')}); nothing was taken.`;
  return failure('device-limit', sentence, table.fileName);
}

function mappingProblem(table: OpenedDeviceTable, mapping: DeviceMapping, scenario: Scenario): Outcome<never> | null {
  const { columns } = mapping;
  for (const name of Object.values(columns)) {
    if (!table.columns.includes(name))
      return failure('mapping-column', `This table has no column “${shortened(name)}”.`, table.fileName);
  }
  const degrees = columns.longitude !== undefined && columns.latitude !== undefined;
  const metres = columns.x !== undefined && columns.y !== undefined;
  const points = table.rows.some(({ position }) => position !== null);
  if (!degrees && !metres && !points) {
    const sentence =
      'Nothing tells where the devices stand: name the columns of longitude and latitude, or of x and y.';
    return failure('mapping-place', sentence, table.fileName);
  }
  if (mapping.defaultModel !== '' && !allModels(scenario).some(({ id }) => id === mapping.defaultModel))
    return failure('mapping-model', `The catalogue has no model “${shortened(mapping.defaultModel)}”.`, table.fileName);
  return null;
}

function readingPlan(table: OpenedDeviceTable, mapping: DeviceMapping, scenario: Scenario): ReadingPlan {
  const models = allModels(scenario);
  const ownColumns = new Set<string>(ownDeviceColumns.filter((column) => table.columns.includes(column)));
  const names = (records: readonly { readonly id: string; readonly name: string }[]) =>
    new Map([
      ...records.map(({ id, name }) => [name.trim().toLowerCase(), id] as const),
      ...records.map(({ id }) => [id, id] as const),
    ]);
  return {
    frame: createFrame(scenario.scene.origin),
    mapping,
    commaDecimals: table.commaDecimals,
    ownColumns,
    isOwn: ownColumns.has('sourceId') && ownColumns.has('mounting'),
    models,
    modelsById: new Map(models.map((model) => [model.id, model])),
    modelsByName: new Map(models.map((model) => [model.name.toLowerCase(), model])),
    devices: new Map(scenario.devices.map((device) => [device.id, device])),
    phases: names(scenario.phases),
    agencies: names(scenario.agencies),
    uplinks: new Set(scenario.networkNodes.map(({ id }) => id)),
    powerFeeds: new Set(scenario.powerFeeds.map(({ id }) => id)),
    notes: new ImportNotes(),
  };
}
