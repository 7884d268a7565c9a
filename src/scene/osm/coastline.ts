import { createBoxIndex } from '#geo/box-index.ts';
import type { Area } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import { type BorderPoint, clockwiseCorners, nearestOnBorder, rectangleRing } from '../assemble/border-path.ts';
import { boundsContain, clipLine } from '../assemble/clip-line.ts';
import { groupRings } from '../assemble/group-rings.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { doubleArea, insidePolygon, type Ring, ringBox } from '../assemble/ring.ts';
import { simplePolygons } from '../assemble/simple-polygons.ts';
import { tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';

/** A stretch of coast from border to border. */
interface Arc {
  readonly start: BorderPoint;
  readonly end: BorderPoint;
  /** Flat x, y. */
  readonly line: readonly number[];
}

/** A coast that ends this close to the border was cut there and is drawn on to it, metres; farther in, it has a gap. */
const borderGap = 400;
/** If more of the city than this would stand in the sea, the coast was misread; share. */
const mostFlooded = 0.1;
/** Corners of the sea times places known to be dry; of more, only every so many places are looked at. */
const mostFloodSteps = 100_000_000;

/**
 * The sea within the scene. OSM has no area for it, only coastlines with land on their left: the sea is closed along the
 * border of the rectangle. `dryPoints`: places known to be land (x, y in turn), by which the result is checked. Nothing,
 * and a note, where the coast has gaps.
 */
export function readSea(
  geometry: OsmGeometry,
  bounds: Bounds,
  reach: Bounds,
  dryPoints: readonly number[],
  notes: ImportNotes,
): Area[] {
  const chains = coastChains(geometry).map((nodes) => geometry.line(nodes));
  if (chains.length === 0) return [];
  const rectangle = chains.every((chain) => endsOutside(chain, reach)) ? reach : bounds;
  const polygons = seaPolygons(chains, rectangle);
  if (polygons === null) {
    notes.tell('dropped', 'sea', 'The coastline has gaps within the scene, so the sea is not drawn.', 1);
    return [];
  }
  if (floodedShare(polygons, dryPoints) > mostFlooded) {
    notes.tell('dropped', 'sea', 'The coastline contradicts the buildings, so the sea is not drawn.', 1);
    return [];
  }
  if (polygons.length > 0) {
    notes.tell('read', 'sea', 'Closed along the border of the scene from its coastline.', polygons.length);
  }
  return polygons.map((rings, index) => ({ id: `coastline/${index + 1}`, kind: 'water', name: null, rings }));
}

/** Coastlines joined head to tail in their direction, as node indices; a closed one repeats its first node. */
function coastChains(geometry: OsmGeometry): number[][] {
  const runs: number[][] = [];
  for (const [way, tags] of geometry.data.wayTags.entries()) {
    if (tagValue(tags, 'natural') !== 'coastline') continue;
    runs.push(...geometry.wayNodeRuns(way).filter((run) => run.length > 1));
  }
  const byStart = new Map(runs.map((run, index) => [run[0], index]));
  const hasPredecessor = new Set(runs.map((run) => run[run.length - 1]));
  const used = new Uint8Array(runs.length);
  const chains: number[][] = [];
  const follow = (first: number) => {
    const chain: number[] = [];
    for (
      let at: number | undefined = first;
      at !== undefined && used[at] === 0;
      at = byStart.get(chain[chain.length - 1])
    ) {
      used[at] = 1;
      for (const node of chain.length === 0 ? runs[at] : runs[at].slice(1)) chain.push(node);
    }
    if (chain.length > 0) chains.push(chain);
  };
  runs.forEach((run, index) => {
    if (!hasPredecessor.has(run[0])) follow(index);
  });
  runs.forEach((_, index) => follow(index));
  return chains;
}

function isClosed(line: Float64Array): boolean {
  return line[0] === line[line.length - 2] && line[1] === line[line.length - 1];
}

function endsOutside(line: Float64Array, rectangle: Bounds): boolean {
  if (isClosed(line)) return true;
  const n = line.length;
  return !boundsContain(rectangle, line[0], line[1]) && !boundsContain(rectangle, line[n - 2], line[n - 1]);
}

/** `null` where a coast ends far from the border. */
function seaPolygons(chains: readonly Float64Array[], rectangle: Bounds): Ring[][] | null {
  const arcs: Arc[] = [];
  const islands: Ring[] = [];
  const waters: Ring[] = [];
  for (const chain of chains) {
    const pieces = clipLine(chain, rectangle);
    if (isClosed(chain) && pieces.length === 1 && pieces[0] === chain) {
      const ring = chain.subarray(0, chain.length - 2);
      (doubleArea(ring) > 0 ? islands : waters).push(ring);
      continue;
    }
    for (const piece of isClosed(chain) ? joinSeam(pieces) : pieces) {
      const arc = reachBorder(piece, rectangle);
      if (arc === null) return null;
      arcs.push(arc);
    }
  }
  if (arcs.length === 0 && waters.length === 0 && islands.length > 0) waters.push(rectangleRing(rectangle));
  waters.push(...closeAlongBorder(arcs, rectangle));
  return groupRings(waters, islands).polygons.flatMap((rings) =>
    [...(simplePolygons(rings)?.polygons ?? [])].map((p) => [...p]),
  );
}

/** A closed coast that starts inside the rectangle is cut at its start, too: its first and last piece are one. */
function joinSeam(pieces: readonly Float64Array[]): Float64Array[] {
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  if (pieces.length < 2 || first[0] !== last[last.length - 2] || first[1] !== last[last.length - 1]) return [...pieces];
  return [...pieces.slice(1, -1), Float64Array.of(...last, ...first.subarray(2))];
}

/** Draws both ends on to the nearest side of the rectangle. */
function reachBorder(piece: Float64Array, rectangle: Bounds): Arc | null {
  const n = piece.length;
  const start = nearestOnBorder(piece[0], piece[1], rectangle);
  const end = nearestOnBorder(piece[n - 2], piece[n - 1], rectangle);
  if (start.distance > borderGap || end.distance > borderGap) return null;
  return { start, end, line: [start.x, start.y, ...piece, end.x, end.y] };
}

/** Water lies on the right of an arc, so the ring goes on clockwise along the border to the next arc's start. */
function closeAlongBorder(arcs: readonly Arc[], rectangle: Bounds): Ring[] {
  const open = new Set(arcs);
  const rings: Ring[] = [];
  const byStart = [...arcs].sort((a, b) => a.start.along - b.start.along);
  const nextAlong = (from: BorderPoint): Arc => {
    let [low, high] = [0, byStart.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byStart[middle].start.along < from.along) low = middle + 1;
      else high = middle;
    }
    return byStart[low % byStart.length];
  };
  for (const first of arcs) {
    const ring: number[] = [];
    for (let arc = first; open.has(arc); ) {
      open.delete(arc);
      const { end } = arc;
      for (const value of arc.line) ring.push(value);
      arc = nextAlong(end);
      ring.push(...clockwiseCorners(end, arc.start, rectangle));
    }
    if (ring.length > 0) rings.push(Float64Array.from(ring));
  }
  return rings;
}

function floodedShare(polygons: readonly (readonly Ring[])[], dryPoints: readonly number[]): number {
  const corners = polygons.flat().reduce((sum, ring) => sum + ring.length / 2, 0);
  const points = dryPoints.length / 2;
  const step = Math.max(1, Math.ceil((points * corners) / mostFloodSteps));
  const index = createBoxIndex(polygons.flatMap((rings) => ringBox(rings[0])));
  let flooded = 0;
  let looked = 0;
  for (let i = 0; i < dryPoints.length; i += 2 * step) {
    const [x, y] = [dryPoints[i], dryPoints[i + 1]];
    looked += 1;
    if (index.search(x, y, x, y).some((at) => insidePolygon(polygons[at], x, y))) flooded += 1;
  }
  return looked === 0 ? 0 : flooded / looked;
}
