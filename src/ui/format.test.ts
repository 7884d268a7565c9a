import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatArea,
  formatCount,
  formatDegrees,
  formatDensity,
  formatLength,
  formatNumber,
  formatShare,
  fromMeters,
  shortHash,
  toMeters,
} from './format.ts';

describe('format', () => {
  it('groups thousands and uses a real minus sign', () => {
    expect(formatNumber(15124)).toBe('15,124');
    expect(formatNumber(-9.44, 1)).toBe('−9.4');
    expect(formatNumber(-0.01, 1)).toBe('0.0');
    expect(formatNumber(Number.NaN)).toBe('–');
  });

  it('shows areas, lengths and densities in metric units', () => {
    expect(formatArea(3918.4, 'metric')).toBe('3,918 m²');
    expect(formatLength(6.5, 'metric', 2)).toBe('6.50 m');
    expect(formatDensity(12.5, 'metric')).toBe('12.5 px/m');
    expect(formatDensity(80, 'metric')).toBe('80 px/m');
  });

  it('shows the same in US units', () => {
    expect(formatArea(1000, 'us')).toBe('10,764 ft²');
    expect(formatLength(3.048, 'us')).toBe('10.0 ft');
    expect(formatDensity(80, 'us')).toBe('24.4 px/ft');
    expect(formatDensity(427, 'us')).toBe('130 px/ft');
  });

  it('turns units back without loss', () => {
    for (const meters of [0, 0.1, 6.5, 1000]) expect(toMeters(fromMeters(meters, 'us'), 'us')).toBeCloseTo(meters, 12);
  });

  it('shows angles, shares, counts, hashes and ages', () => {
    expect(formatDegrees(-4)).toBe('−4.0°');
    expect([0, 0.00001, 0.0012, 0.0099, 0.00999, 0.1234].map(formatShare)).toEqual([
      '0.0 %',
      '< 0.01 %',
      '0.12 %',
      '0.99 %',
      '1.0 %',
      '12.3 %',
    ]);
    expect(formatCount(1, 'camera')).toBe('1 camera');
    expect(formatCount(1286, 'building')).toBe('1,286 buildings');
    expect(shortHash('7c1e00000000000000a9')).toBe('7c1e…00a9');
    expect(formatAge(0, 30_000)).toBe('just now');
    expect(formatAge(0, 5 * 60_000)).toBe('5 min ago');
    expect(formatAge(0, 3 * 3600_000)).toBe('3 h ago');
    expect(formatAge(0, 48 * 3600_000)).toBe('1970-01-01');
  });
});
