import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxMesh, houseMesh, meshCity, meshTable, meshTriangles } from '../../../test/fixtures/mesh-city.ts';
import { box, randomCity, sceneOf, seededNumbers } from '../../../test/fixtures/random-city.ts';
import { createRayOracle, solidTriangles, terrainTriangles } from '../../../test/fixtures/ray-oracle.ts';
import { cameraSpots, compareWithRays } from '../../../test/fixtures/visibility-comparison.ts';
import { plainSettings, probe, probePrepared } from '../../../test/fixtures/visibility-probe.ts';
import { pointSeen, prepareTargets } from '../targets/seen-targets.ts';
import { createMeshIndex } from './mesh-index.ts';
import { meshContains, meshHides } from './mesh-on-segment.ts';
import { seenFrom } from './segment.ts';
import { isGround, positionProblem, prepareVisibility, targetZ } from './visibility-scene.ts';

const bounds = { minX: -128, minY: -128, maxX: 128, maxY: 128 };

/** A house with the ridge from south to north at x = 25, eaves 3 m, ridge 6 m, and the prism up to the ridge. */
const footprint = [20, -20, 30, -20, 30, 20, 20, 20];
const prism = { rings: [box(20, -20, 30, 20)], base: 0, top: 6 };
const house = { ...sceneOf([prism], { bounds }), meshes: meshTable([houseMesh(0, [footprint], 0, 3, 6, 'gabled')]) };

describe('a building that has a mesh', () => {
  test('hides by its roof’s surface, not up to the ridge everywhere', () => {
    // From 8 m at x = 0 the ray over the ridge falls 2 m in 25 m and comes down to 1.6 m at 80 m; over the far upper edge of
    // the prism (6 m at 30 m) it does at 96 m.
    const eye = probe(house, 0, 0.5, 8, 120);
    expect([30.5, 78.5, 79.5].map((x) => eye.seen(x, 0.5))).toEqual([false, false, false]);
    expect([80.5, 95.5].map((x) => eye.seen(x, 0.5))).toEqual([true, true]);
    const plain = probe(sceneOf([prism], { bounds }), 0, 0.5, 8, 120);
    expect([80.5, 95.5, 96.5].map((x) => plain.seen(x, 0.5))).toEqual([false, false, true]);
  });

  test('stands on no ground, and holds a camera only beneath its roof', () => {
    const scene = prepareVisibility(house, plainSettings);
    expect(isGround(scene, 25, 0)).toBe(false);
    // At x = 21 the roof is 3.6 m up.
    expect(positionProblem(scene, 21, 0, 3.5)).toContain('inside building solid/0');
    expect(positionProblem(scene, 21, 0, 3.75)).toBeNull();
    expect(positionProblem(scene, 19, 0, 3.5)).toBeNull();
    expect(positionProblem(scene, 25, 0, 6)).toBeNull();
  });

  test('hides like a standing prism below its lowest point, where no surface is known', () => {
    const flying = { ...house, meshes: meshTable([houseMesh(0, [footprint], 2, 3, 6, 'gabled')]) };
    const eye = probe(flying, 0, 0.5, 1.5, 120, { targetHeightMeters: 1.5, targetTopMeters: 1.5 });
    expect([10.5, 60.5].map((x) => eye.seen(x, 0.5))).toEqual([true, false]);
    expect(eye.compare().differing).toBe(0);
  });

  test('hides a person whose head stands behind an eave', () => {
    // A thin slab from 1.5 to 1.75 m as a mesh, as the beam of the prisms’ test.
    const beam = sceneOf([{ rings: [box(20, -40, 20.5, 40)], base: 1.5, top: 1.75, raised: true }], { bounds });
    const scene = { ...beam, meshes: meshTable([boxMesh(beam, 0)]) };
    const at = (low: number, high: number) =>
      probe(scene, 0, 0.5, 5, 60, { targetHeightMeters: low, targetTopMeters: high }).seen(22.5, 0.5);
    expect([at(0.25, 0.25), at(1.75, 1.75), at(1.25, 1.25), at(0.25, 1.75)]).toEqual([true, true, false, false]);
    expect(at(0.25, 0.75)).toBe(true);
  });
});

