import { quantize } from '#geo/quantum.ts';
import type { Building, MeshTable, PrismTable } from '#model/city.ts';
import type { ImportProgress } from '#model/import-job.ts';
import { noteUnlooked } from '../assemble/city-solids.ts';
import { rowsFilledBeneath } from '../assemble/filled-beneath.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import type { BuildingUnit } from './building-units.ts';
import { joinMeshes, joinPrisms, type TablePart } from './join-tables.ts';
import { idInSource, type LayersSource } from './layers-source.ts';
import { type BuildingMatches, type Donor, matchBuildings } from './match-buildings.ts';
import { heightsTaken } from './merge-heights.ts';

export interface MergedBuildings {
  readonly buildings: readonly Building[];
  readonly prisms: PrismTable;
  readonly meshes: MeshTable;
  /** Of each source: id of a building that does not stand → id of the one that stands for it. */
  readonly replaced: readonly ReadonlyMap<string, string>[];
  readonly counts: Readonly<Record<string, number>>;
}

/** What becomes of one source's buildings. */
interface Change {
  readonly dropped: Set<number>;
  readonly buildings: Building[];
  readonly topZ: Float64Array;
}

/**
 * Buildings of all sources, each once: geometry of the better footprint, height of the better source of heights, name and use
 * from whichever has them. All of it is noted with ids. Yields often.
 */
export function* mergeBuildings(
  sources: readonly LayersSource[],
  notes: ImportNotes,
): Generator<ImportProgress, MergedBuildings> {
  const matches = yield* withStep(matchBuildings(sources));
  const changes = sources.map(({ layers }) => ({
    dropped: new Set<number>(),
    buildings: [...layers.buildings],
    topZ: layers.prisms.topZ.slice(),
  }));
  const replaced = dropUnits(matches, sources, changes, notes);
  const counts = { buildingsMerged: matches.dropped.size, heightsMerged: 0, namesMerged: 0 };
  let done = 0;
  for (const [unit, donors] of matches.kept) {
    done += 1;
    if (done % 100 === 0) yield { step: 'Merging heights', fraction: 0.6 + (0.2 * done) / matches.kept.size };
    if (donors.length === 0) continue;
    counts.heightsMerged += takeHeights(unit, donors, sources, changes[unit.source], notes);
    if (takeNames(unit, donors, sources, changes[unit.source], notes)) counts.namesMerged += 1;
  }
  const { buildings, prisms, meshes } = assemble(sources, changes);
  const settled = yield* settleRaised(prisms, buildings, matches.dropped.size > 0, notes);
  return { buildings, prisms: settled, meshes, replaced, counts };
}

function* withStep(work: Generator<number, BuildingMatches>): Generator<ImportProgress, BuildingMatches> {
  let next = work.next();
  while (next.done !== true) {
    yield { step: 'Comparing buildings', fraction: 0.6 * next.value };
    next = work.next();
  }
  return next.value;
}

function dropUnits(
  { dropped }: BuildingMatches,
  sources: readonly LayersSource[],
  changes: readonly Change[],
  notes: ImportNotes,
): Map<string, string>[] {
  const replaced = sources.map(() => new Map<string, string>());
  for (const [unit, { by, covered }] of dropped) {
    const { buildings } = sources[unit.source].layers;
    const standing = sources[by.source].layers.buildings[by.lead].id;
    for (const member of unit.members) {
      changes[unit.source].dropped.add(member);
      replaced[unit.source].set(buildings[member].id, standing);
    }
    const { outlineId } = buildings[unit.lead];
    const id = idInSource(sources[unit.source], buildings[unit.lead].id);
    if (outlineId !== null) replaced[unit.source].set(outlineId, standing);
    const from = sources[unit.source].name;
    const to = sources[by.source].name;
    notes.add('merged', 'building', `Stands in ${from} and in ${to}: the footprint of ${to} is kept.`, id);
    if (covered < 0.5) {
      const sentence = `Less than half of its footprint in ${from} is covered by what stands for it in ${to}; look whether something is missing.`;
      notes.add('merged', 'building', sentence, id);
    }
  }
  return replaced;
}

