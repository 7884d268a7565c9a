import { cosineOfDegrees, sineOfDegrees } from '#geo/degrees.ts';
import { quantize } from '#geo/quantum.ts';
import { type RoofShape, roofShapes } from '#model/city.ts';
import type { Ring } from '../assemble/ring.ts';
import { type BuildingHeight, metersPerLevel } from './building-heights.ts';
import { parseLengthMeters, parseLevels } from './length-value.ts';
import { type Tags, tagValue } from './osm-data.ts';

/** Other spellings of the shapes. */
const synonyms: Readonly<Record<string, RoofShape>> = {
  pitched: 'gabled',
  gable: 'gabled',
  hip: 'hipped',
  half_hipped: 'half-hipped',
  pyramid: 'pyramidal',
  lean_to: 'skillion',
  mono_pitched: 'skillion',
  monopitch: 'skillion',
  barrel: 'round',
};

/** Rise of a roof that says nothing of it: one storey (assumption), but never more than this share of the building. */
const assumedRise = metersPerLevel;
const mostRise = 0.4;

export interface Roof {
  readonly shape: RoofShape | null;
  /** Ridge above eaves, metres, on the 1/1024 m grid; at most the height of the solid. */
  readonly rise: number;
  readonly riseGuessed: boolean;
  /** As `Building.roofDirectionDegrees`. */
  readonly direction: number | null;
  /** A tag of the roof was there and could not be used. */
  readonly unreadable: boolean;
}

/** Shape by the value of `roof:shape`; `null` where nothing is said. */
export function roofShapeOf(value: string | undefined): RoofShape | null {
  if (value === undefined) return null;
  if (Object.hasOwn(synonyms, value)) return synonyms[value];
  return roofShapes.find((shape) => shape === value) ?? 'other';
}

/**
 * Roof of a building or part by its tags and its outer ring. Rise: `roof:height`, else `roof:levels` × 3 m, else from
 * `roof:angle` over half the shorter side (the whole of it for a skillion), else an assumption: a storey, half the shorter
 * side for domes and barrels.
 */
export function roofOf(tags: Tags, height: BuildingHeight, outer: Ring): Roof {
  const shape = roofShapeOf(tagValue(tags, 'roof:shape'));
  const whole = height.top - height.under;
  const sides = sidesOf(outer);
  const heading = directionOf(tags, sides.longBearing);
  if (shape === null || shape === 'flat')
    return { shape, rise: 0, riseGuessed: false, direction: heading.degrees, unreadable: heading.unreadable };
  const given = givenRise(tags, shape, sides.short);
  const rise = given.meters ?? Math.min(assumed(shape, sides.short), mostRise * whole);
  return {
    shape,
    rise: quantize(Math.min(rise, whole)),
    riseGuessed: given.meters === null,
    direction: heading.degrees,
    unreadable: given.unreadable || heading.unreadable || rise > whole,
  };
}

function assumed(shape: RoofShape, short: number): number {
  return shape === 'dome' || shape === 'round' || shape === 'onion' ? short / 2 : assumedRise;
}

function givenRise(
  tags: Tags,
  shape: RoofShape,
  short: number,
): { readonly meters: number | null; readonly unreadable: boolean } {
  const height = tagValue(tags, 'roof:height');
  const meters = parseLengthMeters(height ?? '');
  if (meters !== null && meters > 0) return { meters, unreadable: false };
  const levels = tagValue(tags, 'roof:levels');
  const count = parseLevels(levels ?? '');
  if (count !== null && count > 0) return { meters: count * metersPerLevel, unreadable: height !== undefined };
  const angle = tagValue(tags, 'roof:angle');
  const degrees = Number(/^(\d+(?:\.\d+)?)\s*°?$/.exec((angle ?? '').trim())?.[1] ?? Number.NaN);
  if (degrees > 0 && degrees < 85) {
    const run = shape === 'skillion' ? short : short / 2;
    return { meters: (run * sineOfDegrees(degrees)) / cosineOfDegrees(degrees), unreadable: false };
  }
  return { meters: null, unreadable: (height !== undefined && meters === null) || angle !== undefined };
}

const compass = ['n', 'nne', 'ne', 'ene', 'e', 'ese', 'se', 'sse', 's', 'ssw', 'sw', 'wsw', 'w', 'wnw', 'nw', 'nnw'];

/** Degrees clockwise from north of a number (`135`, `135°`) or a word of the compass (`SE`, `south-east`), or `null`. */
export function parseDirection(text: string): number | null {
  const value = text.trim().toLowerCase();
  if (value.length > 20) return null;
  const number = /^(\d{1,3}(?:\.\d+)?)\s*°?$/.exec(value);
  if (number !== null) {
    const degrees = Number(number[1]);
    return degrees <= 360 ? degrees % 360 : null;
  }
  const letters = value
    .replace(/north/g, 'n')
    .replace(/east/g, 'e')
    .replace(/south/g, 's')
    .replace(/west/g, 'w')
    .replace(/[\s_-]/g, '');
  const at = compass.indexOf(letters);
  return at < 0 ? null : at * 22.5;
}

function directionOf(
  tags: Tags,
  longBearing: number,
): { readonly degrees: number | null; readonly unreadable: boolean } {
  const text = tagValue(tags, 'roof:direction');
  const degrees = parseDirection(text ?? '');
  if (degrees !== null) return { degrees, unreadable: false };
  // Across: the ridge runs along the shorter side, so its normal points along the longer one.
  const across = tagValue(tags, 'roof:orientation') === 'across';
  return { degrees: across ? longBearing : null, unreadable: text !== undefined };
}

const mostEdges = 200;

/** The smallest rectangle along one of the edges around a ring: its shorter side, metres, and the bearing of its longer one. */
export function sidesOf(ring: Ring): { readonly short: number; readonly long: number; readonly longBearing: number } {
  const step = 2 * Math.max(1, Math.ceil(ring.length / 2 / mostEdges));
  let best = { short: 0, long: 0, longBearing: 0 };
  let least = Infinity;
  for (let i = 0; i < ring.length; i += step) {
    const dx = ring[(i + 2) % ring.length] - ring[i];
    const dy = ring[(i + 3) % ring.length] - ring[i + 1];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) continue;
    const [along, beside] = extents(ring, dx / length, dy / length);
    if (along * beside >= least) continue;
    least = along * beside;
    const bearing = (Math.atan2(dx, dy) * 180) / Math.PI + (along >= beside ? 0 : 90);
    const rounded = Math.round((bearing - 180 * Math.floor(bearing / 180)) * 10) / 10;
    best = { short: Math.min(along, beside), long: Math.max(along, beside), longBearing: rounded % 180 };
  }
  return best;
}

function extents(ring: Ring, ux: number, uy: number): [along: number, beside: number] {
  let [minA, maxA, minB, maxB] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    const a = ring[i] * ux + ring[i + 1] * uy;
    const b = ring[i + 1] * ux - ring[i] * uy;
    minA = Math.min(minA, a);
    maxA = Math.max(maxA, a);
    minB = Math.min(minB, b);
    maxB = Math.max(maxB, b);
  }
  return [maxA - minA, maxB - minB];
}
