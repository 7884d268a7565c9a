import earcut from 'earcut';

/** Distances below this count as none, metres. */
const tolerance = 1e-6;

/**
 * A polygon with holes divided into convex faces that meet edge to edge, which lines cut further. Every edge of the polygon
 * keeps the chain of the vertices that came to lie on it.
 */
export class PlanMesh {
  /** x, y in turn; the polygon's own vertices first. */
  readonly xy: number[];
  /** Counter-clockwise vertex numbers; may hold vertices on straight edges. */
  faces: number[][];
  /** One for each edge of the polygon, from its first vertex to its last. */
  edges: number[][];

  private constructor(xy: number[], faces: number[][], edges: number[][]) {
    this.xy = xy;
    this.faces = faces;
    this.edges = edges;
  }

  /**
   * `rings`: outer ring counter-clockwise, then holes clockwise; flat x, y, no closing vertex, nothing crossing. `null` where
   * the polygon cannot be divided without a crack.
   */
  static of(rings: readonly ArrayLike<number>[]): PlanMesh | null {
    const xy: number[] = [];
    const starts: number[] = [];
    const edges: number[][] = [];
    for (const ring of rings) {
      const start = xy.length / 2;
      const count = ring.length / 2;
      starts.push(start);
      for (let i = 0; i < ring.length; i += 1) xy.push(ring[i]);
      for (let i = 0; i < count; i += 1) edges.push([start + i, start + ((i + 1) % count)]);
    }
    if (rings.length === 1 && isConvex(xy)) return new PlanMesh(xy, [edges.map(([from]) => from)], edges);
    const faces = triangles(xy, starts.slice(1));
    return isWhole(faces, edges) ? new PlanMesh(xy, faces, edges) : null;
  }

  /**
   * Cuts the faces along the line a·x + b·y + c = 0 (a² + b² = 1) where `wanted` says so of the piece of it within a face,
   * from one point to the other; neighbours of a cut face take its new vertices into their edges.
   */
  cut(a: number, b: number, c: number, wanted: (x1: number, y1: number, x2: number, y2: number) => boolean): void {
    const distance = (vertex: number) => a * this.xy[2 * vertex] + b * this.xy[2 * vertex + 1] + c;
    const inserted = new Map<string, number>();
    const faces: number[][] = [];
    for (const face of this.faces) {
      const pieces = this.#cutFace(face, face.map(distance), inserted, wanted);
      faces.push(...pieces);
    }
    if (inserted.size === 0) {
      this.faces = faces;
      return;
    }
    this.faces = faces.map((face) => withInserted(face, inserted, true));
    this.edges = this.edges.map((edge) => withInserted(edge, inserted, false));
  }

  #cutFace(
    face: readonly number[],
    distances: readonly number[],
    inserted: Map<string, number>,
    wanted: (x1: number, y1: number, x2: number, y2: number) => boolean,
  ): number[][] {
    if (!(Math.min(...distances) < -tolerance && Math.max(...distances) > tolerance)) return [[...face]];
    const crossings = crossingsOf(face, distances);
    if (crossings.length !== 2) return [[...face]];
    const [first, second] = crossings.map(({ from, to, share }) => this.#point(from, to, share));
    if (!wanted(first[0], first[1], second[0], second[1])) return [[...face]];
    const above: number[] = [];
    const below: number[] = [];
    for (const [i, vertex] of face.entries()) {
      const next = (i + 1) % face.length;
      if (distances[i] >= -tolerance) above.push(vertex);
      if (distances[i] <= tolerance) below.push(vertex);
      const passes =
        Math.abs(distances[i]) > tolerance &&
        Math.abs(distances[next]) > tolerance &&
        distances[i] > 0 !== distances[next] > 0;
      if (!passes) continue;
      const middle = this.#insert(vertex, face[next], distances[i] / (distances[i] - distances[next]), inserted);
      above.push(middle);
      below.push(middle);
    }
    return [above, below];
  }

  #point(from: number, to: number, share: number): readonly [number, number] {
    const { xy } = this;
    return [
      xy[2 * from] + share * (xy[2 * to] - xy[2 * from]),
      xy[2 * from + 1] + share * (xy[2 * to + 1] - xy[2 * from + 1]),
    ];
  }

  #insert(from: number, to: number, share: number, inserted: Map<string, number>): number {
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    const known = inserted.get(key);
    if (known !== undefined) return known;
    const vertex = this.xy.length / 2;
    this.xy.push(...this.#point(from, to, share));
    inserted.set(key, vertex);
    return vertex;
  }

  /** Vertex numbers of triangles that cover all faces and use every edge of every face. */
  triangles(): number[] {
    const result: number[] = [];
    for (const face of this.faces) {
      const apex = bestApex(this.xy, face);
      const count = face.length;
      for (let i = 1; i + 1 < count; i += 1) {
        result.push(face[apex], face[(apex + i) % count], face[(apex + i + 1) % count]);
      }
    }
    return result;
  }
}

