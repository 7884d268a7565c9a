import { expect, it } from 'vitest';
import { sorted } from './sorted.ts';

const rows = [
  { name: 'C-10', area: 5 },
  { name: 'C-2', area: 9 },
  { name: 'C-1', area: 5 },
  { name: 'C-3', area: null },
];
const by = (value: (row: (typeof rows)[number]) => string | number | null, descending: boolean) =>
  sorted(rows, value, descending, ({ name }) => name).map(({ name }) => name);

it('sorts names with numbers as numbers', () => {
  expect(by(({ name }) => name, false)).toEqual(['C-1', 'C-2', 'C-3', 'C-10']);
  expect(by(({ name }) => name, true)).toEqual(['C-10', 'C-3', 'C-2', 'C-1']);
});

it('sorts by amount, equal ones by name, and those without an amount last either way', () => {
  expect(by(({ area }) => area, true)).toEqual(['C-2', 'C-1', 'C-10', 'C-3']);
  expect(by(({ area }) => area, false)).toEqual(['C-1', 'C-10', 'C-2', 'C-3']);
});

it('leaves the given list as it was', () => {
  by(({ area }) => area, true);
  expect(rows.map(({ name }) => name)).toEqual(['C-10', 'C-2', 'C-1', 'C-3']);
});
