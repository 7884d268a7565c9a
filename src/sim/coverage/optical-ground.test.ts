import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Camera } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { cameraWith, focalLengthFor } from '../../../test/fixtures/cameras.ts';
import { randomCity, sceneOf, terrainOfFunction } from '../../../test/fixtures/random-city.ts';
import { uniform } from '../../../test/fixtures/uniform.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { countSet } from '../visibility/bits.ts';
import { seenFrom } from '../visibility/segment.ts';
import { VisibilityCache } from '../visibility/visibility-cache.ts';
import {
  positionProblem,
  prepareVisibility,
  targetZ,
  terrainOf,
  type VisibilityScene,
} from '../visibility/visibility-scene.ts';
import { cameraPoses } from './camera-pose.ts';
import { emptyGround } from './ground-bits.ts';
import { opticalGround } from './optical-ground.ts';

const { categories } = categorySets['iec-62676-4-2025'];
const bounds = { minX: -128, minY: -128, maxX: 128, maxY: 128 };

const required = categories.map(({ pixelsPerMeter }) => pixelsPerMeter);

function coverCamera(scene: VisibilityScene, camera: Camera, cache = new VisibilityCache(scene)) {
  const poses = cameraPoses(camera, terrainOf(scene));
  const { position } = poses[0];
  const problem = positionProblem(scene, ...position);
  const ground = problem === null ? opticalGround(scene, poses, required, cache) : emptyGround(required.length);
  return { ...ground, position, problem };
}

/** Index of the best category of the cell with this centre, −1 for none. */
function categoryAt(scene: VisibilityScene, bits: GroundBits, x: number, y: number): number {
  const { grid } = scene;
  const column = Math.round(x / grid.cell - 0.5) - grid.firstColumn - 32 * bits.firstWord;
  const row = Math.round(y / grid.cell - 0.5) - grid.firstRow - bits.firstRow;
  if (row < 0 || row >= bits.rows || column < 0 || column >= 32 * bits.words) return -1;
  let best = -1;
  for (let k = 0; k < categories.length; k += 1) {
    const word = bits.bits[(k * bits.rows + row) * bits.words + (column >> 5)];
    if (((word >>> (column & 31)) & 1) === 1) best = k;
  }
  return best;
}

test('the blind zone of DOMAIN.md: 6 m up, tilt 30°, VFOV 50° sees the ground from 4.20 m to 68.6 m', () => {
  // Few pixels would end the view at Overview’s depth, so the sensor has many.
  const camera = cameraWith({
    x: 0.5,
    y: 0,
    tiltDegrees: 30,
    sensor: { widthPixels: 16000, heightPixels: 9000, widthMillimeters: 7.2, heightMillimeters: 4.05 },
    focalLengthMillimeters: focalLengthFor(4.05, 50),
  });
  const alongAxis = (targetHeightMeters: number): [number, number] => {
    const scene = prepareVisibility(sceneOf([], { bounds, cell: 0.25 }), {
      ...plainSettings,
      targetHeightMeters,
      targetTopMeters: targetHeightMeters,
    });
    const bits = coverCamera(scene, { ...camera, x: 0.125 });
    const rows = Array.from({ length: 400 }, (_, i) => (i + 0.5) * 0.25).filter(
      (y) => categoryAt(scene, bits, 0.125, y) >= 0,
    );
    return [rows[0], rows[rows.length - 1]];
  };
  const [near, far] = alongAxis(0);
  expect(Math.abs(near - 4.2)).toBeLessThan(0.25);
  expect(Math.abs(far - 68.6)).toBeLessThan(0.25);
  const [nearPerson, farPerson] = alongAxis(1.8);
  expect(Math.abs(nearPerson - 2.94)).toBeLessThan(0.25);
  expect(Math.abs(farPerson - 48)).toBeLessThan(0.25);
});

