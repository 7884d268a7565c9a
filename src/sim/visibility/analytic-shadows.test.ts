import { describe, expect, test } from 'vitest';
import { box, type SolidSketch, sceneOf, terrainOfFunction } from '../../../test/fixtures/random-city.ts';
import { type Probe, probe } from '../../../test/fixtures/visibility-probe.ts';

const bounds = { minX: -128, minY: -128, maxX: 128, maxY: 128 };
const cell = 0.25;

/** What a centre at the origin sees within 100 m on level ground. */
function lookAt(height: number, ...sketches: SolidSketch[]): Probe {
  return probe(sceneOf(sketches, { bounds, cell }), 0, 0, height, 100);
}

/** Square metres of the ground cells that are seen, or hidden, by the kernel. */
function area(look: Probe, seen: boolean): number {
  return look.centres().filter(([x, y]) => look.seen(x, y) === seen).length * cell * cell;
}

/** First and last seen or hidden centre along the row of cells just north of the x axis, eastwards. */
function extent(look: Probe, seen: boolean): [number, number] {
  const row = look
    .centres()
    .filter(([x, y]) => y === cell / 2 && x > 0 && look.seen(x, y) === seen)
    .map(([x]) => x)
    .toSorted((a, b) => a - b);
  return [row[0], row[row.length - 1]];
}

test('flat ground: all of π · 100² m²', () => {
  const look = lookAt(6);
  expect(area(look, false)).toBe(0);
  expect(Math.abs(area(look, true) / (Math.PI * 100 * 100) - 1)).toBeLessThan(1e-4);
});

describe('one wall of 20 m, 20 m away', () => {
  const wall = (top: number): SolidSketch => ({ rings: [box(20, -10, 20.5, 10)], base: 0, top });

  test('that is higher than the centre hides the sector behind it', () => {
    const look = lookAt(6, wall(6.5));
    // Half the angle between the ends of the near side is atan(10 / 20); the wall itself is no ground.
    const sector = 100 * 100 * Math.atan2(10, 20) - 20 * 10;
    expect(Math.abs(area(look, false) / (sector - 0.5 * 20) - 1)).toBeLessThan(2e-3);
    expect(extent(look, false)).toEqual([20.625, 99.875]);
  });

  test('that is lower hides up to where the line over its far edge comes down to the target', () => {
    const look = lookAt(6, wall(3));
    // From 6 m over 3 m at 20.5 m down to 1.6 m: 20.5 · 4.4 / 3 = 30.07 m.
    const end = (20.5 * (6 - 1.6)) / (6 - 3);
    const [from, to] = extent(look, false);
    expect(from).toBe(20.625);
    expect(Math.abs(to - end)).toBeLessThan(cell);
    // The far side's shadow is a trapezoid that grows with the distance: half a wall on 20.5 m of way. In front of its
    // corners the near side's wedge is wider by a sliver.
    const half = 10 / 20.5;
    const trapezoid = half * (end * end - 20.5 * 20.5);
    expect(Math.abs(area(look, false) / trapezoid - 1)).toBeLessThan(0.05);
  });

  test('that is not higher than the target hides nothing', () => {
    expect(area(lookAt(6, wall(1.6)), false)).toBe(0);
  });
});

test('from within a courtyard of 40 × 40 m only the court is seen', () => {
  const look = lookAt(6, { rings: [box(-30, -30, 30, 30), box(-20, -20, 20, 20)], base: 0, top: 15 });
  expect(area(look, true)).toBe(40 * 40);
});

test('from over a roof the ground is seen beyond where the line over its edge comes down', () => {
  // 12 m up, 2 m above a roof of 20 × 20 m: the edge at 10 m hides up to 10 · (12 − 1.6) / 2 = 52 m.
  const look = lookAt(12, { rings: [box(-10, -10, 10, 10)], base: 0, top: 10 });
  const [from] = extent(look, true);
  expect(Math.abs(from - 52)).toBeLessThan(cell);
  expect(extent(look, false)[0]).toBe(10.125);
});

test('a canopy hides from the line below its near edge to the line over its far edge', () => {
  const look = lookAt(6, { rings: [box(20, -5, 30, 5)], base: 3, top: 4, raised: true });
  // Down to 1.6 m: 20 · 4.4 / 3 = 29.33 m at the underside, 30 · 4.4 / 2 = 66 m at the top.
  const [from, to] = extent(look, false);
  expect(Math.abs(from - (20 * 4.4) / 3)).toBeLessThan(cell);
  expect(Math.abs(to - 66)).toBeLessThan(cell);
});

describe('a ridge of ground', () => {
  // A roof of earth across the view: up from x = 16 to 8 m at x = 24, down again to x = 32.
  const terrain = terrainOfFunction(bounds, 8, (x) => Math.max(0, 8 - Math.abs(x - 24)));
  const look = (height: number) => probe(sceneOf([], { bounds, cell, terrain }), 0, 0, height, 100);

  test('hides behind it up to where the line over its crest comes down', () => {
    // From 12 m over 8 m at 24 m, a fall of 1 in 6: 1.6 m above the ground behind at 62.4 m. Right behind the crest the
    // ground falls faster than the line until it is 1.6 m below it: at 24 + 1.6 / (1 − 1 / 6) = 25.92 m.
    const [from, to] = extent(look(12), false);
    expect(Math.abs(from - 25.92)).toBeLessThan(cell);
    expect(Math.abs(to - 62.4)).toBeLessThan(cell);
  });

  test('hides all of the plain behind it from a centre below its crest', () => {
    expect(extent(look(6), false)[1]).toBe(99.875);
  });
});
