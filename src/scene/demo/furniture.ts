import type { Draft } from './draft.ts';
import { plantAvenue } from './greenery.ts';
import { lineLength, stationAt } from './lines.ts';
import { direction, distance, offsetPoint, type Point, point, ringContains } from './plane.ts';
import type { Random } from './random.ts';
import type { StreetChain } from './street-chains.ts';
import { chainPoints } from './street-chains.ts';
import { type StreetNetwork, styleOf } from './street-network.ts';
import { halfSideMeters, type LineStyleName } from './town-plan.ts';

/** Mounting heights after common practice: taller columns on wider roads. */
const lampHeights: Partial<Record<LineStyleName, number>> = {
  primary: 9,
  works: 9,
  boulevard: 8,
  secondary: 8,
  tertiary: 7,
  quay: 6,
  avenue: 6,
  residential: 6,
  lane: 4.5,
  shopping: 4.5,
  promenade: 4.5,
};

const mainStyles: readonly LineStyleName[] = ['primary', 'boulevard', 'secondary'];
const joiningStyles: readonly LineStyleName[] = [...mainStyles, 'tertiary', 'avenue', 'quay', 'works'];

/** Signals at crossings of main streets, lamps and avenue trees along the streets. */
export function furnishStreets(
  draft: Draft,
  network: StreetNetwork,
  chains: readonly StreetChain[],
  random: Random,
): void {
  const signals = signalCrossings(network);
  for (const crossing of signals) placeSignals(draft, network, crossing);
  const junctions = junctionPoints(network);
  for (const chain of chains) {
    const { style: name } = network.lines[chain.line];
    const style = styleOf(network, chain.line);
    const line = chainPoints(network, chain);
    if (style.lampSpacing > 0)
      placeLamps(draft, line, style.width / 2 + 0.8, style.lampSpacing, lampHeights[name] ?? 5, junctions);
  }
  for (const chain of chains) {
    const style = styleOf(network, chain.line);
    if (style.treeSpacing === 0 || chain.bridge) continue;
    const line = chainPoints(network, chain);
    plantAvenue(
      draft,
      line,
      style.width / 2 + 2,
      style.treeSpacing,
      near(junctions, line),
      random.split(`avenue ${chain.vertices[0]}`),
    );
  }
}

function near(points: readonly Point[], line: readonly Point[]): Point[] {
  const xs = line.map((p) => p.x);
  const ys = line.map((p) => p.y);
  const [minX, maxX] = [Math.min(...xs) - 30, Math.max(...xs) + 30];
  const [minY, maxY] = [Math.min(...ys) - 30, Math.max(...ys) + 30];
  return points.filter((p) => p.x > minX && p.x < maxX && p.y > minY && p.y < maxY);
}

/** Edges of each vertex that are streets, as neighbouring vertices. */
export function streetNeighbours(network: StreetNetwork): Map<number, number[]> {
  const neighbours = new Map<number, number[]>();
  for (const { a, b, line } of network.mesh.edges()) {
    if (styleOf(network, line).class === null) continue;
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const list = neighbours.get(from);
      if (list === undefined) neighbours.set(from, [to]);
      else list.push(to);
    }
  }
  return neighbours;
}

function junctionPoints(network: StreetNetwork): Point[] {
  return [...streetNeighbours(network)].filter(([, list]) => list.length > 2).map(([v]) => network.mesh.vertices[v]);
}

/** A crossing with signals: its mesh vertex and the neighbouring vertices along its streets. */
export interface SignalCrossing {
  readonly vertex: number;
  readonly arms: readonly number[];
}

export function signalCrossings(network: StreetNetwork): SignalCrossing[] {
  const crossings: SignalCrossing[] = [];
  for (const [vertex, arms] of streetNeighbours(network)) {
    if (arms.length < 3) continue;
    const styles = arms.map((arm) => network.lines[network.mesh.line(vertex, arm)].style);
    const main = styles.filter((s) => mainStyles.includes(s)).length;
    if (main >= 2 && styles.filter((s) => joiningStyles.includes(s)).length >= 3) crossings.push({ vertex, arms });
  }
  return crossings;
}

function placeSignals(draft: Draft, network: StreetNetwork, crossing: SignalCrossing): void {
  const center = network.mesh.vertices[crossing.vertex];
  const widths = crossing.arms.map((arm) => styleOf(network, network.mesh.line(crossing.vertex, arm)).width);
  crossing.arms.forEach((arm, i) => {
    const away = direction(center, network.mesh.vertices[arm]);
    const back = Math.max(...widths.filter((_, k) => k !== i)) / 2 + 3.5;
    const p = offsetPoint(center, away, back, widths[i] / 2 + 0.9);
    addMount(draft, 'signal', p, 5.5);
  });
}

function placeLamps(
  draft: Draft,
  line: readonly Point[],
  off: number,
  spacing: number,
  height: number,
  junctions: readonly Point[],
): void {
  const length = lineLength(line);
  const count = Math.max(1, Math.round(length / spacing));
  const close = near(junctions, line);
  for (let i = 0; i < count; i++) {
    const spot = stationAt(line, ((i + 0.5) * length) / count);
    const p = offsetPoint(spot.at, spot.along, 0, i % 2 === 0 ? off : -off);
    if (close.some((c) => distance(c, p) < off + 1)) continue;
    addMount(draft, 'lamp', p, height);
  }
}

/** Adds a mount where no building, other mount or the scene's edge is in the way. */
export function addMount(draft: Draft, kind: 'lamp' | 'signal' | 'pole', p: Point, heightMeters: number): void {
  const at = point(p.x, p.y);
  const edge = halfSideMeters - 0.5;
  if (Math.abs(at.x) > edge || Math.abs(at.y) > edge || !draft.isOpen(at, 0.5)) return;
  for (const other of draft.mounts) if (Math.abs(other.x - at.x) < 2 && Math.abs(other.y - at.y) < 2) return;
  draft.mounts.push({ ...at, kind, heightMeters });
}

/** Lamps in rows on a square, where nothing stands. */
export function lightSquare(draft: Draft, ring: readonly Point[], spacing: number): void {
  const xs = ring.map((p) => p.x);
  const ys = ring.map((p) => p.y);
  for (let x = Math.min(...xs) + spacing / 2; x < Math.max(...xs); x += spacing) {
    for (let y = Math.min(...ys) + spacing / 2; y < Math.max(...ys); y += spacing) {
      const p = { x, y };
      if (ringContains(ring, p) && draft.isOpen(p, 3)) addMount(draft, 'lamp', p, 6);
    }
  }
}
