import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { seededNumbers } from '../../../test/fixtures/random-city.ts';
import { CoverageLedger } from './coverage-ledger.ts';

const grid = createCellGrid({ minX: 0, minY: 0, maxX: 640, maxY: 300 }, 1);
const categories = 3;
const tileColumns = Math.ceil(grid.columns / 256);

/** Random nested bitsets in a window about the corner of four tiles, so that cameras overlap; some are empty. */
function randomBits(seed: number): GroundBits {
  const random = seededNumbers(seed);
  const firstRow = 248 + Math.floor(random() * 12);
  const rows = seed % 7 === 0 ? 0 : 1 + Math.floor(random() * Math.min(9, 300 - firstRow));
  // About the corner, at the grid's western edge or its eastern one, where the last tile is cut.
  const firstWord = [6, 0, 17][seed % 3] + Math.floor(random() * 3);
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
  return { firstRow, rows, firstWord, words, bits, cells };
}

function has(bits: GroundBits, category: number, row: number, column: number): boolean {
  const r = row - bits.firstRow;
  const w = (column >> 5) - bits.firstWord;
  if (r < 0 || r >= bits.rows || w < 0 || w >= bits.words) return false;
  return ((bits.bits[(category * bits.rows + r) * bits.words + w] >>> (column & 31)) & 1) === 1;
}

/** The same numbers by counting every cell. */
function countAll(holders: ReadonlyMap<string, GroundBits>) {
  const held = [...holders.values()];
  const cells = [0, 0, 0];
  const redundantCells = [0, 0, 0];
  const deviceCells = [0, 0, 0];
  const alone = new Map([...holders.keys()].map((id) => [id, [0, 0, 0]]));
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
      deviceCells[category] += count;
      if (count > 0) {
        cells[category] += 1;
        best[at] = category + 1;
      }
      if (count > 1) redundantCells[category] += 1;
      if (count !== 1) return;
      const row = Math.floor(at / grid.columns);
      const only = [...holders].find(([, bits]) => has(bits, category, row, at - row * grid.columns));
      if (only !== undefined) (alone.get(only[0]) ?? [])[category] += 1;
    });
  }
  return { totals: { cells, redundantCells, deviceCells }, alone, best };
}

function hashOf(ledger: CoverageLedger): string {
  const steps = ledger.hashSteps();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
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
      const held = new Map<string, GroundBits>();
      const painted = new Uint8Array(grid.rows * grid.columns);
      for (const { camera, seed, remove } of steps) {
        const id = `camera ${camera}`;
        if (remove) {
          held.delete(id);
          ledger.remove(id);
        } else {
          const bits = randomBits(seed);
          held.set(id, bits);
          ledger.put(id, bits);
        }
        for (const key of ledger.takeDirtyTiles()) {
          const tile = new Uint8Array(256 * 256);
          ledger.addBest(key, tile);
          const [tileRow, tileColumn] = [Math.floor(key / tileColumns), key % tileColumns];
          for (let row = 0; row < 256 && tileRow * 256 + row < grid.rows; row += 1) {
            for (let column = 0; column < 256 && tileColumn * 256 + column < grid.columns; column += 1) {
              const at = (tileRow * 256 + row) * grid.columns + tileColumn * 256 + column;
              painted[at] = tile[row * 256 + column];
            }
          }
        }
      }
      const expected = countAll(held);
      shared += expected.totals.redundantCells[0];
      expect(ledger.totals()).toEqual(expected.totals);
      expect(new Map([...ledger.ids()].map((id) => [id, ledger.aloneCells(id)]))).toEqual(expected.alone);
      expect(Buffer.compare(painted, expected.best)).toBe(0);
    }),
    { numRuns: 60, seed: 20261126 },
  );
  expect(shared).toBeGreaterThan(100);
});

