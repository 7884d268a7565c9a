import type { City } from '#model/city.ts';
import { type LayerName, layerNames, type SceneLayer, type SceneSource } from '#model/scene.ts';

export type VectorLayerName = Exclude<LayerName, 'terrain'>;

/** In the order of the files in a package. */
export const vectorLayerNames: readonly VectorLayerName[] = layerNames.filter((name) => name !== 'terrain');

function countOf(city: City, name: VectorLayerName): number {
  return name === 'meshes' ? city.meshes.count : city[name].length;
}

export const manifestFile = 'scene.json';

/** The files that a package of this city consists of, beside its manifest; layers without content have none. */
export function sceneLayers(city: City): (SceneLayer & { readonly name: VectorLayerName | 'terrain' })[] {
  const { sources } = city.manifest;
  const ground = sources.filter(({ kind }) => /elevation|geotiff/i.test(kind));
  const others = sources.filter((source) => !ground.includes(source));
  const layers: (SceneLayer & { readonly name: VectorLayerName | 'terrain' })[] = [];
  for (const name of vectorLayerNames) {
    const count = countOf(city, name);
    if (count === 0) continue;
    layers.push({ name, file: `${name}.geojson`, format: 'geojson', count, licence: licenceOf(others, sources) });
  }
  if (city.terrain !== null) {
    const count = city.terrain.heights.length;
    layers.push({
      name: 'terrain',
      file: 'terrain.tif',
      format: 'geotiff',
      count,
      licence: licenceOf(ground, sources),
    });
  }
  return layers;
}

/** SPDX expression of all licences that apply; those of all sources where none is told apart. */
function licenceOf(own: readonly SceneSource[], all: readonly SceneSource[]): string {
  const licences = new Set((own.length > 0 ? own : all).map(({ licence }) => licence));
  return [...licences].join(' AND ').slice(0, 200);
}
