import { overlapArea, unitedArea } from '#geo/overlap-area.ts';
import { type Building, type HeightSource, heightSources } from '#model/city.ts';
import { type BuildingUnit, boxAround, boxOverlap } from './building-units.ts';
import type { LayersSource } from './layers-source.ts';
import { type Donor, sameBuildingShare } from './match-buildings.ts';

/** A height that a building takes from another source. */
export interface TakenHeight {
  /** Index in the buildings of the source that stands. */
  readonly member: number;
  readonly from: Building;
  readonly fromSource: number;
}

/**
 * The heights that a building takes from those that are the same: from a better source of height, the best there is, where that
 * covers at least half of what takes it; of several as good, the one that is most like it (common over united area). A part with a height of
 * its own takes one only from what is mostly that part, so that a single number does not flatten a tower.
 */
export function heightsTaken(
  unit: BuildingUnit,
  donors: readonly Donor[],
  sources: readonly LayersSource[],
): TakenHeight[] {
  const { buildings } = sources[unit.source].layers;
  const taken: TakenHeight[] = [];
  for (const [member, polygons] of unit.polygons) {
    const own = buildings[member];
    const candidates = donors
      .flatMap(({ unit: donor }) => membersOf(donor, sources))
      .filter(({ building }) => rankOf(building.heightSource) < rankOf(own.heightSource))
      .filter(({ building }) => building.heightMeters > own.minHeightMeters);
    if (candidates.length === 0) continue;
    const area = unitedArea(polygons);
    const detailed = unit.polygons.size > 1 && own.heightSource !== 'default';
    const best = bestHeight(polygons, area, detailed, candidates);
    if (best !== null) taken.push({ member, from: best.building, fromSource: best.source });
  }
  return taken;
}

interface HeightCandidate {
  readonly building: Building;
  readonly source: number;
  readonly polygons: readonly (readonly Float64Array[])[];
}

function membersOf(unit: BuildingUnit, sources: readonly LayersSource[]): HeightCandidate[] {
  const { buildings } = sources[unit.source].layers;
  return [...unit.polygons].map(([member, polygons]) => ({
    building: buildings[member],
    source: unit.source,
    polygons,
  }));
}

function bestHeight(
  polygons: readonly (readonly Float64Array[])[],
  area: number,
  detailed: boolean,
  candidates: readonly HeightCandidate[],
): HeightCandidate | null {
  const box = boxAround(polygons);
  for (const source of heightSources) {
    let covered = 0;
    let closest = 0;
    let best: HeightCandidate | null = null;
    for (const candidate of candidates) {
      if (candidate.building.heightSource !== source || boxOverlap(box, boxAround(candidate.polygons)) === 0) continue;
      const common = overlapArea(polygons, candidate.polygons);
      const other = unitedArea(candidate.polygons);
      if (detailed && common <= sameBuildingShare * other) continue;
      covered += common;
      const likeness = common / (area + other - common);
      if (likeness > closest) {
        closest = likeness;
        best = candidate;
      }
    }
    if (best !== null && covered >= sameBuildingShare * area) return best;
  }
  return null;
}

function rankOf(source: HeightSource): number {
  return heightSources.indexOf(source);
}
