import type { City } from '#model/city.ts';
import type { ExportFile } from '#model/city-export.ts';
import { type FeatureOut, featureCollectionText } from '../package/geojson.ts';
import { creditsOf } from './credits.ts';
import { exportLayers } from './layer-features.ts';

const mediaType = 'application/geo+json';

/** One GeoJSON file (RFC 7946) a layer, with scene, attribution and licence as members of the collection. */
export function geojsonFiles(city: City): ExportFile[] {
  return exportLayers(city).map(({ name, licence, features }) => ({
    name: `${name}.geojson`,
    mediaType,
    bytes: encode(withCredits(featureCollectionText(name, features), city, licence)),
  }));
}

/** All layers in one collection; each feature names its own as `sceneLayer` (a street has a `layer` already). */
export function geojsonFile(city: City): ExportFile {
  const features: FeatureOut[] = [];
  for (const layer of exportLayers(city)) {
    for (const { geometry, properties } of layer.features) {
      features.push({ geometry, properties: { sceneLayer: layer.name, ...properties } });
    }
  }
  const text = featureCollectionText('city', features);
  return { name: 'city.geojson', mediaType, bytes: encode(withCredits(text, city, creditsOf(city).licence)) };
}

/** `description` is what GDAL and QGIS show of them. */
function withCredits(collection: string, city: City, licence: string): string {
  const { attribution, description } = creditsOf(city);
  const { id, invented } = city.manifest;
  const members = JSON.stringify({ description, attribution, licence, scene: id, invented });
  return collection.replace(
    '{"type":"FeatureCollection",',
    () => `{"type":"FeatureCollection",${members.slice(1, -1)},`,
  );
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
