import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildingHeight } from './building-heights.ts';
import { parseDirection, roofOf, roofShapeOf, sidesOf } from './roof-shape.ts';

const house = Float64Array.of(0, 0, 20, 0, 20, 8, 0, 8);
const roof = (record: Record<string, string>, ring = house) => {
  const tags = Object.entries(record).flat();
  return roofOf(tags, buildingHeight(tags, 'yes', null), ring);
};

describe('roofs', () => {
  it('are flat or unknown without a rise', () => {
    expect(roof({ height: '9' })).toMatchObject({ shape: null, rise: 0 });
    expect(roof({ height: '9', 'roof:shape': 'flat', 'roof:height': '3' })).toMatchObject({ shape: 'flat', rise: 0 });
  });

  it('take their rise from height, storeys or angle, in this order', () => {
    const gabled = { height: '12', 'roof:shape': 'gabled' };
    expect(roof({ ...gabled, 'roof:height': '4.5', 'roof:levels': '1' })).toMatchObject({
      rise: 4.5,
      riseGuessed: false,
    });
    expect(roof({ ...gabled, 'roof:levels': '2', 'roof:angle': '30' }).rise).toBe(6);
    expect(roof({ ...gabled, 'roof:angle': '45' }).rise).toBeCloseTo(4, 2);
    expect(roof({ ...gabled, 'roof:shape': 'skillion', 'roof:angle': '45' }).rise).toBeCloseTo(8, 2);
  });

  it('take an assumption where nothing is said, never more than two fifths of the house', () => {
    expect(roof({ height: '12', 'roof:shape': 'hipped' })).toMatchObject({ rise: 3, riseGuessed: true });
    expect(roof({ height: '5', 'roof:shape': 'hipped' }).rise).toBe(2);
    expect(roof({ height: '12', 'roof:shape': 'dome' }).rise).toBe(4);
  });

  it('are not higher than their house, and say what cannot be used', () => {
    expect(roof({ height: '5', 'roof:shape': 'gabled', 'roof:height': '9' })).toMatchObject({
      rise: 5,
      unreadable: true,
    });
    expect(roof({ height: '9', 'roof:shape': 'gabled', 'roof:direction': 'up' })).toMatchObject({ unreadable: true });
  });

  it('know other spellings of shapes, and call the rest other', () => {
    expect(roofShapeOf('half_hipped')).toBe('half-hipped');
    expect(roofShapeOf('quadruple_saltbox')).toBe('other');
    expect(roofShapeOf('constructor')).toBe('other');
  });

  it('turn the ridge across the longer side', () => {
    expect(roof({ height: '9', 'roof:shape': 'gabled', 'roof:orientation': 'along' }).direction).toBeNull();
    expect(roof({ height: '9', 'roof:shape': 'gabled', 'roof:orientation': 'across' }).direction).toBe(90);
    const leaning = Float64Array.of(0, 0, 20, 20, 16, 24, -4, 4);
    expect(sidesOf(leaning).longBearing).toBe(45);
    expect(sidesOf(leaning).short).toBeCloseTo(Math.sqrt(32), 9);
  });

  it('read directions as degrees and as words', () => {
    expect(['135', '0', '360', 'N', 'sse', 'SW', 'north-west', 'east'].map(parseDirection)).toEqual([
      135, 0, 0, 0, 157.5, 225, 315, 90,
    ]);
    expect(['', '361', '-5', 'left', 'nn', 'n;s'].map(parseDirection)).toEqual([null, null, null, null, null, null]);
  });

  it('always rise between 0 and the height of the solid', () => {
    const key = fc.constantFrom('roof:shape', 'roof:height', 'roof:levels', 'roof:angle', 'roof:direction', 'height');
    const value = fc.oneof(
      fc.constantFrom('gabled', 'dome', 'skillion', '45', '1e9', '89', '3 m', 'NW'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.dictionary(key, value), (record) => {
        const tags = Object.entries(record).flat();
        const height = buildingHeight(tags, 'yes', null);
        const { rise, direction } = roofOf(tags, height, house);
        expect(rise).toBeGreaterThanOrEqual(0);
        expect(rise).toBeLessThanOrEqual(height.top - height.under + 1 / 1024);
        if (direction !== null) expect(direction >= 0 && direction < 360).toBe(true);
      }),
    );
  });
});