test('a mesh without area, without triangles or with one alone is no trouble', () => {
  const wall = { building: 0, xyz: [5, -9, 0, 5, 9, 0, 5, 9, 9, 5, -9, 9], triangles: [0, 1, 2, 0, 2, 3] };
  const scene = { ...sceneOf([prism], { bounds }), meshes: meshTable([wall, { building: 0, xyz: [], triangles: [] }]) };
  const eye = probe(scene, 0, 0.5, 4, 60);
  expect(eye.seen(10.5, 0.5)).toBe(false);
  expect(eye.seen(4.5, 0.5)).toBe(true);
  expect(eye.compare().differing).toBe(0);
  expect(createMeshIndex(meshTable([]))).toBeNull();
});

test('a segment over a common edge or corner of two triangles meets one of them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
      const random = seededNumbers(seed);
      const at = (from: number, to: number) => from + (to - from) * random();
      // A fan around a hub, in the way of every segment that passes near the hub.
      const hub = [at(-1, 1), at(-1, 1), at(8, 12)];
      const rim = Array.from({ length: 6 }, (_, k) => {
        const corner = (
          [
            [5, 0],
            [3, 4],
            [-3, 4],
            [-5, 0],
            [-3, -4],
            [3, -4],
          ] as const
        )[k];
        return [corner[0] + at(-1, 1), corner[1] + at(-1, 1), at(8, 12)];
      });
      const triangles = rim.flatMap((_, k) => [0, 1 + k, 1 + ((k + 1) % 6)]);
      const index = createMeshIndex(meshTable([{ building: 0, xyz: [...hub, ...rim.flat()], triangles }]));
      if (index === null) throw new Error('there is a mesh');
      const { xyz } = index.table;
      const spoke = Math.floor(random() * 6);
      const share = random() < 0.3 ? 0 : random();
      const through = [0, 1, 2].map((k) => xyz[k] + (xyz[3 * (1 + spoke) + k] - xyz[k]) * share);
      const from = [at(-2, 2), at(-2, 2), 30];
      const reach = (30 - at(-2, 2)) / (30 - through[2]);
      const to = [0, 1, 2].map((k) => from[k] + (through[k] - from[k]) * reach);
      expect(meshHides(index, 0, from[0], from[1], from[2], to[0], to[1], to[2])).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('boxes hide alike as meshes and as prisms', () => {
  const totals = { asked: 0, hidden: 0, differing: 0 };
  for (let seed = 0; seed < 12; seed += 1) {
    const random = seededNumbers(seed + 99);
    const sketches = Array.from({ length: 9 }, () => {
      const x = (random() - 0.5) * 90;
      const y = (random() - 0.5) * 90;
      const raised = random() < 0.5;
      const base = raised ? 1 + 3 * random() : 0;
      const ring = box(x, y, x + 2 + 12 * random(), y + 2 + 12 * random());
      return { rings: [ring], base, top: base + 0.5 + 9 * random(), raised };
    });
    const prisms = sceneOf(sketches, { bounds });
    const meshes = meshTable(sketches.flatMap((sketch, row) => (sketch.raised ? [boxMesh(prisms, row)] : [])));
    const settings = { targetHeightMeters: 0.5, targetTopMeters: seed % 2 === 0 ? 0.5 : 2 };
    const [x, y, z] = [(random() - 0.5) * 90, (random() - 0.5) * 90, 0.75 + 12 * random()];
    const one = probe(prisms, x, y, z, 70, settings);
    if (positionProblem(one.scene, ...one.position) !== null) continue;
    const other = probe({ ...prisms, meshes }, x, y, z, 70, settings);
    for (const [cx, cy] of one.centres()) {
      totals.asked += 1;
      if (!one.seen(cx, cy)) totals.hidden += 1;
      if (one.seen(cx, cy) !== other.seen(cx, cy)) totals.differing += 1;
    }
  }
  expect(totals.asked).toBeGreaterThan(80_000);
  expect(totals.hidden).toBeGreaterThan(20_000);
  expect(totals.differing).toBe(0);
});

test('the kernel and the single segment agree on pitched roofs, points and persons', () => {
  const totals = { asked: 0, hidden: 0, unexplained: 0 };
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.integer({ min: 0, max: 1e6 }),
        relief: fc.constantFrom(0, 10),
        rise: fc.constantFrom(0, 1.5),
      }),
      ({ seed, relief, rise }) => {
        const city = meshCity(seed, { side: 130, relief, raisedShare: 0.1 });
        const scene = prepareVisibility(city, { ...plainSettings, targetTopMeters: 1.6 + rise });
        const [spot] = cameraSpots(scene, 1, seed);
        const [x, y, z] = spot;
        const ground = targetZ(scene, x, y) - 1.6;
        const eye = probePrepared(scene, city, x, y, z - ground, 60);
        const { asked, hidden, differing } = eye.compare();
        expect(differing).toBe(0);
        totals.asked += asked;
        totals.hidden += hidden;
        const prepared = prepareTargets(scene);
        for (const [cx, cy] of eye.centres()) {
          const low = targetZ(scene, cx, cy);
          const points = Array.from({ length: 9 }, (_, k) => low + (rise * k) / 8);
          const all = points.every((height) => seenFrom(scene, ...eye.position, cx, cy, height));
          if (rise === 0) expect(pointSeen(prepared, ...eye.position, cx, cy, low)).toBe(all);
          if (eye.seen(cx, cy)) expect(all).toBe(true);
          else if (all) totals.unexplained += 1;
        }
      },
    ),
    { numRuns: 20, seed: 20261130 },
  );
  expect(totals.asked).toBeGreaterThan(80_000);
  expect(totals.hidden / totals.asked).toBeGreaterThan(0.2);
  expect(totals.hidden / totals.asked).toBeLessThan(0.9);
  expect(totals.unexplained / totals.hidden).toBeLessThan(0.002);
});

