import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { box, randomCity, sceneOf, seededNumbers, terrainOfFunction } from '../../../test/fixtures/random-city.ts';
import { plainSettings, probe, probePrepared } from '../../../test/fixtures/visibility-probe.ts';
import { positionProblem, prepareVisibility } from './visibility-scene.ts';

const bounds = { minX: -128, minY: -128, maxX: 128, maxY: 128 };

describe('standing prisms on level ground', () => {
  test('an empty scene shows every ground cell within the radius, and none beyond', () => {
    const eye = probe(sceneOf([], { bounds }), 3.25, -7.5, 6, 50);
    const centres = eye.centres();
    // Gauss' circle: the cells of a disc of radius 50 m.
    expect(Math.abs(centres.length - Math.PI * 2500)).toBeLessThan(150);
    expect(centres.every(([x, y]) => eye.seen(x, y))).toBe(true);
    expect(eye.seen(3.5 + 51, -7.5)).toBe(false);
  });

  test('a single wall above the eye hides its wedge and nothing else', () => {
    // Front wall from (20, −4) to (20, 4), so the shadow is |y| ≤ x / 5 beyond it.
    const eye = probe(sceneOf([{ rings: [box(20, -4, 21, 4)], base: 0, top: 12 }], { bounds }), 0, 0, 6, 120);
    let hidden = 0;
    for (const [x, y] of eye.centres()) {
      const shadow = x > 20 && Math.abs(y) <= x / 5;
      expect(eye.seen(x, y), `${x} ${y}`).toBe(!shadow);
      if (shadow) hidden += 1;
    }
    expect(hidden).toBeGreaterThan(1000);
  });

  test('a roof below the eye hides to the distance where the ray over its far edge lands', () => {
    // Eye 10 m, roof 4 m with its far edge 22 m away, target 1.6 m: lands at 22 · (10 − 1.6) / (10 − 4) = 30.8 m.
    const eye = probe(sceneOf([{ rings: [box(20, -30, 22, 30)], base: 0, top: 4 }], { bounds }), 0, 0.5, 10, 120);
    expect(eye.seen(19.5, 0.5)).toBe(true);
    expect([22.5, 25.5, 29.5, 30.5].map((x) => eye.seen(x, 0.5))).toEqual([false, false, false, false]);
    expect([31.5, 40.5, 100.5].map((x) => eye.seen(x, 0.5))).toEqual([true, true, true]);
    // The same along a slanted ray: the far edge counts, not the slant distance.
    expect(eye.seen(30.5, 20.5)).toBe(false);
    expect(eye.seen(31.5, 20.5)).toBe(true);
  });

  test('a roof below the target height hides nothing from above', () => {
    const eye = probe(sceneOf([{ rings: [box(20, -30, 22, 30)], base: 0, top: 1.5 }], { bounds }), 0, 0, 3, 120);
    expect(eye.centres().every(([x, y]) => eye.seen(x, y))).toBe(true);
  });

  test('a low wall hides from an eye lower still, up to where the rising ray clears it', () => {
    // Eye 0.5 m, wall 1.5 m at 20 m, target 2.5 m: the ray passes the wall's top where 20 / x = (1.5 − 0.5) / (2.5 − 0.5).
    const scene = sceneOf([{ rings: [box(20, -60, 21, 60)], base: 0, top: 1.5 }], { bounds });
    const eye = probe(scene, 0, 0.5, 0.5, 120, { targetHeightMeters: 2.5 });
    expect([22.5, 30.5, 39.5].map((x) => eye.seen(x, 0.5))).toEqual([true, true, true]);
    expect([40.5, 60.5, 110.5].map((x) => eye.seen(x, 0.5))).toEqual([false, false, false]);
  });

  test('a courtyard is hidden from outside, and all but itself from inside', () => {
    const block = { rings: [box(-30, -30, 30, 30), box(-10, -10, 10, 10)], base: 0, top: 15 };
    const scene = sceneOf([block], { bounds });
    const inside = probe(scene, 1, 2, 5, 120);
    for (const [x, y] of inside.centres()) {
      expect(inside.seen(x, y), `${x} ${y}`).toBe(Math.abs(x) < 10 && Math.abs(y) < 10);
    }
    const outside = probe(scene, -60, 2, 5, 120);
    expect(outside.asked(0.5, 0.5)).toBe(true);
    expect(outside.seen(0.5, 0.5)).toBe(false);
    expect(outside.seen(-40.5, 0.5)).toBe(true);
    expect(outside.seen(40.5, 0.5)).toBe(false);
  });

  test('over the roof the eye sees part of the courtyard', () => {
    // Eye 35 m over the west wing; far wall of the hole at x = 10, near wall's edge at x = −10, roof 15 m.
    const block = { rings: [box(-30, -30, 30, 30), box(-10, -10, 10, 10)], base: 0, top: 15 };
    const eye = probe(sceneOf([block], { bounds }), -20, 0.5, 35, 120);
    // The ray over the near edge (10 m off) lands at 10 · (35 − 1.6) / (35 − 15) = 16.7 m, x = −3.3.
    expect(eye.seen(-4.5, 0.5)).toBe(false);
    expect(eye.seen(-2.5, 0.5)).toBe(true);
    expect(eye.seen(9.5, 0.5)).toBe(true);
    // Beyond the block: over its east edge (50 m off) the ray lands at 50 · 33.4 / 20 = 83.5 m, x = 63.5.
    expect(eye.seen(62.5, 0.5)).toBe(false);
    expect(eye.seen(64.5, 0.5)).toBe(true);
  });

  test('an eye in a notch sees out of its opening only', () => {
    // A U that opens to the north, its arms 40 m long, 20 m apart; the eye stands at the bottom.
    const ring: [number, number][] = [
      [-20, -20],
      [20, -20],
      [20, 40],
      [10, 40],
      [10, 0],
      [-10, 0],
      [-10, 40],
      [-20, 40],
    ];
    const eye = probe(sceneOf([{ rings: [ring], base: 0, top: 20 }], { bounds }), 0, 10, 5, 115);
    for (const [x, y] of eye.centres()) {
      // Between the arms, or beyond their ends within the opening |x| / (y − 10) < 10 / 30.
      const open = Math.abs(x) < 10 && y > 0 && (y < 40 || Math.abs(x) * 3 < y - 10);
      const beyond = y > 40 && Math.abs(x) * 3 < y - 10;
      expect(eye.seen(x, y), `${x} ${y}`).toBe(open || beyond);
    }
  });

  test('two buildings with a gap of a cell let one line of sight through', () => {
    const scene = sceneOf(
      [
        { rings: [box(20, 1, 40, 60)], base: 0, top: 20 },
        { rings: [box(20, -60, 40, 0)], base: 0, top: 20 },
      ],
      { bounds },
    );
    const eye = probe(scene, 0, 0.5, 5, 120);
    expect(eye.seen(100.5, 0.5)).toBe(true);
    expect(eye.seen(100.5, 3.5)).toBe(false);
    expect(eye.seen(30.5, 0.5)).toBe(true);
  });
});

