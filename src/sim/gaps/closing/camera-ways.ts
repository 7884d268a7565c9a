import { cosineOfDegrees, sineOfDegrees } from '#geo/degrees.ts';
import { exponential } from '#geo/exponential.ts';
import type { ApproachPath } from '#model/results/gaps/approach.ts';
import type { DeviceContext } from '../../coverage/device-context.ts';
import { targetZ } from '../../visibility/visibility-scene.ts';
import { cellX, cellY } from '../walk/study-area.ts';
import type { WalkGround } from '../walk/walk-ground.ts';
import { LineWalker, type StraightWalks } from '../walk/walk-line.ts';

/** A line that is walked, and the chance of going unobserved on the way that it belongs to. */
export type WalkedWay = Pick<ApproachPath, 'xy' | 'unobserved'>;

/** The cells that ways in pass, each once. */
export interface WayCells {
  readonly paths: readonly ApproachPath[];
  /** The ways, and after them the last metres from other sides to where they end: what an evader takes next. */
  readonly lines: readonly WalkedWay[];
  /** Middles of the cells; z: lowest point of a person there. Local metres. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** Per cell the ways that pass it: number of the way and seconds on it, in turn. */
  readonly passing: readonly (readonly number[])[];
}

/** Lays ways in over cells. Time at barriers is left out: it is for choosing what to try, not for what is told. */
export function wayCells(
  { ground, walks, context, metersPerSecond }: WayGround,
  paths: readonly ApproachPath[],
): WayCells {
  const { grid } = ground;
  const lines: readonly WalkedWay[] = [...paths, ...lastMeters(walks, paths)];
  const walker = new LineWalker(grid);
  const passes = new Map<number, number[]>();
  lines.forEach(({ xy }, way) => {
    const seconds = new Map<number, number>();
    for (let at = 2; at + 1 < xy.length; at += 2) {
      walker.visit(xy[at - 2], xy[at - 1], xy[at], xy[at + 1], (cell, meters) => {
        seconds.set(cell, (seconds.get(cell) ?? 0) + meters / metersPerSecond);
      });
    }
    for (const [cell, time] of seconds) {
      const known = passes.get(cell);
      if (known === undefined) passes.set(cell, [way, time]);
      else known.push(way, time);
    }
  });
  const cells = [...passes.keys()];
  const x = Float64Array.from(cells, (cell) => cellX(grid, cell));
  const y = Float64Array.from(cells, (cell) => cellY(grid, cell));
  const z = Float64Array.from(cells, (_, number) => targetZ(context.scene, x[number], y[number]));
  return { paths, lines, x, y, z, passing: [...passes.values()] };
}

interface WayGround {
  readonly ground: WalkGround;
  readonly walks: Pick<StraightWalks, 'isOpen'>;
  readonly context: DeviceContext;
  readonly metersPerSecond: number;
}

/** Sides from which a door can be reached, and how far off somebody is thought to come straight from there, metres. */
const sides = 16;
const straightMeters = [30, 20, 10];
/** Ends so near to each other are one, metres. */
const sameEnd = 10;
const mostEnds = 3;

function lastMeters(walks: Pick<StraightWalks, 'isOpen'>, paths: readonly ApproachPath[]): WalkedWay[] {
  const ends: ApproachPath[] = [];
  for (const path of paths) {
    const isNew = ends.every(({ end }) => distance(end, path.end.x, path.end.y) > sameEnd);
    if (isNew && ends.length < mostEnds) ends.push(path);
  }
  return ends.flatMap(({ end, unobserved }) =>
    Array.from({ length: sides }, (_, side) => (360 * side) / sides).flatMap((angle) => {
      for (const meters of straightMeters) {
        const [x, y] = [end.x + meters * cosineOfDegrees(angle), end.y + meters * sineOfDegrees(angle)];
        if (walks.isOpen(x, y, end.x, end.y)) return { xy: [x, y, end.x, end.y], unobserved };
      }
      return [];
    }),
  );
}

/** Where cameras are to look. */
export interface CameraAim {
  readonly x: number;
  readonly y: number;
}

