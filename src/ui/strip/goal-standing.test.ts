import { expect, it } from 'vitest';
import type { GoalResult } from '#model/results/goals.ts';
import { bulletOf, standingOf } from './goal-standing.ts';

const result = (achieved: number | null, met: boolean, attainment: number): GoalResult => ({
  id: 'g',
  achieved,
  met,
  attainment,
  unit: 'percent',
  whole: 1,
  wholeUnit: 'm²',
  missing: '',
});

it('tells goals that are met, missed, missed by far, and those with nothing to measure', () => {
  expect(standingOf(result(96, true, 1))).toBe('ok');
  expect(standingOf(result(90, false, 0.94))).toBe('warn');
  expect(standingOf(result(10, false, 0.1))).toBe('bad');
  expect(standingOf(result(null, false, 0))).toBe('none');
  expect(standingOf(undefined)).toBe('none');
});

it('fills a bar of a hundred per cent for shares', () => {
  const near = bulletOf({ metric: 'area', target: 95 }, result(91.8, false, 0.97));
  expect(near.filled).toBeCloseTo(0.918);
  expect(near.tick).toBe(0.95);
  expect(bulletOf({ metric: 'area', target: 95 }, undefined)).toEqual({ filled: 0, tick: 0.95 });
});

it('puts a limit in the middle, and keeps in the bar what is far above it', () => {
  expect(bulletOf({ metric: 'uplink', target: 400 }, result(312, true, 1))).toEqual({ filled: 0.39, tick: 0.5 });
  const over = bulletOf({ metric: 'capital-cost', target: 100 }, result(1000, false, 0.1));
  expect(over.filled).toBeCloseTo(1 / 1.1);
  expect(over.tick).toBeCloseTo(100 / 1100);
  expect(bulletOf({ metric: 'facades-exposed', target: 0 }, result(0, true, 1)).filled).toBe(0);
});
