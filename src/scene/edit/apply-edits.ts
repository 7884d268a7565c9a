import type { Barrier, Building, City, Portal } from '#model/city.ts';
import { type EditableLayer, type EditNote, editedFeatureId, type SceneEdit } from '#model/scene-edit.ts';
import { type AddedFeatures, addedFeatures } from './added-features.ts';
import { changeTops } from './building-tops.ts';
import {
  type BuildingTargets,
  findBuildings,
  isAddition,
  layerOf,
  type SortedEdits,
  sortEdits,
} from './edit-targets.ts';
import { changeMeshes, changePrisms } from './prism-rows.ts';
import { boxOf, settleBeneath } from './settle-beneath.ts';

export interface EditedCity {
  readonly city: City;
  /** In the order of the edits they are about. */
  readonly notes: readonly EditNote[];
}

/**
 * The imported city with a plan's corrections: pure, and the same for the same input. Targets are found by their ids and
 * added things by their places, so the edits of one import apply to a later one. Layers that no edit touches stay the same
 * objects, and rows of buildings that stay keep their order; the manifest stays that of the import. A city that carries
 * the edits already gives a city of the same content.
 *
 * Order matters only between two heights of one target (the last counts) and for the order of added things; a removal
 * wins over a height. A removed building takes its parts and its doors along, its addresses stay. See {@link changeTops}
 * for what a height does to a building with parts. Surfaces of a building (LoD2) fall away when its height is corrected:
 * it is drawn as its prism from then on.
 */
export function applyEdits(city: City, edits: readonly SceneEdit[]): EditedCity {
  if (edits.length === 0) return { city, notes: [] };
  const notes: EditNote[] = [];
  const sorted = sortEdits(edits);
  const added = addedFeatures(city, sorted.additions, notes);
  // Of a city that was saved with its corrections, what they added comes from the edits again.
  const again = new Set(edits.filter(isAddition).map(editedFeatureId));
  const solid = applySolid(city, sorted, added, again, notes);
  for (const layer of ['trees', 'mounts', 'sites', 'zones'] as const) noteMissing(sorted, layer, city[layer], notes);
  for (const edit of sorted.astray) {
    notes.push({
      editId: edit.id,
      kind: 'missing',
      sentence: `${naming(layerOf(edit))} that this plan has not added.`,
    });
  }
  const layer = <T extends { readonly id: string }>(
    name: 'trees' | 'mounts' | 'sites' | 'zones',
    list: readonly T[],
    more: readonly T[],
  ) => editList(list, more, gone(sorted, name, again), heightsOf(sorted, name));
  const edited: City = {
    ...city,
    ...solid,
    trees: layer('trees', city.trees, added.trees),
    mounts: layer('mounts', city.mounts, added.mounts),
    sites: layer('sites', city.sites, added.sites),
    zones: layer('zones', city.zones, added.zones),
  };
  const order = new Map(edits.map(({ id }, index) => [id, index]));
  notes.sort((a, b) => (order.get(a.editId) ?? 0) - (order.get(b.editId) ?? 0));
  return { city: edited, notes };
}

type SolidLayers = Pick<City, 'buildings' | 'prisms' | 'meshes' | 'barriers' | 'portals'>;

