import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildingHeight } from './building-heights.ts';

const height = (tags: Record<string, string>, use = 'yes') => buildingHeight(Object.entries(tags).flat(), use, null);

describe('buildingHeight', () => {
  it('takes the height over the storeys', () => {
    expect(height({ height: '12,5', 'building:levels': '9' })).toMatchObject({ top: 12.5, under: 0, source: 'height' });
  });

  it('counts three metres a storey and adds the roof', () => {
    expect(height({ 'building:levels': '4' })).toMatchObject({ top: 12, source: 'levels' });
    expect(height({ 'building:levels': '4', 'roof:levels': '1' }).top).toBe(15);
    expect(height({ 'building:levels': '4', 'roof:levels': '1', 'roof:height': '2.5' }).top).toBe(14.5);
  });

  it('reads the underside from min_height, else from the lowest storey', () => {
    expect(height({ height: '20', min_height: '8 m' }).under).toBe(8);
    expect(height({ height: '20', 'building:min_level': '2' }).under).toBe(6);
  });

  it('takes the default of the type where nothing is said', () => {
    expect(height({}, 'garage')).toMatchObject({ top: 3, source: 'default' });
    expect(height({}, 'house')).toMatchObject({ top: 8, source: 'default' });
    expect(height({}, 'constructor')).toMatchObject({ top: 9, source: 'default' });
  });

  it('lets a part take the height of its outline', () => {
    const whole = height({ height: '31' });
    expect(buildingHeight([], 'yes', whole)).toMatchObject({ top: 31, source: 'height' });
  });

  it('hangs roofs above the ground', () => {
    expect(height({}, 'roof')).toMatchObject({ top: 4.5, under: 4, underGuessed: true });
    expect(height({ height: '3' }, 'roof')).toMatchObject({ top: 3, under: 2.5, underGuessed: true });
    expect(height({ height: '6', min_height: '5' }, 'roof')).toMatchObject({ top: 6, under: 5, underGuessed: false });
  });

  it('puts one storey on an underside that reaches the top', () => {
    expect(height({ height: '5', min_height: '5' })).toMatchObject({
      top: 8,
      under: 5,
      source: 'default',
      unreadable: true,
    });
  });

  it('says when a tag could not be used', () => {
    expect(height({ height: 'tall' })).toMatchObject({ source: 'default', unreadable: true });
    expect(height({ height: '12000' })).toMatchObject({ source: 'default', unreadable: true });
    expect(height({ height: 'tall', 'building:levels': '2' })).toMatchObject({
      top: 6,
      source: 'levels',
      unreadable: true,
    });
  });

  it('always gives a finite top above a finite underside', () => {
    const key = fc.constantFrom(
      'height',
      'min_height',
      'building:levels',
      'building:min_level',
      'roof:height',
      'roof:levels',
    );
    const value = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.integer({ min: -5, max: 2000 }).map(String),
      fc.double({ min: 0, max: 300, noNaN: true }).map((meters) => `${meters.toFixed(2)} m`),
    );
    fc.assert(
      fc.property(
        fc.dictionary(key, value),
        fc.constantFrom('yes', 'roof', 'house', '__proto__', 'bridge'),
        (tags, use) => {
          const { top, under } = height(tags, use);
          expect(Number.isFinite(top)).toBe(true);
          expect(under).toBeGreaterThanOrEqual(0);
          expect(top).toBeGreaterThan(under);
        },
      ),
    );
  });
});
