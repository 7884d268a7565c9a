import type { Draft } from './draft.ts';
import { addMount } from './furniture.ts';
import { lineLength, stationAt } from './lines.ts';
import { direction, distance, mix, offsetPoint, type Point } from './plane.ts';
import { type StreetNetwork, styleOf } from './street-network.ts';

/** Streets that are wide enough for trams. */
const tramStyles = ['primary', 'boulevard', 'secondary', 'avenue'];

/** Stops that the line runs by, in order. */
const stops: readonly Point[] = [
  { x: -450, y: 200 },
  { x: -345, y: 70 },
  { x: -205, y: 262 },
  { x: 140, y: 262 },
  { x: 226, y: 352 },
  { x: 428, y: 346 },
  { x: 415, y: 72 },
  { x: 335, y: -300 },
  { x: 360, y: -525 },
  { x: -35, y: -482 },
];

/** One tram line along the main streets, with masts for its wire every 35 m. */
export function buildTramway(draft: Draft, network: StreetNetwork): void {
  const graph = tramGraph(network);
  const points: Point[] = [];
  for (let i = 0; i + 1 < stops.length; i++) {
    const path = shortestPath(network, graph, nearest(network, graph, stops[i]), nearest(network, graph, stops[i + 1]));
    points.push(...path.slice(points.length === 0 ? 0 : 1).map((v) => network.mesh.vertices[v]));
  }
  draft.paths.push({ name: 'Linje 1', points: roundCorners(points), style: 'tram', bridge: false });
  const length = lineLength(points);
  for (let reach = 20; reach < length; reach += 35) {
    const spot = stationAt(points, reach);
    const side = Math.round(reach / 35) % 2 === 0 ? 1 : -1;
    addMount(draft, 'pole', offsetPoint(spot.at, spot.along, 0, side * 8.4), 7.5);
  }
}

/** Corners of more than about 20° as curves of about 20 m radius, as rails need them. */
function roundCorners(points: readonly Point[]): Point[] {
  const line: Point[] = [];
  points.forEach((p, i) => {
    const [a, b] = [points[i - 1], points[i + 1]];
    if (a === undefined || b === undefined) {
      line.push(p);
      return;
    }
    const [before, after] = [direction(a, p), direction(p, b)];
    if (before.x * after.x + before.y * after.y > 0.94) {
      line.push(p);
      return;
    }
    const reach = Math.min(14, distance(a, p) * 0.45, distance(p, b) * 0.45);
    for (const t of [0, 0.25, 0.5, 0.75, 1]) {
      const q = mix(offsetPoint(p, before, -reach, 0), p, t);
      line.push(mix(q, mix(p, offsetPoint(p, after, reach, 0), t), t));
    }
  });
  return line;
}

type Graph = ReadonlyMap<number, readonly number[]>;

function tramGraph(network: StreetNetwork): Graph {
  const graph = new Map<number, number[]>();
  for (const { a, b, line } of network.mesh.edges()) {
    if (styleOf(network, line).class === null || !tramStyles.includes(network.lines[line].style)) continue;
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const list = graph.get(from);
      if (list === undefined) graph.set(from, [to]);
      else list.push(to);
    }
  }
  return graph;
}

function nearest(network: StreetNetwork, graph: Graph, p: Point): number {
  let best = -1;
  let away = Infinity;
  for (const v of graph.keys()) {
    const d = distance(network.mesh.vertices[v], p);
    if (d < away) {
      away = d;
      best = v;
    }
  }
  return best;
}

/** Dijkstra with a plain list: the graph has a few thousand vertices. Ends where it began if there is no way. */
function shortestPath(network: StreetNetwork, graph: Graph, from: number, to: number): number[] {
  const cost = new Map([[from, 0]]);
  const before = new Map<number, number>();
  const open = new Set([from]);
  while (open.size > 0) {
    let here = -1;
    for (const v of open) if (here < 0 || (cost.get(v) ?? 0) < (cost.get(here) ?? 0)) here = v;
    open.delete(here);
    if (here === to) break;
    for (const next of graph.get(here) ?? []) {
      const total = (cost.get(here) ?? 0) + distance(network.mesh.vertices[here], network.mesh.vertices[next]);
      if (total >= (cost.get(next) ?? Infinity)) continue;
      cost.set(next, total);
      before.set(next, here);
      open.add(next);
    }
  }
  const path = [to];
  for (let v = before.get(to); v !== undefined; v = before.get(v)) path.push(v);
  return path.reverse();
}
