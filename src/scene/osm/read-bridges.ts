import { createBoxIndex } from '#geo/box-index.ts';
import { intersectPolygons } from '#geo/polygon-boolean.ts';
import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { Area } from '#model/city.ts';
import { plainBuilding } from '#model/plain-features.ts';
import type { Bounds } from '#model/scene.ts';
import type { CitySolids } from '../assemble/city-solids.ts';
import { clipLine } from '../assemble/clip-line.ts';
import { followGround, stripPieces, stripPolygons } from '../assemble/line-strip.ts';
import { insidePolygon, interiorPoint, type Ring, ringBox } from '../assemble/ring.ts';
import { settlePolygons } from '../assemble/simple-polygons.ts';
import { type BridgeLevel, bridgeLevel, deckThickness } from './bridge-level.ts';
import type { Outline } from './building-outlines.ts';
import { type Tags, tagValue } from './osm-data.ts';
import type { Footprint, OsmGeometry } from './osm-geometry.ts';
import { Pace } from './pace.ts';
import { clipPolygons } from './read-areas.ts';
import { streetClass, streetWidth } from './read-streets.ts';

/** Decks on a slope are cut into pieces along which the ground rises no more than this, metres. */
const pieceRise = 2;
/** Deck areas on a slope are cut into squares of this side, metres. */
const pieceSide = 32;
const mostPieces = 400;

type Polygons = readonly (readonly Ring[])[];

/** Polygons found by a point within them. */
class PointFinder {
  #polygons: readonly (readonly Ring[])[];
  #search: (x: number, y: number) => number[];

  constructor(polygons: readonly (readonly Ring[])[]) {
    this.#polygons = polygons;
    const index = createBoxIndex(polygons.flatMap((rings) => ringBox(rings[0])));
    this.#search = (x, y) => index.search(x, y, x, y);
  }

  has(x: number, y: number): boolean {
    return this.#search(x, y).some((index) => insidePolygon(this.#polygons[index], x, y));
  }
}

/**
 * Decks of bridges as raised solids of structure `bridge`: areas (`man_made=bridge`), and streets and rails on bridges
 * that lie in no such area and in no building, as wide as they are. Water beneath: `areas`.
 */
export function* readBridges(
  geometry: OsmGeometry,
  reach: Bounds,
  areas: readonly Area[],
  outlines: readonly Outline[],
  solids: CitySolids,
): Generator<null> {
  const water = new PointFinder(areas.filter(({ kind }) => kind === 'water').map(({ rings }) => rings));
  const decks = readDeckAreas(geometry, reach, water, solids);
  const built = new PointFinder([...decks, ...outlines.flatMap(({ polygons }) => polygons)]);
  const pace = new Pace();
  for (const [way, tags] of geometry.data.wayTags.entries()) {
    if (pace.due(geometry.wayRefs(way).length)) yield null;
    const kind = streetClass(tags);
    if (kind === null || (tagValue(tags, 'bridge') ?? 'no') === 'no' || tagValue(tags, 'area') === 'yes') continue;
    const id = `way/${geometry.data.wayIds[way]}`;
    const lines = geometry.wayRuns(way).flatMap((run) => clipLine(run, reach));
    for (const line of lines) {
      const [x, y] = middleOf(line);
      if (built.has(x, y)) {
        solids.notes.add('read', 'bridge', 'Runs over a bridge area or in a building, which is the solid.', id);
        continue;
      }
      const level = levelOf(id, tags, water.has(x, y), solids);
      if (level !== null) addDeckLine(id, tags, line, streetWidth(kind, tags).widthMeters, level, solids);
    }
  }
}

function readDeckAreas(geometry: OsmGeometry, reach: Bounds, water: PointFinder, solids: CitySolids): Polygons {
  const decks: (readonly Ring[])[] = [];
  const take = (id: string, tags: Tags, footprint: Footprint) => {
    if (typeof footprint === 'string') {
      const cut = footprint === 'truncated';
      solids.notes.add(
        cut ? 'truncated' : 'dropped',
        'bridge',
        `Its outline is ${cut ? 'cut' : 'no area'}; it is no solid.`,
        id,
      );
      return;
    }
    const polygons = clipPolygons(footprint.polygons, reach) ?? [];
    if (polygons.length === 0) return;
    decks.push(...polygons);
    const [x, y] = interiorPoint(polygons[0]);
    const level = levelOf(id, tags, water.has(x, y), solids);
    if (level === null) return;
    const owner = addOwner(id, tags, level, solids);
    for (const rings of polygons.flatMap((polygon) => onSlope(polygon, solids))) addDeck(rings, level, owner, solids);
  };
  for (const relation of geometry.data.relations) {
    if (tagValue(relation.tags, 'type') !== 'multipolygon' || tagValue(relation.tags, 'man_made') !== 'bridge')
      continue;
    take(`relation/${relation.id}`, relation.tags, geometry.relationFootprint(relation));
  }
  for (const [way, tags] of geometry.data.wayTags.entries()) {
    if (tagValue(tags, 'man_made') !== 'bridge' || tagValue(tags, 'building') !== undefined) continue;
    take(`way/${geometry.data.wayIds[way]}`, tags, geometry.wayFootprint(way));
  }
  return decks;
}

