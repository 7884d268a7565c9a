import { z } from 'zod';

/** `scene.json` of a scene package: what the scene is, where it lies, where it comes from and which layers stand beside it. */

const finite = z.number().refine(Number.isFinite, 'must be a finite number');

export const originSchema = z.strictObject({
  /** Degrees, WGS 84. */
  longitude: finite.min(-180).max(180),
  latitude: finite.min(-85).max(85),
  /** Orthometric height of local z = 0, metres. */
  heightMeters: finite,
});
export type Origin = z.infer<typeof originSchema>;

export const boundsSchema = z.strictObject({ minX: finite, minY: finite, maxX: finite, maxY: finite });
/** Axis-aligned rectangle in the local frame, metres. */
export type Bounds = z.infer<typeof boundsSchema>;

export const layerNames = [
  'buildings',
  'meshes',
  'streets',
  'restrictions',
  'crossings',
  'barriers',
  'areas',
  'mounts',
  'trees',
  'sites',
  'portals',
  'zones',
  'surveillance',
  'demand',
  'trips',
  'terrain',
] as const;
export const layerNameSchema = z.enum(layerNames);
export type LayerName = z.infer<typeof layerNameSchema>;

export const sceneLayerSchema = z.strictObject({
  name: layerNameSchema,
  /** File name inside the package. */
  file: z.string().min(1).max(200),
  format: z.enum(['geojson', 'geotiff']),
  count: z.int().min(0),
  /** SPDX id or name of the licence this layer is under; layers derived from OSM stay under ODbL-1.0. */
  licence: z.string().max(200),
});
export type SceneLayer = z.infer<typeof sceneLayerSchema>;

export const sceneSourceSchema = z.strictObject({
  name: z.string().max(500),
  kind: z.string().max(100),
  licence: z.string().max(200),
  attribution: z.string().max(500),
});
export type SceneSource = z.infer<typeof sceneSourceSchema>;

/** 1: the first layers; 2: also meshes, restrictions, crossings, barriers, portals, zones, demand and trips. */
export const sceneVersion = 2 as const;

export const sceneManifestSchema = z.strictObject({
  format: z.literal('sightline-scene'),
  /** Older packages have fewer layers and are read as they are. */
  version: z.literal([1, sceneVersion]).transform((): typeof sceneVersion => sceneVersion),
  /** Stable across imports of the same input: derived from content, not from the clock. */
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  /** True for generated cities: shown wherever the scene is. */
  invented: z.boolean(),
  origin: originSchema,
  /** The area that is analysed; geometry may reach beyond it. */
  bounds: boundsSchema,
  attribution: z.array(z.string().max(500)),
  sources: z.array(sceneSourceSchema),
  statistics: z.record(z.string(), finite),
  layers: z.array(sceneLayerSchema),
});
export type SceneManifest = z.infer<typeof sceneManifestSchema>;
