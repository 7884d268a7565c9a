import type { City, HeightSource } from '#model/city.ts';
import { type EditableLayer, editedFeatureId, type SceneEdit } from '#model/scene-edit.ts';
import type { PickedFeature } from './session.ts';

/** What a picked thing of the city is to those who correct it. */
export interface EditableFeature {
  readonly layer: EditableLayer;
  readonly id: string;
  /** For sentences and lists: “Rathaus”, “lamp node/4”. */
  readonly name: string;
  /** Metres from the ground to the top; null where the thing has none, or none is known. */
  readonly heightMeters: number | null;
  readonly minHeightMeters: number;
  /** Null where heights of such things have no source, or the thing no height. */
  readonly heightSource: HeightSource | null;
  /** Whether its height can be set. */
  readonly hasHeight: boolean;
  readonly structure: 'building' | 'wall' | 'bridge' | null;
  /** How many parts a building has that may move with it. */
  readonly parts: number;
}

/** The layer that corrections of a picked thing belong to; null where it cannot be corrected. */
export function editableLayerOf(city: City, { kind, id }: PickedFeature): EditableLayer | null {
  switch (kind) {
    case 'building':
      return city.barriers.some((barrier) => barrier.id === id) ? 'barriers' : 'buildings';
    case 'barrier':
      return 'barriers';
    case 'tree':
      return 'trees';
    case 'mount':
      return 'mounts';
    case 'site':
      return 'sites';
    case 'zone':
      return 'zones';
    default:
      return null;
  }
}

/** The thing that corrections of a picked one are about; null where there is no such thing or it cannot be corrected. */
export function editableFeature(city: City, picked: PickedFeature): EditableFeature | null {
  const layer = editableLayerOf(city, picked);
  const plain = { id: picked.id, minHeightMeters: 0, heightSource: null, structure: null, parts: 0 } as const;
  switch (layer) {
    case 'buildings': {
      const building = city.buildings.find(({ id }) => id === picked.id);
      if (building === undefined) return null;
      const { heightMeters, minHeightMeters, heightSource, structure } = building;
      const parts = city.buildings.filter(({ outlineId }) => outlineId === picked.id).length;
      const name = building.name ?? `${building.isPart ? 'part' : structure} ${picked.id}`;
      return { ...plain, layer, name, heightMeters, minHeightMeters, heightSource, hasHeight: true, structure, parts };
    }
    case 'barriers': {
      const barrier = city.barriers.find(({ id }) => id === picked.id);
      if (barrier === undefined) return null;
      const { heightMeters, heightSource } = barrier;
      const name = `${barrier.kind.replaceAll('_', ' ')} ${picked.id}`;
      return { ...plain, layer, name, heightMeters, heightSource, hasHeight: true };
    }
    case 'trees': {
      const tree = city.trees.find(({ id }) => id === picked.id);
      if (tree === undefined) return null;
      return { ...plain, layer, name: `tree ${picked.id}`, heightMeters: tree.heightMeters, hasHeight: true };
    }
    case 'mounts': {
      const mount = city.mounts.find(({ id }) => id === picked.id);
      if (mount === undefined) return null;
      const { kind, heightMeters } = mount;
      return { ...plain, layer, name: `${kind} ${picked.id}`, heightMeters, hasHeight: true };
    }
    case 'sites':
    case 'zones': {
      const list: readonly { readonly id: string; readonly name: string | null; readonly kind: string }[] = city[layer];
      const item = list.find(({ id }) => id === picked.id);
      if (item === undefined) return null;
      const name = item.name ?? `${item.kind.replaceAll('_', ' ')} ${layer === 'sites' ? 'site' : 'zone'} ${picked.id}`;
      return { ...plain, layer, name, heightMeters: null, hasHeight: false };
    }
    case null:
      return null;
  }
}

/** Edits of a plan that are about one thing of the city: its addition, its heights, its removal. */
export function editsOf(edits: readonly SceneEdit[], layer: EditableLayer, id: string): SceneEdit[] {
  const sameLayer = (other: EditableLayer) => other === layer || (isSolid(other) && isSolid(layer));
  return edits.filter((edit) =>
    edit.kind === 'set-height' || edit.kind === 'remove'
      ? edit.target === id && sameLayer(edit.layer)
      : editedFeatureId(edit) === id,
  );
}

/** A wall is a barrier and a building. */
function isSolid(layer: EditableLayer): boolean {
  return layer === 'buildings' || layer === 'barriers';
}

/** Where an edit is, local metres, on the imported and the edited city; null where its target is in neither. */
export function placeOfEdit(
  edit: SceneEdit,
  cities: readonly (City | null)[],
  toLocal: (longitude: number, latitude: number) => readonly [number, number],
): readonly [x: number, y: number] | null {
  switch (edit.kind) {
    case 'add-tree':
    case 'add-mount':
    case 'add-site':
      return toLocal(...edit.position);
    case 'add-building':
    case 'add-zone':
      return middle(edit.ring.map((point) => toLocal(...point)));
    case 'add-barrier':
      return middle(edit.line.map((point) => toLocal(...point)));
    default:
      for (const city of cities) {
        const at = city === null ? null : placeOfFeature(city, edit.layer, edit.target);
        if (at !== null) return at;
      }
      return null;
  }
}

function placeOfFeature(city: City, layer: EditableLayer, id: string): readonly [number, number] | null {
  switch (layer) {
    case 'trees':
    case 'mounts':
    case 'sites': {
      const list: readonly { readonly id: string; readonly x: number; readonly y: number }[] = city[layer];
      const item = list.find((entry) => entry.id === id);
      return item === undefined ? null : [item.x, item.y];
    }
    case 'zones': {
      const ring = city.zones.find((zone) => zone.id === id)?.rings[0];
      return ring === undefined ? null : middle(pairs(ring));
    }
    case 'barriers': {
      const line = city.barriers.find((barrier) => barrier.id === id)?.xy;
      return line === undefined ? placeOfFeature(city, 'buildings', id) : middle(pairs(line));
    }
    case 'buildings':
      return middle(footprintsOf(city, id).flat());
  }
}

/** Outer rings of a building's solids and of its parts', local metres. */
export function footprintsOf(city: City, id: string): Corner[][] {
  const { buildings, prisms } = city;
  const rings: Corner[][] = [];
  for (let row = 0; row < prisms.count; row += 1) {
    const owner = buildings[prisms.building[row] ?? 0];
    if (owner?.id !== id && owner?.outlineId !== id) continue;
    const ring = prisms.ringStart[row] ?? 0;
    rings.push(pairs(prisms.xy.subarray(2 * (prisms.vertexStart[ring] ?? 0), 2 * (prisms.vertexStart[ring + 1] ?? 0))));
  }
  return rings;
}

type Corner = readonly [x: number, y: number];

function pairs(xy: Float64Array): Corner[] {
  return Array.from({ length: xy.length / 2 }, (_, i): Corner => [xy[2 * i] ?? 0, xy[2 * i + 1] ?? 0]);
}

function middle(points: readonly Corner[]): Corner | null {
  if (points.length === 0) return null;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
