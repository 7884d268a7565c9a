import { describe, expect, it } from 'vitest';
import { studioSun } from '#state/sun-position.ts';
import { readLink, viewHash } from './link.ts';

const pose = { targetX: 12.04, targetY: -40.5, headingDegrees: 28, pitchDegrees: 47, distanceMeters: 640 };

describe('links', () => {
  it('carry the pose there and back', () => {
    expect(viewHash(pose, studioSun)).toBe('#x=12&y=-40.5&heading=28&pitch=47&distance=640');
    expect(readLink('', viewHash(pose, studioSun)).pose).toEqual({ ...pose, targetX: 12 });
  });

  it('carry the date and hour whose sun lights the city', () => {
    const hash = viewHash(pose, { mode: 'date', dateTime: '2026-12-21T09:30:00Z' });
    expect(readLink('', hash).sun).toBe('2026-12-21T09:30:00Z');
    expect(readLink('', viewHash(pose, studioSun)).sun).toBeNull();
    for (const bad of ['yesterday', '2026-13-40T99:00:00Z', '<b>'])
      expect(readLink('', `#sun=${encodeURIComponent(bad)}`).sun).toBeNull();
  });

  it('leave out what is missing, no number or out of range', () => {
    expect(readLink('', '#x=NaN&y=1e9&heading=&pitch=95&distance=-1').pose).toEqual({});
    expect(readLink('', '#').pose).toEqual({});
  });

  it('ask for the demo and for workers', () => {
    expect(readLink('?demo&workers=3', '')).toMatchObject({ demo: true, workers: 3 });
    for (const bad of ['0', '2.5', 'many', '1000', '']) expect(readLink(`?workers=${bad}`, '').workers).toBeNull();
    expect(readLink('', '').demo).toBe(false);
  });
});
