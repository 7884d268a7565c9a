import type { Frame } from '#geo/frame.ts';
import { groupRings } from '../assemble/group-rings.ts';
import { joinRings } from '../assemble/join-lines.ts';
import type { Ring } from '../assemble/ring.ts';
import { simplePolygons } from '../assemble/simple-polygons.ts';
import { findId, type OsmData, type OsmRelation } from './osm-data.ts';

/** Farther than this from the origin nothing belongs to a city, and the frame's projection loses its meaning; degrees. */
const farDegrees = 2;

/**
 * An area, or why there is none: `truncated` (nodes or ways are not in the file), `open` (its lines do not close),
 * `degenerate` (no area, or beyond repair), `far` (reaches hundreds of kilometres away).
 */
export type Footprint =
  | { readonly polygons: readonly (readonly Ring[])[]; readonly repaired: boolean; readonly strayHoles: number }
  | 'truncated'
  | 'open'
  | 'degenerate'
  | 'far';

/** Lines and areas of OSM entities in the local frame. */
export class OsmGeometry {
  readonly data: OsmData;
  readonly frame: Frame;
  #xy: Float64Array;

  constructor(data: OsmData, frame: Frame) {
    this.data = data;
    this.frame = frame;
    this.#xy = new Float64Array(data.nodeIds.length * 2).fill(Number.NaN);
  }

