import { describe, expect, it } from 'vitest';
import { deviceKinds, deviceStates } from '#model/device.ts';
import { markerLook, markerText } from './marker-look.ts';

describe('the look of a marker', () => {
  it('is round for cameras and square for all other kinds, each with its icon', () => {
    for (const kind of deviceKinds) {
      const look = markerLook({ kind, state: 'planned' }, null);
      expect(look).toEqual({ round: kind === 'camera', icon: kind, state: 'planned' });
    }
  });

  it('tells the state by more than a colour', () => {
    expect(deviceStates.map((state) => markerLook({ kind: 'camera', state }, null).state)).toEqual([
      'planned',
      'planned',
      'built',
      'built',
      'existing',
      'retired',
    ]);
    expect(markerLook({ kind: 'alpr', state: 'retired' }, 'it is inside').icon).toBe('retired');
    expect(markerLook({ kind: 'camera', state: 'live' }, 'it is inside')).toMatchObject({
      icon: 'off',
      state: 'blind',
    });
  });

  it('is told in words', () => {
    const device = { name: 'C-01', kind: 'camera', state: 'live', locked: true } as const;
    expect(markerText(device, null)).toBe('C-01, camera, live, locked');
    expect(markerText({ ...device, locked: false }, 'inside way/1')).toBe(
      'C-01, camera, live, observes nothing: inside way/1',
    );
  });
});
