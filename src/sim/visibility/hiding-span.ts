/**
 * The shares t of a sight line at which it passes between the underside and the top of a raised prism, for targets whose
 * heights lie between two bounds: `from` < t < `to`, with t = 1 at the target where `to` is 1.
 */
export interface HidingSpan {
  /** The line of every target is in between at least there; empty where from ≥ to. */
  readonly sureFrom: number;
  readonly sureTo: number;
  /** The line of no target is in between outside of it; empty where from ≥ to. */
  readonly from: number;
  readonly to: number;
}

/** In shares of the sight line; far above the rounding of a height on it, which the cells between both spans are left to. */
const margin = 1e-6;
/** Metres: below this, a difference of heights over the whole sight line decides nothing. */
const flat = 1e-6;

/**
 * From an optical centre at height z towards targets between `lowest` and `highest`, each a point or an upright stretch
 * that reaches `tall` metres farther up. Exact up to {@link margin} for targets of one height.
 */
export function hidingSpan(
  z: number,
  base: number,
  top: number,
  lowest: number,
  highest: number,
  tall = 0,
): HidingSpan {
  // Above the underside: z + (target − z)·t > base. Below the top: the same with both sides negated.
  const sure = inBoth(above(lowest + tall - z, base - z, -margin), above(z - highest, z - top, -margin));
  const wide = inBoth(above(highest + tall - z, base - z, margin), above(z - lowest, z - top, margin));
  return { sureFrom: sure[0], sureTo: sure[1], from: wide[0], to: wide[1] };
}

type Span = readonly [from: number, to: number];

const everywhere: Span = [0, 1];
const nowhere: Span = [1, 0];

/** Shares in [0, 1] with slope·t > bound, made wider by `wider`. */
function above(slope: number, bound: number, wider: number): Span {
  if (Math.abs(slope) < flat) {
    if (Math.abs(bound) < 2 * flat) return wider > 0 ? everywhere : nowhere;
    return bound < 0 ? everywhere : nowhere;
  }
  const share = bound / slope;
  return slope > 0 ? [Math.max(0, share - wider), 1] : [0, Math.min(1, share + wider)];
}

function inBoth(a: Span, b: Span): Span {
  return [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
}
