import type { StreetNetwork } from '#geo/street-network.ts';
import type { Street } from '#model/city.ts';

/** Lines and names of stretches of streets. */

type Lines = Pick<StreetNetwork, 'edgeStreet' | 'edgeFirstVertex' | 'edgeLastVertex'>;

/** Line of an arc in its direction of travel, flat x, y, local metres. */
export function arcLine(network: Lines, streets: readonly Street[], arc: number): number[] {
  const edge = arc >>> 1;
  const { xy } = streets[network.edgeStreet[edge]];
  const line = Array.from(xy.subarray(2 * network.edgeFirstVertex[edge], 2 * network.edgeLastVertex[edge] + 2));
  return (arc & 1) === 0 ? line : reversedLine(line);
}

export function reversedLine(line: readonly number[]): number[] {
  const back: number[] = [];
  for (let at = line.length - 2; at >= 0; at -= 2) back.push(line[at], line[at + 1]);
  return back;
}

export function lineLength(line: ArrayLike<number>): number {
  let length = 0;
  for (let at = 2; at + 1 < line.length; at += 2) {
    const [dx, dy] = [line[at] - line[at - 2], line[at + 1] - line[at - 1]];
    length += Math.sqrt(dx * dx + dy * dy);
  }
  return length;
}

/** The part of a line between two lengths from its start, metres; both are held within the line. */
export function lineBetween(line: readonly number[], from: number, to: number): number[] {
  const part: number[] = [];
  let passed = 0;
  const push = (x: number, y: number): void => {
    if (part.length < 2 || part[part.length - 2] !== x || part[part.length - 1] !== y) part.push(x, y);
  };
  for (let at = 2; at + 1 < line.length; at += 2) {
    const [ax, ay] = [line[at - 2], line[at - 1]];
    const [dx, dy] = [line[at] - ax, line[at + 1] - ay];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length > 0 && passed + length >= from && passed <= to) {
      const first = Math.max(0, from - passed) / length;
      const last = Math.min(length, to - passed) / length;
      push(ax + first * dx, ay + first * dy);
      if (last === 1) push(line[at], line[at + 1]);
      else push(ax + last * dx, ay + last * dy);
    }
    passed += length;
  }
  return part.length > 0 ? part : line.slice(0, 2);
}

/** The point of a line so far from its start, metres. */
export function pointAlong(line: readonly number[], meters: number): readonly [x: number, y: number] {
  let passed = 0;
  for (let at = 2; at + 1 < line.length; at += 2) {
    const [dx, dy] = [line[at] - line[at - 2], line[at + 1] - line[at - 1]];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length > 0 && passed + length >= meters) {
      const share = Math.max(0, meters - passed) / length;
      return [line[at - 2] + share * dx, line[at - 1] + share * dy];
    }
    passed += length;
  }
  return [line[line.length - 2], line[line.length - 1]];
}

/** Lines one after the other, each beginning where the one before it ended. */
export function joinedLines(lines: readonly (readonly number[])[]): number[] {
  const joined: number[] = [];
  for (const line of lines) {
    const repeats = joined.length > 0 && joined[joined.length - 2] === line[0] && joined[joined.length - 1] === line[1];
    for (let at = repeats ? 2 : 0; at < line.length; at += 1) joined.push(line[at]);
  }
  return joined;
}

/** The middle of a line. */
export function middleOf(line: readonly number[]): { readonly x: number; readonly y: number } {
  const [x, y] = pointAlong(line, lineLength(line) / 2);
  return { x, y };
}
