import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaText, densityText, lengthText, roundLength, signedLengthText } from './reading-text.ts';

describe('reading text', () => {
  it('names the highest category that is reached, rounding down', () => {
    expect(densityText(80, 'iec-62676-4-2025', 'metric')).toBe('80 px/m · Discern');
    expect(densityText(79.9, 'iec-62676-4-2025', 'metric')).toBe('79 px/m · Outline');
    expect(densityText(250, 'iec-62676-4-2014', 'metric')).toBe('250 px/m · Identify');
    expect(densityText(3, 'iec-62676-4-2025', 'metric')).toBe('3 px/m · below Overview');
  });

  it('writes lengths in both systems', () => {
    expect(lengthText(40, 'metric')).toBe('40 m');
    expect(lengthText(4.26, 'metric')).toBe('4.3 m');
    expect(lengthText(30.48, 'us')).toBe('100 ft');
  });

  it('takes the longest round length that fits', () => {
    expect(roundLength(0.5, 112, 'metric')).toEqual({ pixels: 100, text: '50 m' });
    expect(roundLength(20, 112, 'metric').text).toBe('2 km');
    expect(roundLength(0.3048, 112, 'us').text).toBe('100 ft');
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 100, noNaN: true }),
        fc.constantFrom('metric' as const, 'us' as const),
        (scale, units) => {
          const { pixels } = roundLength(scale, 112, units);
          expect(pixels).toBeLessThanOrEqual(112.001);
          expect(pixels).toBeGreaterThan(112 / 2.6);
        },
      ),
    );
  });

  it('writes areas and differences of heights with a real sign', () => {
    expect(areaText(1234.4, 'metric')).toBe('1,234 m²');
    expect(areaText(100, 'us')).toBe('1,076 ft²');
    expect(signedLengthText(2.44, 'metric')).toBe('+2.4 m');
    expect(signedLengthText(-0.8, 'metric')).toBe('−0.8 m');
    expect(signedLengthText(0.01, 'us')).toBe('±0.0 ft');
  });

  it('names no category where none holds', () => {
    expect(densityText(430.9, null, 'metric')).toBe('430 px/m');
  });
});
