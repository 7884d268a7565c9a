import { describe, expect, it } from 'vitest';
import { groupRings } from './group-rings.ts';
import { joinRings } from './join-lines.ts';
import { ringContact } from './ring-crossings.ts';
import { polygonArea, simplePolygons } from './simple-polygons.ts';

const square = (x0: number, y0: number, x1: number, y1: number) => Float64Array.of(x0, y0, x1, y0, x1, y1, x0, y1);

describe('ringContact', () => {
  it('tells rings that stay apart from those that touch or cross', () => {
    expect(ringContact([square(0, 0, 10, 10), square(2, 2, 4, 4)])).toBe('apart');
    expect(ringContact([square(0, 0, 10, 10), Float64Array.of(0, 0, 4, 2, 2, 4)])).toBe('touching');
    expect(ringContact([square(0, 0, 10, 10), Float64Array.of(5, 0, 7, 3, 3, 3)])).toBe('touching');
    expect(ringContact([square(0, 0, 10, 10), square(8, 2, 12, 4)])).toBe('crossing');
    expect(ringContact([square(0, 0, 10, 10), square(2, 0, 4, 4)])).toBe('crossing');
    expect(ringContact([Float64Array.of(0, 0, 10, 10, 10, 0, 0, 10)])).toBe('crossing');
  });
});

describe('simplePolygons', () => {
  it('leaves a clean polygon as it is', () => {
    const result = simplePolygons([square(0, 0, 10, 10), square(2, 2, 4, 4)]);
    expect(result?.repaired).toBe(false);
    expect(result?.polygons.map(polygonArea)).toEqual([96]);
  });

  it('cuts off a hole that leaves the outer ring', () => {
    const result = simplePolygons([square(0, 0, 10, 10), square(8, 2, 12, 4)]);
    expect(result?.repaired).toBe(true);
    expect(result?.polygons.map(polygonArea)).toEqual([96]);
  });

  it('ignores a hole that lies wholly outside', () => {
    const result = simplePolygons([square(0, 0, 10, 10), square(20, 2, 22, 4)]);
    expect(result?.polygons.map(polygonArea)).toEqual([100]);
    expect(result?.repaired).toBe(true);
  });

  it('does not call a hole that touches the outer ring a repair', () => {
    const result = simplePolygons([square(0, 0, 10, 10), Float64Array.of(0, 0, 4, 2, 2, 4)]);
    expect(result?.repaired).toBe(false);
    expect(result?.polygons.map(polygonArea)).toEqual([94]);
  });

  it('has nothing for a line', () => {
    expect(simplePolygons([Float64Array.of(0, 0, 10, 10, 20, 20)])).toBeNull();
  });
});

describe('joinRings', () => {
  it('joins lines in any order and direction', () => {
    const { rings, open } = joinRings([
      [1, 2],
      [4, 3, 2],
      [1, 5, 4],
    ]);
    expect(rings).toEqual([[1, 2, 3, 4, 5]]);
    expect(open).toEqual([]);
  });

  it('keeps closed lines apart and lists what stays open', () => {
    const { rings, open } = joinRings([[1, 2, 3, 1], [7, 8], [8, 9], []]);
    expect(rings).toEqual([[1, 2, 3]]);
    expect(open).toEqual([1, 2, 3]);
  });

  it('ends on a line that repeats one point', () => {
    expect(joinRings([[5, 5], [5]]).open.length).toBe(2);
  });
});

describe('groupRings', () => {
  it('gives a hole to the smallest outer ring around it', () => {
    const { polygons, strayHoles } = groupRings(
      [square(0, 0, 100, 100), square(10, 10, 20, 20)],
      [square(12, 12, 14, 14), square(40, 40, 50, 50), square(200, 0, 210, 10)],
    );
    expect(polygons.map((rings) => rings.length)).toEqual([2, 2]);
    expect(polygons[1][1][0]).toBe(12);
    expect(strayHoles).toBe(1);
  });
});

describe('an outline that is a scribble', () => {
  it('is given up rather than repaired for minutes', () => {
    // A star of 401 points that skips nearly half of them each time: every edge crosses nearly every other.
    const points = 401;
    const star = new Float64Array(points * 2);
    for (let i = 0; i < points; i += 1) {
      const angle = (2 * Math.PI * ((i * 200) % points)) / points;
      star[2 * i] = Math.round(Math.cos(angle) * 100 * 1024) / 1024;
      star[2 * i + 1] = Math.round(Math.sin(angle) * 100 * 1024) / 1024;
    }
    expect(simplePolygons([star])).toBeNull();
  });
});

describe('a ring that is drawn twice', () => {
  it('is taken once, and said to be repaired', () => {
    const once = [0, 0, 10, 0, 10, 10, 0, 10];
    const twice = simplePolygons([[...once, ...once]]);
    expect(twice?.repaired).toBe(true);
    expect(twice?.polygons.map(polygonArea)).toEqual([100]);
    expect(simplePolygons([[...once, ...once, ...once]])?.polygons.map(polygonArea)).toEqual([100]);
  });
});
