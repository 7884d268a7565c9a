import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PrismTable, TerrainGrid } from '#model/city.ts';
import { fresnelClearance, fresnelRadiusMeters, type RadioPath, radioObstacles } from './fresnel.ts';

interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  readonly base?: number;
  readonly top: number;
  readonly raised?: boolean;
}

function prismsOf(boxes: readonly Box[]): PrismTable {
  return {
    count: boxes.length,
    building: Uint32Array.from(boxes, (_, index) => index),
    ringStart: Uint32Array.from({ length: boxes.length + 1 }, (_, index) => index),
    vertexStart: Uint32Array.from({ length: boxes.length + 1 }, (_, index) => 4 * index),
    xy: Float64Array.from(
      boxes.flatMap(({ minX, minY, maxX, maxY }) => [minX, minY, maxX, minY, maxX, maxY, minX, maxY]),
    ),
    baseZ: Float64Array.from(boxes, ({ base }) => base ?? 0),
    topZ: Float64Array.from(boxes, ({ top }) => top),
    raised: Uint8Array.from(boxes, ({ raised }) => (raised === true ? 1 : 0)),
  };
}

/** 500 m from west to east at a height of 10 m. */
const path: RadioPath = { fromX: 0, fromY: 0, fromZ: 10, toX: 500, toY: 0, toZ: 10, frequencyGHz: 5.8 };

function clearance(boxes: readonly Box[], terrain: TerrainGrid | null = null, along = path) {
  return fresnelClearance(radioObstacles(prismsOf(boxes), terrain), along);
}

describe('the radius of the first Fresnel zone', () => {
  test('is 2.54 m in the middle of 500 m at 5.8 GHz, 1.53 m of it to be kept clear', () => {
    const radius = fresnelRadiusMeters(250, 250, 5.8);
    expect(radius).toBeCloseTo(2.54, 2);
    expect(radius * 0.6).toBeCloseTo(1.53, 2);
  });

  test('agrees with √(λ·d1·d2/d)', () => {
    const wavelength = 299_792_458 / 5.8e9;
    expect(fresnelRadiusMeters(100, 400, 5.8)).toBeCloseTo(Math.sqrt((wavelength * 100 * 400) / 500), 2);
  });
});

