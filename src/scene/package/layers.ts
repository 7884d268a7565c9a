import type { City } from '#model/city.ts';
import type { LayerName, SceneLayer, SceneSource } from '#model/scene.ts';

export type VectorLayerName = (typeof vectorLayerNames)[number];

export const vectorLayerNames = [
  'buildings',
  'streets',
  'areas',
  'mounts',
  'trees',
  'sites',
  'surveillance',
] as const satisfies readonly LayerName[];

export const manifestFile = 'scene.json';

/** The files that a package of this city consists of, beside its manifest; layers without content have none. */
export function sceneLayers(city: City): (SceneLayer & { readonly name: VectorLayerName | 'terrain' })[] {
  const { sources } = city.manifest;
  const ground = sources.filter(({ kind }) => /elevation|geotiff/i.test(kind));
  const others = sources.filter((source) => !ground.includes(source));
  const layers: (SceneLayer & { readonly name: VectorLayerName | 'terrain' })[] = [];
  for (const name of vectorLayerNames) {
    const count = city[name].length;
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
