import { quantize } from '#geo/quantum.ts';
import { allModels } from '#model/catalogue/find-model.ts';
import { deviceOfModel } from '#model/catalogue/model-fields.ts';
import type { AlprUnit, Device, Mounting, PlateRegion } from '#model/device.ts';
import type { AlprModel } from '#model/device-model.ts';
import type { Condition } from '#model/goal.ts';
import type { Scenario } from '#model/scenario.ts';
import { type Plate, readPlate, readProbability } from '../../alpr/plate-reading.ts';
import { plateRules } from '../../alpr/plate-rules.ts';
import { cameraPose, devicePosition } from '../../coverage/camera-pose.ts';
import type { DeviceContext } from '../../coverage/device-context.ts';
import { lanesReadBy, plateOptics } from '../../coverage/target-sight.ts';
import { positionProblem, terrainOf } from '../../visibility/visibility-scene.ts';
import type { DriveGraph } from '../traffic/drive-graph.ts';
import type { UnitReader, UnitReads } from '../traffic/unit-reads.ts';

/** What further ALPR units are tried with. */
export interface AlprTools {
  readonly context: DeviceContext;
  readonly graph: DriveGraph;
  readonly reader: UnitReader;
  readonly scenario: Pick<Scenario, 'devices' | 'catalogue' | 'scene' | 'assumptions'>;
  readonly condition: Condition;
}

/** ALPR models that can be bought, the cheapest first. */
export function alprModels({ scenario }: Pick<AlprTools, 'scenario'>): AlprModel[] {
  const models = allModels(scenario).filter((model): model is AlprModel => model.kind === 'alpr');
  return models.sort((a, b) => priceOf(a) - priceOf(b) || (a.id < b.id ? -1 : 1));
}

/** One unit and its installation. */
export function priceOf({ price, installation }: Pick<AlprModel, 'price' | 'installation'>): number {
  return price + installation;
}

/** Plates that are read here: those of most of the plan's ALPR units, else by continent. */
export function plateRegionOf({ scenario }: Pick<AlprTools, 'scenario'>): PlateRegion {
  const units = scenario.devices.filter((device): device is AlprUnit => device.kind === 'alpr');
  const us = units.filter(({ plates }) => plates === 'us').length;
  if (units.length > 0) return 2 * us > units.length ? 'us' : 'eu';
  const { longitude } = scenario.scene.origin;
  return longitude > -170 && longitude < -30 ? 'us' : 'eu';
}

/** How a unit stands. Degrees, metres, millimetres. */
export interface AlprPose {
  readonly x: number;
  readonly y: number;
  readonly heightMeters: number;
  readonly headingDegrees: number;
  readonly tiltDegrees: number;
  readonly focalLengthMillimeters: number;
  readonly mounting: Mounting;
}

/** A unit of a model in a pose, as a plan would hold it; null where a field is out of its range. */
export function alprUnit(model: AlprModel, pose: AlprPose, plates: PlateRegion, id: string): AlprUnit | null {
  const made = deviceOfModel(model, {
    ...pose,
    ...{ id, name: model.name, plates },
    x: quantize(pose.x),
    y: quantize(pose.y),
    heightMeters: quantize(pose.heightMeters),
  });
  return made.ok && made.value.kind === 'alpr' ? made.value : null;
}

/** What a unit would read, past everything that hides; null where it cannot stand. The same as coverage has it. */
export function readsOfUnit({ context, reader }: AlprTools, unit: AlprUnit): UnitReads | null {
  const terrain = terrainOf(context.scene);
  const position = devicePosition(unit, terrain);
  if (positionProblem(context.scene, ...position) !== null) return null;
  const read = lanesReadBy(context, unit, cameraPose(unit, terrain));
  if (read === null) return null;
  const lanes = { laneIndex: read.index, laneByDay: read.day, laneByNight: read.night };
  return reader.readsOf({ id: unit.id, ...lanes, position: [...position] }, unit.name);
}

/** Chance that a unit reads a plate that nothing hides, under the question's condition. */
export function readsPlate({ context, scenario, condition }: AlprTools, unit: AlprUnit, plate: Plate): number {
  const pose = cameraPose(unit, terrainOf(context.scene));
  const rules = plateRules(scenario.assumptions, unit.plates);
  const { day, night } = readPlate(plateOptics(unit, pose), plate, rules, context.isLit(plate.x, plate.y));
  return readProbability(condition === 'night' ? night : day);
}

/** Devices that take up mounts. */
export function standing(devices: readonly Device[]): readonly Device[] {
  return devices.filter(({ state }) => state !== 'retired');
}
