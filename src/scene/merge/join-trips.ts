import { quantize } from '#geo/quantum.ts';
import type { CityLayers, Trip } from '#model/city.ts';
import type { ImportProgress } from '#model/import-job.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { interiorPoint } from '../assemble/ring.ts';
import type { LayersSource } from './layers-source.ts';

/** Trips of rows that name zones, and what became of the rows. */
export interface JoinedTrips {
  readonly trips: readonly Trip[];
  /** `joinedTrips`, `unjoinedTrips`; nothing where there were no such rows. */
  readonly counts: Readonly<Record<string, number>>;
}

type Place = readonly [x: number, y: number];

const rowsPerYield = 2000;

/**
 * Rows that name zones become trips between the middles of those zones. A zone is a zone, a demand feature or a site of the
 * city, by its id, by its id in its own file, or by its name, in this order.
 */
export function* joinTrips(
  layers: Pick<CityLayers, 'zones' | 'demand' | 'sites' | 'trips'>,
  sources: readonly LayersSource[],
  notes: ImportNotes,
): Generator<ImportProgress, JoinedTrips> {
  if (sources.every(({ tripJoins = [] }) => tripJoins.length === 0)) return { trips: [], counts: {} };
  const places = placesOf(layers);
  const ids = new Set(layers.trips.map(({ id }) => id));
  const trips: Trip[] = [];
  const unknown = new Set<string>();
  const counts = { joinedTrips: 0, unjoinedTrips: 0 };
  for (const { name, tripJoins = [] } of sources) {
    for (const [row, { id, place, from, to, mode, perHour }] of tripJoins.entries()) {
      if (row % rowsPerYield === rowsPerYield - 1) yield { step: 'Placing trips', fraction: 0.97 };
      const start = places.find(from);
      const end = places.find(to);
      if (start === null) unknown.add(from);
      if (end === null) unknown.add(to);
      if (start === null || end === null) {
        counts.unjoinedTrips += 1;
        const sentence = `${name} has trips from or to a zone that is not in the city.`;
        notes.add('dropped', 'trip', sentence, place);
        continue;
      }
      counts.joinedTrips += 1;
      const ends = { fromX: start[0], fromY: start[1], toX: end[0], toY: end[1] };
      trips.push({ id: freeId(id, ids), mode, ...ends, perHour, route: null });
    }
  }
  for (const id of unknown)
    notes.add('dropped', 'zone of trips', 'No zone, demand or site of the city has this id.', id);
  for (const id of places.ambiguous) {
    notes.add('guessed', 'zone of trips', 'Several places have this id; the first was taken.', id);
  }
  return { trips, counts };
}

function freeId(id: string, ids: Set<string>): string {
  let free = id;
  for (let number = 2; ids.has(free); number += 1) free = `${id}~${number}`;
  ids.add(free);
  return free;
}

/** Finds places by the names that rows have for them. */
interface Places {
  find(id: string): Place | null;
  /** Ids that were asked for and that several places have. */
  readonly ambiguous: ReadonlySet<string>;
}

function placesOf({ zones, demand, sites }: Pick<CityLayers, 'zones' | 'demand' | 'sites'>): Places {
  const exact = new Map<string, Named>();
  const levels: { readonly found: Map<string, Named>; readonly several: Set<string> }[] = [];
  const add = (features: readonly Named[], keyOf: (feature: Named) => string | null) => {
    const level = { found: new Map<string, Named>(), several: new Set<string>() };
    for (const feature of features) {
      const key = keyOf(feature);
      if (key === null) continue;
      if (level.found.has(key)) level.several.add(key);
      else level.found.set(key, feature);
    }
    levels.push(level);
  };
  for (const features of [zones, demand, sites]) {
    for (const feature of features) if (!exact.has(feature.id)) exact.set(feature.id, feature);
    add(features, ({ id }) => ownId(id));
  }
  for (const features of [zones, sites]) add(features, ({ name = null }) => name);
  const ambiguous = new Set<string>();
  const named = (id: string): Named | null => {
    const known = exact.get(id);
    if (known !== undefined) return known;
    for (const { found, several } of levels) {
      const feature = found.get(id);
      if (feature === undefined) continue;
      if (several.has(id)) ambiguous.add(id);
      return feature;
    }
    return null;
  };
  const places = new Map<string, Place | null>();
  const find = (id: string): Place | null => {
    const known = places.get(id);
    if (known !== undefined) return known;
    const feature = named(id);
    const place = feature === null ? null : middleOf(feature);
    places.set(id, place);
    return place;
  };
  return { find, ambiguous };
}

interface Named {
  readonly id: string;
  readonly name?: string | null;
  readonly x?: number;
  readonly y?: number;
  readonly rings: readonly Float64Array[];
}

/** `zones/12` → `12`; further parts of a feature (`zones/12#2`) have no id of their own. */
function ownId(id: string): string | null {
  if (/#\d+$/.test(id)) return null;
  return id.slice(id.lastIndexOf('/') + 1).replace(/~\d+$/, '');
}

function middleOf({ rings, x = 0, y = 0 }: Named): Place {
  if (rings.length === 0) return [x, y];
  const [middleX, middleY] = interiorPoint(rings);
  return [quantize(middleX), quantize(middleY)];
}
