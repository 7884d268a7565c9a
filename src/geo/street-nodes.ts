import type { Street } from '#model/city.ts';
import { createPointNumbers } from './point-numbers.ts';

/** A street's line without repeats: numbers of the vertices that differ from the one before, and the place of each. */
export interface StreetLine {
  readonly xy: Float64Array;
  readonly kept: readonly number[];
  readonly places: readonly number[];
}

/** Where streets meet or end. */
export interface StreetNodes {
  readonly lines: readonly StreetLine[];
  /** 2 × nodes: x, y. */
  readonly nodeXy: number[];
  /** Node of a place for street s, or −1 where its line just goes on. */
  nodeOf(place: number, street: number): number;
}

/**
 * A node is where a street ends, and where streets of one level (layer, bridge, tunnel) share a vertex; a street that ends
 * joins all levels there.
 */
export function findStreetNodes(streets: readonly Street[]): StreetNodes {
  const points = createPointNumbers();
  const lines = streets.map(({ xy }) => lineOf(xy, points));
  const ends = new Uint8Array(points.count());
  const passes = new Uint32Array(points.count());
  for (const { places } of lines) {
    if (places.length < 2) continue;
    ends[places[0]] = 1;
    ends[places[places.length - 1]] = 1;
    for (const place of places) passes[place] += 1;
  }
  const levels = levelNumbers(streets);
  const levelCount = 1 + levels.reduce((most, level) => Math.max(most, level), 0);
  const meetings = countMeetings(lines, levels, levelCount, (place) => ends[place] === 0 && passes[place] > 1);

  const nodeXy: number[] = [];
  const nodes = new Int32Array(points.count()).fill(-1);
  const levelNodes = new Map<number, number>();
  const add = (place: number) => {
    nodeXy.push(points.x(place), points.y(place));
    return nodeXy.length / 2 - 1;
  };
  for (let place = 0; place < ends.length; place += 1) if (ends[place] === 1) nodes[place] = add(place);
  for (const [key, count] of meetings) if (count > 1) levelNodes.set(key, add(Math.floor(key / levelCount)));
  return {
    lines,
    nodeXy,
    nodeOf: (place, street) =>
      nodes[place] >= 0 || passes[place] < 2
        ? nodes[place]
        : (levelNodes.get(place * levelCount + levels[street]) ?? -1),
  };
}

function lineOf(xy: Float64Array, points: ReturnType<typeof createPointNumbers>): StreetLine {
  const kept: number[] = [];
  const places: number[] = [];
  for (let vertex = 0; 2 * vertex + 1 < xy.length; vertex += 1) {
    const place = points.number(xy[2 * vertex], xy[2 * vertex + 1]);
    if (place === places[places.length - 1]) continue;
    kept.push(vertex);
    places.push(place);
  }
  return { xy, kept, places };
}

/** Streets → numbers of their levels, from 0 on. */
function levelNumbers(streets: readonly Street[]): number[] {
  const numbers = new Map<string, number>();
  return streets.map(({ layer, bridge, tunnel }) => {
    const level = `${layer}${bridge ? 'b' : ''}${tunnel ? 't' : ''}`;
    const number = numbers.get(level) ?? numbers.size;
    numbers.set(level, number);
    return number;
  });
}

/** Place × levels + level → how often streets pass it, for places that are looked at. */
function countMeetings(
  lines: readonly StreetLine[],
  levels: readonly number[],
  levelCount: number,
  look: (place: number) => boolean,
): Map<number, number> {
  const meetings = new Map<number, number>();
  lines.forEach(({ places }, street) => {
    if (places.length < 2) return;
    for (const place of places) {
      if (!look(place)) continue;
      const key = place * levelCount + levels[street];
      meetings.set(key, (meetings.get(key) ?? 0) + 1);
    }
  });
  return meetings;
}
