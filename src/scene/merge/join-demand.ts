import { quantize } from '#geo/quantum.ts';
import type { Demand } from '#model/city.ts';
import type { ImportProgress } from '#model/import-job.ts';
import { prismRings } from '../assemble/filled-beneath.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { interiorPoint } from '../assemble/ring.ts';
import { polygonArea } from '../assemble/simple-polygons.ts';
import type { BuildingJoin, LayersSource } from './layers-source.ts';
import type { MergedLayers } from './merge-layers.ts';

export interface JoinedDemand {
  readonly demand: readonly Demand[];
  /** `joinedRows`, `unjoinedRows`; nothing where there were no such rows. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Rows that name a building by its id become demand at a point inside that building. A bare number is the id of a map
 * way, or of a relation where there is no such way. Weights of several rows of one file about one building and unit are
 * added up.
 */
export function* joinDemand(
  merged: MergedLayers,
  sources: readonly LayersSource[],
  notes: ImportNotes,
): Generator<ImportProgress, JoinedDemand> {
  if (sources.every(({ joins }) => joins.length === 0)) return { demand: [], counts: {} };
  const places = placesOf(merged);
  const demand = new Map<string, Demand>();
  const counts = { joinedRows: 0, unjoinedRows: 0 };
  for (const [source, { name, joins }] of sources.entries()) {
    for (const [row, join] of joins.entries()) {
      if (row % 2_000 === 1_999) yield { step: 'Joining weights to buildings', fraction: 0.95 };
      const place = findPlace(join, places, merged.replacedBuildings);
      if (place === null) {
        counts.unjoinedRows += 1;
        notes.add('dropped', 'demand', `${name} has a row about a building that is not in the city.`, join.buildingId);
        continue;
      }
      counts.joinedRows += 1;
      addWeight(demand, source, join, place, notes);
    }
  }
  return { demand: [...demand.values()], counts };
}

interface BuildingPlace {
  readonly id: string;
  readonly rings: readonly Float64Array[];
  readonly area: number;
}

/** The largest solid of each building, also under the id of the outline that its part replaces. */
function placesOf({ layers: { buildings, prisms } }: MergedLayers): Map<string, BuildingPlace> {
  const places = new Map<string, BuildingPlace>();
  for (let row = 0; row < prisms.count; row += 1) {
    const { id, outlineId, structure } = buildings[prisms.building[row]];
    if (structure !== 'building') continue;
    const rings = prismRings(prisms, row);
    const area = polygonArea(rings);
    for (const key of outlineId === null ? [id] : [id, outlineId]) {
      if (area > (places.get(key)?.area ?? 0)) places.set(key, { id: key, rings, area });
    }
  }
  return places;
}

function findPlace(
  { buildingId }: BuildingJoin,
  places: ReadonlyMap<string, BuildingPlace>,
  replaced: ReadonlyMap<string, string>,
): BuildingPlace | null {
  const ids = /^\d+$/.test(buildingId) ? [buildingId, `way/${buildingId}`, `relation/${buildingId}`] : [buildingId];
  for (const id of ids) {
    const place = places.get(id) ?? places.get(replaced.get(id) ?? '');
    if (place !== undefined) return place;
  }
  return null;
}

function addWeight(
  demand: Map<string, Demand>,
  source: number,
  { weight, unit }: BuildingJoin,
  { id: buildingId, rings }: BuildingPlace,
  notes: ImportNotes,
): void {
  const id = `demand/${source}/${buildingId}${unit === '' ? '' : `/${unit}`}`;
  const known = demand.get(id);
  if (known !== undefined) {
    notes.add('merged', 'demand', 'Several rows are about the same building; their weights are added up.', buildingId);
    demand.set(id, { ...known, weight: known.weight + weight });
    return;
  }
  const [x, y] = interiorPoint(rings);
  demand.set(id, { id, kind: 'building', x: quantize(x), y: quantize(y), rings: [], weight, unit });
}
