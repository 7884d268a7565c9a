import { expect, it } from 'vitest';
import { type Device, deviceSchema } from '#model/device.ts';
import { deviceRows, filterDevices, noFilter, rangeOf, sortDevices } from './device-rows.ts';

const device = (id: string, parts: object): Device =>
  deviceSchema.parse({ kind: 'phone', id, name: id, x: 0, y: 0, heightMeters: 2, model: 'm', ...parts });

const devices = [
  device('P-10', { phase: 'one', purpose: 'Help at the station' }),
  device('P-2', { heightMeters: 3, state: 'live' }),
  device('D-1', { kind: 'access', agency: 'police', retentionDays: 30 }),
];
const scenario = {
  devices,
  agencies: [{ id: 'police', name: 'City police', kind: 'police' as const, contact: '', tier: 'owner' as const }],
  phases: [
    { id: 'one', name: 'Phase 1', description: '', start: null, end: null, budget: null, after: [], policy: null },
  ],
};
const totals = (id: string, cells: number) => ({
  id,
  cells: [cells],
  aloneCells: [0],
  patrolCells: null,
  exposedSquareMeters: null,
  lanesRead: null,
  problem: null,
  remark: null,
});
const rows = deviceRows(
  scenario,
  () => 'Help point',
  {
    grid: { cell: 2, firstColumn: 0, firstRow: 0, columns: 32, rows: 10, words: 1 },
    devices: new Map([
      ['P-2', totals('P-2', 25)],
      ['D-1', totals('D-1', 0)],
    ]),
  },
  null,
);
const ids = (list: readonly { readonly device: Device }[]) => list.map((row) => row.device.id);

it('puts names in place of ids and square metres in place of cells', () => {
  expect(rows[0]).toMatchObject({ phase: 'Phase 1', agency: '', model: 'Help point', area: null });
  expect(rows[1]).toMatchObject({ area: 100, state: 'Live' });
  expect(rows[2]).toMatchObject({ agency: 'City police', area: null });
});

it('filters by words of all columns, by kind, and by what is missing', () => {
  expect(ids(filterDevices(rows, { ...noFilter, text: 'STATION help' }))).toEqual(['P-10']);
  expect(ids(filterDevices(rows, { ...noFilter, kind: 'access' }))).toEqual(['D-1']);
  expect(ids(filterDevices(rows, { ...noFilter, phase: '' }))).toEqual(['P-2', 'D-1']);
  expect(ids(filterDevices(rows, { ...noFilter, agency: 'police' }))).toEqual(['D-1']);
  expect(ids(filterDevices(rows, { ...noFilter, state: 'live' }))).toEqual(['P-2']);
});

it('sorts by any column, and puts what is missing last', () => {
  expect(ids(sortDevices(rows, 'name', false))).toEqual(['D-1', 'P-2', 'P-10']);
  expect(ids(sortDevices(rows, 'heightMeters', true))).toEqual(['P-2', 'D-1', 'P-10']);
  expect(ids(sortDevices(rows, 'retentionDays', false))).toEqual(['D-1', 'P-2', 'P-10']);
  expect(ids(sortDevices(rows, 'area', true))).toEqual(['P-2', 'D-1', 'P-10']);
});

it('selects from one row to another in the order of the table, either way', () => {
  expect(rangeOf(rows, 0, 1)).toEqual(['P-10', 'P-2']);
  expect(rangeOf(rows, 2, 1)).toEqual(['P-2', 'D-1']);
});
