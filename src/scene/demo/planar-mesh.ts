import { orientedBox } from './oriented-box.ts';
import {
  crossing,
  distance,
  distanceToSegment,
  interiorPoint,
  mix,
  type Point,
  point,
  ringArea,
  ringContains,
} from './plane.ts';

/** A face of a {@link PlanarMesh}: its loop of vertices, counter-clockwise, and what the town plan says of it. */
export interface Face {
  readonly id: number;
  loop: number[];
  quarter: string;
}

export interface CutOptions {
  /** An existing junction this close to a crossing takes its place, metres. */
  readonly snap?: number;
  /** Pieces that would leave a part narrower than this are left out, metres. */
  readonly minWidth?: number;
  /** Faces that may be cut; pieces in others are left out. */
  readonly within?: (face: Face) => boolean;
}

const keySpan = 1 << 20;
const edgeKey = (from: number, to: number) => from * keySpan + to;

/**
 * A region of the plane cut into faces by lines. Every edge is shared by the two faces beside it and knows the line it
 * belongs to, so streets meet exactly in shared vertices and blocks fill the town without gaps.
 */
export class PlanarMesh {
  readonly vertices: Point[] = [];
  /** Number of edges at each vertex. */
  readonly degrees: number[] = [];
  readonly faces = new Map<number, Face>();
  /** Directed edge → face to its left. */
  private readonly faceOf = new Map<number, Face>();
  /** Edge (lower vertex first) → line. */
  private readonly lineOf = new Map<number, number>();
  private nextFace = 0;

  /** Starts with one face; edge i of the ring belongs to `lines[i]`. */
  constructor(ring: readonly Point[], lines: readonly number[], quarter: string) {
    const loop = ring.map((p) => this.addVertex(p));
    loop.forEach((from, i) => this.setLine(from, loop[(i + 1) % loop.length], lines[i]));
    this.addFace(loop, quarter);
  }

  /** Line of the edge between two neighbouring vertices; −1 where there is none. */
  line(a: number, b: number): number {
    return this.lineOf.get(a < b ? edgeKey(a, b) : edgeKey(b, a)) ?? -1;
  }

  /** Assigns an edge to a line; makes the edge where there is none. */
  setLine(a: number, b: number, line: number): void {
    const key = a < b ? edgeKey(a, b) : edgeKey(b, a);
    if (!this.lineOf.has(key)) {
      this.degrees[a] += 1;
      this.degrees[b] += 1;
    }
    this.lineOf.set(key, line);
  }

  /** All edges once, in order of creation. */
  *edges(): Generator<{ a: number; b: number; line: number }> {
    for (const [key, line] of this.lineOf) yield { a: Math.floor(key / keySpan), b: key % keySpan, line };
  }

  /** The face to the left of a directed edge. */
  faceLeftOf(from: number, to: number): Face | null {
    return this.faceOf.get(edgeKey(from, to)) ?? null;
  }

  ring(face: Face): Point[] {
    return face.loop.map((v) => this.vertices[v]);
  }

  /** Lines of the face's edges, in the order of its loop. */
  lines(face: Face): number[] {
    return face.loop.map((v, i) => this.line(v, face.loop[(i + 1) % face.loop.length]));
  }

