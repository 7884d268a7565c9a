import { expect, it } from 'vitest';
import { goalMetrics, goalSchema } from '#model/goal.ts';
import { emptyScenario } from '#model/scenario.ts';
import {
  goalSentence,
  goalUnit,
  metricFields,
  metricNames,
  metricScopes,
  placeNames,
  scopeText,
  targetText,
} from './goal-text.ts';
import { suggestedGoals } from './suggested-goals.ts';

const places = new Map([['s', 'Central Station']]);
const goal = (parts: object) =>
  goalSchema.parse({
    id: 'g',
    name: 'Goal',
    metric: 'area',
    scope: { kind: 'city' },
    target: 95,
    weight: 10,
    ...parts,
  });

it('says a goal in plain words', () => {
  const seen = goal({ scope: { kind: 'site', id: 's' }, category: 'Discern', devices: 2, condition: 'night' });
  expect(goalSentence(seen, places, 'EUR')).toBe(
    'Ground seen at Discern or better by at least 2 devices in Central Station at night: ≥ 95 %',
  );
  expect(goalSentence(goal({ metric: 'capital-cost', target: 200_000 }), places, 'EUR')).toBe(
    'Capital cost: ≤ €200,000',
  );
  expect(
    goalSentence(
      goal({ metric: 'plates', scope: { kind: 'streets', classes: ['primary'] }, target: 80 }),
      places,
      'EUR',
    ),
  ).toBe('Lanes where plates are read with P ≥ 80 % in primary streets: ≥ 80 %');
});

it('tells limits from targets', () => {
  expect(targetText({ metric: 'facades-exposed', target: 2 }, 'EUR')).toBe('≤ 2 %');
  expect(targetText({ metric: 'portals-monitored', target: 99.5 }, 'EUR')).toBe('≥ 99.5 %');
  expect(targetText({ metric: 'uplink', target: 400 }, 'EUR')).toBe('≤ 400 Mbit/s');
});

it('has words, a unit and a scope for every metric', () => {
  for (const metric of goalMetrics) {
    expect(metricNames[metric]).not.toBe('');
    expect(['percent', 'money', 'mbps']).toContain(goalUnit(metric));
    expect(metricScopes(metric)).toContain('city');
  }
  expect(metricFields('uplink')).toEqual({ category: false, devices: false, probability: false, condition: false });
});

it('names places of the plan before those of the city', () => {
  const scenario = { sites: [{ id: 's', name: 'Station, plan' }], zones: [], networkNodes: [] } as never;
  const city = {
    sites: [
      { id: 's', name: 'Station', kind: 'station' },
      { id: 't', name: null, kind: 'fire_station' },
    ],
    zones: [],
  };
  const names = placeNames(scenario, city);
  expect(scopeText({ kind: 'site', id: 's' }, names)).toBe('Station, plan');
  expect(scopeText({ kind: 'site', id: 't' }, names)).toBe('fire station');
  expect(scopeText({ kind: 'zone', id: 'gone' }, names)).toBe('gone');
});

it('suggests goals for the first sites with categories of the plan’s own set', () => {
  const scenario = emptyScenario({
    id: 'p',
    name: 'Plan',
    scene: { id: 'c', name: 'City', origin: { longitude: 0, latitude: 0, heightMeters: 0 } },
    categorySet: 'iec-62676-4-2014',
    budget: { currency: 'EUR', capital: 50_000, yearly: null },
  });
  const goals = suggestedGoals(scenario, [
    { id: 'a', name: null },
    { id: 'b', name: 'School' },
  ]);
  expect(goals.map(({ name, category }) => [name, category])).toEqual([
    ['School at Observe', 'Observe'],
    ['School: doors monitored', ''],
    ['Homes seen at ≥ Identify', 'Identify'],
    ['Capital budget', ''],
  ]);
  expect(new Set(goals.map(({ id }) => id)).size).toBe(goals.length);
});
