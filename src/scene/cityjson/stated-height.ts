import type { HeightSource } from '#model/city.ts';
import { buildingHeight, metersPerLevel } from '../osm/building-heights.ts';

/** Above this a height is a typing error: the tallest building stands 828 m. */
const tallestMeters = 900;
const leastMeters = 0.5;
const mostStoreys = 200;

/** Attributes that hold a height above the ground in metres: CityGML's and CityJSON's own, and what data sets add. */
const aboveGround = ['measuredHeight', 'measured_height', 'height', 'hoogte', 'bouwhoogte'];
/** Pairs of absolute heights, roof and ground, metres above the same datum: the Dutch 3D register's names. */
const absolute = [
  ['b3_h_dak_max', 'b3_h_maaiveld'],
  ['b3_h_max', 'b3_h_maaiveld'],
  ['b3_h_dak_70p', 'b3_h_maaiveld'],
  ['b3_h_70p', 'b3_h_maaiveld'],
  ['h_dak_max', 'h_maaiveld'],
] as const;
const storeys = ['storeysAboveGround', 'b3_bouwlagen', 'numberOfFloors'];

export interface StatedHeight {
  readonly meters: number;
  readonly source: HeightSource;
  /** For the report. */
  readonly sentence: string;
}

/**
 * Height of a building whose faces have none (a footprint), metres: by an attribute, else by its storeys, else the default
 * of its use. Numbers may stand as text; impossible ones are as if missing.
 */
export function statedHeight(attributes: Readonly<Record<string, unknown>>, use: string): StatedHeight {
  for (const name of aboveGround) {
    const meters = numberIn(attributes, name);
    if (isHeight(meters)) return { meters, source: 'measured', sentence: `Is a footprint; its height is ${name}.` };
  }
  for (const [roof, ground] of absolute) {
    const meters = numberIn(attributes, roof) - numberIn(attributes, ground);
    if (isHeight(meters))
      return { meters, source: 'measured', sentence: `Is a footprint; its height is ${roof} less ${ground}.` };
  }
  for (const name of storeys) {
    const count = numberIn(attributes, name);
    if (count > 0 && count <= mostStoreys)
      return {
        meters: count * metersPerLevel,
        source: 'levels',
        sentence: `Is a footprint; its height is ${name}, 3 m each.`,
      };
  }
  const sentence = 'Is a footprint without a usable height; the default of its type was taken.';
  return { meters: buildingHeight([], use, null).top, source: 'default', sentence };
}

function isHeight(meters: number): boolean {
  return meters >= leastMeters && meters <= tallestMeters;
}

/** NaN where there is none. */
function numberIn(attributes: Readonly<Record<string, unknown>>, name: string): number {
  const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*-?\d+([.,]\d+)?\s*$/.test(value) ? Number(value.replace(',', '.')) : NaN;
}
