import { coordinateSystemOfEpsg } from '#geo/coordinate-system.ts';
import { createFrame } from '#geo/frame.ts';
import type { Building, City } from '#model/city.ts';
import type { ExportFile } from '#model/city-export.ts';
import type { Origin } from '#model/scene.ts';
import { meshSurfaces, prismShell, type Shell, type Surface, type VertexNumber } from './cityjson-geometry.ts';
import { creditsOf } from './credits.ts';

type CityObjectGeometry =
  | { readonly type: 'Solid'; readonly lod: '1'; readonly boundaries: readonly Shell[] }
  | { readonly type: 'MultiSolid'; readonly lod: '1'; readonly boundaries: readonly (readonly Shell[])[] }
  | { readonly type: 'MultiSurface'; readonly lod: '2'; readonly boundaries: readonly Surface[] };

interface CityObject {
  readonly type: 'Building' | 'BuildingPart' | 'Bridge' | 'OtherConstruction';
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly geometry?: readonly CityObjectGeometry[];
  readonly parents?: readonly string[];
  children?: string[];
}

/**
 * CityJSON 2.0: every building, wall and bridge with its prisms as LoD1 solids, and with its surfaces as LoD2 where the
 * scene has them. Coordinates are metres of the UTM zone (WGS 84) in which the scene's origin lies, to the millimetre;
 * heights are metres above sea level as the sources have them, of no named vertical datum. Attribution and licence stand
 * in the title, since the format has no member for them.
 */
export function cityjsonFile(city: City): ExportFile {
  const { heightMeters } = city.manifest.origin;
  const code = utmCode(city.manifest.origin);
  const system = coordinateSystemOfEpsg(code);
  if (system === null) throw new RangeError(`EPSG:${code} is not known`);
  const frame = createFrame(city.manifest.origin);
  const table = createVertexTable((x, y, z) => {
    const [longitude, latitude] = frame.toGeographic(x, y);
    const [east, north] = system.fromGeographic(longitude, latitude);
    return [east, north, z + heightMeters];
  });
  const objects = cityObjects(city, table.numberOf);
  const { manifest } = city;
  const document = {
    type: 'CityJSON',
    version: '2.0',
    transform: { scale: [0.001, 0.001, 0.001], translate: table.translate() },
    metadata: {
      identifier: manifest.id,
      title: creditsOf(city).description,
      referenceSystem: `https://www.opengis.net/def/crs/EPSG/0/${code}`,
      ...table.extent(),
    },
    CityObjects: Object.fromEntries(objects),
    vertices: table.vertices(),
  };
  const bytes = new TextEncoder().encode(`${JSON.stringify(document)}\n`);
  return { name: 'city.city.json', mediaType: 'application/city+json', bytes };
}

/** WGS 84 / UTM: 32601 to 32660 north of the equator, 32701 to 32760 south of it; without the exceptions of Norway. */
export function utmCode({ longitude, latitude }: Pick<Origin, 'longitude' | 'latitude'>): number {
  const zone = Math.min(60, Math.max(1, Math.floor((longitude + 180) / 6) + 1));
  return (latitude < 0 ? 32_700 : 32_600) + zone;
}

function createVertexTable(project: (x: number, y: number, z: number) => readonly [number, number, number]) {
  const numbers = new Map<string, number>();
  const places: (readonly [number, number, number])[] = [];
  let origin: readonly [number, number, number] | null = null;
  const numberOf: VertexNumber = (x, y, z) => {
    const place = project(x, y, z);
    origin ??= [Math.floor(place[0]), Math.floor(place[1]), Math.floor(place[2])];
    const from = origin;
    const whole = [0, 1, 2].map((axis) => Math.round((place[axis] - from[axis]) * 1000) + 0);
    const key = whole.join(' ');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, places.length);
    places.push([whole[0], whole[1], whole[2]]);
    return places.length - 1;
  };
  return {
    numberOf,
    translate: () => origin ?? [0, 0, 0],
    vertices: () => places,
    extent(): { readonly geographicalExtent?: readonly number[] } {
      if (origin === null) return {};
      const low = [Infinity, Infinity, Infinity];
      const high = [-Infinity, -Infinity, -Infinity];
      for (const place of places) {
        for (let axis = 0; axis < 3; axis += 1) {
          low[axis] = Math.min(low[axis], place[axis]);
          high[axis] = Math.max(high[axis], place[axis]);
        }
      }
      const [from, meters] = [origin, (value: number, axis: number) => value / 1000 + from[axis]];
      return { geographicalExtent: [...low.map(meters), ...high.map(meters)] };
    },
  };
}

/** Parts are children of the building whose outline they replace; one without geometry of its own stands for it. */
function cityObjects(city: City, vertex: VertexNumber): Map<string, CityObject> {
  const geometries = geometriesOf(city, vertex);
  const objects = new Map<string, CityObject>();
  city.buildings.forEach((building, index) => {
    const { id, outlineId } = building;
    const parent = building.structure === 'building' && outlineId !== id ? outlineId : null;
    objects.set(id, {
      ...(objects.get(id)?.children === undefined ? {} : { children: objects.get(id)?.children }),
      type: typeOf(building, parent),
      attributes: attributesOf(building),
      ...(geometries[index].length === 0 ? {} : { geometry: geometries[index] }),
      ...(parent === null ? {} : { parents: [parent] }),
    } as CityObject);
    if (parent === null) return;
    const whole = objects.get(parent) ?? { type: 'Building' };
    whole.children = [...(whole.children ?? []), id];
    objects.set(parent, whole);
  });
  return objects;
}

function typeOf({ structure }: Building, parent: string | null): CityObject['type'] {
  if (structure === 'bridge') return 'Bridge';
  if (structure === 'wall') return 'OtherConstruction';
  return parent === null ? 'Building' : 'BuildingPart';
}

/** `measuredHeight` keeps its meaning: only a surveyed height is called so. */
function attributesOf(building: Building): Record<string, unknown> {
  const measured = building.heightSource === 'measured';
  const attributes = {
    name: building.name,
    function: building.use,
    [measured ? 'measuredHeight' : 'height']: building.heightMeters,
    heightSource: building.heightSource,
    minHeight: building.minHeightMeters,
    roofType: building.roofShape,
    roofHeight: building.roofHeightMeters === 0 ? null : building.roofHeightMeters,
  };
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

function geometriesOf(city: City, vertex: VertexNumber): CityObjectGeometry[][] {
  const solids = city.buildings.map((): Shell[] => []);
  for (let row = 0; row < city.prisms.count; row += 1) {
    solids[city.prisms.building[row]].push(prismShell(city.prisms, row, vertex));
  }
  const geometries = solids.map((shells): CityObjectGeometry[] => {
    if (shells.length === 0) return [];
    if (shells.length === 1) return [{ type: 'Solid', lod: '1', boundaries: shells }];
    return [{ type: 'MultiSolid', lod: '1', boundaries: shells.map((shell) => [shell]) }];
  });
  for (let mesh = 0; mesh < city.meshes.count; mesh += 1) {
    const boundaries = meshSurfaces(city.meshes, mesh, vertex);
    if (boundaries.length > 0)
      geometries[city.meshes.building[mesh]].push({ type: 'MultiSurface', lod: '2', boundaries });
  }
  return geometries;
}
