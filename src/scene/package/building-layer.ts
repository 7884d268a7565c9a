import { z } from 'zod';
import type { Frame } from '#geo/frame.ts';
import type { Building, City, PrismTable } from '#model/city.ts';
import { heightSources, roofShapes, structureKinds } from '#model/city.ts';
import { createPrismBuilder } from '../assemble/prism-builder.ts';
import { ringContact } from '../assemble/ring-crossings.ts';
import {
  type FeatureIn,
  type FeatureOut,
  polygonOf,
  problem,
  propertiesOf,
  readPolygon,
  readProperties,
} from './geojson.ts';

/**
 * `buildings.geojson`: one feature per solid, in the order of the buildings; a building of several solids repeats its
 * attributes, a building without a solid has no geometry. `row` stands only where the solids' own order is another.
 */
const propertiesSchema = z.object({
  id: z.string().min(1),
  name: z.string().nullable().default(null),
  use: z.string().default('yes'),
  isPart: z.boolean().default(false),
  outlineId: z.string().nullable().default(null),
  structure: z.enum(structureKinds).default('building'),
  heightSource: z.enum(heightSources).default('height'),
  heightMeters: z.number(),
  minHeightMeters: z.number().default(0),
  roofShape: z.enum(roofShapes).catch('other').nullable().default(null),
  roofHeightMeters: z.number().min(0).max(1000).default(0),
  roofDirectionDegrees: z.number().nullable().default(null),
  source: z.int().min(0).default(0),
});

const solidSchema = z.object({
  baseZ: z.number().min(-20_000).max(20_000),
  topZ: z.number().min(-20_000).max(20_000),
  raised: z.boolean().default(false),
  row: z.int().min(0).optional(),
});

/** Beyond this the check for crossing edges is left out: it costs more than linear time. */
const crossingCheckVertexLimit = 20_000;

export function* buildingFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  const { buildings, prisms } = city;
  const rowsOf = rowsByBuilding(prisms, buildings.length);
  const inOrder = prisms.building.every((building, row) => row === 0 || building >= prisms.building[row - 1]);
  for (let index = 0; index < buildings.length; index += 1) {
    const attributes = propertiesOf(propertiesSchema, buildings[index]);
    if (rowsOf[index].length === 0) yield { geometry: null, properties: attributes };
    for (const row of rowsOf[index]) {
      const solid = { baseZ: prisms.baseZ[row], topZ: prisms.topZ[row], raised: prisms.raised[row] === 1 };
      yield {
        geometry: polygonOf(frame, prismRings(prisms, row)),
        properties: { ...attributes, ...solid, ...(inOrder ? {} : { row }) },
      };
    }
  }
}

function rowsByBuilding(prisms: PrismTable, buildingCount: number): number[][] {
  const rows = Array.from({ length: buildingCount }, (): number[] => []);
  prisms.building.forEach((building, row) => {
    rows[building].push(row);
  });
  return rows;
}

function prismRings(prisms: PrismTable, row: number): Float64Array[] {
  const rings: Float64Array[] = [];
  for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring += 1) {
    rings.push(prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]));
  }
  return rings;
}

interface SolidIn {
  readonly place: string;
  readonly building: number;
  readonly rings: readonly Float64Array[];
  readonly baseZ: number;
  readonly topZ: number;
  readonly raised: boolean;
  readonly row: number | undefined;
}

/** Throws a ProblemError that names the feature. */
export function readBuildings(
  features: readonly FeatureIn[],
  frame: Frame,
): { readonly buildings: Building[]; readonly prisms: PrismTable } {
  const buildings: Building[] = [];
  const indexOfId = new Map<string, number>();
  const solids: SolidIn[] = [];
  for (const feature of features) {
    const attributes = readProperties(propertiesSchema, feature);
    let building = indexOfId.get(attributes.id);
    if (building === undefined) {
      building = buildings.length;
      indexOfId.set(attributes.id, building);
      buildings.push(attributes);
    }
    if (feature.geometryType === null) continue;
    const solid = readProperties(solidSchema, feature);
    const rings = readPolygon(frame, feature);
    solids.push({ place: feature.place, building, rings, ...solid, row: solid.row });
  }
  return { buildings, prisms: assemblePrisms(inRowOrder(solids)) };
}

/** Features order the solids unless all of them carry rows that are a permutation. */
function inRowOrder(solids: readonly SolidIn[]): readonly SolidIn[] {
  const rows = new Set(solids.flatMap(({ row }) => (row === undefined || row >= solids.length ? [] : [row])));
  if (rows.size < solids.length) return solids;
  return solids.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0));
}

function assemblePrisms(solids: readonly SolidIn[]): PrismTable {
  const builder = createPrismBuilder();
  for (const { place, rings, baseZ, topZ, raised, building } of solids) {
    const vertices = rings.reduce((sum, ring) => sum + ring.length / 2, 0);
    if (vertices <= crossingCheckVertexLimit && ringContact(rings) === 'crossing') {
      throw problem('scene-geometry', 'The outline of this building crosses itself. Mend it and try again.', place);
    }
    if (!builder.add(rings, baseZ, topZ, raised, building)) {
      throw problem('scene-geometry', 'This building has no area, or its top is not above its underside.', place);
    }
  }
  return builder.finish();
}