function levelOf(id: string, tags: Tags, overWater: boolean, { notes }: CitySolids): BridgeLevel | null {
  const level = bridgeLevel(tags, overWater);
  if (level === null) {
    notes.add('ignored', 'bridge', 'Lies on the ground or on planks just above it, so it is no solid.', id);
    return null;
  }
  if (level.guessed)
    notes.add(
      'guessed',
      'bridge',
      `Clearance beneath its deck or the deck's thickness (${deckThickness} m) is an assumption.`,
      id,
    );
  return level;
}

function addOwner(id: string, tags: Tags, level: BridgeLevel, solids: CitySolids): number {
  return solids.addBuilding({
    ...plainBuilding,
    id,
    structure: 'bridge',
    name: tagValue(tags, 'bridge:name') ?? tagValue(tags, 'name') ?? null,
    use: tagValue(tags, 'highway') ?? tagValue(tags, 'railway') ?? 'bridge',
    heightSource: level.guessed ? 'default' : 'height',
    heightMeters: level.top,
    minHeightMeters: level.under,
  });
}

/**
 * On terrain a deck runs straight from the ground at one end to the ground at the other, but nowhere with less clearance
 * than assumed: terrain models often lack the ramps.
 */
function addDeckLine(
  id: string,
  tags: Tags,
  line: Float64Array,
  width: number,
  level: BridgeLevel,
  solids: CitySolids,
): void {
  const owner = addOwner(id, tags, level, solids);
  if (solids.terrain === null) {
    for (const rings of stripPolygons(line, width / 2)) solids.addPrism(rings, level.under, level.top, true, owner);
    return;
  }
  const pieces = stripPieces(followGround(line, solids.terrain, pieceRise), width / 2, 0);
  const last = line.length - 2;
  const start = groundHeight(solids.terrain, line[0], line[1]);
  const end = groundHeight(solids.terrain, line[last], line[last + 1]);
  pieces.forEach((ring, index) => {
    const profile = start + ((end - start) * (index + 0.5)) / pieces.length;
    addDeck([ring], level, owner, solids, profile);
  });
}

function addDeck(
  rings: readonly Ring[],
  level: BridgeLevel,
  owner: number,
  solids: CitySolids,
  profile = -Infinity,
): void {
  const thickness = level.top - level.under;
  const under = quantize(Math.max(solids.ground(rings) + level.under, profile - thickness));
  solids.addPrism(rings, under, under + thickness, true, owner);
}

/** The polygon in squares where the ground under it is not level. */
function onSlope(rings: readonly Ring[], { terrain }: CitySolids): Polygons {
  const [minX, minY, maxX, maxY] = ringBox(rings[0]);
  const columns = Math.ceil((maxX - minX) / pieceSide);
  const rows = Math.ceil((maxY - minY) / pieceSide);
  if (terrain === null || columns * rows > mostPieces) return [rings];
  const heights = cornersOf(rings[0]).map(([x, y]) => groundHeight(terrain, x, y));
  if (Math.max(...heights) - Math.min(...heights) <= pieceRise) return [rings];
  const pieces: (readonly Ring[])[] = [];
  try {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const west = minX + column * pieceSide;
        const south = minY + row * pieceSide;
        const square = [
          west,
          south,
          west + pieceSide,
          south,
          west + pieceSide,
          south + pieceSide,
          west,
          south + pieceSide,
        ];
        pieces.push(...settlePolygons(intersectPolygons([rings], [[square]])));
      }
    }
  } catch {
    // polyclip gives up on some degenerate input; the deck then stays in one piece.
    return [rings];
  }
  return pieces;
}

function cornersOf(ring: Ring): [x: number, y: number][] {
  const corners: [number, number][] = [];
  const step = 2 * Math.max(1, Math.ceil(ring.length / 2000));
  for (let i = 0; i < ring.length; i += step) corners.push([ring[i], ring[i + 1]]);
  return corners;
}

/** The place half-way along a line. */
function middleOf(line: Float64Array): [x: number, y: number] {
  const segment = 2 * Math.floor(line.length / 4);
  const before = segment - (line.length % 4 === 0 ? 2 : 0);
  return [(line[before] + line[segment]) / 2, (line[before + 1] + line[segment + 1]) / 2];
}
