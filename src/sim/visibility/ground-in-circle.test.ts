import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WordWindow } from '#geo/cell-grid.ts';
import { sceneOf } from '../../../test/fixtures/random-city.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { windowX, windowY } from './bits.ts';
import { groundInCircle } from './ground-in-circle.ts';
import { prepareVisibility, type VisibilityScene } from './visibility-scene.ts';
import { WasmLevelShadows } from './wasm/wasm-level-shadows.ts';

/** Ground with a border in the middle of words. */
function sceneWith(cell: number): VisibilityScene {
  return prepareVisibility(
    sceneOf([], { bounds: { minX: -70.25, minY: -41, maxX: 57, maxY: 66.5 }, cell }),
    plainSettings,
  );
}

/** Cell by cell, as the circle is defined. */
function expected({ grid, ground }: VisibilityScene, window: WordWindow, x: number, y: number, radius: number) {
  const bits = new Uint32Array(window.rows * window.words);
  for (let at = 0; at < 32 * bits.length; at += 1) {
    const row = Math.floor(at / (32 * window.words));
    const column = at - 32 * window.words * row;
    const dx = windowX(grid, window) - x + column * grid.cell;
    const dy = windowY(grid, window) - y + row * grid.cell;
    const word = ground[(window.firstRow + row) * grid.words + window.firstWord + (column >> 5)];
    if (dx * dx + dy * dy <= radius * radius) bits[at >> 5] |= word & (1 << (at & 31));
  }
  return bits;
}

test('the circle is cut out cell by cell, in any window, whether it holds the centre or not', () => {
  const coordinate = fc.integer({ min: -110_000, max: 110_000 }).map((value) => value / 1024);
  fc.assert(
    fc.property(
      fc.constantFrom(0.5, 1, 4),
      coordinate,
      coordinate,
      fc.oneof(fc.constantFrom(0, 0.5, 5, 13, 1e9), fc.double({ min: 0, max: 180, noNaN: true })),
      fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()),
      fc.boolean(),
      (cell, x, y, radius, [a, b, c, d], isRound) => {
        const scene = sceneWith(cell);
        const { grid, ground, solids, standing } = scene;
        const firstRow = a % grid.rows;
        const firstWord = b % grid.words;
        const window = {
          firstRow,
          rows: 1 + (c % (grid.rows - firstRow)),
          firstWord,
          words: 1 + (d % (grid.words - firstWord)),
        };
        const [ox, oy] = isRound ? [Math.round(x) / 2, Math.round(y) / 2] : [x, y];
        const cut = expected(scene, window, ox, oy, radius);
        expect(groundInCircle(grid, ground, window, ox, oy, radius)).toEqual(cut);
        const wasm = WasmLevelShadows.create(grid, ground, solids, standing);
        expect(wasm?.seen(window, ox, oy, 6, radius, 1.6, null)).toEqual(cut);
      },
    ),
    { numRuns: 120, seed: 6 },
  );
});
