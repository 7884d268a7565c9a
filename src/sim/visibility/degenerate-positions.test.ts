import { describe, expect, test } from 'vitest';
import { box, sceneOf, terrainOfFunction } from '../../../test/fixtures/random-city.ts';
import { plainSettings, probe } from '../../../test/fixtures/visibility-probe.ts';
import { positionProblem, prepareVisibility } from './visibility-scene.ts';

const bounds = { minX: -128, minY: -128, maxX: 128, maxY: 128 };

describe('degenerate positions', () => {
  test('a sight line that runs along a wall or touches a corner is hidden', () => {
    // Cell centres and the eye lie on the line y = 0.5, and so does the building’s south wall.
    const scene = sceneOf([{ rings: [box(20, 0.5, 30, 10)], base: 0, top: 20 }], { bounds });
    const eye = probe(scene, 0, 0.5, 5, 120);
    expect(eye.seen(15.5, 0.5)).toBe(true);
    expect(eye.seen(40.5, 0.5)).toBe(false);
    expect(eye.seen(40.5, -0.5)).toBe(true);
    // The corner (20, 10) seen from (0.5, 0.5) … a ray through a vertex only: the eye on the diagonal of a corner.
    const corner = sceneOf([{ rings: [box(20.5, 0, 30, 20.5)], base: 0, top: 20 }], { bounds });
    const diagonal = probe(corner, 0.5, 0.5, 5, 120);
    expect(diagonal.seen(40.5, 40.5)).toBe(false);
    expect(diagonal.seen(39.5, 40.5)).toBe(true);
  });

  test('a sight line exactly at the height of the roof passes', () => {
    // Eye and targets at 4 m, roofs at 4 m and one quantum higher.
    const level = sceneOf([{ rings: [box(20, -5, 30, 5)], base: 0, top: 4 }], { bounds });
    const eye = probe(level, 0, 0.5, 4, 120, { targetHeightMeters: 4 });
    expect(eye.seen(50.5, 0.5)).toBe(true);
    const higher = sceneOf([{ rings: [box(20, -5, 30, 5)], base: 0, top: 4 + 1 / 1024 }], { bounds });
    expect(probe(higher, 0, 0.5, 4, 120, { targetHeightMeters: 4 }).seen(50.5, 0.5)).toBe(false);
  });

  test('an eye exactly at the height of a roof sees over it only what is higher', () => {
    const scene = sceneOf([{ rings: [box(20, -5, 30, 5)], base: 0, top: 6 }], { bounds });
    expect(probe(scene, 0, 0.5, 6, 120).seen(50.5, 0.5)).toBe(false);
    expect(probe(scene, 0, 0.5, 6, 120, { targetHeightMeters: 6.5 }).seen(50.5, 0.5)).toBe(true);
  });

  test('an eye on the line of a wall sees along its free side', () => {
    const scene = sceneOf([{ rings: [box(20, 0, 30, 10)], base: 0, top: 20 }], { bounds });
    const eye = probe(scene, 0, 0, 5, 120);
    expect(eye.seen(60.5, -0.5)).toBe(true);
    expect(eye.seen(60.5, 0.5)).toBe(false);
    expect(eye.compare().differing).toBe(0);
  });

  test('a cell whose centre lies exactly on a wall is no ground cell', () => {
    const scene = prepareVisibility(
      sceneOf([{ rings: [box(0.5, 0.5, 4.5, 4.5)], base: 0, top: 3 }], { bounds }),
      plainSettings,
    );
    expect(scene.groundCells).toBe(256 * 256 - 25);
  });

  test('a cell whose centre lies on the border of the bounds is a ground cell', () => {
    const tight = { minX: 0.5, minY: 0.5, maxX: 4.5, maxY: 3.5 };
    expect(prepareVisibility(sceneOf([], { bounds: tight }), plainSettings).groundCells).toBe(20);
  });

  test('a cell centre a hair outside a shadow is seen, one exactly on its border is not', () => {
    // The wall's right end lies at r = (93.75…, 93.16…), chosen so that the side of the cell (160, 159) of r is −1/1024 m²:
    // the border passes 0.01 mm beside its centre. Mirrored in both axes for the other borders of a row.
    const r = [96_001 / 1024, 95_401 / 1024] as const;
    const cell = [160, 159] as const;
    const wide = { minX: -256, minY: -256, maxX: 256, maxY: 256 };
    for (const [flipX, flipY, swap] of [
      [1, 1, false],
      [-1, 1, false],
      [1, -1, false],
      [-1, -1, true],
      [1, 1, true],
    ] as const) {
      const turned = (x: number, y: number): [number, number] =>
        swap ? [0.5 + flipY * y, 0.5 + flipX * x] : [0.5 + flipX * x, 0.5 + flipY * y];
      const ring = [turned(r[0], r[1]), turned(r[0], r[1] + 3), turned(60, 103), turned(60, 100)];
      const eye = probe(sceneOf([{ rings: [ring], base: 0, top: 30 }], { bounds: wide }), 0.5, 0.5, 6, 250);
      expect(eye.asked(...turned(cell[0], cell[1]))).toBe(true);
      expect(eye.seen(...turned(cell[0], cell[1]))).toBe(true);
      expect(eye.seen(...turned(cell[0], cell[1] + 1))).toBe(false);
      const exact = [turned(80, 79.5), turned(80, 83), turned(60, 103), turned(60, 100)];
      const onBorder = probe(sceneOf([{ rings: [exact], base: 0, top: 30 }], { bounds: wide }), 0.5, 0.5, 6, 250);
      expect(onBorder.seen(...turned(cell[0], cell[1]))).toBe(false);
    }
  });

  test('a sight line exactly over the edge of a roof passes', () => {
    // Eye 10 m, far edge 20 m off at 5 m, target 0 m: the ray over the edge lands at 40 m, on a cell's centre.
    const scene = sceneOf([{ rings: [box(18.5, -30, 20.5, 30)], base: 0, top: 5 }], { bounds });
    const eye = probe(scene, 0.5, 0.5, 10, 120, { targetHeightMeters: 0 });
    expect([39.5, 40.5, 41.5].map((x) => eye.seen(x, 0.5))).toEqual([false, true, true]);
    expect(eye.compare().differing).toBe(0);
  });

  test('an eye that lies on a roof sees nothing below it, one above sees past its edge', () => {
    const scene = sceneOf([{ rings: [box(-20, -20, 20, 20)], base: 0, top: 6 }], { bounds });
    const lying = probe(scene, 0, 0, 6, 120);
    expect(lying.centres().some(([x, y]) => lying.seen(x, y))).toBe(false);
    // From 8 m the ray over the edge lands at 20 · 6.4 / 2 = 64 m.
    const above = probe(scene, 0, 0.5, 8, 120);
    expect([20.5, 63.5, 64.5].map((x) => above.seen(x, 0.5))).toEqual([false, false, true]);
  });

  test('a sight line exactly at the height of a canopy’s top or underside passes', () => {
    const canopy = { rings: [box(20, -40, 30, 40)], base: 4, top: 6, raised: true };
    for (const [height, seen] of [
      [4, true],
      [4 + 1 / 1024, false],
      [6 - 1 / 1024, false],
      [6, true],
    ] as const) {
      const eye = probe(sceneOf([canopy], { bounds }), 0, 0.5, height, 120, { targetHeightMeters: height });
      expect(eye.seen(60.5, 0.5), `${height}`).toBe(seen);
      expect(eye.seen(25.5, 0.5), `${height}`).toBe(seen);
    }
  });

  test('a sight line that grazes the ground passes, one a hair lower does not', () => {
    // A ridge along x = 32, 4 m high; eye and target level with its crest.
    const ridge = (x: number) => (x === 32 ? 4 : 0);
    const scene = sceneOf([], { bounds, terrain: terrainOfFunction(bounds, 32, ridge) });
    const grazing = probe(scene, -32, 0.5, 4, 120, { targetHeightMeters: 4 });
    expect(grazing.seen(80.5, 0.5)).toBe(true);
    const lower = probe(scene, -32, 0.5, 4 - 1 / 1024, 120, { targetHeightMeters: 4 - 1 / 1024 });
    expect(lower.seen(80.5, 0.5)).toBe(false);
  });
});