describe('a radio path', () => {
  test('is wholly clear where nothing stands', () => {
    expect(clearance([])).toEqual({ share: 1, atMeters: null });
  });

  test('over a roof is as clear as the roof lies below it, where it lies worst', () => {
    const { share, atMeters } = clearance([{ minX: 200, minY: -5, maxX: 300, maxY: 5, top: 9 }]);
    expect(share).toBeCloseTo(1 / fresnelRadiusMeters(250, 250, 5.8), 9);
    expect(atMeters).toBeCloseTo(250, 6);
  });

  test('is looked at everywhere, not only in its middle', () => {
    const { share, atMeters } = clearance([{ minX: 95, minY: -5, maxX: 100, maxY: 5, top: 9.5 }]);
    expect(share).toBeCloseTo(0.5 / fresnelRadiusMeters(100, 400, 5.8), 9);
    expect(atMeters).toBeCloseTo(100, 6);
  });

  test('is cut by a roof above it, as deep as the share is negative', () => {
    const { share, atMeters } = clearance([{ minX: 240, minY: -5, maxX: 260, maxY: 5, top: 12 }]);
    expect(share).toBeCloseTo(-2 / fresnelRadiusMeters(240, 260, 5.8), 9);
    expect([240, 260]).toContain(Math.round(atMeters ?? 0));
  });

  test('is narrowed by a wall beside it', () => {
    const { share, atMeters } = clearance([{ minX: 100, minY: 1, maxX: 400, maxY: 20, top: 40 }]);
    expect(share).toBeCloseTo(1 / fresnelRadiusMeters(250, 250, 5.8), 9);
    expect(atMeters).toBeCloseTo(250, 6);
  });

  test('is narrowed by the corner of a low roof beside it, by the distance across', () => {
    const { share } = clearance([{ minX: 249, minY: 0.6, maxX: 251, maxY: 20, top: 9.2 }]);
    expect(share).toBeCloseTo(1 / fresnelRadiusMeters(250, 250, 5.8), 4);
  });

  test('passes below a bridge, and through none', () => {
    const bridge = { minX: 240, minY: -5, maxX: 260, maxY: 5, raised: true };
    expect(clearance([{ ...bridge, base: 12, top: 13 }]).share).toBeCloseTo(2 / fresnelRadiusMeters(250, 250, 5.8), 4);
    expect(clearance([{ ...bridge, base: 20, top: 21 }]).share).toBe(1);
    expect(clearance([{ ...bridge, base: 9, top: 12 }]).share).toBeLessThan(0);
  });

  test('is cut by a ridge of the terrain between its ends', () => {
    const heights = new Float32Array(11 * 2);
    heights[5] = heights[16] = 11;
    const terrain = { originX: 0, originY: -32, spacing: 64, columns: 11, rows: 2, heights };
    const { share, atMeters } = clearance([], terrain);
    expect(atMeters).toBeCloseTo(320, 6);
    expect(share).toBeCloseTo(-1 / fresnelRadiusMeters(320, 180, 5.8), 9);
  });

  test('of no length is clear', () => {
    expect(clearance([], null, { ...path, toX: 0 })).toEqual({ share: 1, atMeters: null });
  });

  const metres = fc.integer({ min: -40 * 8, max: 540 * 8 }).map((eighths) => eighths / 8);
  const boxes = fc.array(
    fc
      .record({
        x: metres,
        y: fc.integer({ min: -80, max: 80 }).map((eighths) => eighths / 8),
        width: fc.integer({ min: 1, max: 400 }).map((eighths) => eighths / 8),
        depth: fc.integer({ min: 1, max: 80 }).map((eighths) => eighths / 8),
        base: fc.integer({ min: 0, max: 12 }),
        height: fc.integer({ min: 1, max: 12 }),
        raised: fc.boolean(),
      })
      .map(({ x, y, width, depth, base, height, raised }) => ({
        minX: x,
        minY: y,
        maxX: x + width,
        maxY: y + depth,
        base: raised ? base : 0,
        top: base + height,
        raised,
      })),
    { maxLength: 4 },
  );
  const paths = fc.record({
    fromX: fc.constant(0),
    fromY: fc.integer({ min: -3, max: 3 }),
    fromZ: fc.integer({ min: 6, max: 14 }),
    toX: fc.integer({ min: 100, max: 500 }),
    toY: fc.integer({ min: -30, max: 30 }),
    toZ: fc.integer({ min: 6, max: 14 }),
    frequencyGHz: fc.constantFrom(2.4, 5.8, 60),
  });

  /** Least clearance over samples of the path and of each box’s cut across it. */
  function sampled(all: readonly Box[], { fromX, fromY, fromZ, toX, toY, toZ, frequencyGHz }: RadioPath): number {
    const [dx, dy, dz] = [toX - fromX, toY - fromY, toZ - fromZ];
    const plan = Math.hypot(dx, dy);
    const length = Math.hypot(dx, dy, dz);
    let least = 1;
    for (let step = 0; step <= 1500; step += 1) {
      const t = 0.5 / plan + ((1 - 1 / plan) * step) / 1500;
      const radius = 17.32 * Math.sqrt((t * (1 - t) * length) / 1000 / frequencyGHz);
      const z = fromZ + t * dz;
      for (const box of all) {
        for (let side = -100; side <= 100; side += 1) {
          const s = (side / 100) * radius;
          const x = fromX + t * dx - (dy / plan) * s;
          const y = fromY + t * dy + (dx / plan) * s;
          if (x <= box.minX || x >= box.maxX || y <= box.minY || y >= box.maxY) continue;
          const gap = box.raised === true ? Math.max(z - box.top, (box.base ?? 0) - z) : z - box.top;
          const distance = gap > 0 || s !== 0 ? Math.hypot(s, Math.max(0, gap)) : gap;
          least = Math.min(least, distance / radius);
        }
      }
    }
    return least;
  }

  test('is never clearer than its samples, and close to them where they are dense', () => {
    fc.assert(
      fc.property(boxes, paths, (all, along) => {
        const { share } = clearance(all, null, along);
        const samples = sampled(all, along);
        expect(share).toBeLessThanOrEqual(samples + 1e-9);
        // A sample misses what lies between two of them: a corner, or a thin solid.
        if (samples < 1 && share >= 0) expect(share).toBeGreaterThan(samples - 0.2);
      }),
      { numRuns: 60 },
    );
  });

  test('is as clear from the other end', () => {
    fc.assert(
      fc.property(boxes, paths, (all, along) => {
        const back = {
          ...along,
          fromX: along.toX,
          fromY: along.toY,
          fromZ: along.toZ,
          toX: along.fromX,
          toY: along.fromY,
          toZ: along.fromZ,
        };
        expect(clearance(all, null, back).share).toBeCloseTo(clearance(all, null, along).share, 6);
      }),
    );
  });

  test('is never made clearer by one more building', () => {
    fc.assert(
      fc.property(boxes, boxes, paths, (some, more, along) => {
        const before = clearance(some, null, along).share;
        expect(clearance([...some, ...more], null, along).share).toBeLessThanOrEqual(before);
      }),
    );
  });
});
