import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Goal, type GoalMetric, goalSchema } from '#model/goal.ts';
import { amountOf, attainmentOf, formatNumber, goalResult, notMeasured, scoreOf, shareOf } from './goal-text.ts';

const goal = (metric: GoalMetric, target: number, parts: Partial<Goal> = {}): Goal =>
  goalSchema.parse({ id: 'g', name: 'G', metric, scope: { kind: 'city' }, target, weight: 1, ...parts });

describe('what is missing', () => {
  test.each<[string, Goal, Parameters<typeof shareOf>, string]>([
    ['ground', goal('area', 95), [90.8, 100, 'm²', 'of ground', ''], '4.2 % of 100 m² of ground are missing: 4.2 m².'],
    ['thousands', goal('area', 95), [0, 1310, 'm²', '', ''], '95.0 % of 1,310 m² are missing: 1,245 m².'],
    ['whole portals', goal('portals-seen', 100), [5, 7, 'portals', '', ''], '28.6 % of 7 portals are missing: 2.'],
    ['part of a portal', goal('portals-seen', 80), [5, 7, 'portals', '', ''], '8.6 % of 7 portals are missing: 1.'],
    [
      'lanes',
      goal('plates', 80),
      [0, 5000, 'lane metres', 'of lanes', ''],
      '80.0 % of 5,000 m of lanes are missing: 4,000 m.',
    ],
    [
      'too much',
      goal('facades-exposed', 2),
      [300, 5000, 'm²', 'of facades', ''],
      '4.0 % of 5,000 m² of facades are too much: 200 m².',
    ],
    [
      'next to nothing',
      goal('area', 50),
      [4999.99, 10_000, 'm²', '', ''],
      'less than 0.1 % of 10,000 m² are missing: less than 0.1 m².',
    ],
  ])('%s', (_name, own, share, sentence) => {
    expect(goalResult(own, shareOf(...share), 'EUR').missing).toBe(sentence);
  });

  test('of demand is told in its own unit', () => {
    const measure = { ...shareOf(100, 400, 'weight', 'of pedestrian demand', ''), weightUnit: 'people/h' };
    const { missing } = goalResult(goal('demand', 50), measure, 'EUR');
    expect(missing).toBe('25.0 % of 400 people/h of pedestrian demand are missing: 100 people/h.');
  });

  test('of money and Mbit/s is what is beyond the amount', () => {
    expect(goalResult(goal('yearly-cost', 1000), amountOf(2500, 'money'), 'SEK').missing).toBe(
      '1,500 SEK more than the 1,000 SEK allowed.',
    );
    expect(goalResult(goal('uplink', 100), amountOf(100.5, 'mbps'), 'SEK').missing).toBe(
      '0.5 Mbit/s more than the 100 Mbit/s allowed.',
    );
  });

  test('is the reason where nothing was measured', () => {
    const result = goalResult(goal('area', 10), notMeasured('There is none.'), 'EUR');
    expect(result).toMatchObject({ achieved: null, met: false, attainment: 0, missing: 'There is none.' });
  });

  test('is nothing where the goal is met', () => {
    expect(goalResult(goal('area', 50), shareOf(1, 2, 'm²', '', ''), 'EUR')).toMatchObject({ met: true, missing: '' });
  });
});

test('numbers have a comma at the thousands and one decimal below 10', () => {
  const texts = [0, 0.01, 5, 9.96, 12.4, 999.6, 1_234_567, -4.25].map(formatNumber);
  expect(texts).toEqual(['0', 'less than 0.1', '5', '10.0', '12', '1,000', '1,234,567', '−4.3']);
});

describe('attainment', () => {
  const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
  const metric = fc.constantFrom<GoalMetric>('area', 'capital-cost', 'facades-exposed', 'plates');

  test('is between 0 and 1, and 1 exactly where the goal is met', () => {
    fc.assert(
      fc.property(metric, amount, amount, (kind, target, achieved) => {
        const value = attainmentOf({ metric: kind, target }, achieved);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        const less = kind === 'capital-cost' || kind === 'facades-exposed';
        if (less ? achieved <= target : achieved >= target) expect(value).toBe(1);
      }),
      { seed: 8 },
    );
  });

  test('of a target of 0 is reached at once, or never where less is better and there is some', () => {
    expect(attainmentOf({ metric: 'area', target: 0 }, 0)).toBe(1);
    expect(attainmentOf({ metric: 'facades-exposed', target: 0 }, 0)).toBe(1);
    expect(attainmentOf({ metric: 'facades-exposed', target: 0 }, 3)).toBe(0);
  });

  test('makes a score between 0 and 100', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(metric, amount, amount, fc.double({ min: 0, max: 1000, noNaN: true })), { maxLength: 9 }),
        (list) => {
          const goals = list.map(([kind, target, , weight]) => goal(kind, target, { weight }));
          const results = goals.map((own, k) => goalResult(own, amountOf(list[k][2], 'money'), 'EUR'));
          const score = scoreOf(goals, results);
          if (goals.every(({ weight }) => weight === 0)) expect(score).toBeNull();
          else {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(100);
          }
        },
      ),
      { seed: 12 },
    );
  });
});
