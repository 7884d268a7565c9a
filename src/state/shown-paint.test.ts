import { expect, it } from 'vitest';
import type { PaintSetting } from '#model/results/coverage-bits.ts';
import { rolloutReport } from '../../test/fixtures/rollout-report.ts';
import { noRollout, noWork, type RolloutState } from './rollout-state.ts';
import { shownPaint } from './shown-paint.ts';

const paint: PaintSetting = {
  condition: 'night',
  layer: 'acoustic',
  mode: 'difference',
  category: 2,
  against: 'day',
  emphasis: ['C-01'],
};
const run = { ...noWork, status: 'ready', result: rolloutReport() } as const;
const withReport: RolloutState = { ...noRollout, run, date: '2026-05-01' };

it('is what the planner has chosen in every mode but Rollout', () => {
  for (const mode of ['plan', 'simulate'] as const)
    expect(shownPaint({ mode, paint, rollout: { ...withReport, paint: 'chance' } })).toEqual({
      setting: paint,
      chance: false,
    });
});

it('keeps other layers, counts, differences and marked devices out of Rollout mode, and condition and category in', () => {
  const shown = shownPaint({ mode: 'rollout', paint, rollout: withReport });
  expect(shown).toEqual({ setting: { ...paint, layer: 'density', mode: 'best', emphasis: [] }, chance: false });
  expect(shownPaint({ mode: 'rollout', paint, rollout: withReport }).setting).toBe(shown.setting);
});

it('is that of the plan, and no chance, before there are runs to count', () => {
  const chance = { ...withReport, paint: 'chance' } as const;
  expect(shownPaint({ mode: 'rollout', paint, rollout: chance }).chance).toBe(true);
  expect(shownPaint({ mode: 'rollout', paint, rollout: { ...chance, run: noWork } })).toEqual({
    setting: paint,
    chance: false,
  });
});
