import { afterEach, describe, expect, it, vi } from 'vitest';
import { noRollout, noWork, type RolloutState } from '#state/rollout-state.ts';
import { rolloutReport } from '../fixtures/rollout-report.ts';
import { camera, mount, unmount } from '../fixtures/twin-stage.ts';

/** Two units of the report's first group: one that comes, and the old one that goes. */
const report = rolloutReport({ phases: 1, groupsPerPhase: 1, devicesPerGroup: 1 });
const [fresh, old] = [report.devices.find(({ legacy }) => !legacy), report.devices.find(({ legacy }) => legacy)];

describe('the twin in Rollout mode', () => {
  afterEach(unmount);

  it('shows devices as the date has them, and the cutover gap that is open then', async () => {
    if (fresh === undefined || old === undefined) throw new Error('the report has no devices');
    const { element, session, calls } = await mount([
      { ...camera(-60, -40), id: fresh.id },
      { ...camera(60, -40), id: old.id },
    ]);
    const states = () =>
      [fresh, old].map(({ id }) => element.querySelector<HTMLElement>(`[data-device="${id}"]`)?.dataset['state']);
    const run = { ...noWork, status: 'ready', result: report } as const;
    const show = (change: Partial<RolloutState>) =>
      session.patch({ mode: 'rollout', rollout: { ...noRollout, run, date: report.start, ...change } });
    expect(states()).toEqual(['planned', 'planned']);
    show({});
    await vi.waitFor(() => expect(states()).toEqual(['under-way', 'built']));
    const gap = report.gaps[0];
    show({ date: gap?.from ?? null });
    await vi.waitFor(() => expect(element.querySelector('.twin-gap[data-open]')).not.toBeNull());
    element.querySelector<HTMLButtonElement>('.twin-gap > button')?.click();
    expect(calls).toContainEqual(['showCutoverGap', gap?.id]);
    show({ date: report.dates.at(-1) ?? null });
    await vi.waitFor(() => expect(states()).toEqual(['built', 'retired']));
    expect(element.querySelector('.twin-gap')).toBeNull();
    session.patch({ mode: 'plan' });
    await vi.waitFor(() => expect(states()).toEqual(['planned', 'planned']));
  });
});
