import { quantize } from '#geo/quantum.ts';
import type { Building, City, Mount, Street } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { sceneVersion } from '#model/scene.ts';
import { cityStatistics } from './city-statistics.ts';
import { generateDemoCity } from './demo-city.ts';
import { lineLength, stationAt } from './lines.ts';
import { joinPrisms, type PlacedLayers, type PlacedPrisms, placeLayers, withoutStrayPortals } from './place-city.ts';
import { offsetPoint, point } from './plane.ts';
import { pointsOf } from './shapes.ts';
import { halfSideMeters } from './town-plan.ts';

/** Towns a side of the square: more would reach beyond 16 km, where float32 is no longer exact. */
const mostTownsPerSide = 16;

/**
 * A city of any size for measurements: towns like Havnby, each from a seed of its own, side by side in a square on level
 * ground. `buildings` is the exact number of rows of `City.buildings` (a house of several parts has several), `mounts` the
 * exact number of mounts: the towns' own, thinned evenly or filled up with lamps along the streets. Same arguments, same
 * bytes. Throws a RangeError beyond 256 towns (about 750,000 buildings).
 */
export function generateLargeCity(buildings: number, mounts: number, seed: number): City {
  const towns: PlacedLayers[] = [];
  const solids: PlacedPrisms[] = [];
  let built = 0;
  for (let index = 0; built < buildings; index += 1) {
    if (index === mostTownsPerSide * mostTownsPerSide) {
      throw new RangeError(`a generated city has at most ${built} buildings, not ${buildings}`);
    }
    const town = generateDemoCity(seed + index, 'level');
    const [column, row] = spiral(index);
    const placement = {
      prefix: `town-${index + 1}/`,
      eastMeters: 2 * halfSideMeters * column,
      northMeters: 2 * halfSideMeters * row,
    };
    towns.push(placeLayers(town, placement));
    solids.push({ prisms: town.prisms, placement, firstBuilding: built });
    built += town.buildings.length;
  }
  return assemble(towns, solids, buildings, mounts, seed);
}

function assemble(
  towns: readonly PlacedLayers[],
  solids: readonly PlacedPrisms[],
  count: number,
  mounts: number,
  seed: number,
): City {
  const all = <K extends keyof PlacedLayers>(layer: K) =>
    towns.flatMap((town) => [...town[layer]] as PlacedLayers[K][0][]);
  const buildings = (all('buildings') as Building[]).slice(0, count);
  const streets = all('streets') as Street[];
  const layers = {
    ...emptyLayers,
    buildings,
    prisms: joinPrisms(solids, count),
    streets,
    restrictions: all('restrictions'),
    crossings: all('crossings'),
    barriers: all('barriers'),
    areas: all('areas'),
    mounts: exactly(all('mounts') as Mount[], mounts, streets),
    trees: all('trees'),
    sites: all('sites'),
    portals: withoutStrayPortals(all('portals') as City['portals'], buildings),
    zones: all('zones'),
    surveillance: all('surveillance'),
    demand: all('demand'),
    trips: all('trips'),
  } as Omit<City, 'manifest'>;
  return { manifest: manifestOf(layers, solids, count, mounts, seed), ...layers };
}

/** Squares around the origin, ring by ring, so that the city stays compact at every size. */
function spiral(index: number): [column: number, row: number] {
  let [x, y, dx, dy] = [0, 0, 1, 0];
  let [run, left] = [1, 1];
  let turns = 0;
  for (let i = 0; i < index; i += 1) {
    x += dx;
    y += dy;
    left -= 1;
    if (left > 0) continue;
    [dx, dy] = [-dy, dx];
    turns += 1;
    if (turns % 2 === 0) run += 1;
    left = run;
  }
  return [x, y];
}

/** Own mounts, thinned evenly, or with more lamps at even distances on both sides of the streets. */
function exactly(own: readonly Mount[], count: number, streets: readonly Street[]): Mount[] {
  if (own.length >= count) return Array.from({ length: count }, (_, i) => own[Math.floor((i * own.length) / count)]);
  const lit = streets.filter((street) => street.class !== 'rail' && street.class !== 'tram');
  const lines = lit.map((street) => pointsOf(street.xy));
  const lengths = lines.map(lineLength);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const missing = count - own.length;
  const mounts = [...own];
  let street = 0;
  let before = 0;
  for (let i = 0; i < missing; i += 1) {
    const reach = ((i + 0.5) * total) / missing;
    while (street + 1 < lines.length && before + lengths[street] < reach) {
      before += lengths[street];
      street += 1;
    }
    const spot = stationAt(lines[street], reach - before);
    const side = (i % 2 === 0 ? 1 : -1) * (lit[street].widthMeters / 2 + 1.3);
    const at = offsetPoint(spot.at, spot.along, 0, side);
    mounts.push({ id: `lamp/${i + 1}`, kind: 'lamp', ...point(at.x, at.y), heightMeters: 6 });
  }
  return mounts;
}

function manifestOf(
  layers: Omit<City, 'manifest'>,
  solids: readonly PlacedPrisms[],
  buildings: number,
  mounts: number,
  seed: number,
): City['manifest'] {
  const east = solids.map(({ placement }) => placement.eastMeters);
  const north = solids.map(({ placement }) => placement.northMeters);
  const attribution = 'An invented city, generated by Sightline';
  return {
    format: 'sightline-scene',
    version: sceneVersion,
    id: `large-${buildings}-${mounts}-${seed}`,
    name: `Generated city of ${buildings} buildings`,
    invented: true,
    origin: { longitude: 4, latitude: 56, heightMeters: 0 },
    bounds: {
      minX: quantize(Math.min(0, ...east) - halfSideMeters),
      minY: quantize(Math.min(0, ...north) - halfSideMeters),
      maxX: quantize(Math.max(0, ...east) + halfSideMeters),
      maxY: quantize(Math.max(0, ...north) + halfSideMeters),
    },
    attribution: [attribution],
    sources: [{ name: `Sightline city generator, seed ${seed}`, kind: 'generated', licence: 'CC0-1.0', attribution }],
    statistics: cityStatistics(layers),
    layers: [],
  };
}