  /** Puts a vertex on the edge a–b (both faces beside it learn of it). */
  splitEdge(a: number, b: number, at: Point): number {
    const line = this.line(a, b);
    const v = this.addVertex(at);
    this.lineOf.delete(a < b ? edgeKey(a, b) : edgeKey(b, a));
    this.degrees[a] -= 1;
    this.degrees[b] -= 1;
    this.setLine(a, v, line);
    this.setLine(v, b, line);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const face = this.faceOf.get(edgeKey(from, to));
      if (face === undefined) continue;
      this.faceOf.delete(edgeKey(from, to));
      this.faceOf.set(edgeKey(from, v), face);
      this.faceOf.set(edgeKey(v, to), face);
      face.loop.splice(face.loop.indexOf(from) + 1, 0, v);
    }
    return v;
  }

  /** Cuts a face from one vertex of its loop to another, by way of the points between. Returns the two parts. */
  splitFace(face: Face, from: number, between: readonly Point[], to: number, line: number): [Face, Face] | null {
    const start = face.loop.indexOf(from);
    const end = face.loop.indexOf(to);
    if (start < 0 || end < 0 || start === end) return null;
    if (between.length === 0 && this.line(from, to) >= 0) return null;
    const chain = between.map((p) => this.addVertex(p));
    const path = [from, ...chain, to];
    for (let i = 0; i + 1 < path.length; i++) this.setLine(path[i], path[i + 1], line);
    const walk = (begin: number, stop: number) => {
      const part: number[] = [];
      for (let i = begin; i !== stop; i = (i + 1) % face.loop.length) part.push(face.loop[i]);
      return part;
    };
    const left = [...walk(end, start), ...path.slice(0, -1)];
    const right = [...walk(start, end), ...path.slice(1).reverse()];
    this.faces.delete(face.id);
    return [this.addFace(left, face.quarter), this.addFace(right, face.quarter)];
  }

  /**
   * Cuts along a polyline of any length through all the faces it crosses. Parts that don't run from boundary to boundary
   * of a face are left out.
   */
  cut(points: readonly Point[], line: number, options: CutOptions = {}): void {
    const snap = options.snap ?? 0.5;
    let chain: { vertex: number; at: Point }[] = [];
    for (let i = 0; i < points.length; i++) {
      const p = points[i];
      const vertex = this.locate(p, i === 0 || i === points.length - 1 ? Math.max(snap, 2) : 1);
      if (vertex >= 0 || i === 0 || i === points.length - 1 || !this.nearCrossing(chain, p)) {
        chain.push({ vertex, at: vertex >= 0 ? this.vertices[vertex] : p });
      }
      if (i + 1 < points.length) chain.push(...this.crossings(p, points[i + 1], snap));
    }
    chain = chain.filter((c, i) => i === 0 || c.vertex < 0 || c.vertex !== chain[i - 1].vertex);
    const closed = distance(points[0], points[points.length - 1]) < 0.01;
    const first = chain.findIndex((c) => c.vertex >= 0);
    if (closed && first > 0) chain = [...chain.slice(first, -1), ...chain.slice(0, first + 1)];
    let piece: { vertex: number; at: Point }[] = [];
    for (const c of chain) {
      piece.push(c);
      if (c.vertex < 0) continue;
      if (piece.length > 1 && piece[0].vertex >= 0) this.cutPiece(piece, line, options);
      piece = [c];
    }
  }

  /** Adds a dead end that starts at a vertex and runs into a face without dividing it. */
  addSpur(from: number, points: readonly Point[], line: number): void {
    let before = from;
    for (const p of points) {
      const v = this.addVertex(p);
      this.setLine(before, v, line);
      before = v;
    }
  }

  /** The face that holds a point, or null. */
  faceAt(p: Point): Face | null {
    for (const face of this.faces.values()) if (ringContains(this.ring(face), p)) return face;
    return null;
  }

  private addVertex(p: Point): number {
    this.vertices.push(point(p.x, p.y));
    this.degrees.push(0);
    return this.vertices.length - 1;
  }

  private addFace(loop: number[], quarter: string): Face {
    const face: Face = { id: this.nextFace++, loop, quarter };
    this.faces.set(face.id, face);
    loop.forEach((from, i) => this.faceOf.set(edgeKey(from, loop[(i + 1) % loop.length]), face));
    return face;
  }

  /** An interior point of the polyline right beside a crossing would only make a kink. */
  private nearCrossing(chain: readonly { vertex: number; at: Point }[], p: Point): boolean {
    const last = chain[chain.length - 1];
    return last !== undefined && last.vertex >= 0 && distance(last.at, p) < 1.5;
  }

  private locate(p: Point, reach: number): number {
    let best = -1;
    let nearest = reach;
    for (const { a, b } of this.edges()) {
      for (const v of [a, b]) {
        const away = distance(this.vertices[v], p);
        if (away <= nearest) {
          nearest = away;
          best = v;
        }
      }
    }
    if (best >= 0) return best;
    for (const { a, b } of this.edges()) {
      if (distanceToSegment(p, this.vertices[a], this.vertices[b]) < 0.02) return this.splitEdge(a, b, p);
    }
    return -1;
  }

  private crossings(p: Point, q: Point, snap: number): { vertex: number; at: Point }[] {
    const hits: { t: number; a: number; b: number }[] = [];
    for (const { a, b } of this.edges()) {
      const hit = crossing(p, q, this.vertices[a], this.vertices[b]);
      if (hit !== null) hits.push({ t: hit.t, a, b });
    }
    hits.sort((one, other) => one.t - other.t);
    return hits.map(({ t, a, b }) => {
      const at = mix(p, q, t);
      const [near, far] = distance(at, this.vertices[a]) <= distance(at, this.vertices[b]) ? [a, b] : [b, a];
      let vertex = near;
      if (distance(at, this.vertices[near]) > (this.degrees[near] > 2 ? snap : Math.min(snap, 1.5))) {
        vertex = this.line(near, far) >= 0 ? this.splitEdge(near, far, at) : this.locate(at, 1);
      }
      return { vertex, at: this.vertices[vertex] ?? at };
    });
  }

  private leavesRoom(face: Face, from: number, between: readonly Point[], to: number, minWidth: number): boolean {
    const { loop } = face;
    const walk = (begin: number, stop: number) => {
      const part: Point[] = [];
      for (let i = begin; i !== stop; i = (i + 1) % loop.length) part.push(this.vertices[loop[i]]);
      part.push(this.vertices[loop[stop]]);
      return part;
    };
    const [start, end] = [loop.indexOf(from), loop.indexOf(to)];
    const one = [...walk(end, start), ...between];
    const other = [...walk(start, end), ...[...between].reverse()];
    return [one, other].every((part) => orientedBox(part).width >= minWidth);
  }

  private cutPiece(piece: readonly { vertex: number; at: Point }[], line: number, options: CutOptions): void {
    const from = piece[0].vertex;
    const to = piece[piece.length - 1].vertex;
    if (from === to) return;
    const middle = mix(piece[0].at, piece[1].at, 0.5);
    for (const face of this.faces.values()) {
      if (!face.loop.includes(from) || !face.loop.includes(to)) continue;
      if (!ringContains(this.ring(face), middle)) continue;
      if (options.within !== undefined && !options.within(face)) return;
      const between = piece.slice(1, -1).map((c) => c.at);
      if (options.minWidth !== undefined && !this.leavesRoom(face, from, between, to, options.minWidth)) return;
      this.splitFace(face, from, between, to, line);
      return;
    }
  }
}

/** Area of a face, square metres. */
export function faceArea(mesh: PlanarMesh, face: Face): number {
  return ringArea(mesh.ring(face));
}

/** A point inside a face. */
export function faceMiddle(mesh: PlanarMesh, face: Face): Point {
  return interiorPoint(mesh.ring(face));
}
