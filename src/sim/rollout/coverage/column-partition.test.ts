import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { groundWord } from '../../coverage/ground-bits.ts';
import { countBits } from '../../visibility/bits.ts';
import { type GroundMember, groundPartitionSteps, targetPartition } from './column-partition.ts';
import { demandUnits, demandWeights } from './demand-units.ts';

const anyWord = fc.oneof(fc.constant(0), fc.constant(-1), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));

/** Ground of two classes in a window that may lie anywhere beside others, over a border of bands (32 rows) too. */
const anyGround: fc.Arbitrary<GroundBits> = fc
  .record({ firstRow: fc.nat(70), rows: fc.nat(5), firstWord: fc.nat(4), words: fc.nat(3) })
  .chain((window) => {
    const length = 2 * window.rows * window.words;
    return fc.array(anyWord, { minLength: length, maxLength: length }).map((words) => {
      const bits = Uint32Array.from(words, (word) => word >>> 0);
      const sum = (part: Uint32Array): number => part.reduce((cells, word) => cells + countBits(word), 0);
      const cells = [sum(bits.subarray(0, length / 2)), sum(bits.subarray(length / 2))];
      return { ...window, bits, cells };
    });
  });

function finished<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Weights by set of devices, as “1 4”. */
function bySet(
  weights: readonly (number | undefined)[],
  each: (node: number, visit: (device: number) => void) => void,
): Map<string, number> {
  const result = new Map<string, number>();
  weights.forEach((weight, node) => {
    if (weight === undefined) return;
    const set: number[] = [];
    each(node, (device) => set.unshift(device));
    const key = set.join(' ');
    if (result.has(key)) throw new Error(`Two columns of the devices ${key}.`);
    result.set(key, weight);
  });
  return result;
}

test('cells are merged exactly where the same devices cover them, and each counts once', () => {
  fc.assert(
    fc.property(fc.array(anyGround, { maxLength: 6 }), fc.constantFrom(0, 1), (grounds, index) => {
      const members: GroundMember[] = grounds.map((ground, k) => ({ device: 2 * k + 1, ground }));
      const weigh = (row: number, word: number, cells: number): number => (row + 3 * word + 1) * countBits(cells);
      const count = (_row: number, _word: number, cells: number): number => countBits(cells);
      const pieces: number[][] = [];
      const { tree, weights } = finished(
        groundPartitionSteps(2 * grounds.length, members, index, [weigh, count], (...piece) => pieces.push(piece)),
      );
      const [weighed, counted] = [new Map<string, number>(), new Map<string, number>()];
      for (let row = 0; row < 80; row += 1) {
        for (let column = 0; column < 256; column += 1) {
          const seen = ({ ground }: GroundMember): boolean =>
            ((groundWord(ground, index, row, column >> 5) >>> (column & 31)) & 1) === 1;
          const key = members
            .filter(seen)
            .map(({ device }) => device)
            .join(' ');
          if (key === '') continue;
          weighed.set(key, (weighed.get(key) ?? 0) + row + 3 * (column >> 5) + 1);
          counted.set(key, (counted.get(key) ?? 0) + 1);
        }
      }
      const each = tree.each.bind(tree);
      expect(bySet(weights[0], each)).toEqual(weighed);
      expect(bySet(weights[1], each)).toEqual(counted);
      const places = pieces.map(([row, word]) => 100 * row + word);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      const told = pieces.reduce((sum, [, , cells]) => sum + countBits(cells), 0);
      expect(told).toBe([...counted.values()].reduce((sum, cells) => sum + cells, 0));
    }),
    { numRuns: 200 },
  );
});

test('targets are merged where the same devices reach them, and those beyond the list are left out', () => {
  const members = [
    { device: 0, targets: [0, 1, 4] },
    { device: 2, targets: [1, 2, 4, 9] },
  ];
  const { tree, weights } = targetPartition(3, members, 5, [
    [1, 20, 300, 4000, 50_000],
    [0, 0, 7, 7, 7],
  ]);
  const each = tree.each.bind(tree);
  expect(Object.fromEntries(bySet(weights[0], each))).toEqual({ '0': 1, '0 2': 50_020, '2': 300 });
  expect(Object.fromEntries(bySet(weights[1], each))).toEqual({ '0 2': 7, '2': 7 });
});

test('long work is done in steps', () => {
  const bits = new Uint32Array(1000 * 100).fill(5);
  const ground = { firstRow: 0, rows: 1000, firstWord: 0, words: 100, bits, cells: [200_000] };
  expect([...groundPartitionSteps(1, [{ device: 0, ground }], 0, [() => 1])].length).toBeGreaterThan(5);
});

test('demand in whole units is within a unit of its share in every sum from the first on, and all of it is all units', () => {
  const weight = fc.double({ min: 1e-9, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.option(weight, { nil: undefined }), { minLength: 1 }), weight, (weights, uncovered) => {
      const total = weights.reduce<number>((sum, own) => sum + (own ?? 0), 0);
      const whole = total + uncovered;
      const units = demandWeights(weights, whole);
      let [sum, exact] = [0, 0];
      units.forEach((own, k) => {
        expect(Number.isInteger(own) && own >= 0).toBe(true);
        sum += own;
        exact += weights[k] ?? 0;
        expect(Math.abs(sum - (exact / whole) * demandUnits)).toBeLessThanOrEqual(Math.max(1, 2e-12 * demandUnits));
      });
      const all = demandWeights(weights, total);
      expect(all.reduce((own, next) => own + next, 0)).toBe(total > 0 ? demandUnits : 0);
    }),
  );
  expect(demandWeights([0.1, undefined, 0.2], 0.30000000000000004 + 1e-16).reduce((a, b) => a + b, 0)).toBe(
    demandUnits,
  );
});
