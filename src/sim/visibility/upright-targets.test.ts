import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { box, randomCity, sceneOf, seededNumbers, terrainOfFunction } from '../../../test/fixtures/random-city.ts';
import { plainSettings, probe, probePrepared } from '../../../test/fixtures/visibility-probe.ts';
import { seenFrom } from './segment.ts';
import { positionProblem, prepareVisibility, targetZ } from './visibility-scene.ts';

const bounds = { minX: -64, minY: -64, maxX: 64, maxY: 64 };
const person = { targetHeightMeters: 0.25, targetTopMeters: 1.75 };

describe('a person is seen iff nothing of it is hidden', () => {
  test('a beam across the belly hides it, although feet and head are seen', () => {
    // Eye 5 m up, 20 m before a beam from 1.5 m to 1.75 m that is 0.5 m thick. Over x = 22.5 a person is 22.5 m off: the ray
    // to a point h of it passes the beam's near edge (20 m) at 5 − (5 − h) · 20 / 22.5 and its far one (20.5 m) lower.
    const beam = { rings: [box(20, -40, 20.5, 40)], base: 1.5, top: 1.75, raised: true };
    const scene = sceneOf([beam], { bounds });
    const at = (settings: object) => probe(scene, 0, 0.5, 5, 60, settings).seen(22.5, 0.5);
    expect(at({ targetHeightMeters: 0.25, targetTopMeters: 0.25 })).toBe(true);
    expect(at({ targetHeightMeters: 1.75, targetTopMeters: 1.75 })).toBe(true);
    expect(at({ targetHeightMeters: 1.25, targetTopMeters: 1.25 })).toBe(false);
    expect(at(person)).toBe(false);
    // Beneath the lowest ray nothing is in the way.
    expect(at({ targetHeightMeters: 0.25, targetTopMeters: 0.75 })).toBe(true);
  });

  test('under a canopy it is seen while its head stays beneath, and never with the head in it', () => {
    const canopy = { rings: [box(10, -40, 40, 40)], base: 1.5, top: 6, raised: true };
    const scene = sceneOf([canopy], { bounds });
    const low = probe(scene, 0, 0.5, 1, 60, { targetHeightMeters: 0.25, targetTopMeters: 1.5 });
    expect([5.5, 12.5, 39.5, 50.5].map((x) => low.seen(x, 0.5))).toEqual([true, true, true, true]);
    const tall = probe(scene, 0, 0.5, 1, 60, person);
    expect([5.5, 12.5, 39.5].map((x) => tall.seen(x, 0.5))).toEqual([true, false, false]);
    // Behind it the head comes out of the shadow where the ray to it is below 1.5 m at the far edge, 40 m off:
    // 1 + 0.75 · 40 / d < 1.5 from d = 60 m on; within 60 m it is hidden.
    expect(tall.seen(50.5, 0.5)).toBe(false);
  });

  test('behind a wall and behind a ridge the feet decide', () => {
    const wall = { rings: [box(20, -40, 21, 40)], base: 0, top: 2 };
    const ridge = terrainOfFunction(bounds, 4, (x) => Math.max(0, 3 - Math.abs(x - 20) / 2));
    for (const scene of [sceneOf([wall], { bounds }), sceneOf([], { bounds, terrain: ridge })]) {
      const whole = probe(scene, 0, 0.5, 6, 60, person);
      const feet = probe(scene, 0, 0.5, 6, 60, { targetHeightMeters: 0.25, targetTopMeters: 0.25 });
      const seen = whole.centres().map(([x, y]) => whole.seen(x, y));
      expect(seen).toEqual(feet.centres().map(([x, y]) => feet.seen(x, y)));
      expect(seen).toContain(false);
      expect(seen).toContain(true);
    }
  });
});

test('the whole is seen only where every point is, and by kernel and single segment alike', () => {
  const totals = { seen: 0, hidden: 0, unexplained: 0 };
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.integer({ min: 0, max: 1e6 }),
        relief: fc.constantFrom(0, 8),
        low: fc.constantFrom(0, 0.5, 2),
        rise: fc.constantFrom(0.5, 1.5, 4),
      }),
      ({ seed, relief, low, rise }) => {
        const city = randomCity(seed, { side: 110, relief, raisedShare: 0.5, trees: 20 });
        const settings = { ...plainSettings, targetHeightMeters: low, targetTopMeters: low + rise };
        const scene = prepareVisibility(city, { ...settings, treeCrowns: 'opaque' });
        const random = seededNumbers(seed);
        const eye = probePrepared(scene, city, (random() - 0.5) * 100, (random() - 0.5) * 100, 1 + 12 * random(), 40);
        if (positionProblem(scene, ...eye.position) !== null) return;
        expect(eye.compare().differing).toBe(0);
        for (const [x, y] of eye.centres()) {
          const z = targetZ(scene, x, y);
          const all = Array.from({ length: 17 }, (_, k) => z + (rise * k) / 16).every((height) =>
            seenFrom(scene, ...eye.position, x, y, height),
          );
          if (eye.seen(x, y)) {
            expect(all).toBe(true);
            totals.seen += 1;
          } else {
            totals.hidden += 1;
            // A corner can hide less than the distance of two points.
            if (all) totals.unexplained += 1;
          }
        }
      },
    ),
    { numRuns: 25, seed: 20261129 },
  );
  expect(totals.seen).toBeGreaterThan(10_000);
  expect(totals.hidden).toBeGreaterThan(10_000);
  expect(totals.unexplained / totals.hidden).toBeLessThan(0.002);
});
