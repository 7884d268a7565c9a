import { describe, expect, it } from 'vitest';
import { sketchCity } from '../../../test/fixtures/edited-city.ts';
import { snapCorner } from './plan-snap.ts';

const city = sketchCity([{ id: 'way/1', at: [0, 0, 20, 10] }]);

describe('snapCorner', () => {
  it('catches the corner of a building before its wall', () => {
    expect(snapCorner(city, [], 19.2, 9.5, 2)).toEqual({ x: 20, y: 10, to: 'corner' });
  });

  it('catches the nearest point of a wall where no corner is near', () => {
    expect(snapCorner(city, [], 9, -1.5, 2)).toEqual({ x: 9, y: 0, to: 'edge' });
  });

  it('leaves a point alone that is out of reach of everything', () => {
    expect(snapCorner(city, [], 9, -2.5, 2)).toEqual({ x: 9, y: -2.5, to: 'free' });
  });

  it('catches its own first corner once that closes an outline', () => {
    const corners = [
      [50, 50],
      [60, 50],
      [60, 60],
    ] as const;
    expect(snapCorner(city, corners, 51, 50, 2).to).toBe('first');
    expect(snapCorner(city, corners.slice(0, 2), 51, 50, 2).to).toBe('free');
  });
});