test('categories end at their depths along the optical axis', () => {
  const camera = cameraWith({
    x: 0.5,
    heightMeters: 1.6,
    sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 6.4, heightMillimeters: 3.6 },
    focalLengthMillimeters: focalLengthFor(6.4, 90),
  });
  const scene = prepareVisibility(sceneOf([], { bounds }), plainSettings);
  const bits = coverCamera(scene, camera);
  // Limits 48, 24, 12, 7.7, 3.8, 1.9, 0.6 m; depth is measured along the axis, so also 45° off to the side.
  for (const x of [0.5, 10.5, -10.5]) {
    expect([47.5, 48.5].map((y) => categoryAt(scene, bits, x, y))).toEqual([0, -1]);
    expect([23.5, 24.5].map((y) => categoryAt(scene, bits, x, y))).toEqual([1, 0]);
    expect([11.5, 12.5].map((y) => categoryAt(scene, bits, x, y))).toEqual([2, 1]);
  }
  expect([7.5, 8.5, 3.5, 4.5, 1.5, 2.5, 0.5].map((y) => categoryAt(scene, bits, 0.5, y))).toEqual([
    3, 2, 4, 3, 5, 4, 6,
  ]);
  // The image ends 45° to either side.
  expect([39.5, 40.5, 41.5].map((x) => categoryAt(scene, bits, x, 40.5))).toEqual([0, 0, -1]);
});

test('a target exactly on the image’s border or exactly at a category’s depth counts as in', () => {
  // tan(HFOV / 2) = 3.2 / 3.2 and f_px / 20 = 48, both without rounding.
  const camera = cameraWith({
    x: 0.5,
    y: 0.5,
    heightMeters: 2,
    sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 6.4, heightMillimeters: 3.6 },
    focalLengthMillimeters: 3.2,
  });
  for (const terrain of [null, terrainOfFunction(bounds, 16, () => 0)]) {
    const scene = prepareVisibility(sceneOf([], { bounds, terrain }), { ...plainSettings, targetHeightMeters: 2 });
    const bits = coverCamera(scene, camera);
    expect([40.5, -39.5].map((x) => categoryAt(scene, bits, x, 40.5))).toEqual([0, 0]);
    expect([48.5, 49.5].map((y) => categoryAt(scene, bits, 0.5, y))).toEqual([0, -1]);
    expect([24.5, 25.5].map((y) => categoryAt(scene, bits, 0.5, y))).toEqual([1, 0]);
    // Its own place, at its own height, has no depth.
    expect(categoryAt(scene, bits, 0.5, 0.5)).toBe(-1);
  }
});

test('a camera that stands in a building sees nothing and says why', () => {
  const scene = prepareVisibility(
    sceneOf(
      [
        {
          rings: [
            [
              [-5, -5],
              [5, -5],
              [5, 5],
              [-5, 5],
            ],
          ],
          base: 0,
          top: 9,
        },
      ],
      { bounds },
    ),
    plainSettings,
  );
  const bits = coverCamera(scene, cameraWith());
  expect(bits.problem).toContain('solid/0');
  expect(bits.cells).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect([bits.rows, bits.words, bits.bits.length]).toEqual([0, 0, 0]);
});

/** Best category of a target by textbook trigonometry; NaN within a hair of a border, where rounding may decide. */
function categoryByAngles(
  camera: Camera,
  o: readonly [number, number, number],
  t: readonly [number, number, number],
): number {
  const radians = Math.PI / 180;
  const dx = t[0] - o[0];
  const dy = t[1] - o[1];
  const dz = t[2] - o[2];
  const heading = camera.headingDegrees * radians;
  const tilt = camera.tiltDegrees * radians;
  const roll = camera.rollDegrees * radians;
  const along = dx * Math.sin(heading) + dy * Math.cos(heading);
  const aside = dx * Math.cos(heading) - dy * Math.sin(heading);
  const depth = along * Math.cos(tilt) - dz * Math.sin(tilt);
  const above = along * Math.sin(tilt) + dz * Math.cos(tilt);
  const imageX = (aside * Math.cos(roll) - above * Math.sin(roll)) / depth;
  const imageY = (above * Math.cos(roll) + aside * Math.sin(roll)) / depth;
  const limitX = camera.sensor.widthMillimeters / 2 / camera.focalLengthMillimeters;
  const limitY = camera.sensor.heightMillimeters / 2 / camera.focalLengthMillimeters;
  const focalPixels = camera.sensor.widthPixels / 2 / limitX;
  const near = (a: number, b: number) => Math.abs(a - b) < 1e-9 * (1 + Math.abs(b));
  if (near(depth, 0) || near(Math.abs(imageX), limitX) || near(Math.abs(imageY), limitY)) return NaN;
  if (depth < 0 || Math.abs(imageX) > limitX || Math.abs(imageY) > limitY) return -1;
  let best = -1;
  for (const { pixelsPerMeter } of categories) {
    if (near(focalPixels / depth, pixelsPerMeter)) return NaN;
    if (focalPixels / depth >= pixelsPerMeter) best += 1;
  }
  return best;
}

