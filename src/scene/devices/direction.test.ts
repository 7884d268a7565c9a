import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDirections } from './direction.ts';

const one = (text: string) => parseDirections(text)?.[0] ?? null;

describe('directions of surveillance', () => {
  test('are numbers, compass points or words', () => {
    expect(one('270')?.headingDegrees).toBe(270);
    expect(one('-90')?.headingDegrees).toBe(270);
    expect(one('45.5°')?.headingDegrees).toBe(45.5);
    expect(one('NNE')?.headingDegrees).toBe(22.5);
    expect(one('northeast')?.headingDegrees).toBe(45);
    expect(one('N-E')?.headingDegrees).toBe(45);
    expect(one('North-West')?.headingDegrees).toBe(315);
    expect(one('south')).toEqual({ headingDegrees: 180, fieldDegrees: null });
  });

  test('are a heading in the middle and a field for a range', () => {
    expect(one('239-284')).toEqual({ headingDegrees: 261.5, fieldDegrees: 45 });
    expect(one('350-10')).toEqual({ headingDegrees: 0, fieldDegrees: 20 });
    expect(one('NW-NE')).toEqual({ headingDegrees: 0, fieldDegrees: 90 });
    expect(one('0-360')).toEqual({ headingDegrees: 180, fieldDegrees: 360 });
    expect(one('90-90')).toEqual({ headingDegrees: 90, fieldDegrees: null });
  });

  test('are several for a list', () => {
    expect(parseDirections('90;180')?.map(({ headingDegrees }) => headingDegrees)).toEqual([90, 180]);
    expect(parseDirections('N; 100-140')).toEqual([
      { headingDegrees: 0, fieldDegrees: null },
      { headingDegrees: 120, fieldDegrees: 40 },
    ]);
  });

  test.each(['', ';', 'up', '1e9', 'NaN', 'forward', '90;up', '12345', 'e-e-e', 'Infinity'])('are not “%s”', (text) => {
    expect(parseDirections(text)).toBe(null);
  });

  test('lie within a turn, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('-', '3', '0', '9', ';', 'n', 'e', '.', ' ') }), (text) => {
        for (const { headingDegrees, fieldDegrees } of parseDirections(text) ?? []) {
          expect(headingDegrees).toBeGreaterThanOrEqual(0);
          expect(headingDegrees).toBeLessThan(360);
          if (fieldDegrees !== null) expect(fieldDegrees).toBeGreaterThan(0);
        }
      }),
    );
  });
});