describe('buildings behind buildings', () => {
  test('a thin wall inside a deep notch still hides the last cells before the notch’s back', () => {
    // The U opens to the eye. Its nearest point comes first, so it is subtracted before the wall inside it; its farthest
    // corner is barely farther off than the wall, which must not be taken for hidden.
    const fine = { minX: -32, minY: -32, maxX: 96, maxY: 32 };
    const notch: [number, number][] = [
      [20, -1.5],
      [38.5, -1.5],
      [38.5, 1.5],
      [20, 1.5],
      [20, 1.25],
      [38, 1.25],
      [38, -1.25],
      [20, -1.25],
    ];
    const scene = sceneOf(
      [
        { rings: [notch], base: 0, top: 30 },
        { rings: [box(37.625, -0.5, 37.75, 0.5)], base: 0, top: 30 },
      ],
      { bounds: fine, cell: 0.25 },
    );
    const eye = probe(scene, 0, 0, 6, 60);
    expect([37.125, 37.375].map((x) => eye.seen(x, 0.125))).toEqual([true, true]);
    expect(eye.seen(37.875, 0.125)).toBe(false);
    expect(eye.compare().differing).toBe(0);
  });
});

describe('inside a courtyard', () => {
  test('a thin wall farther off than the near end of the courtyard’s side still hides what lies before its far end', () => {
    const block = { rings: [box(-40, -40, 40, 40), box(-30, -30, 30, 30)], base: 0, top: 20 };
    const scene = sceneOf([block, { rings: [box(20, 2, 21, 4)], base: 0, top: 20 }], { bounds });
    const eye = probe(scene, 0, -25, 6, 120);
    expect(eye.seen(15.5, -4.5)).toBe(true);
    expect(eye.seen(24.5, 8.5)).toBe(false);
    expect(eye.compare().differing).toBe(0);
  });
});

