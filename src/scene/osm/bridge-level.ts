import { parseLengthMeters } from './length-value.ts';
import { type Tags, tagValue } from './osm-data.ts';

/** Assumptions of ours, metres; see docs/decisions/0009-openings-and-decks.md. */
export const deckThickness = 1;
/** Open height beneath a deck, for every layer that it lies above the ground. */
export const clearancePerLayer = 5;
export const clearanceOverWater = 4;
const mostLayers = 5;
const tallestDeck = 350;

/** Bridges that carry people a step above the ground or through the water: nothing passes beneath. */
const lowKinds = new Set(['boardwalk', 'low_water_crossing', 'no']);

export interface BridgeLevel {
  /** Metres above the ground: underside and top of the deck. */
  readonly under: number;
  readonly top: number;
  readonly guessed: boolean;
}

/**
 * Where a deck lies: `min_height` is its underside and `height` its top; what is missing of them follows from the layer (a
 * bridge without one is on layer 1) or from the water beneath. `null` for a bridge at ground level (layer 0 or below: what
 * it crosses is sunken) and for planks.
 */
export function bridgeLevel(tags: Tags, overWater: boolean): BridgeLevel | null {
  if (lowKinds.has(tagValue(tags, 'bridge') ?? 'yes')) return null;
  const text = tagValue(tags, 'layer');
  const layer = text === undefined ? 1 : Number(text);
  const layers = Number.isFinite(layer) ? Math.min(mostLayers, Math.floor(layer)) : 1;
  const given = { under: length(tags, 'min_height'), top: length(tags, 'height') };
  if (layers < 1 && given.under === null && given.top === null) return null;
  const above = Math.max(1, layers);
  const clearance =
    overWater && above === 1 ? clearanceOverWater : above * clearancePerLayer + (above - 1) * deckThickness;
  const under = given.under ?? (given.top === null ? clearance : Math.max(given.top - deckThickness, given.top / 2));
  const top = given.top !== null && given.top > under ? given.top : under + deckThickness;
  return { under, top, guessed: given.under === null || given.top === null };
}

function length(tags: Tags, key: string): number | null {
  const meters = parseLengthMeters(tagValue(tags, key) ?? '');
  return meters !== null && meters > 0.5 && meters <= tallestDeck ? meters : null;
}
