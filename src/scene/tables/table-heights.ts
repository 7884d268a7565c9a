import type { HeightSource } from '#model/city.ts';
import type { SourceMapping } from '#model/source-mapping.ts';
import { buildingHeight, metersPerLevel } from '../osm/building-heights.ts';
import { parseLengthMeters, parseLevels } from '../osm/length-value.ts';
import { numberOf, propertyOf, textOf } from './property-value.ts';

const metersPerFoot = 0.3048;
/** Above this a height is a typing error: the tallest building stands 828 m. */
const tallestMeters = 900;
const mostLevels = 200;

export interface TableHeight {
  /** Metres above the ground: top and underside. */
  readonly top: number;
  readonly under: number;
  readonly source: HeightSource;
  /** What was given but cannot be. */
  readonly unusable: boolean;
}

/** A length of the table in metres: numbers in the unit of the mapping, text also with a unit of its own. */
export function lengthOf(value: unknown, unit: 'm' | 'ft'): number | null {
  const number = numberOf(value);
  if (number !== null) return unit === 'ft' ? number * metersPerFoot : number;
  return typeof value === 'string' ? parseLengthMeters(value) : null;
}

/**
 * Height of a building: its height, else its storeys × 3 m, else the default: the source's own where it has one, else
 * that of its use. Impossible values (not above the underside, negative, no number, over 900 m) are as if missing.
 */
export function tableHeight(
  properties: Readonly<Record<string, unknown>>,
  mapping: SourceMapping,
  use: string,
): TableHeight {
  const { heightUnit: unit } = mapping;
  const assumed = mapping.defaultHeight === null ? null : lengthOf(mapping.defaultHeight, unit);
  const usual =
    assumed !== null && assumed > 0 && assumed <= tallestMeters ? assumed : buildingHeight([], use, null).top;
  const underStated = propertyOf(properties, mapping.minHeight);
  const underRead = lengthOf(underStated, unit);
  const underGood = underRead !== null && underRead >= 0 && underRead < tallestMeters;
  const under = underGood ? underRead : 0;
  const heightStated = propertyOf(properties, mapping.height);
  const height = lengthOf(heightStated, unit);
  const unusableUnder = textOf(underStated) !== null && !underGood;
  if (height !== null && height > under && height <= tallestMeters) {
    const isDefault = assumed !== null && Math.abs(height - assumed) < 1e-6;
    const source = isDefault ? 'default' : mapping.measured ? 'measured' : 'height';
    return { top: height, under, source, unusable: unusableUnder };
  }
  const unusable = unusableUnder || textOf(heightStated) !== null;
  const levels = levelsOf(propertyOf(properties, mapping.levels));
  if (levels !== null && levels * metersPerLevel > under)
    return { top: levels * metersPerLevel, under, source: 'levels', unusable };
  return { top: usual > under ? usual : under + metersPerLevel, under, source: 'default', unusable };
}

function levelsOf(value: unknown): number | null {
  const levels = numberOf(value) ?? (typeof value === 'string' ? parseLevels(value) : null);
  return levels !== null && levels > 0 && levels <= mostLevels ? levels : null;
}
