import { expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { cameraWith } from '../../../test/fixtures/cameras.ts';
import type { DeviceFilter } from '../goals/counted-devices.ts';
import { type GroundHolder, LedgerBook } from './ledger-book.ts';

const grid = createCellGrid({ minX: 0, minY: 0, maxX: 64, maxY: 64 }, 1);

function ground(bits: number): GroundBits {
  let cells = 0;
  for (let k = 0; k < 32; k += 1) cells += (bits >>> k) & 1;
  return { firstRow: 0, rows: 1, firstWord: 0, words: 1, bits: Uint32Array.of(bits), cells: [cells] };
}

function holder(id: string, bits: number, agency: string | null = null): GroundHolder {
  return { layer: 'plates', device: cameraWith({ id, agency }), ground: (at) => ground(at === 'day' ? bits : 1) };
}

const police: DeviceFilter = { key: 'police', counts: ({ agency }) => agency === 'police' };

test('ledgers hold the devices of their layer that they count, under their condition, and follow changes', () => {
  const devices = new Map([
    ['a', holder('a', 0b0111)],
    ['b', holder('b', 0b1100, 'police')],
  ]);
  const book = new LedgerBook(grid, 7, devices);
  const cells = () => [
    book.ledger('plates', 'day').totals().cells[0],
    book.ledger('plates', 'night').totals().cells[0],
    book.ledger('plates', 'day', police).totals().cells[0],
    book.ledger('density', 'day').totals().cells[0],
  ];
  expect(cells()).toEqual([4, 1, 2, 0]);
  book.put('a', holder('a', 0b11_0000, 'police'));
  expect(cells()).toEqual([4, 1, 4, 0]);
  book.put('b', holder('b', 0b1100));
  expect(cells()).toEqual([4, 1, 2, 0]);
  book.put('a', {
    ...holder('a', 0b1),
    layer: 'density',
    ground: () => ({ ...ground(1), cells: [1, 0, 0, 0, 0, 0, 0], bits: Uint32Array.of(1, 0, 0, 0, 0, 0, 0) }),
  });
  expect(cells()).toEqual([2, 1, 0, 1]);
  book.remove('b');
  expect(cells()).toEqual([0, 0, 0, 1]);
});

test('gateways count in every ledger of their layer and clash with no device’s id', () => {
  const book = new LedgerBook(grid, 7, new Map([['a', holder('a', 0b1)]]));
  book.putOther('a', { layer: 'plates', device: null, ground: () => ground(0b110) });
  expect(book.ledger('plates', 'day').totals().cells).toEqual([3]);
  expect(book.ledger('plates', 'day', police).totals().cells).toEqual([2]);
  book.removeOther('a');
  expect(book.ledger('plates', 'day').totals().cells).toEqual([1]);
});

test('a ledger that is made in steps gives way to one that was made in between', () => {
  const devices = new Map(['a', 'b', 'c'].map((id): [string, GroundHolder] => [id, holder(id, 0b1)]));
  const book = new LedgerBook(grid, 7, devices);
  const steps = book.ledgerSteps('plates', 'day');
  steps.next();
  const made = book.ledger('plates', 'day');
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  expect(step.value).toBe(made);
  expect(book.ledger('plates', 'day')).toBe(made);
  const broken = book.ledgerSteps('plates', 'fog');
  broken.next();
  broken.return(made);
  expect(book.ledger('plates', 'fog').totals().deviceCells).toEqual([3]);
});

test('ledgers of other conditions are forgotten unless they are watched', () => {
  const book = new LedgerBook(grid, 7, new Map([['a', holder('a', 0b1)]]));
  const [day, night, fog] = (['day', 'night', 'fog'] as const).map((condition) => book.ledger('plates', condition));
  fog.watch(0, 1, () => undefined);
  book.keepOnly(new Set(['day']));
  expect(book.ledger('plates', 'day')).toBe(day);
  expect(book.ledger('plates', 'fog')).toBe(fog);
  expect(book.ledger('plates', 'night')).not.toBe(night);
});
