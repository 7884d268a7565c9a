import { expect, it } from 'vitest';
import type { Goal } from '#model/goal.ts';
import type { Scenario } from '#model/scenario.ts';
import { categoryColors } from '#state/category-ramp.ts';
import { chanceColors } from '#state/paint-ramps.ts';
import { rolloutRamp } from './rollout-ramp.ts';

const setting = {
  condition: 'day',
  layer: 'density',
  mode: 'best',
  category: 2,
  against: 'baseline',
  emphasis: [],
} as const;

const goal = { metric: 'area', condition: 'day', category: 'Discern', weight: 2 } as Goal;
const plan: Pick<Scenario, 'categorySet' | 'goals'> = { categorySet: 'iec-62676-4-2025', goals: [goal] };

it('runs between the lowest and the highest density of the set, with its unit', () => {
  const ramp = rolloutRamp({ setting, chance: false }, plan, 'light', 'metric');
  expect(ramp).toEqual({
    colors: categoryColors('iec-62676-4-2025', 'light'),
    range: '20–1,500 px/m',
    note: 'IEC 62676-4:2025',
  });
  expect(rolloutRamp({ setting, chance: false }, plan, 'dark', 'us').range).toBe('6.1–457.2 px/ft');
});

it('of chances names the least category that counts', () => {
  expect(rolloutRamp({ setting, chance: true }, plan, 'dark', 'metric')).toEqual({
    colors: chanceColors.dark,
    range: '0–100 % of runs',
    note: 'at Discern or above, by day',
  });
});
