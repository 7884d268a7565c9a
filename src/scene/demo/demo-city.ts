import type { Building, City, PrismTable, Street, TerrainGrid } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { plainBuilding, plainStreet, usersOf } from '#model/plain-features.ts';
import type { SceneManifest } from '#model/scene.ts';
import { sceneVersion } from '#model/scene.ts';
import { lowestGround } from '../assemble/lowest-ground.ts';
import { createPrismBuilder } from '../assemble/prism-builder.ts';
import { buildTown, type Town } from './build-town.ts';
import type { Draft, DraftBuilding, DraftPath } from './draft.ts';
import { interiorPoint, type Point, point, type Ring } from './plane.ts';
import { buildRelief } from './relief.ts';
import { flatRing } from './shapes.ts';
import { streetsOf } from './street-chains.ts';
import { halfSideMeters } from './town-plan.ts';

export const demoSeed = 7;

/**
 * Havnby, an invented town of about 4 km² and 3,000 buildings. The same seed gives the same city, bit for bit. It lies in
 * the open North Sea, so that nobody takes it for a real place. On `sloping` ground the same houses rise gently from the
 * river.
 */
export function generateDemoCity(seed: number = demoSeed, ground: 'level' | 'sloping' = 'level'): City {
  const town = buildTown(seed);
  const terrain = ground === 'sloping' ? buildRelief() : null;
  const { buildings, prisms } = solidsOf(town.draft, terrain);
  const streets = [...streetsOf(town.network, town.chains), ...pathsOf(town.draft.paths)];
  return {
    manifest: manifestOf(seed, town, terrain, buildings, prisms, streets),
    ...emptyLayers,
    buildings,
    prisms,
    terrain,
    streets,
    areas: town.draft.areas.map((area, i) => ({
      id: `demo/area/${i + 1}`,
      kind: area.kind,
      name: area.name,
      rings: area.rings.map(flatRing),
    })),
    mounts: town.draft.mounts.map((mount, i) => ({ id: `demo/mount/${i + 1}`, ...mount })),
    trees: town.draft.trees.map((tree, i) => ({ id: `demo/tree/${i + 1}`, ...tree })),
    sites: town.draft.sites.map((site, i) => ({
      id: `demo/site/${i + 1}`,
      kind: site.kind,
      name: site.name,
      ...middleOf(site.ring),
      rings: [flatRing(site.ring)],
    })),
  };
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
    house.pieces.forEach((piece, k) => {
      const raised = piece.open === true;
      const row = buildings.length;
      let added = false;
      for (const footprint of piece.footprints) {
        const rings = [footprint.outer, ...footprint.holes].map(flatRing);
        const above = piece.minHeightMeters > 0;
        const base = above ? ground + piece.minHeightMeters : lowestGround(terrain, rings);
        added = builder.add(rings, base, ground + piece.heightMeters, raised, row) || added;
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
        heightMeters: piece.heightMeters,
        minHeightMeters: piece.minHeightMeters,
        roofShape: house.roofShape,
      });
    });
  });
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

function manifestOf(
  seed: number,
  town: Town,
  terrain: TerrainGrid | null,
  buildings: readonly Building[],
  prisms: PrismTable,
  streets: readonly Street[],
): SceneManifest {
  const s = halfSideMeters;
  const { draft } = town;
  return {
    format: 'sightline-scene',
    version: sceneVersion,
    id: terrain === null ? `havnby-${seed}` : `havnby-${seed}-sloping`,
    name: 'Havnby (invented city)',
    invented: true,
    origin: { longitude: 4, latitude: 56, heightMeters: 0 },
    bounds: { minX: -s, minY: -s, maxX: s, maxY: s },
    attribution: ['Havnby is an invented city, generated by Sightline'],
    sources: [
      {
        name: `Sightline demo city generator, seed ${seed}`,
        kind: 'generated',
        licence: 'CC0-1.0',
        attribution: 'Havnby is an invented city, generated by Sightline',
      },
    ],
    statistics: {
      buildings: buildings.length,
      prisms: prisms.count,
      streets: streets.length,
      areas: draft.areas.length,
      mounts: draft.mounts.length,
      trees: draft.trees.length,
      sites: draft.sites.length,
    },
    layers: [],
  };
}
