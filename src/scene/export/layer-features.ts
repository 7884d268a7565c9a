import { createFrame } from '#geo/frame.ts';
import type { City } from '#model/city.ts';
import type { FeatureOut } from '../package/geojson.ts';
import { sceneLayers, type VectorLayerName } from '../package/layers.ts';
import { featuresOf } from '../package/write-package.ts';

/** A layer as programs of others should see it. */
export interface ExportLayer {
  readonly name: VectorLayerName;
  /** Of this layer alone, where the scene tells them apart. */
  readonly licence: string;
  readonly features: readonly FeatureOut[];
}

/**
 * All vector layers that have content, in WGS 84 degrees. As in a scene package; buildings also have `baseElevation` and
 * `topElevation`, metres above sea level, since their own heights count from the scene's origin.
 */
export function exportLayers(city: City): ExportLayer[] {
  const frame = createFrame(city.manifest.origin);
  const layers: ExportLayer[] = [];
  for (const { name, licence } of sceneLayers(city)) {
    if (name === 'terrain') continue;
    const features = [...featuresOf[name](city, frame)];
    layers.push({ name, licence, features: name === 'buildings' ? features.map(withElevation(city)) : features });
  }
  return layers;
}

function withElevation(city: City): (feature: FeatureOut) => FeatureOut {
  const { heightMeters } = city.manifest.origin;
  const above = (z: unknown) => (typeof z === 'number' ? Math.round((z + heightMeters) * 1000) / 1000 : null);
  return ({ geometry, properties }) => ({
    geometry,
    properties: {
      ...properties,
      baseElevation: above(properties['baseZ']),
      topElevation: above(properties['topZ']),
    },
  });
}