test('every cell’s category is that of the angles and of its own sight line, for any aim, lens and ground', () => {
  let covered = 0;
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.integer({ min: 0, max: 100_000 }),
        relief: fc.constantFrom(0, 18),
        heading: fc.oneof(fc.constantFrom(-90, 0, 45, 90, 180), uniform(-360, 360)),
        tilt: fc.oneof(fc.constantFrom(-20, 0, 90), uniform(-10, 90)),
        roll: fc.oneof(fc.constantFrom(0, 0, 90), uniform(-180, 180)),
        focal: uniform(1.5, 12),
        x: uniform(-60, 60),
        y: uniform(-60, 60),
        height: uniform(0.5, 30),
        widthPixels: fc.constantFrom(640, 1920),
      }),
      ({ seed, relief, heading, tilt, roll, focal, x, y, height, widthPixels }) => {
        const city = randomCity(seed, { side: 130, relief });
        const scene = prepareVisibility(city, plainSettings);
        const camera = cameraWith({
          x,
          y,
          heightMeters: height,
          headingDegrees: heading,
          tiltDegrees: tilt,
          rollDegrees: roll,
          focalLengthMillimeters: focal,
          sensor: { widthPixels, heightPixels: 1080, widthMillimeters: 6.4, heightMillimeters: 3.6 },
        });
        const bits = coverCamera(scene, camera);
        fc.pre(bits.problem === null);
        const { grid, ground } = scene;
        let wrong = 0;
        for (let row = 0; row < grid.rows; row += 1) {
          for (let column = 0; column < grid.columns; column += 1) {
            const tx = (grid.firstColumn + column + 0.5) * grid.cell;
            const ty = (grid.firstRow + row + 0.5) * grid.cell;
            const isGround = ((ground[row * grid.words + (column >> 5)] >>> (column & 31)) & 1) === 1;
            const target = [tx, ty, targetZ(scene, tx, ty)] as const;
            const expected = isGround ? categoryByAngles(camera, bits.position, target) : -1;
            if (Number.isNaN(expected)) continue;
            const seen = expected >= 0 && seenFrom(scene, ...bits.position, ...target);
            if (categoryAt(scene, bits, tx, ty) !== (seen ? expected : -1)) wrong += 1;
          }
        }
        expect(wrong).toBe(0);
        covered += bits.cells[0];
        expect(bits.cells).toEqual(
          categories.map((_, k) => countSet(bits.bits, k * bits.rows * bits.words, (k + 1) * bits.rows * bits.words)),
        );
      },
    ),
    { numRuns: 250, seed: 20261125 },
  );
  expect(covered).toBeGreaterThan(15_000);
});

test('re-aiming with remembered visibility gives the bytes of a fresh run', () => {
  for (const relief of [0, 20]) {
    const scene = prepareVisibility(randomCity(5, { side: 200, relief }), plainSettings);
    const cache = new VisibilityCache(scene);
    for (let step = 0; step < 24; step += 1) {
      const camera = cameraWith({
        x: 17.3,
        y: 4.1,
        heightMeters: 40,
        headingDegrees: 37 * step,
        tiltDegrees: 3 * step,
        focalLengthMillimeters: 2 + ((step * 7) % 5),
      });
      expect(positionProblem(scene, 17.3, 4.1, 40)).toBeNull();
      expect(coverCamera(scene, camera, cache)).toEqual(coverCamera(scene, camera));
    }
  }
});

test('remembered visibility stays below its bound and drops the least recently used', () => {
  const scene = prepareVisibility(randomCity(6, { side: 200 }), plainSettings);
  const cache = new VisibilityCache(scene, 40_000);
  for (let step = 0; step < 40; step += 1) {
    coverCamera(scene, cameraWith({ x: step / 4, y: 3, heightMeters: 50, tiltDegrees: 40 }), cache);
    expect(cache.bytes).toBeLessThanOrEqual(40_000);
  }
  expect(cache.bytes).toBeGreaterThan(0);
});

