import { groundHeight } from '#geo/terrain.ts';
import type { Barrier, Building, City, CityLayers, PrismTable, Street, TerrainGrid } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { plainBuilding, plainStreet, usersOf } from '#model/plain-features.ts';
import type { SceneManifest } from '#model/scene.ts';
import { sceneVersion } from '#model/scene.ts';
import { followGround, stripPieces } from '../assemble/line-strip.ts';
import { lowestGround } from '../assemble/lowest-ground.ts';
import { createPrismBuilder, type PrismBuilder } from '../assemble/prism-builder.ts';
import { barrierThickness } from './barriers.ts';
import { buildTown } from './build-town.ts';
import { cityStatistics } from './city-statistics.ts';
import { crossingsOf, restrictionsOf, turningVertices } from './crossings.ts';
import type { Draft, DraftBuilding, DraftPath } from './draft.ts';
import { demandOf, householdsOf } from './people.ts';
import { pitchedRoof } from './pitched-roof.ts';
import { interiorPoint, type Point, point, type Ring } from './plane.ts';
import { barrierIdOf, portalsOf } from './portals.ts';
import { createRandom } from './random.ts';
import { buildRelief } from './relief.ts';
import { flatRing } from './shapes.ts';
import { streetChains, streetsOf } from './street-chains.ts';
import { halfSideMeters } from './town-plan.ts';
import { tripsOf } from './trips.ts';
import { zonesOf } from './zones.ts';

export const demoSeed = 7;

/**
 * Havnby, an invented town of about 4 km² and 3,000 buildings on a river, with a hill in its south. The same seed gives the
 * same city, bit for bit. It lies in the open North Sea, so that nobody takes it for a real place. On `level` ground the
 * same town stands at z = 0.
 */
export function generateDemoCity(seed: number = demoSeed, ground: 'hill' | 'level' = 'hill'): City {
  const town = buildTown(seed);
  const { draft, network } = town;
  const random = createRandom(seed);
  const terrain = ground === 'hill' ? buildRelief() : null;
  const { buildings, prisms } = solidsOf(draft, terrain);
  const chains = streetChains(network, turningVertices(network));
  const named = streetsOf(network, chains);
  const streets = [...named, ...pathsOf(draft.paths)];
  const areas = draft.areas.map((area, i) => ({
    id: `demo/area/${i + 1}`,
    kind: area.kind,
    name: area.name,
    rings: area.rings.map(flatRing),
  }));
  const sites = draft.sites.map((site, i) => ({
    id: `demo/site/${i + 1}`,
    kind: site.kind,
    name: site.name,
    ...middleOf(site.ring),
    rings: [flatRing(site.ring)],
  }));
  const barriers = barriersOf(draft);
  const households = householdsOf(buildings, prisms);
  const layers: CityLayers = {
    ...emptyLayers,
    buildings,
    prisms,
    terrain,
    streets,
    restrictions: restrictionsOf(network, chains, named, random.split('restrictions')),
    crossings: crossingsOf(network, random.split('crossings')),
    barriers,
    areas,
    mounts: draft.mounts.map((mount, i) => ({ id: `demo/mount/${i + 1}`, ...mount })),
    trees: draft.trees.map((tree, i) => ({ id: `demo/tree/${i + 1}`, ...tree })),
    sites,
    portals: portalsOf(buildings, prisms, named, draft.barriers, barriers),
    zones: zonesOf(areas, buildings, prisms, network.railRing),
    demand: demandOf(households, areas, streets),
    trips: tripsOf(households, named, sites),
  };
  return { manifest: manifestOf(seed, ground, layers), ...layers };
}

function barriersOf(draft: Draft): Barrier[] {
  return draft.barriers.flatMap(({ kind, heightMeters, opaque, lines }, index) =>
    lines.map((line, k) => ({
      id: barrierIdOf(index, k),
      kind,
      xy: flatRing(line),
      heightMeters,
      heightSource: 'height' as const,
      opaque,
    })),
  );
}

function middleOf(ring: Ring): Point {
  const middle = interiorPoint(ring);
  return point(middle.x, middle.y);
}