describe('raised prisms', () => {
  const canopy = { rings: [box(20, -40, 30, 40)], base: 5, top: 6, raised: true };

  test('cells under a canopy are ground and are seen from below it', () => {
    const eye = probe(sceneOf([canopy], { bounds }), 0, 0.5, 4, 120);
    expect(eye.asked(25.5, 0.5)).toBe(true);
    expect(eye.centres().every(([x, y]) => eye.seen(x, y))).toBe(true);
  });

  test('from above, a canopy hides a band: rays enter its roof or side and leave its floor', () => {
    // Eye 20 m. Nearest hidden: the ray through the floor’s near edge (20, 5) lands at 20 · 18.4 / 15 = 24.53 m.
    // Farthest hidden: the ray over the roof’s far edge (30, 6) lands at 30 · 18.4 / 14 = 39.43 m.
    const eye = probe(sceneOf([canopy], { bounds }), 0, 0.5, 20, 120);
    expect([20.5, 23.5, 24.5].map((x) => eye.seen(x, 0.5))).toEqual([true, true, true]);
    expect([25.5, 30.5, 38.5].map((x) => eye.seen(x, 0.5))).toEqual([false, false, false]);
    expect([39.5, 60.5].map((x) => eye.seen(x, 0.5))).toEqual([true, true]);
  });

  test('from its roof, a canopy hides what lies under and around its foot', () => {
    // Eye on the canopy’s roof + 2 m at x = 25: over the edge 5 m off, the ray lands at 5 · 6.4 / 2 = 16 m, x = 41.
    const eye = probe(sceneOf([canopy], { bounds }), 25, 0.5, 8, 120);
    expect([25.5, 29.5, 35.5, 40.5].map((x) => eye.seen(x, 0.5))).toEqual([false, false, false, false]);
    expect(eye.seen(41.5, 0.5)).toBe(true);
  });

  test('a bridge with the eye level with its deck hides all behind it', () => {
    const eye = probe(sceneOf([canopy], { bounds }), 0, 0.5, 5.5, 120);
    // Sinking from 5.5 m to 1.6 m at distance d the ray is below 5 m at 20 m iff 20 / d > 0.5 / 3.9.
    expect(eye.seen(100.5, 0.5)).toBe(true);
    const high = probe(sceneOf([canopy], { bounds }), 0, 0.5, 5.5, 120, { targetHeightMeters: 5.4 });
    expect(high.seen(100.5, 0.5)).toBe(false);
    expect(high.seen(15.5, 0.5)).toBe(true);
  });

  test('opaque crowns hide, absent ones do not', () => {
    const trees = [{ id: 'tree', x: 20, y: 0.5, heightMeters: 12, crownRadiusMeters: 3 }];
    const leafless = probe(sceneOf([], { bounds, trees }), 0, 0.5, 6, 120);
    expect(leafless.centres().every(([x, y]) => leafless.seen(x, y))).toBe(true);
    // Crown from 4 m to 12 m, 17 to 23 m off. The ray to d is above 4 m where it enters iff 17 / d < 2 / 4.4: d > 37.4.
    const leafy = probe(sceneOf([], { bounds, trees }), 0, 0.5, 6, 120, { treeCrowns: 'opaque' });
    expect([20.5, 30.5, 36.5].map((x) => leafy.seen(x, 0.5))).toEqual([true, true, true]);
    expect([38.5, 60.5, 100.5].map((x) => leafy.seen(x, 0.5))).toEqual([false, false, false]);
  });
});

