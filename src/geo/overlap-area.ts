import type { PolygonRings } from './polygon-boolean.ts';

/** Beyond so many edges or crossings the area is summed over {@link sampleLines} lines instead of exactly. */
const exactEdges = 800;
const exactCrossings = 4_000;
const sampleLines = 1_024;

interface Edges {
  readonly polygons: number;
  /** x0, y0, x1, y1 of every edge that is not horizontal, y0 < y1. */
  readonly ends: Float64Array;
  readonly polygon: Uint32Array;
  readonly minY: number;
  readonly maxY: number;
}

/**
 * Area that two sets of polygons have in common, in the square of their unit: even-odd within each polygon, polygons of one
 * set united. Sums over horizontal slabs between all corners and crossings, in which every width is linear, so that it is exact
 * up to rounding and needs no shape to be clean; very intricate shapes are sampled on 1,024 lines.
 */
export function overlapArea(a: readonly PolygonRings[], b: readonly PolygonRings[]): number {
  return commonArea(edgesOf(a), edgesOf(b));
}

/** Area that any of the polygons covers, as {@link overlapArea}. */
export function unitedArea(polygons: readonly PolygonRings[]): number {
  const edges = edgesOf(polygons);
  return commonArea(edges, edges);
}

function commonArea(a: Edges, b: Edges): number {
  const low = Math.max(a.minY, b.minY);
  const high = Math.min(a.maxY, b.maxY);
  if (!(high > low)) return 0;
  const levels = levelsBetween(a, b, low, high);
  let area = 0;
  for (let i = 1; i < levels.length; i += 1) {
    const height = levels[i] - levels[i - 1];
    if (height <= 0) continue;
    const y = (levels[i] + levels[i - 1]) / 2;
    area += height * commonLength(intervals(a, y), a === b ? null : intervals(b, y));
  }
  return area;
}

function edgesOf(polygons: readonly PolygonRings[]): Edges {
  const ends: number[] = [];
  const owner: number[] = [];
  let minY = Number.POSITIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  polygons.forEach((rings, polygon) => {
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 2; i + 1 < ring.length; j = i, i += 2) {
        const y0 = ring[j + 1];
        const y1 = ring[i + 1];
        if (y0 === y1) continue;
        if (y0 < y1) ends.push(ring[j], y0, ring[i], y1);
        else ends.push(ring[i], y1, ring[j], y0);
        owner.push(polygon);
        minY = Math.min(minY, y0, y1);
        maxY = Math.max(maxY, y0, y1);
      }
    }
  });
  return { polygons: polygons.length, ends: Float64Array.from(ends), polygon: Uint32Array.from(owner), minY, maxY };
}

/** Ascending heights between which nothing begins, ends or crosses. */
function levelsBetween(a: Edges, b: Edges, low: number, high: number): number[] {
  const edges = a === b ? [...a.ends] : [...a.ends, ...b.ends];
  if (edges.length / 4 > exactEdges) return evenLevels(low, high);
  const levels = [low, high];
  for (let i = 1; i < edges.length; i += 2) if (edges[i] > low && edges[i] < high) levels.push(edges[i]);
  const corners = levels.length;
  for (let i = 0; i < edges.length; i += 4) {
    for (let j = i + 4; j < edges.length; j += 4) {
      const y = crossingHeight(edges, i, j);
      if (y > low && y < high) levels.push(y);
    }
    if (levels.length - corners > exactCrossings) return evenLevels(low, high);
  }
  return levels.sort((first, second) => first - second);
}

function evenLevels(low: number, high: number): number[] {
  return Array.from({ length: sampleLines + 1 }, (_, i) => low + ((high - low) * i) / sampleLines);
}

/** Height at which two edges cross; NaN where they don't. */
function crossingHeight(edges: readonly number[], i: number, j: number): number {
  const low = Math.max(edges[i + 1], edges[j + 1]);
  const high = Math.min(edges[i + 3], edges[j + 3]);
  if (!(high > low)) return Number.NaN;
  const below = xAt(edges, i, low) - xAt(edges, j, low);
  const above = xAt(edges, i, high) - xAt(edges, j, high);
  if (below * above >= 0) return Number.NaN;
  return low + ((high - low) * below) / (below - above);
}

function xAt(ends: ArrayLike<number>, edge: number, y: number): number {
  const y0 = ends[edge + 1];
  const x0 = ends[edge];
  return x0 + ((y - y0) * (ends[edge + 2] - x0)) / (ends[edge + 3] - y0);
}

/** Where a horizontal line lies in any polygon: begin, end, begin, end, …, ascending and apart. */
function intervals(edges: Edges, y: number): number[] {
  const crossings: number[][] = Array.from({ length: edges.polygons }, () => []);
  const { ends, polygon } = edges;
  for (let edge = 0; edge < polygon.length; edge += 1) {
    if (ends[4 * edge + 1] <= y && ends[4 * edge + 3] > y) crossings[polygon[edge]].push(xAt(ends, 4 * edge, y));
  }
  const spans: [from: number, to: number][] = [];
  for (const list of crossings) {
    list.sort((first, second) => first - second);
    for (let k = 0; k + 1 < list.length; k += 2) spans.push([list[k], list[k + 1]]);
  }
  spans.sort((first, second) => first[0] - second[0]);
  const united: number[] = [];
  for (const [from, to] of spans) {
    const last = united.length - 1;
    if (last > 0 && from <= united[last]) united[last] = Math.max(united[last], to);
    else united.push(from, to);
  }
  return united;
}

/** Length of what two lists of intervals have in common; of the first alone where there is no second. */
function commonLength(a: readonly number[], b: readonly number[] | null): number {
  let length = 0;
  if (b === null) {
    for (let i = 0; i < a.length; i += 2) length += a[i + 1] - a[i];
    return length;
  }
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const from = Math.max(a[i], b[j]);
    const to = Math.min(a[i + 1], b[j + 1]);
    if (to > from) length += to - from;
    if (a[i + 1] < b[j + 1]) i += 2;
    else j += 2;
  }
  return length;
}
