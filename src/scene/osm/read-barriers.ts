import { groundHeight } from '#geo/terrain.ts';
import type { Barrier, BarrierKind, HeightSource } from '#model/city.ts';
import { plainBuilding } from '#model/plain-features.ts';
import type { Bounds } from '#model/scene.ts';
import type { CitySolids } from '../assemble/city-solids.ts';
import { clipLine } from '../assemble/clip-line.ts';
import { followGround, stripPieces, stripPolygons } from '../assemble/line-strip.ts';
import { type Gap, openLine } from '../assemble/open-line.ts';
import type { Ring } from '../assemble/ring.ts';
import { barrierDefaults, barrierKind } from './barrier-kinds.ts';
import { buildingUse } from './building-outlines.ts';
import type { GateGaps } from './gate-gaps.ts';
import { parseLengthMeters } from './length-value.ts';
import { type Tags, tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';
import { Pace } from './pace.ts';
import { clipPolygons } from './read-areas.ts';

const tallestBarrier = 50;
const widestBarrier = 10;
/** A wall on a slope is cut into pieces along which the ground rises no more than this, metres. */
const pieceRise = 0.5;

interface BarrierSize {
  readonly kind: BarrierKind;
  readonly height: number;
  readonly width: number;
  readonly opaque: boolean;
  readonly heightSource: HeightSource;
}

/**
 * Walls, fences, hedges and the like within `reach`. Opaque ones also become solids of structure `wall` with the same id;
 * a gap of a gate's width stays open in them.
 */
export function* readBarriers(
  geometry: OsmGeometry,
  reach: Bounds,
  gates: GateGaps,
  solids: CitySolids,
): Generator<null, Barrier[]> {
  const barriers: Barrier[] = [];
  const { notes } = solids;
  const pace = new Pace();
  for (const [way, tags] of geometry.data.wayTags.entries()) {
    if (pace.due(geometry.wayRefs(way).length)) yield null;
    if (tagValue(tags, 'barrier') === undefined) continue;
    const id = `way/${geometry.data.wayIds[way]}`;
    const size = usableSize(tags, id, solids);
    if (size === null) continue;
    if (tagValue(tags, 'area') === 'yes' && geometry.isClosed(way)) {
      const footprint = geometry.wayFootprint(way);
      if (typeof footprint === 'string') notes.add('dropped', 'barrier', 'Its outline encloses no area.', id);
      else addArea(barriers, id, size, footprint.polygons, reach, solids);
      continue;
    }
    const lines = geometry.wayRuns(way).flatMap((run) => clipLine(run, reach));
    if (geometry.isComplete(way)) {
      if (lines.length === 0) notes.add('dropped', 'barrier', 'Lies outside the scene.', id);
    } else if (lines.length === 0)
      notes.add('truncated', 'barrier', 'Cut at the border: too little of it is in the file to stand.', id);
    else
      notes.add('truncated', 'barrier', 'Cut at the border: only the part whose nodes are in the file was kept.', id);
    lines.forEach((xy, piece) =>
      addLine(barriers, piece === 0 ? id : `${id}#${piece + 1}`, size, xy, gates.gapsOf(way), solids),
    );
  }
  for (const relation of geometry.data.relations) {
    if (tagValue(relation.tags, 'type') !== 'multipolygon' || tagValue(relation.tags, 'barrier') === undefined)
      continue;
    const id = `relation/${relation.id}`;
    const size = usableSize(relation.tags, id, solids);
    if (size === null) continue;
    const footprint = geometry.relationFootprint(relation);
    if (footprint === 'truncated') notes.add('truncated', 'barrier', 'Cut at the border, so it was left out.', id);
    else if (typeof footprint === 'string') notes.add('dropped', 'barrier', 'Its outline encloses no area.', id);
    else addArea(barriers, id, size, footprint.polygons, reach, solids);
  }
  return barriers;
}

function usableSize(tags: Tags, id: string, { notes }: CitySolids): BarrierSize | null {
  const kind = barrierKind(tags);
  if (kind === null) {
    if (!isPassable(tags)) notes.add('ignored', 'barrier', 'A kind of barrier that people step over or pass.', id);
    return null;
  }
  if (buildingUse(tags) !== null) {
    notes.add('read', 'barrier', 'Is a building as well, and stands as one.', id);
    return null;
  }
  if (Number(tagValue(tags, 'layer') ?? '0') < 0 || tagValue(tags, 'location') === 'underground') {
    notes.add('dropped', 'barrier', 'Lies underground (layer below 0 or location=underground).', id);
    return null;
  }
  const defaults = barrierDefaults[kind];
  const height = parseLengthMeters(tagValue(tags, 'height') ?? '');
  const known = height !== null && height >= 0.1 && height <= tallestBarrier;
  if (!known)
    notes.add('guessed', 'barrier', `No usable height; ${defaults.height} m was taken for a ${words(kind)}.`, id);
  const width = parseLengthMeters(tagValue(tags, 'width') ?? '');
  return {
    kind,
    opaque: defaults.opaque,
    height: known ? height : defaults.height,
    heightSource: known ? 'height' : 'default',
    width: width !== null && width >= 0.05 && width <= widestBarrier ? width : defaults.width,
  };
}

function words(kind: BarrierKind): string {
  return kind === 'other' ? 'barrier of this kind' : kind.replace('_', ' ');
}

/** Gates that are drawn as ways are read as portals. */
function isPassable(tags: Tags): boolean {
  return /gate|entrance|turnstile|stile/.test(tagValue(tags, 'barrier') ?? '');
}

function barrierOf(id: string, size: BarrierSize, xy: Float64Array): Barrier {
  const { kind, height, heightSource, opaque } = size;
  return { id, kind, xy, heightMeters: height, heightSource, opaque };
}

function addLine(
  barriers: Barrier[],
  id: string,
  size: BarrierSize,
  xy: Float64Array,
  gaps: readonly Gap[],
  solids: CitySolids,
): void {
  barriers.push(barrierOf(id, size, xy));
  if (!size.opaque) return;
  const owner = addOwner(id, size, solids);
  const half = size.width / 2;
  for (const line of openLine(xy, gaps)) {
    if (solids.terrain === null) {
      for (const rings of stripPolygons(line, half)) solids.addPrism(rings, 0, size.height, false, owner);
      continue;
    }
    for (const ring of stripPieces(followGround(line, solids.terrain, pieceRise), half, 0)) {
      addPiece([ring], size, owner, solids);
    }
  }
}

function addArea(
  barriers: Barrier[],
  id: string,
  size: BarrierSize,
  polygons: readonly (readonly Ring[])[],
  reach: Bounds,
  solids: CitySolids,
): void {
  const inside = clipPolygons(polygons, reach) ?? [];
  if (inside.length === 0) {
    solids.notes.add('dropped', 'barrier', 'Lies outside the scene.', id);
    return;
  }
  const owner = size.opaque ? addOwner(id, size, solids) : null;
  inside.forEach((rings, index) => {
    const outer = rings[0];
    const xy = Float64Array.of(...outer, outer[0], outer[1]);
    barriers.push(barrierOf(index === 0 ? id : `${id}#${index + 1}`, size, xy));
    if (owner !== null) addPiece(rings, size, owner, solids);
  });
}

function addOwner(id: string, size: BarrierSize, solids: CitySolids): number {
  return solids.addBuilding({
    ...plainBuilding,
    id,
    structure: 'wall',
    use: size.kind,
    heightSource: size.heightSource,
    heightMeters: size.height,
  });
}

/** Stands on its lowest ground and rises to its height above the ground in its middle. */
function addPiece(rings: readonly Ring[], size: BarrierSize, owner: number, solids: CitySolids): void {
  const base = solids.ground(rings);
  const outer = rings[0];
  let sum = 0;
  for (let i = 0; i < outer.length; i += 2) sum += groundHeight(solids.terrain, outer[i], outer[i + 1]);
  solids.addPrism(rings, base, sum / (outer.length / 2) + size.height, false, owner);
}