describe('on terrain', () => {
  test('a ridge hides the valley behind it down to where the ray over its crest lands', () => {
    // A ridge along x = 32, 8 m high, 16 m to either side; eye 4 m above level ground at x = 0, target 1.6 m. The ray over
    // the crest rises and never comes down again, so all level ground behind is hidden.
    const ridge = (x: number) => Math.max(0, 8 - Math.abs(x - 32) / 2);
    const scene = sceneOf([], { bounds, terrain: terrainOfFunction(bounds, 16, ridge) });
    const eye = probe(scene, 0, 0.5, 4, 120);
    expect([10.5, 16.5, 31.5].map((x) => eye.seen(x, 0.5))).toEqual([true, true, true]);
    expect([40.5, 48.5, 100.5].map((x) => eye.seen(x, 0.5))).toEqual([false, false, false]);
    // From 20 m the ray over the crest (32 m off, 8 m) lands on 1.6 m at 32 · 18.4 / 12 = 49.07 m.
    const high = probe(scene, 0, 0.5, 20, 120);
    expect([47.5, 48.5].map((x) => high.seen(x, 0.5))).toEqual([false, false]);
    expect([49.5, 60.5].map((x) => high.seen(x, 0.5))).toEqual([true, true]);
  });

  test('a building on a slope hides by the plane over its roof edge, not by distance', () => {
    // Ground rises 1 m in 4 m to the east. Wall at x = 20, roof 12 m (7 m above its foot at 5 m); eye 6 m at x = 0.
    // The plane rises 6 m in 20 m, faster than the ground with its target: 1.6 + x / 4 < 6 + 0.3 x for all x.
    const terrain = terrainOfFunction(bounds, 8, (x) => Math.max(0, x / 4));
    const standing = { rings: [box(20, -4, 24, 4)], base: 5, top: 12 };
    const steep = probe(sceneOf([standing], { bounds, terrain }), 0, 0.5, 6, 120);
    expect([26.5, 60.5, 110.5].map((x) => steep.seen(x, 0.5))).toEqual([false, false, false]);
    // Roof 9 m: the plane 6 + 0.15 x is overtaken where 1.6 + x / 4 = 6 + 0.15 x, x = 44.
    const lower = probe(sceneOf([{ ...standing, top: 9 }], { bounds, terrain }), 0, 0.5, 6, 120);
    expect([26.5, 42.5, 43.5].map((x) => lower.seen(x, 0.5))).toEqual([false, false, false]);
    expect([44.5, 60.5, 110.5].map((x) => lower.seen(x, 0.5))).toEqual([true, true, true]);
  });

  test('a knoll between the wings of a building rises above the shadow of its nose', () => {
    // Seen from the west: a nose 6 m wide, a thin stem, and a bar 60 m wide 30 m off. The knoll stands behind the nose, nearer
    // than the bar that the tangents touch; the plane over the nose (6 m to 7 m in 4 m) passes below its top.
    const terrain = terrainOfFunction(bounds, 4, (x) => (x === 8 ? 12 : 0));
    const ring: [number, number][] = [
      [4, -3],
      [5, -3],
      [5, -0.25],
      [30, -0.25],
      [30, -30],
      [32, -30],
      [32, 30],
      [30, 30],
      [30, 0.25],
      [5, 0.25],
      [5, 3],
      [4, 3],
    ];
    const eye = probe(sceneOf([{ rings: [ring], base: 0, top: 7 }], { bounds, terrain }), 0, 0, 6, 60);
    expect(eye.seen(7.5, 2.5)).toBe(true);
    expect(eye.compare().differing).toBe(0);
  });

  test('a canopy on a slope lets the uphill cells behind it be seen beneath it', () => {
    const terrain = terrainOfFunction(bounds, 8, (x) => Math.max(0, -x / 8));
    const canopy = { rings: [box(-30, -40, -20, 40)], base: 9, top: 10, raised: true };
    const eye = probe(sceneOf([canopy], { bounds, terrain }), 0, 0.5, 5, 120);
    expect(eye.compare().differing).toBe(0);
    expect(eye.seen(-25.5, 0.5)).toBe(true);
    // At x = −100 the target is 14.1 m up; over the canopy’s near edge the ray has 5 + 9.1 · 20 / 100 = 6.8 m: beneath.
    expect(eye.seen(-100.5, 0.5)).toBe(true);
  });
});

test('the kernel and the single segment agree on invented cities, cell by cell', () => {
  const totals = { asked: 0, hidden: 0, differing: 0 };
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.integer({ min: 0, max: 1_000_000 }),
        relief: fc.constantFrom(0, 0, 6, 30),
        cell: fc.constantFrom(1, 2),
        targetHeightMeters: fc.constantFrom(0, 1.6, 7),
        trees: fc.constantFrom(0, 12),
      }),
      ({ seed, relief, cell, targetHeightMeters, trees }) => {
        const city = randomCity(seed, { side: 150, relief, cell, trees });
        const scene = prepareVisibility(city, { ...plainSettings, targetHeightMeters, treeCrowns: 'opaque' });
        const random = seededNumbers(seed + 1);
        for (let tries = 0; tries < 12; tries += 1) {
          const x = Math.round((random() - 0.5) * 140 * 8) / 8;
          const y = Math.round((random() - 0.5) * 140 * 8) / 8;
          const eye = probePrepared(scene, city, x, y, 0.5 + 40 * random() * random(), 70);
          if (positionProblem(scene, ...eye.position) !== null) continue;
          const { asked, hidden, differing } = eye.compare();
          expect(differing).toBe(0);
          totals.asked += asked;
          totals.hidden += hidden;
          return;
        }
      },
    ),
    { numRuns: 60, seed: 20261124 },
  );
  expect(totals.asked).toBeGreaterThan(200_000);
  expect(totals.hidden / totals.asked).toBeGreaterThan(0.2);
  expect(totals.hidden / totals.asked).toBeLessThan(0.8);
});
