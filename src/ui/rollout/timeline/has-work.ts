import type { Scenario } from '#model/scenario.ts';

/** Whether a plan has anything to build or to take down. */
export function hasWork({ devices }: Pick<Scenario, 'devices'>): boolean {
  return devices.some(({ state, retiredInPhase }) => {
    if (state === 'retired') return false;
    return retiredInPhase !== null || (state !== 'live' && state !== 'existing');
  });
}
