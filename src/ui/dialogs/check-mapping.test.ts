import { expect, it } from 'vitest';
import type { DeviceMapping, DeviceTable } from '#model/device-mapping.ts';
import { checkMapping, kindValues } from './check-mapping.ts';

const table: DeviceTable = {
  columns: ['lon', 'lat', 'type', 'dir', 'name'],
  sample: [
    ['', '', 'ANPR', '', 'first'],
    ['24.94', '60.17', 'dome', '90°', 'second'],
    ['24.95', '60.18', 'dome', 'north', 'third'],
  ],
  rowCount: 3,
};
const mapping = (columns: DeviceMapping['columns']): DeviceMapping => ({
  columns,
  defaultKind: 'camera',
  defaultModel: '',
  kinds: {},
});

it('takes a table with a place in degrees', () => {
  expect(checkMapping(mapping({ longitude: 'lon', latitude: 'lat', headingDegrees: 'dir' }), table)).toBeNull();
});

it('asks for a place', () => {
  expect(checkMapping(mapping({ longitude: 'lon' }), table)).toMatch(/where the devices stand/);
  expect(checkMapping(mapping({}), { ...table, rowCount: 0 })).toBe('The table has no rows.');
});

it('says which column is no number, and what it begins with', () => {
  expect(checkMapping(mapping({ longitude: 'lon', latitude: 'name' }), table)).toBe(
    '“name” is not a latitude: it begins with “first”.',
  );
});

it('does not take metres of a national grid for degrees', () => {
  const grid = { ...table, sample: [['500000', '6650000', '', '', '']] };
  expect(checkMapping(mapping({ longitude: 'lon', latitude: 'lat' }), grid)).toMatch(/must be degrees/);
  expect(checkMapping(mapping({ x: 'lon', y: 'lat' }), grid)).toBeNull();
});

it('lists the values of the kind column once', () => {
  expect(kindValues(mapping({ kind: 'type' }), table)).toEqual(['ANPR', 'dome']);
  expect(kindValues(mapping({}), table)).toEqual([]);
});
