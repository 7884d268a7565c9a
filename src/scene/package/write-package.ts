import { type Zippable, zipSync } from 'fflate';
import { createFrame, type Frame } from '#geo/frame.ts';
import type { City } from '#model/city.ts';
import { buildingFeatures } from './building-layer.ts';
import { type FeatureOut, featureCollectionText } from './geojson.ts';
import { manifestFile, sceneLayers, type VectorLayerName } from './layers.ts';
import { meshFeatures } from './mesh-layer.ts';
import { barrierFeatures, crossingFeatures, portalFeatures, restrictionFeatures } from './movement-layers.ts';
import {
  areaFeatures,
  mountFeatures,
  siteFeatures,
  streetFeatures,
  surveillanceFeatures,
  treeFeatures,
} from './plain-layers.ts';
import { demandFeatures, tripFeatures, zoneFeatures } from './planning-layers.ts';
import { writeTerrainLayer } from './terrain-layer.ts';

/** A file of a scene folder; `name` has no path. */
export interface SceneFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The features of each vector layer, as they stand in its file. */
export const featuresOf: Readonly<Record<VectorLayerName, (city: City, frame: Frame) => Iterable<FeatureOut>>> = {
  buildings: buildingFeatures,
  meshes: meshFeatures,
  streets: streetFeatures,
  restrictions: restrictionFeatures,
  crossings: crossingFeatures,
  barriers: barrierFeatures,
  areas: areaFeatures,
  mounts: mountFeatures,
  trees: treeFeatures,
  sites: siteFeatures,
  portals: portalFeatures,
  zones: zoneFeatures,
  surveillance: surveillanceFeatures,
  demand: demandFeatures,
  trips: tripFeatures,
};

/** The scene package as a folder: `scene.json` first, then its layers. Same city, same bytes. */
export function sceneFiles(city: City): SceneFile[] {
  const encoder = new TextEncoder();
  const frame = createFrame(city.manifest.origin);
  const layers = sceneLayers(city);
  const manifest = `${JSON.stringify({ ...city.manifest, layers }, null, 2)}\n`;
  const files: SceneFile[] = [{ name: manifestFile, bytes: encoder.encode(manifest) }];
  for (const { name, file } of layers) files.push({ name: file, bytes: layerBytes(city, frame, name, encoder) });
  return files;
}

function layerBytes(
  city: City,
  frame: Frame,
  name: VectorLayerName | 'terrain',
  encoder: TextEncoder,
): Uint8Array<ArrayBuffer> {
  if (name !== 'terrain') return encoder.encode(featureCollectionText(name, featuresOf[name](city, frame)));
  if (city.terrain === null) throw new TypeError('a city without terrain has no terrain layer');
  return writeTerrainLayer(city.terrain, city.manifest.origin);
}

/** The scene package as one zip file. Same city, same bytes: entries carry the earliest time that zip knows. */
export function writeScenePackage(city: City): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  // fflate writes the local fields of the date, so local midnight gives the same bytes in every time zone.
  const mtime = new Date(1980, 0, 1);
  for (const { name, bytes } of sceneFiles(city)) entries[name] = [bytes, { mtime, level: 6 }];
  return zipSync(entries);
}
