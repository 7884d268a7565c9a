import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RegionMask, regionMaskSteps } from './region-mask.ts';

const flat = () => 0;
const cells = (runs: readonly number[], cellMeters = 2) => ({ cellMeters, minX: -10, minY: 20, runs: [...runs] });

function regionMask(...given: Parameters<typeof regionMaskSteps>): RegionMask | null {
  const steps = regionMaskSteps(...given);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

describe('the picture of a region', () => {
  it('has a texel for each cell, no larger than the cells', () => {
    const mask = regionMask(cells([3, 5, 2, 4, 4, 1]), flat, true);
    expect(mask).toMatchObject({ columns: 3, rows: 2, minX: -2, minY: 26, texelMeters: 2 });
    expect([...(mask?.texels ?? [])]).toEqual([0, 255, 255, 255, 0, 0]);
  });

  it('is null of nothing', () => {
    expect(regionMask(cells([]), flat, true)).toBeNull();
    expect(regionMask(cells([0, 0, 0]), flat, true)).toBeNull();
  });

  it('becomes coarser where it is too large for a graphics card, and loses no cell', () => {
    const mask = regionMask(cells([0, 0, 1, 9000, 9000, 1]), flat, true);
    expect(Math.max(mask?.columns ?? 0, mask?.rows ?? 0)).toBeLessThanOrEqual(2048);
    expect(mask?.texels.filter((value) => value === 255)).toHaveLength(2);
    // Two patches, two triangles each: empty ground between them is not drawn.
    expect(mask?.triangles).toHaveLength(2 * 18);
  });

  it('covers all its cells with ground, on any region', () => {
    const run = fc.tuple(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 60 }),
    );
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 20 }), (runs) => {
        const mask = regionMask(cells(runs.flat()), (x) => x / 10, false);
        const triangles = mask?.triangles ?? new Float32Array(0);
        let ground = 0;
        for (let i = 0; i < triangles.length; i += 18) {
          ground += (triangles[i + 3] - triangles[i]) * (triangles[i + 7] - triangles[i + 1]);
        }
        const seen = (mask?.texels.filter((value) => value === 255).length ?? 0) * (mask?.texelMeters ?? 0) ** 2;
        expect(ground).toBeGreaterThanOrEqual(seen - 1e-3);
        expect([...triangles].every(Number.isFinite)).toBe(true);
      }),
    );
  });
});
