import { createBoxIndex } from '#geo/box-index.ts';
import { overlapArea } from '#geo/overlap-area.ts';
import { type BuildingUnit, boxOverlap, buildingUnits, unitPolygons } from './building-units.ts';
import { footprintRanks, type LayersSource } from './layers-source.ts';

/** Share of the smaller footprint that two buildings have in common from which on they are one. */
export const sameBuildingShare = 0.5;

/** Buildings that one is compared with at most: many times what stands on a block. */
const mostCandidates = 500;

/** A building of another source that was found to be the same. */
export interface Donor {
  readonly unit: BuildingUnit;
  /** m² in common. */
  readonly common: number;
}

export interface BuildingMatches {
  /** Buildings that stand, with those that are the same. */
  readonly kept: ReadonlyMap<BuildingUnit, readonly Donor[]>;
  /** Buildings that don't, with the one that stands for them (the largest common area), and the share of them that it covers. */
  readonly dropped: ReadonlyMap<BuildingUnit, { readonly by: BuildingUnit; readonly covered: number }>;
}

/**
 * Finds buildings that several sources have. Sources come in the order of their footprints' rank, then of the manifest;
 * a building that overlaps one of an earlier source by at least half of the smaller footprint is dropped for it. Within one
 * source nothing is compared. Yields often.
 */
export function* matchBuildings(sources: readonly LayersSource[]): Generator<number, BuildingMatches> {
  const order = sources.map((_, source) => source).sort((a, b) => rankOf(sources[a]) - rankOf(sources[b]) || a - b);
  const kept = new Map<BuildingUnit, Donor[]>();
  const dropped = new Map<BuildingUnit, { by: BuildingUnit; covered: number }>();
  for (const [place, source] of order.entries()) {
    const units = yield* counted(buildingUnits(sources[source].layers, source), place / order.length);
    const standing = [...kept.keys()];
    const index = createBoxIndex(standing.flatMap(({ box }) => box));
    for (const [number, unit] of units.entries()) {
      if (number % 5 === 4) yield (place + number / units.length) / order.length;
      const same: Donor[] = [];
      for (const [compared, at] of likeliest(index.search(...unit.box), standing, unit).entries()) {
        if (compared % 50 === 49) yield (place + number / units.length) / order.length;
        const common = commonWith(standing[at], unit);
        if (common !== null) same.push({ unit: standing[at], common });
      }
      if (same.length === 0) {
        kept.set(unit, []);
        continue;
      }
      for (const { unit: other, common } of same) kept.get(other)?.push({ unit, common });
      const best = same.reduce((most, candidate) => (candidate.common > most.common ? candidate : most));
      const covered = same.reduce((sum, { common }) => sum + common, 0) / unit.area;
      dropped.set(unit, { by: best.unit, covered: Math.min(1, covered) });
    }
  }
  return { kept, dropped };
}

/** Of very many candidates those whose boxes have the most in common. */
function likeliest(candidates: readonly number[], standing: readonly BuildingUnit[], { box }: BuildingUnit) {
  if (candidates.length <= mostCandidates) return candidates;
  return candidates
    .map((at) => ({ at, common: boxOverlap(standing[at].box, box) }))
    .sort((a, b) => b.common - a.common || a.at - b.at)
    .slice(0, mostCandidates)
    .map(({ at }) => at);
}

function rankOf({ footprints }: LayersSource): number {
  return footprintRanks.indexOf(footprints);
}

/** m² in common where it is enough to be one building, else `null`. */
function commonWith(a: BuildingUnit, b: BuildingUnit): number | null {
  const enough = sameBuildingShare * Math.min(a.area, b.area);
  if (!(enough > 0) || boxOverlap(a.box, b.box) < enough) return null;
  const common = overlapArea(unitPolygons(a), unitPolygons(b));
  return common >= enough ? common : null;
}

function* counted<T>(work: Generator<null, T>, fraction: number): Generator<number, T> {
  let next = work.next();
  while (next.done !== true) {
    yield fraction;
    next = work.next();
  }
  return next.value;
}