/** Buildings and barriers: a wall is both. */
function applySolid(
  city: City,
  sorted: SortedEdits,
  added: AddedFeatures,
  again: ReadonlySet<string>,
  notes: EditNote[],
): SolidLayers {
  const removals = [...editsOf(sorted.removals, 'buildings'), ...editsOf(sorted.removals, 'barriers')];
  const heights = [...editsOf(sorted.heights, 'buildings'), ...editsOf(sorted.heights, 'barriers')];
  const targets = findBuildings(city, new Set([...removals, ...heights].map(({ target }) => target).concat(...again)));
  const barrierIds = new Set(city.barriers.map(({ id }) => id));
  for (const { id, layer, target } of [...removals, ...heights]) {
    if (!targets.members.has(target) && !barrierIds.has(target)) notes.push(missingNote(id, layer, target));
  }
  const removed = new Set([...removals.map(({ target }) => target), ...again]);
  const goneIndices = new Set([...removed].flatMap((id) => targets.members.get(id) ?? []));
  const tops = topsOf(
    city,
    heights.filter(({ target }) => !removed.has(target)),
    targets,
    goneIndices,
    notes,
  );

  const dropped = new Set([...tops.dropped, ...[...goneIndices].flatMap((index) => targets.rows.get(index) ?? [])]);
  const { buildings, buildingIndex } = editBuildings(city.buildings, goneIndices, tops.buildings, added.buildings);
  const touched = [...dropped, ...tops.rows.keys()].map((row) => boxOf(city.prisms, row));
  for (let row = 0; row < added.prisms.count; row += 1) touched.push(boxOf(added.prisms, row));
  const prisms = changePrisms(city.prisms, {
    dropped,
    tops: tops.rows,
    buildingIndex,
    added: added.prisms.count === 0 ? null : added.prisms,
    firstBuilding: buildings.length - added.buildings.length,
  });
  const barrierHeights = new Map(
    heights.filter(({ target }) => barrierIds.has(target)).map((edit) => [edit.target, edit]),
  );
  return {
    buildings,
    prisms: touched.length === 0 ? prisms : settleBeneath(prisms, buildings, touched),
    meshes: changeMeshes(city.meshes, new Set([...goneIndices, ...tops.buildings.keys()]), buildingIndex),
    barriers: editList(city.barriers, added.barriers, removed, barrierHeights, correctedBarrier),
    portals: editPortals(city.portals, goneIds(city, goneIndices, removed)),
  };
}

interface Tops {
  readonly rows: Map<number, number>;
  readonly dropped: Set<number>;
  readonly buildings: Map<number, Building>;
}

function topsOf(
  city: City,
  heights: readonly { readonly id: string; readonly target: string; readonly heightMeters: number }[],
  targets: BuildingTargets,
  goneIndices: ReadonlySet<number>,
  notes: EditNote[],
): Tops {
  const result: Tops = { rows: new Map(), dropped: new Set(), buildings: new Map() };
  const owns = new Set(heights.flatMap(({ target }) => targets.members.get(target)?.slice(0, 1) ?? []));
  for (const { id, target, heightMeters } of heights) {
    const all = targets.members.get(target);
    if (all === undefined) continue;
    // A part with a correction of its own, or one that is removed, is not moved by that of its outline.
    const members = all.filter((index, at) => at === 0 || (!owns.has(index) && !goneIndices.has(index)));
    const rows = members.flatMap((index) => targets.rows.get(index) ?? []);
    const change = changeTops(city, members, rows, heightMeters);
    if (change === null) {
      const { minHeightMeters } = city.buildings[members[0]];
      const sentence = `The height of ${target} stays as it was: ${heightMeters} m is not above its underside (${minHeightMeters} m).`;
      notes.push({ editId: id, kind: 'refused', sentence });
      continue;
    }
    for (const [row, top] of change.tops) result.rows.set(row, top);
    for (const row of change.dropped) result.dropped.add(row);
    for (const [index, building] of change.buildings) result.buildings.set(index, building);
    if (change.cut > 0) {
      const parts = change.cut === 1 ? '1 part that rose' : `${change.cut} parts that rose`;
      notes.push({
        editId: id,
        kind: 'changed',
        sentence: `${target} is now lower than ${parts} above it: cut down to ${heightMeters} m.`,
      });
    }
  }
  return result;
}

