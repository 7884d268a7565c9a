import type { HeightSource } from '#model/city.ts';
import { parseLengthMeters, parseLevels } from './length-value.ts';
import { type Tags, tagValue } from './osm-data.ts';

/** Metres per storey where only storeys are given (assumption; the usual value for mixed residential and office use). */
export const metersPerLevel = 3;

/** Above this a height is a typing error: the tallest building stands 828 m. */
const tallestMeters = 900;
const mostLevels = 200;

/** Storeys of a building type that says nothing of its height. All are assumptions of ours: typical European stock. */
const defaultLevels: Readonly<Record<string, number>> = {
  // Low dwellings: two storeys; their roof is added below.
  house: 2,
  detached: 2,
  semidetached_house: 2,
  terrace: 2,
  farm: 2,
  bungalow: 1,
  cabin: 1,
  static_caravan: 1,
  houseboat: 1,
  // Urban blocks.
  apartments: 5,
  residential: 4,
  dormitory: 4,
  hotel: 5,
  office: 5,
  commercial: 4,
  government: 4,
  public: 3,
  civic: 3,
  hospital: 5,
  university: 4,
  college: 3,
  school: 3,
  kindergarten: 1.5,
  retail: 2,
  supermarket: 2,
  train_station: 3,
  transportation: 2,
  fire_station: 3,
  parking: 4,
  // Halls: their one or two storeys are high.
  industrial: 3,
  warehouse: 3,
  hangar: 4,
  sports_hall: 3,
  stadium: 5,
  grandstand: 3,
  barn: 2.5,
  farm_auxiliary: 2,
  // Sacred buildings: the nave; towers come as parts.
  church: 5,
  cathedral: 8,
  chapel: 2.5,
  mosque: 4,
  synagogue: 4,
  temple: 4,
  // Small things.
  garage: 1,
  garages: 1,
  shed: 1,
  hut: 1,
  kiosk: 1,
  service: 1,
  greenhouse: 1,
  toilets: 1,
  stable: 1.5,
  container: 1,
  transformer_tower: 3,
  allotment_house: 1,
  boathouse: 1.5,
  ruins: 1,
};

/** Where the type says nothing either (`building=yes`): three storeys. */
const unknownLevels = 3;

/** Types whose unsaid roof is taken as pitched, and what it adds, metres (assumption). */
const pitchedRoofMeters = 2;
const pitchedTypes = new Set(['house', 'detached', 'semidetached_house', 'terrace', 'farm', 'bungalow']);

/** Solids that hang: underside and thickness where the source gives none (assumptions: a lorry passes beneath, one storey above). */
const hanging: Readonly<Record<string, { readonly under: number; readonly thickness: number }>> = {
  roof: { under: 4, thickness: 0.5 },
  carport: { under: 2.25, thickness: 0.25 },
  canopy: { under: 3.5, thickness: 0.5 },
  bridge: { under: 4.5, thickness: metersPerLevel },
};

export interface BuildingHeight {
  /** Metres above the ground: top and underside. */
  readonly top: number;
  readonly under: number;
  readonly source: HeightSource;
  /** Tags that were there but could not be used: unreadable, impossible, or top not above underside. */
  readonly unreadable: boolean;
  /** The underside is one of our assumptions. */
  readonly underGuessed: boolean;
}

/** Whether the source says anything of the height. */
export function tellsHeight(tags: Tags): boolean {
  return tagValue(tags, 'height') !== undefined || tagValue(tags, 'building:levels') !== undefined;
}

/**
 * Height of a building or part: `height`, else `building:levels` × 3 m plus `roof:height` or `roof:levels` × 3 m, else
 * what the outline has, else the default of its type. Underside: `min_height`, else `building:min_level` × 3 m, else 0,
 * or the assumption for hanging types.
 */
export function buildingHeight(tags: Tags, use: string, outline: BuildingHeight | null): BuildingHeight {
  const hang = Object.hasOwn(hanging, use) ? hanging[use] : undefined;
  const given = underside(tags);
  const measured = topFromTags(tags);
  const guess = guessTop(use, outline, given.value);
  let unreadable = given.unreadable || measured.unreadable;
  let top = measured.top ?? guess.top;
  let source: HeightSource = measured.source ?? guess.source;
  let under = given.value ?? 0;
  const underGuessed = hang !== undefined && given.value === null;
  if (underGuessed)
    under = measured.top === null ? hang.under : Math.max(0, Math.min(hang.under, top - hang.thickness));
  if (measured.top === null && underGuessed) top = hang.under + hang.thickness;
  if (top <= under) {
    // A top that is not above the underside: one storey above it is the least that can be meant.
    unreadable ||= measured.top !== null;
    top = under + (hang?.thickness ?? metersPerLevel);
    source = 'default';
  }
  return { top, under, source, unreadable, underGuessed };
}

interface GivenTop {
  readonly top: number | null;
  readonly source: HeightSource | null;
  readonly unreadable: boolean;
}

function topFromTags(tags: Tags): GivenTop {
  const height = length(tags, 'height');
  if (height.value !== null && height.value > 0) return { top: height.value, source: 'height', unreadable: false };
  const levels = storeys(tags, 'building:levels');
  const roofHeight = length(tags, 'roof:height').value;
  const roofLevels = storeys(tags, 'roof:levels').value;
  const unreadable = height.given || (levels.given && levels.value === null);
  if (levels.value === null) return { top: null, source: null, unreadable };
  const top = levels.value * metersPerLevel + (roofHeight ?? (roofLevels ?? 0) * metersPerLevel);
  return top > 0 ? { top, source: 'levels', unreadable: height.given } : { top: null, source: null, unreadable: true };
}

function underside(tags: Tags): { readonly value: number | null; readonly unreadable: boolean } {
  const height = length(tags, 'min_height');
  if (height.value !== null) return { value: height.value, unreadable: false };
  const level = storeys(tags, 'building:min_level');
  return {
    value: level.value === null ? null : level.value * metersPerLevel,
    unreadable: height.given || (level.given && level.value === null),
  };
}

function guessTop(use: string, outline: BuildingHeight | null, under: number | null) {
  if (outline !== null && outline.top > (under ?? 0)) return { top: outline.top, source: outline.source };
  const levels = (Object.hasOwn(defaultLevels, use) ? defaultLevels[use] : undefined) ?? unknownLevels;
  const roof = pitchedTypes.has(use) ? pitchedRoofMeters : 0;
  return { top: levels * metersPerLevel + roof, source: 'default' as const };
}

function length(tags: Tags, key: string): { readonly value: number | null; readonly given: boolean } {
  const text = tagValue(tags, key);
  if (text === undefined) return { value: null, given: false };
  const value = parseLengthMeters(text);
  return { value: value !== null && value <= tallestMeters ? value : null, given: true };
}

function storeys(tags: Tags, key: string): { readonly value: number | null; readonly given: boolean } {
  const text = tagValue(tags, key);
  if (text === undefined) return { value: null, given: false };
  const value = parseLevels(text);
  return { value: value !== null && value <= mostLevels ? value : null, given: true };
}