describe('refused positions', () => {
  const scene = prepareVisibility(
    sceneOf(
      [
        { rings: [box(-10, -10, 10, 10), box(-5, -5, 5, 5)], base: 0, top: 12 },
        { rings: [box(20, 0, 30, 10)], base: 4, top: 6, raised: true },
      ],
      { bounds, trees: [{ id: 'node/7', x: 60, y: 0, heightMeters: 9, crownRadiusMeters: 3 }] },
    ),
    { ...plainSettings, treeCrowns: 'opaque' },
  );

  test.each([
    ['inside a building', 8, 0, 5, 'The camera stands inside building solid/0; move it at least 0.1 m off the wall.'],
    ['on a wall', 10, 0, 5, 'The camera stands inside building solid/0; move it at least 0.1 m off the wall.'],
    [
      'on the wall of the courtyard',
      5,
      0,
      5,
      'The camera stands inside building solid/0; move it at least 0.1 m off the wall.',
    ],
    [
      'inside a raised solid',
      25,
      5,
      5,
      'The camera stands inside building solid/1; move it at least 0.1 m off the wall.',
    ],
    ['inside a crown', 60, 1, 6, 'The camera stands inside the crown of tree node/7; move it out of the crown.'],
    ['outside the scene', 128.5, 0, 5, 'The camera stands outside the scene; move it inside the scene’s border.'],
    ['below the ground', 40, 0, -1, 'The camera is below the ground; raise it.'],
    ['nowhere', NaN, 0, 5, 'The camera has no valid position.'],
  ])('%s', (_where, x, y, z, sentence) => {
    expect(positionProblem(scene, x, y, z)).toBe(sentence);
  });

  test.each([
    ['in the courtyard', 0, 0, 5],
    ['on the roof', 8, 0, 12],
    ['0.1 m off the wall', 10.1, 0, 5],
    ['under the raised solid', 25, 5, 4],
    ['on the raised solid', 25, 5, 6],
    ['on the border', 128, 128, 5],
  ])('but not %s', (_where, x, y, z) => {
    expect(positionProblem(scene, x, y, z)).toBeNull();
  });
});