/** Every piece of a building becomes a row of its own: the building itself, or parts where it has several pieces. */
function solidsOf(draft: Draft, terrain: TerrainGrid | null): { buildings: Building[]; prisms: PrismTable } {
  const buildings: Building[] = [];
  const builder = createPrismBuilder();
  draft.buildings.forEach((house, index) => {
    const id = `demo/building/${index + 1}`;
    const parts = house.pieces.length > 1;
    const ground = groundOf(house, terrain);
    const lift = liftOf(house, terrain, ground);
    house.pieces.forEach((piece, k) => {
      const raised = piece.open === true;
      const row = buildings.length;
      const heightMeters = piece.heightMeters + lift;
      const minHeightMeters = piece.minHeightMeters === 0 ? 0 : piece.minHeightMeters + lift;
      let added = false;
      for (const footprint of piece.footprints) {
        const rings = [footprint.outer, ...footprint.holes].map(flatRing);
        const base = minHeightMeters > 0 ? ground + minHeightMeters : lowestGround(terrain, rings);
        added = builder.add(rings, base, ground + heightMeters, raised, row) || added;
      }
      if (!added) return;
      buildings.push({
        ...plainBuilding,
        id: parts ? `${id}/part/${k + 1}` : id,
        name: house.name,
        use: house.use,
        isPart: parts,
        outlineId: parts ? id : null,
        heightSource: 'height',
        heightMeters,
        minHeightMeters,
        roofShape: house.roofShape,
        ...pitchedRoof(house.roofShape, piece.footprints[0].outer, heightMeters),
      });
    });
  });
  for (const barrier of barriersOf(draft)) if (barrier.opaque) addWall(barrier, terrain, buildings, builder);
  return { buildings, prisms: builder.finish() };
}

/** Lowest ground under all pieces, so that the roof of a house with a passage stays level. */
function groundOf(house: DraftBuilding, terrain: TerrainGrid | null): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const piece of house.pieces) {
    for (const footprint of piece.footprints)
      lowest = Math.min(lowest, lowestGround(terrain, [flatRing(footprint.outer)]));
  }
  return lowest;
}

/** Metres that stay free below the eaves on the side where the ground is highest. */
const leastFacade = 2.4;

/** How much higher a long house on a slope is built, so that the ground nowhere comes near its roof: tenths of a metre. */
function liftOf(house: DraftBuilding, terrain: TerrainGrid | null, ground: number): number {
  if (terrain === null) return 0;
  let lift = 0;
  for (const { footprints, heightMeters, minHeightMeters, open } of house.pieces) {
    if (minHeightMeters > 0 && open !== true) continue;
    const clear = minHeightMeters > 0 ? minHeightMeters : heightMeters;
    for (const { outer } of footprints) {
      const highest = outer.reduce((most, { x, y }) => Math.max(most, groundHeight(terrain, x, y)), -Infinity);
      lift = Math.max(lift, highest - ground + Math.min(leastFacade, clear) - clear);
    }
  }
  return Math.ceil(lift * 10) / 10;
}

/** A wall on a slope is cut into pieces along which the ground rises no more than this, metres. */
const pieceRise = 0.5;

function addWall(barrier: Barrier, terrain: TerrainGrid | null, buildings: Building[], builder: PrismBuilder): void {
  const { id, kind, xy, heightMeters } = barrier;
  const half = barrierThickness[kind === 'hedge' ? 'hedge' : 'wall'] / 2;
  let added = false;
  for (const ring of stripPieces(followGround(xy, terrain, pieceRise), half, 0)) {
    const base = lowestGround(terrain, [ring]);
    added = builder.add([ring], base, base + heightMeters, false, buildings.length) || added;
  }
  if (!added) return;
  buildings.push({ ...plainBuilding, id, structure: 'wall', use: kind, heightSource: 'height', heightMeters });
}

const pathWidths = { footway: 3, service: 4, rail: 1.435, tram: 1.435 } as const;

function pathsOf(paths: readonly DraftPath[]): Street[] {
  return paths
    .filter((path) => path.points.length > 1)
    .map((path, i) => ({
      ...plainStreet,
      ...usersOf(path.style),
      id: `demo/path/${i + 1}`,
      class: path.style,
      name: path.name,
      xy: flatRing(path.points.map((p) => point(p.x, p.y))),
      widthMeters: pathWidths[path.style],
      widthSource: 'width',
      bridge: path.bridge,
      layer: path.bridge ? 1 : 0,
    }));
}

function manifestOf(seed: number, ground: 'hill' | 'level', layers: CityLayers): SceneManifest {
  const s = halfSideMeters;
  const attribution = 'Havnby is an invented city, generated by Sightline';
  return {
    format: 'sightline-scene',
    version: sceneVersion,
    // Never `havnby-<seed>`: plans that were kept under that id stand on the level ground of an earlier Havnby.
    id: `havnby-${ground}-${seed}`,
    name: 'Havnby (invented city)',
    invented: true,
    origin: { longitude: 4, latitude: 56, heightMeters: 0 },
    bounds: { minX: -s, minY: -s, maxX: s, maxY: s },
    attribution: [attribution],
    sources: [
      { name: `Sightline demo city generator, seed ${seed}`, kind: 'generated', licence: 'CC0-1.0', attribution },
    ],
    statistics: cityStatistics(layers),
    layers: [],
  };
}