test('the window is the smallest that holds the lowest category', () => {
  const scene = prepareVisibility(randomCity(8, { side: 200 }), plainSettings);
  const { bits, rows, words } = coverCamera(scene, cameraWith({ heightMeters: 40, tiltDegrees: 30 }));
  const rowHasBits = (row: number) => bits.subarray(row * words, (row + 1) * words).some((word) => word !== 0);
  const columnHasBits = (word: number) =>
    Array.from({ length: rows }, (_, row) => bits[row * words + word]).some(Boolean);
  expect([rowHasBits(0), rowHasBits(rows - 1), columnHasBits(0), columnHasBits(words - 1)]).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

const openGround = sceneOf([], { bounds, cell: 0.5 });

test('a fisheye that looks straight down covers the disc in which f·θ / (s·sin θ) is reached', () => {
  const scene = prepareVisibility(openGround, { ...plainSettings, targetHeightMeters: 0, targetTopMeters: 0 });
  const sensor = { widthPixels: 3000, heightPixels: 3000, widthMillimeters: 5.4, heightMillimeters: 5.4 };
  const camera = cameraWith({
    projection: 'equidistant',
    tiltDegrees: 90,
    heightMeters: 8,
    sensor,
    focalLengthMillimeters: 2.7 / (Math.PI / 2),
  });
  const focalPixels = 1500 / (Math.PI / 2);
  const densityAt = (radius: number) => {
    const angle = Math.atan2(radius, 8);
    return (focalPixels * angle) / (Math.hypot(radius, 8) * Math.sin(angle));
  };
  const { cells } = coverCamera(scene, camera);
  required.forEach((least, k) => {
    let radius = 0;
    while (densityAt(radius + 0.001) >= least) radius += 0.001;
    const area = cells[k] * 0.25;
    if (radius < 4) return;
    expect(Math.abs(area - Math.PI * radius * radius)).toBeLessThan(0.03 * Math.PI * radius * radius);
  });
  expect(cells[0] * 0.25).toBeGreaterThan(5000);
});

test('a camera of several heads covers what single cameras in their places would cover together', () => {
  for (const relief of [0, 15]) {
    const scene = prepareVisibility(randomCity(9, { side: 220, relief }), plainSettings);
    const place = { heightMeters: 40, headingDegrees: 30, tiltDegrees: 20 };
    const heads = [
      { headingDegrees: 0, tiltDegrees: 0 },
      { headingDegrees: 90, tiltDegrees: 10 },
      { headingDegrees: 200, tiltDegrees: -5 },
    ];
    const many = coverCamera(scene, cameraWith({ ...place, heads }));
    const single = heads.map((head) =>
      coverCamera(
        scene,
        cameraWith({
          ...place,
          headingDegrees: place.headingDegrees + head.headingDegrees,
          tiltDegrees: place.tiltDegrees + head.tiltDegrees,
        }),
      ),
    );
    let covered = 0;
    for (let y = -109.5; y < 110; y += 1) {
      for (let x = -109.5; x < 110; x += 1) {
        const together = Math.max(...single.map((bits) => categoryAt(scene, bits, x, y)));
        expect(categoryAt(scene, many, x, y)).toBe(together);
        if (together >= 0) covered += 1;
      }
    }
    expect(covered).toBeGreaterThan(2000);
  }
});

test('a person is covered where the feet and the head are, each at the category', () => {
  for (const relief of [0, 12]) {
    const city = randomCity(12, { side: 160, relief });
    const at = (low: number, high: number) =>
      prepareVisibility(city, { ...plainSettings, targetHeightMeters: low, targetTopMeters: high });
    const camera = cameraWith({ heightMeters: 35, tiltDegrees: 35, focalLengthMillimeters: 6 });
    const [feet, head, person] = [at(0.25, 0.25), at(1.75, 1.75), at(0.25, 1.75)];
    const bits = [feet, head, person].map((scene) => coverCamera(scene, camera));
    let less = 0;
    for (let y = -79.5; y < 80; y += 1) {
      for (let x = -79.5; x < 80; x += 1) {
        const [low, high, all] = bits.map((own) => categoryAt(feet, own, x, y));
        expect(all).toBe(Math.min(low, high));
        if (all < low) less += 1;
      }
    }
    expect(less).toBeGreaterThan(0);
  }
});