function takeHeights(
  unit: BuildingUnit,
  donors: readonly Donor[],
  sources: readonly LayersSource[],
  change: Change,
  notes: ImportNotes,
): number {
  const { prisms, meshes } = sources[unit.source].layers;
  // Surfaces of a measured model cannot follow another height.
  if (unit.members.some((member) => meshes.building.includes(member))) return 0;
  let count = 0;
  for (const { member, from, fromSource } of heightsTaken(unit, donors, sources)) {
    const own = change.buildings[member];
    const rise = from.heightMeters - own.heightMeters;
    for (const row of rowsOf(prisms, member)) change.topZ[row] = quantize(prisms.topZ[row] + rise);
    change.buildings[member] = {
      ...own,
      heightMeters: from.heightMeters,
      heightSource: from.heightSource,
      roofShape: own.roofShape ?? from.roofShape,
      roofHeightMeters: Math.min(
        own.roofShape === null ? from.roofHeightMeters : own.roofHeightMeters,
        from.heightMeters - own.minHeightMeters,
      ),
      roofDirectionDegrees: own.roofDirectionDegrees ?? (own.roofShape === null ? from.roofDirectionDegrees : null),
    };
    count += 1;
    notes.add('merged', 'building', heightSentence(own, from, sources[fromSource].name), own.id);
  }
  return count;
}

function heightSentence(own: Building, from: Building, name: string): string {
  const words = { edited: 'corrected', measured: 'measured', height: 'stated', levels: 'storeys', default: 'guessed' };
  return `Its height (${words[own.heightSource]}) gives way to that of ${name} (${words[from.heightSource]}).`;
}

/** Rows of a member; a source's rows mostly follow its buildings, but need not. */
function rowsOf({ building }: PrismTable, member: number): number[] {
  const rows: number[] = [];
  for (let row = building.indexOf(member); row >= 0; row = building.indexOf(member, row + 1)) rows.push(row);
  return rows;
}

function takeNames(
  unit: BuildingUnit,
  donors: readonly Donor[],
  sources: readonly LayersSource[],
  change: Change,
  notes: ImportNotes,
): boolean {
  const own = change.buildings[unit.lead];
  const others = [...donors]
    .sort((a, b) => b.common - a.common)
    .map(({ unit: donor }) => sources[donor.source].layers.buildings[donor.lead]);
  const name = own.name ?? others.find((other) => other.name !== null)?.name ?? null;
  const use = own.use === 'yes' ? (others.find((other) => other.use !== 'yes')?.use ?? own.use) : own.use;
  if (name === own.name && use === own.use) return false;
  change.buildings[unit.lead] = { ...own, name, use };
  notes.add('merged', 'building', 'Its name or use is taken from another file.', own.id);
  return true;
}

function assemble(sources: readonly LayersSource[], changes: readonly Change[]) {
  const buildings: Building[] = [];
  const parts: TablePart[] = [];
  sources.forEach(({ layers }, source) => {
    const change = changes[source];
    const target = new Int32Array(layers.buildings.length).fill(-1);
    change.buildings.forEach((building, index) => {
      if (change.dropped.has(index)) return;
      target[index] = buildings.length;
      buildings.push({ ...building, source });
    });
    parts.push({ prisms: { ...layers.prisms, topZ: change.topZ }, meshes: layers.meshes, target });
  });
  return { buildings, prisms: joinPrisms(parts), meshes: joinMeshes(parts) };
}

/** What stood on a building that was dropped may hang in the air now, and what hung may stand on another source's. */
function* settleRaised(
  prisms: PrismTable,
  buildings: readonly Building[],
  changed: boolean,
  notes: ImportNotes,
): Generator<ImportProgress, PrismTable> {
  if (!changed) return prisms;
  const raised = prisms.raised.slice();
  prisms.building.forEach((building, row) => {
    if (buildings[building].minHeightMeters > 0) raised[row] = 1;
  });
  const lifted = { ...prisms, raised };
  const work = rowsFilledBeneath(lifted);
  let next = work.next();
  while (next.done !== true) {
    yield { step: 'Merging buildings', fraction: 0.85 };
    next = work.next();
  }
  const settled = raised.slice();
  for (const row of next.value.filled) settled[row] = 0;
  noteUnlooked(prisms, next.value.unlooked, buildings, notes);
  return { ...prisms, raised: settled };
}
