import { z } from 'zod';
import { barrierKinds, mountKinds, siteKinds, zoneKinds } from './city.ts';

/**
 * Corrections of the city, kept in the plan as a layer of their own over the import. They name features by their source ids
 * and places in degrees, so that they survive a new import of the same city.
 */

const id = z.string().min(1).max(200);
const name = z.string().max(200).nullable();
const height = z.number().min(0.1).max(1000);
/** Longitude and latitude, degrees, WGS 84. */
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)]);
const ring = z.array(position).min(3).max(2000);
const line = z.array(position).min(2).max(2000);

export const editableLayers = ['buildings', 'barriers', 'trees', 'mounts', 'sites', 'zones'] as const;
export type EditableLayer = (typeof editableLayers)[number];

export const sceneEditSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('set-height'),
    id,
    /** A building, wall, tree or mount of the import. */
    layer: z.enum(['buildings', 'barriers', 'trees', 'mounts']),
    target: id,
    heightMeters: height,
  }),
  z.strictObject({ kind: z.literal('remove'), id, layer: z.enum(editableLayers), target: id }),
  z.strictObject({
    kind: z.literal('add-building'),
    id,
    name,
    use: z.string().min(1).max(100),
    heightMeters: height,
    minHeightMeters: z.number().min(0).max(1000),
    ring,
  }),
  z.strictObject({
    kind: z.literal('add-barrier'),
    id,
    barrier: z.enum(barrierKinds),
    heightMeters: height,
    opaque: z.boolean(),
    line,
  }),
  z.strictObject({
    kind: z.literal('add-tree'),
    id,
    heightMeters: height,
    crownRadiusMeters: z.number().min(0.1).max(40),
    position,
  }),
  z.strictObject({
    kind: z.literal('add-mount'),
    id,
    mount: z.enum(mountKinds),
    heightMeters: height.nullable(),
    position,
  }),
  z.strictObject({ kind: z.literal('add-site'), id, name, site: z.enum(siteKinds), position, ring: ring.nullable() }),
  z.strictObject({ kind: z.literal('add-zone'), id, name, zone: z.enum(zoneKinds), ring }),
]);
export type SceneEdit = z.infer<typeof sceneEditSchema>;

/** Id that a feature added by an edit has in the city. */
export function editedFeatureId(edit: SceneEdit): string {
  return `edit/${edit.id}`;
}

/** An edit that adds something, without the id that the plan gives it. */
export type SceneAddition = SceneEdit extends infer E
  ? E extends { readonly kind: `add-${string}` }
    ? Omit<E, 'id'>
    : never
  : never;

/** What became of a correction where it did not simply take effect. */
export interface EditNote {
  readonly editId: string;
  /**
   * `missing`: its target is not in this city, and it waits; `refused`: it cannot be, and the city stays as it was there;
   * `changed`: it took effect, and something else changed with it.
   */
  readonly kind: 'missing' | 'refused' | 'changed';
  /** One sentence for a planner. */
  readonly sentence: string;
}
