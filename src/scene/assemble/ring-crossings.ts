import { createBoxIndex } from '#geo/box-index.ts';

/**
 * How the edges of a polygon's rings meet: `apart` (only neighbours share their vertex), `touching` (a vertex lies on
 * another edge or vertex), `crossing` (edges cross properly or run along each other).
 */
export type RingContact = 'apart' | 'touching' | 'crossing';

interface Edge {
  readonly ring: number;
  readonly index: number;
  /** Edges in the ring. */
  readonly count: number;
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly minX: number;
  readonly maxX: number;
}

/** Below this many edges a plain sweep is quicker than an index. */
const indexFrom = 200;
/** Pairs of edges whose boxes meet that are looked at; outlines of real things have some at each edge. */
const mostPairs = 4_000_000;

/**
 * Worst contact among the edges of cleaned rings on the 1/1024 m grid; exact, but for heaps of edges: with more pairs of
 * them above each other than could be looked at, they count as crossing.
 */
export function ringContact(rings: readonly ArrayLike<number>[]): RingContact {
  let worst: RingContact = 'apart';
  const all = eachContact(rings, (contact) => {
    worst = contact;
    return contact !== 'crossing';
  });
  return all ? worst : 'crossing';
}

/** Whether more than `limit` pairs of edges cross or touch; stops counting there. Heaps of edges count as more. */
export function hasMoreContacts(rings: readonly ArrayLike<number>[], limit: number): boolean {
  let count = 0;
  const all = eachContact(rings, () => {
    count += 1;
    return count <= limit;
  });
  return !all || count > limit;
}

type Visit = (contact: 'touching' | 'crossing') => boolean;

/** Visits every pair of edges that touch or cross, until `visit` returns false; false where there are too many pairs. */
function eachContact(rings: readonly ArrayLike<number>[], visit: Visit): boolean {
  const edges = collectEdges(rings);
  if (edges.length >= indexFrom) return eachIndexedContact(edges, visit);
  edges.sort((a, b) => a.minX - b.minX);
  let active: Edge[] = [];
  for (const edge of edges) {
    active = active.filter((other) => other.maxX >= edge.minX);
    for (const other of active) {
      const contact = edgeContact(edge, other);
      if (contact !== 'apart' && !visit(contact)) return true;
    }
    active.push(edge);
  }
  return true;
}

function eachIndexedContact(edges: readonly Edge[], visit: Visit): boolean {
  const boxes = new Float64Array(4 * edges.length);
  edges.forEach(({ minX, maxX, ay, by }, i) => {
    boxes.set([minX, Math.min(ay, by), maxX, Math.max(ay, by)], 4 * i);
  });
  const index = createBoxIndex(boxes);
  let pairs = 0;
  for (const [number, edge] of edges.entries()) {
    const near = index.search(edge.minX, boxes[4 * number + 1], edge.maxX, boxes[4 * number + 3]);
    pairs += near.length;
    for (const other of near) {
      if (other >= number) break;
      const contact = edgeContact(edge, edges[other]);
      if (contact !== 'apart' && !visit(contact)) return true;
    }
    if (pairs > mostPairs) return false;
  }
  return true;
}

function collectEdges(rings: readonly ArrayLike<number>[]): Edge[] {
  const edges: Edge[] = [];
  rings.forEach((ring, number) => {
    const count = ring.length / 2;
    for (let i = 0; i < count; i += 1) {
      const next = (i + 1) % count;
      const ax = ring[2 * i];
      const bx = ring[2 * next];
      edges.push({
        ring: number,
        index: i,
        count,
        ax,
        ay: ring[2 * i + 1],
        bx,
        by: ring[2 * next + 1],
        minX: Math.min(ax, bx),
        maxX: Math.max(ax, bx),
      });
    }
  });
  return edges;
}

function areNeighbours(e: Edge, f: Edge): boolean {
  if (e.ring !== f.ring) return false;
  const gap = Math.abs(e.index - f.index);
  return gap === 1 || gap === e.count - 1;
}

/** Sign of the turn a → b → c. */
function side(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
}

function edgeContact(e: Edge, f: Edge): RingContact {
  if (Math.max(e.ay, e.by) < Math.min(f.ay, f.by) || Math.max(f.ay, f.by) < Math.min(e.ay, e.by)) return 'apart';
  const fa = side(e.ax, e.ay, e.bx, e.by, f.ax, f.ay);
  const fb = side(e.ax, e.ay, e.bx, e.by, f.bx, f.by);
  if (fa * fb > 0) return 'apart';
  const ea = side(f.ax, f.ay, f.bx, f.by, e.ax, e.ay);
  const eb = side(f.ax, f.ay, f.bx, f.by, e.bx, e.by);
  if (ea * eb > 0) return 'apart';
  if (fa === 0 && fb === 0) return collinearContact(e, f);
  if (fa * fb < 0 && ea * eb < 0) return 'crossing';
  return areNeighbours(e, f) ? 'apart' : 'touching';
}

/** Edges on one line: apart, end to end, or over each other. */
function collinearContact(e: Edge, f: Edge): RingContact {
  const alongX = Math.abs(e.bx - e.ax) >= Math.abs(e.by - e.ay);
  const [e0, e1, f0, f1] = alongX ? [e.ax, e.bx, f.ax, f.bx] : [e.ay, e.by, f.ay, f.by];
  const overlap = Math.min(Math.max(e0, e1), Math.max(f0, f1)) - Math.max(Math.min(e0, e1), Math.min(f0, f1));
  if (overlap > 0) return 'crossing';
  if (overlap < 0) return 'apart';
  return areNeighbours(e, f) ? 'apart' : 'touching';
}
