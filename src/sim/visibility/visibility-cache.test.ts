import { describe, expect, test } from 'vitest';
import { randomCity, seededNumbers } from '../../../test/fixtures/random-city.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { type BitWindow, windowOfBox, windowX, windowY } from './bits.ts';
import { type Sector, sectorOf } from './sector.ts';
import { VisibilityCache } from './visibility-cache.ts';
import { positionProblem, prepareVisibility, type VisibilityScene } from './visibility-scene.ts';
import { visibleCells } from './visible-cells.ts';

interface Ask {
  readonly radius: number;
  readonly asked: BitWindow;
  readonly sector: Sector;
}

/** The cells of a triangle with the optical centre as one corner, as a camera asks for them. */
function triangle(scene: VisibilityScene, x: number, y: number, east: number, north: number, width: number): Ask {
  const a = [east - width * north, north + width * east] as const;
  const b = [east + width * north, north - width * east] as const;
  const sector = sectorOf([a, b]);
  if (sector === null) throw new Error('The triangle is too wide.');
  const [west, south] = [Math.min(0, a[0], b[0]), Math.min(0, a[1], b[1])];
  const window = windowOfBox(scene.grid, x + west, y + south, x + Math.max(0, a[0], b[0]), y + Math.max(0, a[1], b[1]));
  const bits = new Uint32Array(window.rows * window.words);
  for (let at = 0; at < 32 * bits.length; at += 1) {
    const row = Math.floor(at / (32 * window.words));
    const px = windowX(scene.grid, window) + (at - 32 * window.words * row) * scene.grid.cell - x;
    const py = windowY(scene.grid, window) + row * scene.grid.cell - y;
    const inside = b[0] * py - b[1] * px >= 0 && px * a[1] - py * a[0] >= 0;
    if (inside && px * east + py * north <= east * east + north * north) bits[at >> 5] |= 1 << (at & 31);
  }
  return { radius: 1.01 * Math.hypot(a[0], a[1]), asked: { window, bits }, sector };
}

/** What the whole round says about the cells asked for. */
function expected(scene: VisibilityScene, x: number, y: number, z: number, { radius, asked }: Ask): number[] {
  const all = visibleCells(scene, x, y, z, radius);
  return Array.from(asked.bits, (word, at) => {
    const row = Math.floor(at / asked.window.words) + asked.window.firstRow - all.window.firstRow;
    const column = (at % asked.window.words) + asked.window.firstWord - all.window.firstWord;
    const isThere = row >= 0 && row < all.window.rows && column >= 0 && column < all.window.words;
    return isThere ? (word & all.bits[row * all.window.words + column]) >>> 0 : 0;
  });
}

describe.each([
  ['on level ground', 0],
  ['on hills', 20],
])('%s', (_where, relief) => {
  const scene = prepareVisibility(randomCity(3, { side: 300, relief }), plainSettings);
  const random = seededNumbers(9);
  const spots: [number, number, number][] = [];
  while (spots.length < 6) {
    const at = () => Math.round((random() - 0.5) * 280 * 1024) / 1024;
    const spot: [number, number, number] = [at(), at(), 12 + 8 * Math.floor(3 * random())];
    if (positionProblem(scene, ...spot) === null) spots.push(spot);
  }

  test('a camera that turns, zooms and sees farther is told what the whole round says', () => {
    const cache = new VisibilityCache(scene);
    for (const [x, y, z] of spots) {
      for (const [east, north, width] of [
        [80, 10, 0.6],
        [80, 10, 0.3],
        [-20, 70, 0.9],
        [140, 20, 0.2],
        [-20, -70, 0.1],
        [80, 10, 0.6],
      ]) {
        const ask = triangle(scene, x, y, east, north, width);
        const open = cache.pastSolids(x, y, z, ask.radius, ask.asked.window, ask.sector);
        const seen = cache.seen(x, y, z, ask.radius, ask.asked, ask.sector);
        expect([...seen.bits]).toEqual(expected(scene, x, y, z, ask));
        expect(seen.bits.every((word, at) => (word & ~open.bits[at]) === 0)).toBe(true);
      }
    }
  });

  test('one aim is held for its own window, several aims for the whole round', () => {
    const cache = new VisibilityCache(scene);
    const [x, y, z] = spots[0];
    const east = triangle(scene, x, y, 80, 10, 0.3);
    const north = triangle(scene, x, y, -10, 80, 0.3);
    cache.seen(x, y, z, east.radius, east.asked, east.sector);
    const one = cache.bytes;
    cache.seen(x, y, z, north.radius, north.asked, north.sector);
    const several = cache.bytes;
    expect(one).toBeGreaterThan(0);
    expect(several).toBeGreaterThan(2 * one);
    cache.seen(x, y, z, east.radius, east.asked, east.sector);
    expect(cache.bytes).toBe(several);
  });
});
