import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drapedPoints, lineMeters, placeAlong } from './drape-way.ts';
import type { GapTone } from './gap-colors.ts';
import {
  dotLines,
  type GapRibbon,
  type RibbonGeometry,
  ribbonDots,
  ribbonGeometrySteps,
  ribbonLift,
} from './gap-ribbon.ts';

const flat = () => 0;
const slope = (x: number) => x / 10;
const bytes = (tone: GapTone) => (tone === 'observed' ? ([0, 0, 255] as const) : ([255, 0, 0] as const));
const straight: GapRibbon = {
  xy: [0, 0, 100, 0],
  width: 2.6,
  casing: 0.75,
  leastPixels: 3,
  opacity: 1,
  shift: 0,
  pieces: [{ toMeters: Number.POSITIVE_INFINITY, tone: 'unobserved' }],
  dotted: true,
};

function built(ribbons: readonly GapRibbon[], height: (x: number, y: number) => number = flat): RibbonGeometry {
  const steps = ribbonGeometrySteps(ribbons, height, height === flat, bytes);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** Plan area of the triangles, with the side pushed out as the shader does, of those that have a red value. */
function area({ position, side, tint, index }: RibbonGeometry, red: number | null = null): number {
  const corner = (k: number) => [
    position[3 * k] + side[3 * k] * side[3 * k + 2],
    position[3 * k + 1] + side[3 * k + 1] * side[3 * k + 2],
  ];
  let sum = 0;
  for (let i = 0; i < index.length; i += 3) {
    if (red !== null && tint[4 * index[i]] !== red) continue;
    const [a, b, c] = [corner(index[i]), corner(index[i + 1]), corner(index[i + 2])];
    sum += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2;
  }
  return sum;
}

const coordinate = fc.integer({ min: -2000, max: 2000 }).map((value) => value / 4);
const line = fc.array(coordinate, { minLength: 4, maxLength: 30 });

describe('a band on the ground', () => {
  it('is as wide and as long as its way', () => {
    expect(area(built([straight]))).toBeCloseTo(260, 3);
    expect(built([straight]).position[2]).toBe(ribbonLift);
  });

  it('changes its colour where the way is watched otherwise', () => {
    const pieces = [
      { toMeters: 30, tone: 'unobserved' },
      { toMeters: 55, tone: 'observed' },
      { toMeters: 100, tone: 'unobserved' },
    ] as const;
    for (const height of [flat, slope]) {
      const geometry = built([{ ...straight, pieces }], height);
      expect(area(geometry, 0)).toBeCloseTo(25 * 2.6, 3);
      expect(area(geometry, 255)).toBeCloseTo(75 * 2.6, 3);
    }
  });

  it('keeps its width around a right angle and shoots out nowhere', () => {
    const bent = built([{ ...straight, xy: [0, 0, 50, 0, 50, 50] }]);
    expect(area(bent)).toBeCloseTo(100 * 2.6, 3);
    const back = built([{ ...straight, xy: [0, 0, 50, 0, 0, 0.001] }]);
    expect(Math.max(...back.position.map(Math.abs))).toBeLessThan(60);
    for (let k = 0; k < back.side.length; k += 3)
      expect(Math.hypot(back.side[k], back.side[k + 1])).toBeLessThanOrEqual(2.001);
  });

  it('stands to the right of the direction of travel where it is shifted', () => {
    const north = built([{ ...straight, xy: [0, 0, 0, 100], shift: 3 }]);
    expect(north.position[0]).toBeCloseTo(3, 5);
  });

  it('follows the ground', () => {
    expect(drapedPoints([0, 0, 600, 0], [], slope, false)).toEqual(Float64Array.of(0, 0, 0, 0, 600, 0, 60, 600));
    const hill = (x: number) => 8 * Math.exp(-(((x - 300) / 60) ** 2));
    const points = drapedPoints([0, 0, 600, 0], [], hill, false);
    expect(points.length / 4).toBeLessThan(60);
    for (let i = 0; i + 4 < points.length; i += 4) {
      for (let t = 0; t <= 1; t += 0.1) {
        const x = points[i] + t * (points[i + 4] - points[i]);
        expect(Math.abs(points[i + 2] + t * (points[i + 6] - points[i + 2]) - hill(x))).toBeLessThan(ribbonLift);
      }
    }
  });

  it('is nothing where there is no line', () => {
    for (const xy of [[], [1], [1, 1], [5, 5, 5, 5], [Number.NaN, 0, 1, Number.NaN]]) {
      expect(built([{ ...straight, xy }]).index).toHaveLength(0);
    }
  });

  it('has finite corners and whole triangles for any line, and lies on its pieces', () => {
    fc.assert(
      fc.property(line, fc.array(fc.double({ min: 0, max: 3000, noNaN: true }), { maxLength: 6 }), (xy, cuts) => {
        const ends = [...cuts].sort((a, b) => a - b);
        const pieces = [...ends, Number.POSITIVE_INFINITY].map((toMeters, i) => ({
          toMeters,
          tone: i % 2 === 0 ? ('unobserved' as const) : ('observed' as const),
        }));
        const { position, side, index, tint } = built([{ ...straight, xy, pieces }], slope);
        expect([...position, ...side].every(Number.isFinite)).toBe(true);
        const corners = position.length / 3;
        expect(index.length % 6).toBe(0);
        expect(index.every((corner) => corner < corners)).toBe(true);
        expect(tint).toHaveLength(4 * corners);
      }),
    );
  });
});

describe('a place along a line', () => {
  it('is as far from the beginning as asked for', () => {
    expect(placeAlong([0, 0, 0, 10, 10, 10], 15)).toEqual({ x: 5, y: 10, heading: Math.PI / 2 });
    expect(placeAlong([0, 0, 0, 10], -3)).toMatchObject({ x: 0, y: 0, heading: 0 });
    expect(placeAlong([0, 0, 0, 10], 99)).toMatchObject({ x: 0, y: 10 });
    expect(placeAlong([3, 3], 1)).toBeNull();
    fc.assert(
      fc.property(line, fc.double({ min: 0, max: 1, noNaN: true }), (xy, share) => {
        const whole = lineMeters(xy);
        const at = placeAlong(xy, share * whole);
        if (whole > 1) expect(at === null ? null : Number.isFinite(at.x + at.y + at.heading)).toBe(true);
      }),
    );
  });
});

describe('dots where a way is hidden', () => {
  it('stand evenly along it, above the band, in its colours', () => {
    const pieces = [
      { toMeters: 50, tone: 'unobserved' },
      { toMeters: 100, tone: 'observed' },
    ] as const;
    const { position, tint } = ribbonDots(dotLines([{ ...straight, pieces }], flat, true), 2, bytes);
    expect(position.length / 3).toBe(50);
    expect([position[0], position[3], position[147]]).toEqual([1, 3, 99]);
    expect(position[2]).toBeGreaterThan(ribbonLift);
    expect([tint[0], tint[4 * 24], tint[4 * 25]]).toEqual([255, 255, 0]);
  });

  it('are none along roads that need none, and never more than the most', () => {
    expect(ribbonDots(dotLines([{ ...straight, dotted: false }], flat, true), 2, bytes).position).toHaveLength(0);
    const many = ribbonDots(dotLines([straight, straight], flat, true), 0.001, bytes, 100);
    expect(many.position.length / 3).toBeLessThanOrEqual(101);
  });
});
