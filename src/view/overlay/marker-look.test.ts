import { describe, expect, it } from 'vitest';
import { deviceKinds, deviceStates } from '#model/device.ts';
import type { RolloutStatus } from '#model/results/rollout/rollout-moment.ts';
import { markerLook, markerText } from './marker-look.ts';
import { shareSteps, statusShares } from './status-shares.ts';

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

  it('is that of the date where Rollout mode knows the device, with its icon', () => {
    const look = (status: 'live' | 'under-way' | 'planned' | 'retired') =>
      markerLook({ kind: 'camera', state: 'planned' }, null, status);
    expect(look('live')).toEqual({ round: true, icon: 'camera', state: 'built' });
    expect(look('under-way')).toEqual({ round: true, icon: 'camera', state: 'under-way' });
    expect(look('planned')).toEqual({ round: true, icon: 'camera', state: 'awaited' });
    expect(look('retired')).toEqual({ round: true, icon: 'retired', state: 'retired' });
    expect(markerLook({ kind: 'camera', state: 'existing' }, 'it is inside', 'live')).toMatchObject({
      icon: 'off',
      state: 'built',
    });
  });

  it('of a cluster shows what share of its devices is in each state, the rarest too', () => {
    const statuses = new Map<string, RolloutStatus>([['new', 'under-way']]);
    for (let i = 0; i < 99; i += 1) statuses.set(`D-${i}`, i < 33 ? 'live' : 'planned');
    const shares = statusShares([...statuses.keys(), 'unknown'], statuses);
    expect(shares).toEqual([4, 1, 7, 0]);
    expect(statusShares(['unknown'], statuses)).toEqual([0, 0, 0, 0]);
    expect(statusShares(['D-1'], statuses)).toEqual([shareSteps, 0, 0, 0]);
  });

  it('is told in words', () => {
    const device = { name: 'C-01', kind: 'camera', state: 'live', locked: true } as const;
    expect(markerText(device, null)).toBe('C-01, camera, live, locked');
    expect(markerText({ ...device, locked: false }, 'inside way/1')).toBe(
      'C-01, camera, live, observes nothing: inside way/1',
    );
    expect(markerText({ ...device, state: 'planned' }, null, 'under-way')).toBe('C-01, camera, under way, locked');
  });
});