  /** Local metres; NaN where the node is far away. */
  point(node: number): [x: number, y: number] {
    const known = this.#xy[2 * node];
    if (!Number.isNaN(known)) return [known, this.#xy[2 * node + 1]];
    const longitude = this.data.longitudes[node];
    const latitude = this.data.latitudes[node];
    const { origin } = this.frame;
    if (Math.abs(longitude - origin.longitude) > farDegrees || Math.abs(latitude - origin.latitude) > farDegrees) {
      return [Number.NaN, Number.NaN];
    }
    const [x, y] = this.frame.toLocal(longitude, latitude);
    this.#xy[2 * node] = x;
    this.#xy[2 * node + 1] = y;
    return [x, y];
  }

  wayRefs(way: number): Float64Array {
    return this.data.refs.subarray(this.data.wayStart[way], this.data.wayStart[way + 1]);
  }

  /** Whether every node of the way is in the data. */
  isComplete(way: number): boolean {
    return this.wayRefs(way).every((ref) => findId(this.data.nodeIds, ref) >= 0);
  }

  isClosed(way: number): boolean {
    const refs = this.wayRefs(way);
    return refs.length > 3 && refs[0] === refs[refs.length - 1];
  }

  /** The stretches of a way whose nodes are in the data (and not far away), as lines of at least two points. */
  wayRuns(way: number): Float64Array[] {
    return this.wayNodeRuns(way)
      .map((nodes) => this.line(nodes))
      .filter((line) => line.length >= 4);
  }

  /** As {@link wayRuns}, as node indices. */
  wayNodeRuns(way: number): number[][] {
    const runs: number[][] = [[]];
    for (const ref of this.wayRefs(way)) {
      const node = findId(this.data.nodeIds, ref);
      if (node < 0 || Number.isNaN(this.point(node)[0])) runs.push([]);
      else runs[runs.length - 1].push(node);
    }
    return runs.filter((run) => run.length > 0);
  }

  /** Flat x, y of nodes; equal neighbours once. */
  line(nodes: readonly number[]): Float64Array {
    const line: number[] = [];
    for (const node of nodes) {
      const [x, y] = this.point(node);
      if (x !== line[line.length - 2] || y !== line[line.length - 1]) line.push(x, y);
    }
    return Float64Array.from(line);
  }

  wayFootprint(way: number): Footprint {
    if (!this.isComplete(way)) return 'truncated';
    if (!this.isClosed(way)) return 'open';
    const ring = this.#ring(this.wayRefs(way).subarray(1));
    return ring === null ? 'far' : settle([[ring]], 0);
  }

  /** Area of a multipolygon relation: members of role `inner` are holes, all other ways are outer. */
  relationFootprint(relation: OsmRelation): Footprint {
    const outers: Float64Array[] = [];
    const inners: Float64Array[] = [];
    for (const [way, role] of this.#memberWays(relation)) {
      if (way < 0 || !this.isComplete(way)) return 'truncated';
      (role === 'inner' ? inners : outers).push(this.wayRefs(way));
    }
    const outer = joinRings(outers);
    const inner = joinRings(inners);
    if (outer.open.length > 0 || outer.rings.length === 0) return 'open';
    const outerRings = outer.rings.map((ring) => this.#ring(ring));
    const innerRings = inner.rings.map((ring) => this.#ring(ring));
    if (!outerRings.every((ring) => ring !== null) || !innerRings.every((ring) => ring !== null)) return 'far';
    const { polygons, strayHoles } = groupRings(outerRings, innerRings);
    return settle(polygons, strayHoles + inner.open.length);
  }

  /**
   * What the file holds of a multipolygon that was cut: closed rings and open stretches of its outer ways, and its complete
   * holes, as lines. `null` where a hole is incomplete, too.
   */
  relationStretches(relation: OsmRelation): {
    readonly rings: readonly Ring[];
    readonly stretches: readonly Float64Array[];
    readonly holes: readonly Ring[];
  } | null {
    const runs: number[][] = [];
    const inners: Float64Array[] = [];
    for (const [way, role] of this.#memberWays(relation)) {
      if (role !== 'inner') {
        if (way >= 0) runs.push(...this.wayNodeRuns(way));
      } else if (way < 0 || !this.isComplete(way)) return null;
      else inners.push(this.wayRefs(way));
    }
    const outer = joinRings(runs.filter((run) => run.length > 1));
    const inner = joinRings(inners);
    const holes = inner.rings.map((ring) => this.#ring(ring));
    if (inner.open.length > 0 || !holes.every((ring) => ring !== null)) return null;
    const rings = outer.rings.map((nodes) => this.line(nodes));
    return { rings, stretches: outer.chains.map((nodes) => this.line(nodes)), holes };
  }

  /** Each member way once (index, or −1 where it is not in the file), with its role. */
  #memberWays(relation: OsmRelation): [way: number, role: string][] {
    const seen = new Set<number>();
    const ways: [number, string][] = [];
    for (const { type, ref, role } of relation.members) {
      if (type !== 'way' || seen.has(ref)) continue;
      seen.add(ref);
      ways.push([findId(this.data.wayIds, ref), role]);
    }
    return ways;
  }

  /** Whether all member ways, and all their nodes, are in the data. */
  isRelationComplete(relation: OsmRelation): boolean {
    return relation.members.every((member) => {
      if (member.type !== 'way') return true;
      const way = findId(this.data.wayIds, member.ref);
      return way >= 0 && this.isComplete(way);
    });
  }

  /** `null` where a node is far away; the nodes must be in the data. */
  #ring(refs: ArrayLike<number>): Ring | null {
    const ring = new Float64Array(refs.length * 2);
    for (let i = 0; i < refs.length; i += 1) {
      const [x, y] = this.point(findId(this.data.nodeIds, refs[i]));
      if (Number.isNaN(x)) return null;
      ring[2 * i] = x;
      ring[2 * i + 1] = y;
    }
    return ring;
  }
}

function settle(source: readonly (readonly Ring[])[], strayHoles: number): Footprint {
  const polygons: (readonly Ring[])[] = [];
  let repaired = false;
  for (const rings of source) {
    const simple = simplePolygons(rings);
    if (simple === null) {
      repaired = true;
      continue;
    }
    polygons.push(...simple.polygons);
    repaired ||= simple.repaired;
  }
  return polygons.length === 0 ? 'degenerate' : { polygons, repaired, strayHoles };
}