interface LineCrossing {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Where a line meets the border of a convex face: vertices on it, and edges through it. */
function crossingsOf(face: readonly number[], distances: readonly number[]): LineCrossing[] {
  const crossings: LineCrossing[] = [];
  for (const [i, vertex] of face.entries()) {
    const next = (i + 1) % face.length;
    if (Math.abs(distances[i]) <= tolerance) crossings.push({ from: vertex, to: face[next], share: 0 });
    else if (Math.abs(distances[next]) > tolerance && distances[i] > 0 !== distances[next] > 0) {
      crossings.push({ from: vertex, to: face[next], share: distances[i] / (distances[i] - distances[next]) });
    }
  }
  return crossings;
}

function withInserted(chain: readonly number[], inserted: ReadonlyMap<string, number>, closed: boolean): number[] {
  const result: number[] = [];
  for (const [i, from] of chain.entries()) {
    result.push(from);
    if (i + 1 === chain.length && !closed) break;
    const to = chain[(i + 1) % chain.length];
    const middle = inserted.get(from < to ? `${from} ${to}` : `${to} ${from}`);
    if (middle !== undefined) result.push(middle);
  }
  return result;
}

/** The corner whose fan has the largest smallest triangle: vertices on straight edges make some fans degenerate. */
function bestApex(xy: readonly number[], face: readonly number[]): number {
  if (face.length === 3 || face.length > 64) return 0;
  let best = 0;
  let largest = -Infinity;
  for (let apex = 0; apex < face.length; apex += 1) {
    let smallest = Infinity;
    for (let i = 1; i + 1 < face.length; i += 1) {
      const next = face[(apex + i) % face.length];
      smallest = Math.min(smallest, turn(xy, face[apex], next, face[(apex + i + 1) % face.length]));
    }
    if (smallest > largest) {
      largest = smallest;
      best = apex;
    }
  }
  return best;
}

/** Twice the signed area of a triangle. */
function turn(xy: ArrayLike<number>, a: number, b: number, c: number): number {
  const ax = xy[2 * a];
  const ay = xy[2 * a + 1];
  return (xy[2 * b] - ax) * (xy[2 * c + 1] - ay) - (xy[2 * c] - ax) * (xy[2 * b + 1] - ay);
}

/** Turns left at every corner, and once around in all. */
function isConvex(xy: readonly number[]): boolean {
  const count = xy.length / 2;
  let ascents = 0;
  for (let i = 0; i < count; i += 1) {
    const next = (i + 1) % count;
    const after = (i + 2) % count;
    if (!(turn(xy, i, next, after) > 0)) return false;
    if (xy[2 * next + 1] > xy[2 * i + 1] && !(xy[2 * after + 1] > xy[2 * next + 1])) ascents += 1;
  }
  return ascents === 1;
}

function triangles(xy: readonly number[], holes: readonly number[]): number[][] {
  const flat = earcut(xy, [...holes], 2);
  const faces: number[][] = [];
  for (let i = 0; i < flat.length; i += 3) {
    const [a, b, c] = [flat[i], flat[i + 1], flat[i + 2]];
    faces.push(turn(xy, a, b, c) < 0 ? [a, c, b] : [a, b, c]);
  }
  return faces;
}

/** Every edge of a triangle is met by its opposite or is an edge of the polygon, and all of those are there. */
function isWhole(faces: readonly (readonly number[])[], edges: readonly (readonly number[])[]): boolean {
  const open = new Set<string>();
  for (const face of faces) {
    for (const [i, from] of face.entries()) {
      const to = face[(i + 1) % face.length];
      if (!open.delete(`${to} ${from}`)) open.add(`${from} ${to}`);
    }
  }
  return open.size === edges.length && edges.every(([from, to]) => open.has(`${from} ${to}`));
}
