import { describe, expect, test } from 'vitest';
import type { Street } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { plainStreet } from '#model/plain-features.ts';
import type { Outcome } from '#model/result.ts';
import { box, prismTable, terrainOfFunction } from '../../../test/fixtures/random-city.ts';
import { type LaneOptions, type LaneScene, type LaneTargets, laneTargets } from './lane-targets.ts';

function street(xy: readonly number[], parts: Partial<Street> = {}): Street {
  return { ...plainStreet, id: 'street', class: 'residential', xy: Float64Array.from(xy), widthMeters: 6, ...parts };
}

function finished(steps: Generator<number, Outcome<LaneTargets>, void>): Outcome<LaneTargets> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function lanes(scene: Partial<LaneScene>, options: Partial<LaneOptions> = {}): LaneTargets {
  const outcome = finished(laneTargets({ ...emptyLayers, ...scene }, options));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

const target = (targets: LaneTargets, k: number) => ({
  at: [...targets.xyz.slice(3 * k, 3 * k + 3)],
  direction: [...targets.direction.slice(2 * k, 2 * k + 2)].map((part) => part + 0),
  lane: targets.lane[k],
});

describe('a street of 6 m and two lanes, 20 m to the east', () => {
  const targets = lanes({ streets: [street([0, 0, 20, 0])] });

  test('has ten targets a lane, 2 m apart, 0.6 m up, in the middle of each lane', () => {
    expect(targets.count).toBe(20);
    expect(target(targets, 0)).toEqual({ at: [1, 1.5, 0.6], direction: [-1, 0], lane: 0 });
    expect(target(targets, 1)).toEqual({ at: [1, -1.5, 0.6], direction: [1, 0], lane: 1 });
    expect(target(targets, 19)).toEqual({ at: [19, -1.5, 0.6], direction: [1, 0], lane: 1 });
    expect([...targets.length].every((length) => length === 2)).toBe(true);
    expect([...targets.laneWidth].every((width) => width === 3)).toBe(true);
  });

  test('has its traffic the other way round where vehicles keep left', () => {
    const left = lanes({ streets: [street([0, 0, 20, 0])] }, { leftHand: true });
    expect(target(left, 0).direction).toEqual([1, 0]);
    expect(target(left, 1).direction).toEqual([-1, 0]);
  });
});

test('a one-way street of three lanes has all of them along its line, left to right', () => {
  const targets = lanes({ streets: [street([0, 0, 0, 2], { oneway: true, lanes: 3, widthMeters: 9 })] });
  expect([0, 1, 2].map((k) => target(targets, k))).toEqual([
    { at: [-3, 1, 0.6], direction: [0, 1], lane: 0 },
    { at: [0, 1, 0.6], direction: [0, 1], lane: 1 },
    { at: [3, 1, 0.6], direction: [0, 1], lane: 2 },
  ]);
});

test('the odd lane of a two-way street goes along its line', () => {
  const targets = lanes({ streets: [street([0, 0, 2, 0], { lanes: 3, widthMeters: 9 })] });
  expect([0, 1, 2].map((k) => target(targets, k).direction[0])).toEqual([-1, 1, 1]);
});

test('a narrow two-way street without a number of lanes has one lane with plates both ways', () => {
  const targets = lanes({ streets: [street([0, 0, 2, 0], { class: 'service', widthMeters: 3.5 })] });
  expect([0, 1].map((k) => target(targets, k))).toEqual([
    { at: [1, 0, 0.6], direction: [1, 0], lane: 0 },
    { at: [1, 0, 0.6], direction: [-1, 0], lane: 0 },
  ]);
});

test('lanes are no wider than 3.75 m, about the middle of the street', () => {
  const targets = lanes({ streets: [street([0, 0, 2, 0], { lanes: 2, widthMeters: 12 })] });
  expect([...targets.laneWidth]).toEqual([3.75, 3.75]);
  expect(target(targets, 0).at[1]).toBe(1.875);
});

test('targets follow a bend and stand evenly along the whole line', () => {
  const targets = lanes({ streets: [street([0, 0, 3, 0, 3, 0, 3, 3], { oneway: true, lanes: 1 })] });
  expect([0, 1, 2].map((k) => target(targets, k))).toEqual([
    { at: [1, 0, 0.6], direction: [1, 0], lane: 0 },
    { at: [3, 0, 0.6], direction: [1, 0], lane: 0 },
    { at: [3, 2, 0.6], direction: [0, 1], lane: 0 },
  ]);
});

test('streets without cars, tunnels and streets without length have none', () => {
  const streets = [
    street([0, 0, 20, 0], { car: false }),
    street([0, 0, 20, 0], { tunnel: true }),
    street([5, 5, 5, 5]),
    street([5, 5]),
    street([]),
  ];
  expect(lanes({ streets }).count).toBe(0);
});

test('plates are above the ground, and above the deck on a bridge', () => {
  const terrain = terrainOfFunction({ minX: -64, minY: -64, maxX: 64, maxY: 64 }, 4, () => 2);
  const prisms = prismTable([
    { rings: [box(-1, -10, 21, 10)], base: 7, top: 8, raised: true },
    { rings: [box(-1, -10, 21, 10)], base: 2, top: 30 },
  ]);
  const buildings = [{ structure: 'bridge' as const }, { structure: 'building' as const }];
  const one = { oneway: true, lanes: 1 };
  const targets = lanes({
    streets: [street([0, 0, 2, 0], one), street([0, 0, 2, 0], { ...one, bridge: true })],
    prisms,
    buildings,
    terrain,
  });
  expect([targets.xyz[2], targets.xyz[5]]).toEqual([2.6, 8.6]);
});

test('too many targets stand twice as far apart, and the spacing is told', () => {
  const targets = lanes({ streets: [street([0, 0, 20, 0], { oneway: true })] }, { mostTargets: 5 });
  expect(targets.spacingMeters).toBe(4);
  expect(targets.count).toBe(5);
});

test('more lanes than targets are refused with a sentence', () => {
  const outcome = finished(laneTargets({ ...emptyLayers, streets: [street([0, 0, 20, 0])] }, { mostTargets: 1 }));
  expect(!outcome.ok && outcome.problem.sentence).toContain('more than 1 lanes');
});