function editBuildings(
  buildings: readonly Building[],
  goneIndices: ReadonlySet<number>,
  changed: ReadonlyMap<number, Building>,
  added: readonly Building[],
): { readonly buildings: readonly Building[]; readonly buildingIndex: Uint32Array | null } {
  if (goneIndices.size === 0 && changed.size === 0 && added.length === 0) return { buildings, buildingIndex: null };
  const next: Building[] = [];
  const buildingIndex = goneIndices.size === 0 ? null : new Uint32Array(buildings.length);
  buildings.forEach((building, index) => {
    if (buildingIndex !== null) buildingIndex[index] = next.length;
    if (!goneIndices.has(index)) next.push(changed.get(index) ?? building);
  });
  return { buildings: next.concat(added), buildingIndex };
}

/** Ids of buildings and barriers that are gone, parts included. */
function goneIds(city: City, goneIndices: ReadonlySet<number>, removed: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...removed, ...[...goneIndices].map((index) => city.buildings[index].id)]);
}

/** Doors and gates go with what they are in; an address is still one. */
function editPortals(portals: readonly Portal[], goneIdSet: ReadonlySet<string>): readonly Portal[] {
  const isGone = (id: string | null) => id !== null && goneIdSet.has(id);
  if (!portals.some(({ buildingId, barrierId }) => isGone(buildingId) || isGone(barrierId))) return portals;
  return portals.flatMap((portal) => {
    if (!isGone(portal.buildingId) && !isGone(portal.barrierId)) return [portal];
    return portal.kind === 'address' ? [{ ...portal, buildingId: null, barrierId: null }] : [];
  });
}

function correctedBarrier(barrier: Barrier, heightMeters: number): Barrier {
  return { ...barrier, heightMeters, heightSource: 'edited' };
}

/** A layer with items removed, corrected and added; the layer itself where nothing of it is. */
function editList<T extends { readonly id: string }>(
  list: readonly T[],
  added: readonly T[],
  removed: ReadonlySet<string>,
  heights: ReadonlyMap<string, { readonly heightMeters: number }>,
  correct: (item: T, heightMeters: number) => T = (item, heightMeters) => ({ ...item, heightMeters }),
): readonly T[] {
  const touched = added.length > 0 || list.some(({ id }) => removed.has(id) || heights.has(id));
  if (!touched) return list;
  const next: T[] = [];
  for (const item of list) {
    if (removed.has(item.id)) continue;
    const height = heights.get(item.id);
    next.push(height === undefined ? item : correct(item, height.heightMeters));
  }
  return next.concat(added);
}

function editsOf<E>(table: ReadonlyMap<EditableLayer, ReadonlyMap<string, E>>, layer: EditableLayer): E[] {
  return [...(table.get(layer)?.values() ?? [])];
}

function gone(sorted: SortedEdits, layer: EditableLayer, again: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...(sorted.removals.get(layer)?.keys() ?? []), ...again]);
}

function heightsOf(sorted: SortedEdits, layer: EditableLayer): ReadonlyMap<string, { readonly heightMeters: number }> {
  return sorted.heights.get(layer) ?? new Map();
}

function noteMissing(
  sorted: SortedEdits,
  layer: EditableLayer,
  list: readonly { readonly id: string }[],
  notes: EditNote[],
): void {
  const edits = [...editsOf(sorted.removals, layer), ...editsOf(sorted.heights, layer)];
  if (edits.length === 0) return;
  const ids = new Set(list.map(({ id }) => id));
  for (const { id, target } of edits) if (!ids.has(target)) notes.push(missingNote(id, layer, target));
}

const namings: Readonly<Record<EditableLayer, string>> = {
  buildings: 'a building',
  barriers: 'a wall or fence',
  trees: 'a tree',
  mounts: 'a mount',
  sites: 'a site',
  zones: 'a zone',
};

function naming(layer: EditableLayer): string {
  return `It is about ${namings[layer]}`;
}

function missingNote(editId: string, layer: EditableLayer, target: string): EditNote {
  return { editId, kind: 'missing', sentence: `${naming(layer)} (${target}) that this city does not have.` };
}