test('the hash depends on what is held, not on the way there', () => {
  const all = Array.from({ length: 6 }, (_, i): [string, GroundBits] => [`camera ${i}`, randomBits(100 + i)]);
  const straight = new CoverageLedger(grid, categories);
  for (const [id, bits] of all) straight.put(id, bits);
  const winding = new CoverageLedger(grid, categories);
  winding.put('passing', randomBits(999));
  winding.put('camera 3', randomBits(998));
  for (const [id, bits] of all.toReversed()) winding.put(id, bits);
  winding.remove('passing');
  expect(hashOf(winding)).toBe(hashOf(straight));
  winding.remove('camera 2');
  expect(hashOf(winding)).not.toBe(hashOf(straight));
  for (const [id] of all) winding.remove(id);
  expect(hashOf(winding)).toBe(hashOf(new CoverageLedger(grid, categories)));
});

test('memory is taken only where a camera sees something, also on a grid of 8 × 8 km', () => {
  const large = createCellGrid({ minX: -4000, minY: -4000, maxX: 4000, maxY: 4000 }, 1);
  const ledger = new CoverageLedger(large, categories);
  ledger.put('camera', { ...randomBits(1), firstRow: 4000, firstWord: 120 });
  expect(ledger.bytes).toBeGreaterThan(0);
  expect(ledger.bytes).toBeLessThan(400_000);
  const used = ledger.takeDirtyTiles();
  expect(used.length).toBeGreaterThan(0);
  expect(ledger.usedTiles()).toEqual(used);
  ledger.remove('camera');
  expect(ledger.bytes).toBe(0);
  expect(ledger.takeDirtyTiles()).toEqual(used);
  expect(ledger.usedTiles()).toEqual([]);
});

test('watchers are told exactly the cells that come to be seen by so many devices, or cease to be', () => {
  let told = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
      const ledger = new CoverageLedger(grid, categories);
      const held = new Map<string, GroundBits>();
      const watched = [1, 2, 3].map((count) => ({ count, cells: new Set<number>() }));
      for (const { count, cells } of watched) {
        ledger.watch(1, count, (row, word, bits, gained) => {
          for (let bit = 0; bit < 32; bit += 1) {
            if (((bits >>> bit) & 1) === 0) continue;
            const at = row * grid.columns + 32 * word + bit;
            expect(cells.has(at)).toBe(!gained);
            if (gained) cells.add(at);
            else cells.delete(at);
            told += 1;
          }
        });
      }
      for (const { camera, seed, remove } of steps) {
        if (remove) ledger.remove(`camera ${camera}`);
        else ledger.put(`camera ${camera}`, randomBits(seed));
        if (remove) held.delete(`camera ${camera}`);
        else held.set(`camera ${camera}`, randomBits(seed));
      }
      for (const { count, cells } of watched) {
        const visited = new Set<number>();
        ledger.eachWord(1, count, (row, word, bits) => {
          expect(ledger.wordAtLeast(1, count, row, word)).toBe(bits);
          for (let bit = 0; bit < 32; bit += 1) {
            if (((bits >>> bit) & 1) === 1) visited.add(row * grid.columns + 32 * word + bit);
          }
        });
        expect(visited).toEqual(cells);
        const expected = new Set<number>();
        for (let at = 0; at < grid.rows * grid.columns; at += 1) {
          const row = Math.floor(at / grid.columns);
          const seen = [...held.values()].filter((bits) => has(bits, 1, row, at - row * grid.columns)).length;
          if (seen >= count) expected.add(at);
        }
        expect(cells).toEqual(expected);
      }
    }),
    { numRuns: 25, seed: 20261126 },
  );
  expect(told).toBeGreaterThan(1000);
});

test('a tile counts devices at or above a class, up to the most that is asked', () => {
  const ledger = new CoverageLedger(grid, categories);
  const same = randomBits(1);
  for (let k = 0; k < 9; k += 1) ledger.put(`camera ${k}`, same);
  ledger.followCounts(0);
  ledger.takeDirtyTiles();
  ledger.put('camera 9', same);
  const [key] = ledger.takeDirtyTiles();
  const tile = new Uint8Array(256 * 256);
  ledger.addCounts(key, 0, 6, tile);
  expect(new Set(tile)).toEqual(new Set([0, 6]));
});
