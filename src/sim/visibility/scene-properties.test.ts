import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { meshCity } from '../../../test/fixtures/mesh-city.ts';
import {
  box,
  prismTable,
  type SolidSketch,
  sceneOf,
  seededNumbers,
  terrainOfFunction,
} from '../../../test/fixtures/random-city.ts';
import { plainSettings, probePrepared } from '../../../test/fixtures/visibility-probe.ts';
import { positionProblem, prepareVisibility } from './visibility-scene.ts';

const side = 128;
const bounds = { minX: -side / 2, minY: -side / 2, maxX: side / 2, maxY: side / 2 };

function sketchesOf(random: () => number, count: number): SolidSketch[] {
  return Array.from({ length: count }, () => {
    const x = (random() - 0.5) * 100;
    const y = (random() - 0.5) * 100;
    const [a, b] = [3 + 12 * random(), 3 + 12 * random()];
    const turn = 6 * random() - 3;
    const ring = [
      [x, y],
      [x + a, y + turn],
      [x + a - turn / 2, y + b + Math.abs(turn)],
      [x - turn / 2, y + b],
    ] as const;
    const raised = random() < 0.3;
    const base = raised ? 3 + 6 * random() : -40;
    return { rings: [ring], base, top: (raised ? base : 0) + 1 + 14 * random(), raised };
  });
}

function hills(seed: number) {
  const phase = seed % 7;
  return (x: number, y: number) => 5 * Math.sin(x / 19 + phase) * Math.cos(y / 23) + 2 * Math.sin((x + y) / 7);
}

test('adding a building never adds coverage', () => {
  let lost = 0;
  fc.assert(
    fc.property(fc.record({ seed: fc.integer({ min: 0, max: 1e6 }), sloping: fc.boolean() }), ({ seed, sloping }) => {
      const random = seededNumbers(seed);
      const terrain = sloping ? terrainOfFunction(bounds, 4, hills(seed)) : null;
      const all = sketchesOf(random, 12);
      const fewer = sceneOf(all.slice(1), { bounds, terrain });
      const more = sceneOf(all, { bounds, terrain });
      const [x, y, up] = [(random() - 0.5) * 100, (random() - 0.5) * 100, 2 + 12 * random()];
      const before = probePrepared(prepareVisibility(fewer, plainSettings), fewer, x, y, up, 60);
      const after = probePrepared(prepareVisibility(more, plainSettings), more, x, y, up, 60);
      if (positionProblem(after.scene, ...after.position) !== null) return;
      for (const [cx, cy] of after.centres()) {
        if (after.seen(cx, cy)) expect(before.seen(cx, cy)).toBe(true);
        else if (before.seen(cx, cy)) lost += 1;
      }
    }),
    { numRuns: 60, seed: 20261201 },
  );
  expect(lost).toBeGreaterThan(5000);
});

/** The world turned by a quarter to the left: (x, y) → (−y, x). Needs bounds around the origin. */
function turned(scene: CoverageScene): CoverageScene {
  const { prisms, meshes } = scene;
  const turnedXy = prisms.xy.map((_, at) => (at % 2 === 0 ? -prisms.xy[at + 1] : prisms.xy[at - 1]));
  return {
    ...scene,
    prisms: { ...prisms, xy: turnedXy },
    ...(meshes === undefined
      ? {}
      : {
          meshes: {
            ...meshes,
            xyz: meshes.xyz.map((value, at) =>
              at % 3 === 0 ? -meshes.xyz[at + 1] : at % 3 === 1 ? meshes.xyz[at - 1] : value,
            ),
          },
        }),
  };
}

