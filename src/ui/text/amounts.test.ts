import { expect, it } from 'vitest';
import {
  formatBitrate,
  formatMoney,
  formatPower,
  formatPrice,
  formatStorage,
  formatWatts,
  isAssumption,
} from './amounts.ts';

it('writes money with its sign in front, whole and with a real minus', () => {
  expect(formatMoney(1180, 'EUR')).toBe('€1,180');
  expect(formatMoney(-4200.4, 'USD')).toBe('−$4,200');
  expect(formatMoney(-0.2, 'EUR')).toBe('€0');
  expect(formatMoney(Number.NaN, 'EUR')).toBe('–');
  expect(formatMoney(2640, 'CHF')).toBe('CHF\u00a02,640');
});

it('marks prices that are assumptions', () => {
  expect(formatPrice(600, 'EUR', 'assumption: usual values of the class')).toBe('≈ €600');
  expect(formatPrice(600, 'EUR', 'offer of 3 May')).toBe('€600');
  expect(isAssumption(' Assumption')).toBe(true);
});

it('writes data and power in the unit that suits them', () => {
  expect([formatStorage(0), formatStorage(2.44), formatStorage(864), formatStorage(2592)]).toEqual([
    '0 GB',
    '2.4 GB',
    '864 GB',
    '2.59 TB',
  ]);
  expect([formatBitrate(0), formatBitrate(0.004), formatBitrate(8), formatBitrate(312.4)]).toEqual([
    '0 Mbit/s',
    '0.004 Mbit/s',
    '8.0 Mbit/s',
    '312 Mbit/s',
  ]);
  expect([formatWatts(9.5), formatWatts(180), formatWatts(12_400)]).toEqual(['9.5 W', '180 W', '12.4 kW']);
});

it('says which PoE class carries a device', () => {
  expect(formatPower({ powerWatts: 9.5, poe: 'af' })).toBe('9.5 of 12.95 W af');
  expect(formatPower({ powerWatts: 60, poe: 'bt4' })).toBe('60.0 of 71.3 W bt, type 4');
  expect(formatPower({ powerWatts: 120, poe: 'over' })).toBe('120 W, over any PoE');
  expect(formatPower({ powerWatts: 40, poe: null })).toBe('40.0 W');
});
