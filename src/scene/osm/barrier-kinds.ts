import type { BarrierKind } from '#model/city.ts';
import { type Tags, tagValue } from './osm-data.ts';

/** Value of `barrier` on a line → kind; values that are no obstacle to people (kerbs, bollards in a row) are not here. */
const kindOf: Readonly<Record<string, BarrierKind>> = {
  wall: 'wall',
  city_wall: 'city_wall',
  retaining_wall: 'retaining_wall',
  fence: 'fence',
  wire_fence: 'fence',
  hedge: 'hedge',
  guard_rail: 'guard_rail',
  jersey_barrier: 'other',
  cable_barrier: 'other',
  handrail: 'other',
  chain: 'other',
  yes: 'other',
};

interface BarrierDefaults {
  /** Metres. */
  readonly height: number;
  readonly width: number;
  readonly opaque: boolean;
}

/** Where the tags say nothing (assumptions of ours; see docs/decisions/0009-openings-and-decks.md). */
export const barrierDefaults: Readonly<Record<BarrierKind, BarrierDefaults>> = {
  wall: { height: 2, width: 0.3, opaque: true },
  city_wall: { height: 6, width: 1, opaque: true },
  retaining_wall: { height: 1.5, width: 0.3, opaque: true },
  fence: { height: 1.5, width: 0.1, opaque: false },
  hedge: { height: 1.5, width: 0.8, opaque: true },
  guard_rail: { height: 0.75, width: 0.2, opaque: false },
  other: { height: 1, width: 0.2, opaque: false },
};

/** Kind of barrier that a line or area is, or `null`. */
export function barrierKind(tags: Tags): BarrierKind | null {
  const value = tagValue(tags, 'barrier');
  return value !== undefined && Object.hasOwn(kindOf, value) ? kindOf[value] : null;
}
