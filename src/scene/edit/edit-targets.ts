import type { City } from '#model/city.ts';
import { type EditableLayer, editedFeatureId, type SceneEdit } from '#model/scene-edit.ts';
import type { AddingEdit } from './added-features.ts';

export type HeightEdit = Extract<SceneEdit, { readonly kind: 'set-height' }>;
export type RemoveEdit = Extract<SceneEdit, { readonly kind: 'remove' }>;

/** The edits of a plan by what they are about. */
export interface SortedEdits {
  /** Additions that nothing removes, with the height that was set last. */
  readonly additions: readonly AddingEdit[];
  /** Layer → target id → the last height set; targets that are removed are left out. */
  readonly heights: ReadonlyMap<EditableLayer, ReadonlyMap<string, HeightEdit>>;
  readonly removals: ReadonlyMap<EditableLayer, ReadonlyMap<string, RemoveEdit>>;
  /** Edits of an added feature that the plan does not have. */
  readonly astray: readonly SceneEdit[];
}

const layerOfAddition: Readonly<Record<AddingEdit['kind'], EditableLayer>> = {
  'add-building': 'buildings',
  'add-barrier': 'barriers',
  'add-tree': 'trees',
  'add-mount': 'mounts',
  'add-site': 'sites',
  'add-zone': 'zones',
};

export function isAddition(edit: SceneEdit): edit is AddingEdit {
  return edit.kind in layerOfAddition;
}

/** Layer of the city that an edit is about. */
export function layerOf(edit: SceneEdit): EditableLayer {
  return isAddition(edit) ? layerOfAddition[edit.kind] : edit.layer;
}

/**
 * Sorts edits so that their order hardly matters: a removal wins over heights, of several heights for one target the last
 * one counts, and additions keep their order.
 */
export function sortEdits(edits: readonly SceneEdit[]): SortedEdits {
  const additions = new Map<string, AddingEdit>();
  for (const edit of edits) if (isAddition(edit)) additions.set(editedFeatureId(edit), edit);
  const heights = new Map<EditableLayer, Map<string, HeightEdit>>();
  const removals = new Map<EditableLayer, Map<string, RemoveEdit>>();
  const astray: SceneEdit[] = [];
  const put = <E>(table: Map<EditableLayer, Map<string, E>>, layer: EditableLayer, target: string, edit: E) => {
    const targets = table.get(layer) ?? new Map<string, E>();
    table.set(layer, targets.set(target, edit));
  };
  const removedAdditions = new Set<string>();
  for (const edit of edits) {
    if (isAddition(edit)) continue;
    const added = additions.get(edit.target);
    if (added !== undefined && solidLayer(layerOf(added)) === solidLayer(edit.layer)) {
      if (edit.kind === 'remove') removedAdditions.add(edit.target);
      else if ('heightMeters' in added) additions.set(edit.target, { ...added, heightMeters: edit.heightMeters });
    } else if (edit.target.startsWith('edit/')) astray.push(edit);
    else if (edit.kind === 'remove') put(removals, edit.layer, edit.target, edit);
    else put(heights, edit.layer, edit.target, edit);
  }
  for (const [layer, targets] of removals) for (const target of targets.keys()) heights.get(layer)?.delete(target);
  for (const id of removedAdditions) additions.delete(id);
  return { additions: [...additions.values()], heights, removals, astray };
}

/** A wall is a barrier and, where it is opaque, a building as well: edits of either are about both. */
function solidLayer(layer: EditableLayer): EditableLayer {
  return layer === 'barriers' ? 'buildings' : layer;
}

/** What edits of buildings and barriers are about, in a city. */
export interface BuildingTargets {
  /** Id of a target → indices: the building itself first, then its parts. */
  readonly members: ReadonlyMap<string, readonly number[]>;
  /** Index → rows of the prism table, for all members. */
  readonly rows: ReadonlyMap<number, readonly number[]>;
}

/** Finds buildings by id, with their parts and solids. */
export function findBuildings(city: City, ids: ReadonlySet<string>): BuildingTargets {
  const own = new Map<string, number>();
  const parts = new Map<string, number[]>();
  const rows = new Map<number, number[]>();
  if (ids.size > 0) {
    city.buildings.forEach(({ id, outlineId }, index) => {
      if (ids.has(id) && !own.has(id)) {
        own.set(id, index);
        rows.set(index, []);
      }
      if (outlineId === null || outlineId === id || !ids.has(outlineId)) return;
      const list = parts.get(outlineId);
      if (list === undefined) parts.set(outlineId, [index]);
      else list.push(index);
      rows.set(index, []);
    });
    for (let row = 0; row < city.prisms.count; row += 1) rows.get(city.prisms.building[row])?.push(row);
  }
  const members = new Map([...own].map(([id, index]) => [id, [index, ...(parts.get(id) ?? [])]] as const));
  return { members, rows };
}
