import type { RoofShape } from '#model/city.ts';
import { cosineOfDegrees, sineOfDegrees } from './degrees.ts';
import { type OrientedRectangle, orientedRectangle } from './oriented-rectangle.ts';

/** z = a·x + b·y + c. */
export interface RoofPlane {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/**
 * Share of the way from the eaves to the ridge, and of the rise, where a gambrel or mansard roof changes its slope
 * (assumption: the lower slope three and a half times the upper one).
 */
const breakAt = 0.4;
const breakRise = 0.7;
/** Share of the rise at which the end slope of a half-hipped roof begins (assumption). */
const halfHip = 0.5;
/** A stated direction as near as this to a side of the building is meant as that side: compass words are as coarse. */
const snapDegrees = 22.5;

/**
 * The planes of which a roof is the lowest at every place. They are laid over the smallest rectangle around the outer ring,
 * or one that is turned to `directionDegrees`; over that rectangle they stay between eaves and ridge. `null` for a shape that
 * planes don't make (domes) and for a ring without extent.
 */
export function roofPlanes(
  outer: ArrayLike<number>,
  eavesZ: number,
  ridgeZ: number,
  shape: RoofShape,
  directionDegrees: number | null,
): readonly RoofPlane[] | null {
  const box = roofRectangle(outer, directionDegrees);
  if (box === null) return null;
  const rise = ridgeZ - eavesZ;
  const slopes = { box, eavesZ, rise };
  const half = (box.maxAcross - box.minAcross) / 2;
  const least = Math.min(half, (box.maxAlong - box.minAlong) / 2);
  switch (shape) {
    case 'gabled':
      return pairOf(slopes, 'across', 0, rise / half);
    case 'round':
      return barrel(slopes, half);
    case 'gambrel':
      return broken(slopes, 'across', half);
    case 'hipped':
      return [...pairOf(slopes, 'across', 0, rise / least), ...pairOf(slopes, 'along', 0, rise / least), flat(ridgeZ)];
    case 'half-hipped':
      return [...pairOf(slopes, 'across', 0, rise / half), ...pairOf(slopes, 'along', halfHip * rise, rise / half)];
    case 'mansard':
      return [...broken(slopes, 'across', least), ...broken(slopes, 'along', least), flat(ridgeZ)];
    case 'pyramidal': {
      const length = (box.maxAlong - box.minAlong) / 2;
      return [...pairOf(slopes, 'across', 0, rise / half), ...pairOf(slopes, 'along', 0, rise / length)];
    }
    case 'skillion':
      return [risingFrom(slopes, 'across', 1, 0, rise / (2 * half))];
    default:
      return null;
  }
}

/** “Across” points where the roof faces; without a direction it is square to the longer side, and points south, else west. */
function roofRectangle(outer: ArrayLike<number>, directionDegrees: number | null): OrientedRectangle | null {
  const smallest = orientedRectangle(outer, null);
  if (smallest === null) return null;
  const { acrossX, acrossY } = smallest;
  if (directionDegrees === null) {
    const south = acrossY < 0 || (acrossY === 0 && acrossX < 0);
    return south ? smallest : orientedRectangle(outer, [0 - acrossX, 0 - acrossY]);
  }
  const wishX = sineOfDegrees(directionDegrees);
  const wishY = cosineOfDegrees(directionDegrees);
  const sides: readonly [number, number][] = [
    [acrossX, acrossY],
    [0 - acrossY, acrossX],
    [0 - acrossX, 0 - acrossY],
    [acrossY, 0 - acrossX],
  ];
  const near = sides.find(([x, y]) => x * wishX + y * wishY >= cosineOfDegrees(snapDegrees));
  return orientedRectangle(outer, near ?? [wishX, wishY]);
}

interface Slopes {
  readonly box: OrientedRectangle;
  readonly eavesZ: number;
  readonly rise: number;
}

type Axis = 'along' | 'across';

function flat(z: number): RoofPlane {
  return { a: 0, b: 0, c: z };
}

/**
 * The plane that stands `offset` above the eaves at one side of the rectangle and rises inwards. `side`: 1 for the side that
 * the axis points to.
 */
function risingFrom({ box, eavesZ }: Slopes, axis: Axis, side: 1 | -1, offset: number, slope: number): RoofPlane {
  const [x, y] = axis === 'along' ? [0 - box.acrossY, box.acrossX] : [box.acrossX, box.acrossY];
  const [low, high] = axis === 'along' ? [box.minAlong, box.maxAlong] : [box.minAcross, box.maxAcross];
  const a = 0 - side * x * slope;
  const b = 0 - side * y * slope;
  return { a, b, c: eavesZ + offset + slope * (side === 1 ? high : 0 - low) };
}

function pairOf(slopes: Slopes, axis: Axis, offset: number, slope: number): RoofPlane[] {
  return [risingFrom(slopes, axis, 1, offset, slope), risingFrom(slopes, axis, -1, offset, slope)];
}

/** Steep below, shallow above; `run`: from the side to the ridge. */
function broken(slopes: Slopes, axis: Axis, run: number): RoofPlane[] {
  const lower = (slopes.rise * breakRise) / (run * breakAt);
  const upper = (slopes.rise * (1 - breakRise)) / (run * (1 - breakAt));
  const offset = slopes.rise * breakRise - upper * run * breakAt;
  return [...pairOf(slopes, axis, 0, lower), ...pairOf(slopes, axis, offset, upper)];
}

/** Half an ellipse, as chords over equal angles. */
function barrel(slopes: Slopes, half: number): RoofPlane[] {
  const step = 22.5;
  const planes: RoofPlane[] = [];
  for (let angle = 0; angle < 90; angle += step) {
    const run = half * (1 - cosineOfDegrees(angle));
    const height = slopes.rise * sineOfDegrees(angle);
    const slope =
      (slopes.rise * sineOfDegrees(angle + step) - height) / (half * (1 - cosineOfDegrees(angle + step)) - run);
    planes.push(...pairOf(slopes, 'across', height - slope * run, slope));
  }
  return planes;
}
