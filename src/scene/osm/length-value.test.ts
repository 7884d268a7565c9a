import { describe, expect, it } from 'vitest';
import { parseLengthMeters, parseLevels, parseSpeedKmh } from './length-value.ts';

describe('parseLengthMeters', () => {
  it.each([
    ['12', 12],
    ['12 m', 12],
    ['12m', 12],
    ['12,5', 12.5],
    [' 12.5 metres ', 12.5],
    ["40'", 40 * 0.3048],
    ['40 ft', 40 * 0.3048],
    ['40 feet', 40 * 0.3048],
    [`5'6"`, 5 * 0.3048 + 6 * 0.0254],
    [`5' 6"`, 5 * 0.3048 + 6 * 0.0254],
    ['5 ft 6 in', 5 * 0.3048 + 6 * 0.0254],
    ['18"', 18 * 0.0254],
    ['0', 0],
  ])('reads %s', (text, meters) => {
    expect(parseLengthMeters(text)).toBeCloseTo(meters, 12);
  });

  it.each(['', '-3', '~12', '12-15', 'high', 'NaN', 'Infinity', '1e9', '12 km', '12;15', '1'.repeat(50)])(
    'does not read “%s”',
    (text) => {
      expect(parseLengthMeters(text)).toBeNull();
    },
  );
});

describe('parseLevels', () => {
  it('reads whole and half storeys, and of a list the most', () => {
    expect(parseLevels('3')).toBe(3);
    expect(parseLevels('2,5')).toBe(2.5);
    expect(parseLevels('2; 4')).toBe(4);
  });

  it('does not read words, ranges or negative numbers', () => {
    for (const text of ['', '-1', '3-4', 'two', 'Infinity']) expect(parseLevels(text)).toBeNull();
  });
});

describe('parseSpeedKmh', () => {
  it('reads km/h and mph', () => {
    expect(parseSpeedKmh('50')).toBe(50);
    expect(parseSpeedKmh('30 mph')).toBeCloseTo(48.28, 2);
    expect(parseSpeedKmh('DE:urban')).toBeNull();
    expect(parseSpeedKmh('none')).toBeNull();
  });
});
