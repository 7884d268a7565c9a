import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantize } from '#geo/quantum.ts';
import type { TerrainGrid } from '#model/city.ts';
import { sceneOf, seededNumbers } from '../../../test/fixtures/random-city.ts';
import { plainSettings, probePrepared } from '../../../test/fixtures/visibility-probe.ts';
import { positionProblem, prepareVisibility } from './visibility-scene.ts';

const side = 96;
const bounds = { minX: -side / 2, minY: -side / 2, maxX: side / 2, maxY: side / 2 };

/** Rough, smooth, stepped or plane ground; its grid may end within the scene and need not match the cells. */
function ground(
  seed: number,
  kind: 'rough' | 'waves' | 'steps' | 'plane',
  spacing: number,
  shift: number,
): TerrainGrid {
  const random = seededNumbers(seed);
  const originX = bounds.minX - shift;
  const originY = bounds.minY + shift;
  const columns = Math.ceil(side / spacing) + 2;
  const phase = random() * 6;
  const heights = Float32Array.from({ length: columns * columns }, (_, k) => {
    const x = (k % columns) * spacing;
    const y = Math.floor(k / columns) * spacing;
    if (kind === 'rough') return quantize(random() * 6);
    if (kind === 'steps') return random() < 0.1 ? 4 : 0;
    if (kind === 'plane') return quantize(x / 8 + y / 4);
    return quantize(6 * Math.sin(x / 13 + phase) * Math.cos(y / 17 + phase) + random() / 4);
  });
  return { originX, originY, spacing, columns, rows: columns, heights };
}

test('blocks, edges and the single segment agree about the terrain, cell by cell', () => {
  const totals = { asked: 0, hidden: 0 };
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.integer({ min: 0, max: 1e6 }),
        kind: fc.constantFrom('rough' as const, 'waves' as const, 'steps' as const, 'plane' as const),
        spacing: fc.constantFrom(1, 2, 4, 16),
        shift: fc.constantFrom(0, 0, 0.375, 13, -0.5),
        cell: fc.constantFrom(0.5, 1, 4),
        targetHeightMeters: fc.constantFrom(0, 0, 0.5, 1.6),
        above: fc.constantFrom(0, 0.25, 2, 5, 20),
        aligned: fc.boolean(),
      }),
      ({ seed, kind, spacing, shift, cell, targetHeightMeters, above, aligned }) => {
        const source = sceneOf([], { bounds, cell, terrain: ground(seed, kind, spacing, shift) });
        const scene = prepareVisibility(source, { ...plainSettings, targetHeightMeters });
        const random = seededNumbers(seed + 1);
        const place = () => (random() - 0.5) * (side - 2);
        const [x, y] = aligned ? [Math.round(place() / 4) * 4, Math.round(place() / 4) * 4] : [place(), place()];
        const eye = probePrepared(scene, source, x, y, above, 60);
        if (positionProblem(scene, ...eye.position) !== null) return;
        const { asked, hidden, differing } = eye.compare();
        expect(differing).toBe(0);
        totals.asked += asked;
        totals.hidden += hidden;
      },
    ),
    { numRuns: 160, seed: 20261128 },
  );
  expect(totals.hidden / totals.asked).toBeGreaterThan(0.2);
  expect(totals.hidden / totals.asked).toBeLessThan(0.8);
});

test('a bank hides what lies behind its upper edge, up to where the ray over the edge lands', () => {
  // Level ground at 10 m west of x = 0, a slope of 10 m down to x = 4, level at 0 m beyond. Eye 6 m above the edge, 20 m
  // before it; the ray over the edge falls 0.3 m a metre and comes down to the target height of 1.6 m at x = 8.4 / 0.3 = 28.
  const spacing = 4;
  const columns = side / spacing + 1;
  const heights = Float32Array.from({ length: columns * columns }, (_, k) => (k % columns <= 12 ? 10 : 0));
  const terrain = { originX: bounds.minX, originY: bounds.minY, spacing, columns, rows: columns, heights };
  const source = sceneOf([], { bounds, terrain });
  const scene = prepareVisibility(source, plainSettings);
  const eye = probePrepared(scene, source, -20, 0.5, 6, 80);
  expect([-30.5, -0.5, 0.5].map((x) => eye.seen(x, 0.5))).toEqual([true, true, true]);
  expect([6.5, 20.5, 27.5].map((x) => eye.seen(x, 0.5))).toEqual([false, false, false]);
  expect([28.5, 40.5].map((x) => eye.seen(x, 0.5))).toEqual([true, true]);
});