test('turning the world by 90° permutes the cells', () => {
  const totals = { seen: 0, hidden: 0 };
  fc.assert(
    fc.property(
      fc.record({ seed: fc.integer({ min: 0, max: 1e6 }), meshes: fc.boolean(), rise: fc.constantFrom(0, 1.5) }),
      ({ seed, meshes, rise }) => {
        const random = seededNumbers(seed);
        const scene = meshes
          ? meshCity(seed, { side, raisedShare: 0.2 })
          : { ...sceneOf([], { bounds }), prisms: prismTable(sketchesOf(random, 14)) };
        const ids = { buildingIds: Array.from({ length: scene.prisms.count }, (_, k) => `solid/${k}`) };
        const one = { ...scene, ...ids };
        const other = { ...turned(scene), ...ids };
        const settings = { ...plainSettings, targetTopMeters: 1.6 + rise };
        const [x, y] = [quantize((random() - 0.5) * 100), quantize((random() - 0.5) * 100)];
        const up = 2 + 12 * random();
        const eye = probePrepared(prepareVisibility(one, settings), one, x, y, up, 60);
        if (positionProblem(eye.scene, ...eye.position) !== null) return;
        const turnedEye = probePrepared(prepareVisibility(other, settings), other, -y, x, up, 60);
        for (const [cx, cy] of eye.centres()) {
          const seen = eye.seen(cx, cy);
          expect(turnedEye.asked(-cy, cx)).toBe(true);
          expect(turnedEye.seen(-cy, cx)).toBe(seen);
          if (seen) totals.seen += 1;
          else totals.hidden += 1;
        }
      },
    ),
    { numRuns: 40, seed: 20261202 },
  );
  expect(totals.seen).toBeGreaterThan(30_000);
  expect(totals.hidden).toBeGreaterThan(30_000);
});

test('turning a sloping world by 180° permutes the cells', () => {
  // The terrain’s diagonals keep their direction only under a half turn.
  const totals = { seen: 0, hidden: 0 };
  for (let seed = 0; seed < 12; seed += 1) {
    const random = seededNumbers(seed + 5);
    const height = hills(seed);
    const sketches = sketchesOf(random, 8);
    const half = (sketch: SolidSketch) => ({
      ...sketch,
      rings: sketch.rings.map((ring) => ring.map(([x, y]) => [-quantize(x), -quantize(y)] as const)),
    });
    const one = sceneOf(sketches, { bounds, terrain: terrainOfFunction(bounds, 4, height) });
    const other = sceneOf(sketches.map(half), {
      bounds,
      terrain: terrainOfFunction(bounds, 4, (x, y) => height(-x, -y)),
    });
    const [x, y] = [quantize((random() - 0.5) * 100), quantize((random() - 0.5) * 100)];
    const up = 3 + 9 * random();
    const z = quantize(groundHeight(one.terrain, x, y) + up);
    const eye = probePrepared(prepareVisibility(one, plainSettings), one, x, y, up, 60);
    const turnedEye = probePrepared(prepareVisibility(other, plainSettings), other, -x, -y, up, 60);
    expect(turnedEye.position[2]).toBe(z);
    if (positionProblem(eye.scene, ...eye.position) !== null) continue;
    for (const [cx, cy] of eye.centres()) {
      const seen = eye.seen(cx, cy);
      expect(turnedEye.seen(-cx, -cy)).toBe(seen);
      if (seen) totals.seen += 1;
      else totals.hidden += 1;
    }
  }
  expect(totals.seen).toBeGreaterThan(10_000);
  expect(totals.hidden).toBeGreaterThan(10_000);
});

test('a box that everything fits in hides all that is outside it from within', () => {
  const walls = [box(-6, -6, 6, -5), box(-6, 5, 6, 6), box(-6, -6, -5, 6), box(5, -6, 6, 6)];
  const scene = sceneOf(
    walls.map((ring) => ({ rings: [ring], base: 0, top: 4 })),
    { bounds },
  );
  const eye = probePrepared(prepareVisibility(scene, plainSettings), scene, 0, 0, 3, 60);
  for (const [x, y] of eye.centres()) expect(eye.seen(x, y)).toBe(Math.max(Math.abs(x), Math.abs(y)) < 5);
});
