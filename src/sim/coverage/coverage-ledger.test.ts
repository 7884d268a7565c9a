import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { CameraBits } from '#model/results/coverage-bits.ts';
import { seededNumbers } from '../../../test/fixtures/random-city.ts';
import { CoverageLedger } from './coverage-ledger.ts';

const grid = createCellGrid({ minX: 0, minY: 0, maxX: 640, maxY: 300 }, 1);
const categories = 3;

/** Random nested bitsets in a window about the corner of four tiles, so that cameras overlap; some are empty. */
function randomBits(id: string, seed: number): CameraBits {
  const random = seededNumbers(seed);
  const firstRow = 248 + Math.floor(random() * 12);
  const rows = seed % 7 === 0 ? 0 : 1 + Math.floor(random() * Math.min(9, 300 - firstRow));
  const firstWord = 6 + Math.floor(random() * 3);
  const words = rows === 0 ? 0 : 1 + Math.floor(random() * Math.min(2, 20 - firstWord));
  const size = rows * words;
  const bits = new Uint32Array(categories * size);
  for (let i = 0; i < size; i += 1) {
    let word = -1;
    for (let k = 0; k < categories; k += 1) {
      word &= Math.floor(random() * 2 ** 32);
      bits[k * size + i] = word;
    }
  }
  const cells = Array.from({ length: categories }, (_, k) => {
    let count = 0;
    for (const word of bits.subarray(k * size, (k + 1) * size)) {
      for (let bit = 0; bit < 32; bit += 1) count += (word >>> bit) & 1;
    }
    return count;
  });
  return { id, firstRow, rows, firstWord, words, bits, cells, position: [0, 0, 0], problem: null };
}

function has(bits: CameraBits, category: number, row: number, column: number): boolean {
  const r = row - bits.firstRow;
  const w = (column >> 5) - bits.firstWord;
  if (r < 0 || r >= bits.rows || w < 0 || w >= bits.words) return false;
  return ((bits.bits[(category * bits.rows + r) * bits.words + w] >>> (column & 31)) & 1) === 1;
}

/** The same numbers by counting every cell. */
function countAll(held: readonly CameraBits[]) {
  const cells = [0, 0, 0];
  const redundantCells = [0, 0, 0];
  const cameraCells = [0, 0, 0];
  const alone = new Map(held.map((bits) => [bits.id, [0, 0, 0]]));
  const best = new Uint8Array(grid.rows * grid.columns);
  for (let category = 0; category < categories; category += 1) {
    const counts = new Uint16Array(best.length);
    for (const bits of held) {
      for (let row = bits.firstRow; row < bits.firstRow + bits.rows; row += 1) {
        for (let column = 32 * bits.firstWord; column < 32 * (bits.firstWord + bits.words); column += 1) {
          if (has(bits, category, row, column)) counts[row * grid.columns + column] += 1;
        }
      }
    }
    counts.forEach((count, at) => {
      cameraCells[category] += count;
      if (count > 0) {
        cells[category] += 1;
        best[at] = category + 1;
      }
      if (count > 1) redundantCells[category] += 1;
      if (count !== 1) return;
      const row = Math.floor(at / grid.columns);
      const only = held.find((bits) => has(bits, category, row, at - row * grid.columns));
      if (only !== undefined) (alone.get(only.id) ?? [])[category] += 1;
    });
  }
  return { totals: { cells, redundantCells, cameraCells }, alone, best };
}

const step = fc.record({
  camera: fc.integer({ min: 0, max: 5 }),
  seed: fc.integer({ min: 0, max: 9999 }),
  remove: fc.boolean(),
});

test('after any puts and removals all numbers are those of counting every cell anew', () => {
  let shared = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
      const ledger = new CoverageLedger(grid, categories);
      const held = new Map<string, CameraBits>();
      const painted = new Uint8Array(grid.rows * grid.columns);
      for (const { camera, seed, remove } of steps) {
        const id = `camera ${camera}`;
        if (remove) {
          held.delete(id);
          ledger.remove(id);
        } else {
          const bits = randomBits(id, seed);
          held.set(id, bits);
          ledger.put(bits);
        }
        for (const tile of ledger.takeChangedTiles()) {
          for (let row = 0; row < 256 && tile.row * 256 + row < grid.rows; row += 1) {
            for (let column = 0; column < 256 && tile.column * 256 + column < grid.columns; column += 1) {
              const at = (tile.row * 256 + row) * grid.columns + tile.column * 256 + column;
              painted[at] = tile.best[row * 256 + column];
            }
          }
        }
      }
      const expected = countAll([...held.values()]);
      shared += expected.totals.redundantCells[0];
      expect(ledger.totals()).toEqual(expected.totals);
      expect(new Map(ledger.cameraTotals().map(({ id, aloneCells }) => [id, aloneCells]))).toEqual(expected.alone);
      expect(Buffer.compare(painted, expected.best)).toBe(0);
    }),
    { numRuns: 60, seed: 20261126 },
  );
  expect(shared).toBeGreaterThan(100);
});

test('the hash depends on what is held, not on the way there', () => {
  const all = Array.from({ length: 6 }, (_, i) => randomBits(`camera ${i}`, 100 + i));
  const straight = new CoverageLedger(grid, categories);
  for (const bits of all) straight.put(bits);
  const winding = new CoverageLedger(grid, categories);
  winding.put(randomBits('passing', 999));
  winding.put(randomBits('camera 3', 998));
  for (const bits of all.toReversed()) winding.put(bits);
  winding.remove('passing');
  expect(winding.hash()).toBe(straight.hash());
  winding.remove('camera 2');
  expect(winding.hash()).not.toBe(straight.hash());
  for (const bits of all) winding.remove(bits.id);
  expect(winding.hash()).toBe(new CoverageLedger(grid, categories).hash());
});

test('memory is taken only where a camera sees something, also on a grid of 8 × 8 km', () => {
  const large = createCellGrid({ minX: -4000, minY: -4000, maxX: 4000, maxY: 4000 }, 1);
  const ledger = new CoverageLedger(large, categories);
  ledger.put({ ...randomBits('camera', 1), firstRow: 4000, firstWord: 120 });
  expect(ledger.bytes).toBeGreaterThan(0);
  expect(ledger.bytes).toBeLessThan(400_000);
  ledger.takeChangedTiles();
  ledger.remove('camera');
  expect(ledger.bytes).toBe(0);
  const last = ledger.takeChangedTiles();
  expect(last.length).toBeGreaterThan(0);
  expect(last.every((tile) => tile.best.every((best) => best === 0))).toBe(true);
});