test.each([
  [1, 0],
  [2, 16],
])('pitched roofs hide what a public ray caster says they hide (city %i, relief %i m)', (seed, relief) => {
  const city = meshCity(seed, { side: 300, relief, raisedShare: 0.05 });
  if (city.meshes === undefined) throw new Error('the city has meshes');
  const scene = prepareVisibility(city, plainSettings);
  const terrain = city.terrain === null ? [] : [terrainTriangles(city.terrain)];
  const oracle = createRayOracle([solidTriangles(scene.solids), meshTriangles(city.meshes), ...terrain]);
  const result = compareWithRays(scene, oracle, cameraSpots(scene, 20, seed), 80, 2);
  expect(result.cells).toBeGreaterThan(80_000);
  expect(result.hidden / result.cells).toBeGreaterThan(0.2);
  expect(result.hidden / result.cells).toBeLessThan(0.9);
  expect(result.differing / result.cells).toBeLessThanOrEqual(1e-5);
  expect(result.farthestFromEdge).toBeLessThan(0.01);
});

test('what is inside is told by surfaces above, wherever triangles meet', () => {
  const index = createMeshIndex(meshTable([houseMesh(0, [footprint], 0, 3, 6, 'gabled')]));
  if (index === null) throw new Error('there is a mesh');
  for (let x = 19; x <= 31; x += 0.5) {
    for (let y = -21; y <= 21; y += 0.5) {
      const within = x > 20 && x < 30 && y > -20 && y < 20;
      const roof = 6 - (3 * Math.abs(x - 25)) / 5;
      if (within) expect(meshContains(index, 0, x, y, roof - 0.25)).toBe(true);
      expect(meshContains(index, 0, x, y, roof + 0.25)).toBe(false);
    }
  }
});

test('trees of boxes leave no triangle out', () => {
  const city = randomCity(5, { side: 200 });
  const rings = Array.from({ length: 200 }, (_, k) => [box(k % 20, Math.floor(k / 20), (k % 20) + 0.5, 12)]);
  const many = sceneOf(
    rings.map((ring, k) => ({ rings: ring, base: 0, top: 1 + (k % 7) })),
    { bounds: city.bounds },
  );
  const boxes = rings.map((_, row) => boxMesh(many, row));
  const xyz = boxes.flatMap((mesh) => mesh.xyz);
  const triangles = boxes.flatMap((mesh, row) => mesh.triangles.map((corner) => 8 * row + corner));
  const one = createMeshIndex(meshTable([{ building: 0, xyz, triangles }]));
  const each = createMeshIndex(meshTable(boxes.map((mesh) => ({ ...mesh, building: 0 }))));
  if (one === null || each === null) throw new Error('there are meshes');
  const random = seededNumbers(3);
  let hidden = 0;
  for (let k = 0; k < 3000; k += 1) {
    const [ox, oy, oz, tx, ty, tz] = [-9, -9, 0, 9, 9, 0].map((from) => from + 30 * random());
    const answer = meshHides(one, 0, ox, oy, oz, tx, ty, tz);
    expect(boxes.some((_, mesh) => meshHides(each, mesh, ox, oy, oz, tx, ty, tz))).toBe(answer);
    if (answer) hidden += 1;
  }
  expect(hidden).toBeGreaterThan(300);
  expect(hidden).toBeLessThan(2700);
});