/** So far apart are the points of a way that are thought of, and no aims are nearer to each other, metres. */
const aimSpacing = 20;
/** Somebody so near to an aim is taken to be in the picture, metres. */
const aimReach = 25;
const mostAims = 10;
/** Unwatched stretches of the best way that get an aim each. */
const ownGaps = 3;

/**
 * Where a camera could do most: first the middles of the best way's longest unwatched stretches and of the longest one of each other
 * way, then where most ways that go unobserved run together, nearest to the site first among equals.
 */
export function cameraAims(paths: readonly ApproachPath[]): CameraAim[] {
  const [best, ...others] = paths;
  if (best === undefined) return [];
  const shared = sharedPoints(paths);
  const gaps = [...best.gaps.slice(0, ownGaps), ...others.flatMap(({ gaps: [first] }) => first ?? [])];
  const aims: CameraAim[] = [];
  const add = ({ x, y }: CameraAim): void => {
    if (aims.length < mostAims && aims.every((aim) => distance(aim, x, y) >= aimSpacing)) aims.push({ x, y });
  };
  const half = mostAims / 2;
  for (const point of shared) if (aims.length < half) add(point);
  for (const { place } of gaps) add(place);
  for (const point of shared) add(point);
  return aims;
}

function sharedPoints(paths: readonly ApproachPath[]): CameraAim[] {
  const points = paths.flatMap(pointsAlong);
  const weighted = points.map((point) => ({ ...point, weight: 0 }));
  for (const { xy, unobserved } of paths) {
    for (const point of weighted) if (nearLine(xy, point)) point.weight += unobserved;
  }
  return weighted.sort((a, b) => b.weight - a.weight || a.fromEnd - b.fromEnd);
}

/** Points of a way from its end backwards. */
function pointsAlong({ xy }: ApproachPath): { readonly x: number; readonly y: number; readonly fromEnd: number }[] {
  const points = [];
  let [walked, next] = [0, aimSpacing / 4];
  for (let at = xy.length - 2; at >= 2; at -= 2) {
    const [dx, dy] = [xy[at - 2] - xy[at], xy[at - 1] - xy[at + 1]];
    const length = Math.sqrt(dx * dx + dy * dy);
    for (; next <= walked + length; next += aimSpacing) {
      const share = (next - walked) / length;
      points.push({ x: xy[at] + share * dx, y: xy[at + 1] + share * dy, fromEnd: next });
    }
    walked += length;
  }
  return points;
}

function nearLine(xy: readonly number[], { x, y }: CameraAim): boolean {
  for (let at = 2; at + 1 < xy.length; at += 2) {
    const [ax, ay] = [xy[at - 2], xy[at - 1]];
    const [dx, dy] = [xy[at] - ax, xy[at + 1] - ay];
    const squared = dx * dx + dy * dy;
    const share = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
    const [px, py] = [ax + share * dx - x, ay + share * dy - y];
    if (px * px + py * py <= aimReach * aimReach) return true;
  }
  return false;
}

function distance(aim: CameraAim, x: number, y: number): number {
  const [dx, dy] = [aim.x - x, aim.y - y];
  return Math.sqrt(dx * dx + dy * dy);
}

/** What further watching does to ways as they are now. */
export interface WayGain {
  /** Highest chance of a way, were the intruder to keep to those known: no camera leaves less. */
  readonly highest: number;
  /** By how much the highest chance falls and, far less weighty, by how much those of all ways do and those of other sides. */
  readonly score: number;
}

/** @param added Line → ∫ rate dt that comes to it. */
export function wayGain({ paths, lines }: Pick<WayCells, 'paths' | 'lines'>, added: Float64Array): WayGain {
  const known = paths.length;
  let [now, highest, fall, otherFall] = [0, 0, 0, 0];
  lines.forEach(({ unobserved }, line) => {
    const left = unobserved * exponential(-added[line]);
    if (line >= known) {
      otherFall += unobserved - left;
      return;
    }
    now = Math.max(now, unobserved);
    highest = Math.max(highest, left);
    fall += unobserved - left;
  });
  const others = Math.max(1, lines.length - known);
  return { highest, score: known * (now - highest) + fall + (known / others) * otherFall };
}
