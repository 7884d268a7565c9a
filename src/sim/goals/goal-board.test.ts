import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Goal } from '#model/goal.ts';
import { agencySchema, phaseSchema, planSiteSchema } from '#model/plan-records.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import {
  always,
  bounds,
  camera,
  empty,
  goalOf,
  noGround,
  noSurroundings,
  planWith,
  rectangle,
  Stand,
  street,
} from '../../../test/fixtures/goal-stand.ts';
import { box, sceneOf } from '../../../test/fixtures/random-city.ts';

describe('ground', () => {
  test('is the share of the cells that are seen, and says what is missing', () => {
    const stand = new Stand(empty());
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 50, 50)));
    const result = stand.one({ category: 'Overview', target: 30 });
    expect(result).toMatchObject({ achieved: 25, met: false, whole: 10_000, wholeUnit: 'm²', unit: 'percent' });
    expect(result.attainment).toBeCloseTo(25 / 30, 12);
    expect(result.missing).toBe('5.0 % of 10,000 m² of ground are missing: 500 m².');
  });

  test('follows a camera that is moved and taken away', () => {
    const stand = new Stand(empty());
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 50, 50)));
    expect(stand.one({ category: 'Overview' }).achieved).toBe(25);
    stand.put(camera('a'), always(rectangle(stand, 20, 20, 40, 40)));
    expect(stand.board.standing(null).goals[0].achieved).toBe(4);
    stand.remove('a');
    expect(stand.board.standing(null).goals[0].achieved).toBe(0);
  });

  test('by two devices is where both see', () => {
    const stand = new Stand(empty());
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 50, 100)));
    stand.put(camera('b'), always(rectangle(stand, 40, 0, 90, 100)));
    expect(stand.one({ category: 'Overview', devices: 2 }).achieved).toBe(10);
    expect(stand.one({ category: 'Overview', devices: 3 }).achieved).toBe(0);
  });

  test('at a category the cells see less well don’t count', () => {
    const stand = new Stand(empty());
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 50, 100, 4)));
    expect(stand.one({ category: 'Perceive' }).achieved).toBe(50);
    expect(stand.one({ category: 'Characterise' }).achieved).toBe(0);
    // The same density by the name of the older edition.
    expect(stand.one({ category: 'Recognise' }).achieved).toBe(50);
  });

  test('under a condition is what is seen then', () => {
    const stand = new Stand(empty());
    const day = rectangle(stand, 0, 0, 50, 100);
    stand.put(camera('a'), { ground: [day, rectangle(stand, 0, 0, 10, 100), noGround] });
    expect(stand.one({ category: 'Overview', condition: 'night' }).achieved).toBe(10);
    expect(stand.one({ category: 'Overview', condition: 'fog' }).achieved).toBe(0);
  });

  test('is measured in the place that the goal names, without buildings', () => {
    const source = {
      ...sceneOf([{ rings: [box(0, 0, 10, 10)], base: 0, top: 9 }], { bounds }),
      surroundings: noSurroundings,
    };
    const stand = new Stand(source);
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 20, 10)));
    const site = planSiteSchema.parse({
      id: 's',
      name: 'S',
      kind: 'school',
      x: 0,
      y: 0,
      rings: [[0, 0, 20, 0, 20, 20, 0, 20]],
    });
    const result = stand.one({ category: 'Overview', scope: { kind: 'site', id: 's' } }, { sites: [site] });
    expect(result.whole).toBe(300);
    expect(result.achieved).toBeCloseTo(100 / 3, 12);
    const kind = stand.one(
      { category: 'Overview', scope: { kind: 'site-kind', siteKind: 'school' } },
      { sites: [site] },
    );
    expect(kind.achieved).toBeCloseTo(100 / 3, 12);
  });

  test('of streets is the strip of their width', () => {
    const streets = [street('way/1', [0, 50, 100, 50], { class: 'primary', widthMeters: 10 })];
    const stand = new Stand(empty({ streets }));
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 25, 100)));
    const result = stand.one({ category: 'Overview', scope: { kind: 'streets', classes: ['primary'] } });
    expect(result).toMatchObject({ whole: 1000, achieved: 25 });
    const none = stand.one({ category: 'Overview', scope: { kind: 'streets', classes: ['motorway'] } });
    expect(none).toMatchObject({ achieved: null, met: false, attainment: 0 });
    expect(none.missing).not.toBe('');
  });
});

test('ground that no goal asks for any more is not watched', () => {
  const stand = new Stand(empty());
  stand.one({ category: 'Overview' });
  stand.one({ category: 'Outline', devices: 2 });
  expect(stand.watchers()).toBe(1);
  stand.board.setPlan(planWith({ goals: [] }));
  expect(stand.watchers()).toBe(0);
});

describe('goals that cannot be measured say why', () => {
  const stand = new Stand(empty());
  test.each<[string, Partial<Goal>, string]>([
    ['an unknown site', { category: 'Overview', scope: { kind: 'site', id: 'x' } }, 'site “x”'],
    ['an unknown zone', { category: 'Overview', scope: { kind: 'zone', id: 'z' } }, 'zone “z”'],
    ['no category', { category: '' }, 'names no category'],
    ['an unknown category', { category: 'Great' }, 'no category “Great”'],
    ['money of a site', { metric: 'capital-cost', scope: { kind: 'squares' } }, 'whole plan'],
    ['ground of a switch', { category: 'Overview', scope: { kind: 'uplink', id: 'u' } }, 'switch'],
    ['an unknown agency', { category: 'Overview', agency: 'x' }, 'no agency “x”'],
    ['facades at night', { metric: 'facades-exposed', category: 'Validate', condition: 'night' }, 'by day only'],
    ['portals in fog', { metric: 'portals-seen', category: 'Outline', condition: 'fog' }, 'by day only'],
    ['plates in fog', { metric: 'plates', condition: 'fog' }, 'by day or at night'],
    ['no costs yet', { metric: 'yearly-cost' }, 'not been worked out'],
  ])('%s', (_name, goal, words) => {
    const result = stand.one(goal);
    expect(result).toMatchObject({ achieved: null, met: false, attainment: 0 });
    expect(result.missing).toContain(words);
  });
});

describe('agencies and phases', () => {
  const phases = ['one', 'two', 'three'].map((id) => phaseSchema.parse({ id, name: id }));
  const strip = (stand: Stand, k: number) => always(rectangle(stand, 10 * k, 0, 10 * k + 10, 100));

  test('count the agency’s devices only', () => {
    const stand = new Stand(empty());
    stand.put(camera('a', { agency: 'police' }), strip(stand, 0));
    stand.put(camera('b', { agency: 'transit' }), strip(stand, 1));
    stand.put(camera('c'), strip(stand, 2));
    const agencies = [agencySchema.parse({ id: 'police', name: 'Police', kind: 'police' })];
    expect(stand.one({ category: 'Overview', agency: 'police' }, { agencies }).achieved).toBe(10);
    expect(stand.one({ category: 'Overview' }).achieved).toBe(30);
  });

  test('count the phase and those before it, without what they take down', () => {
    const stand = new Stand(empty());
    stand.put(camera('a', { phase: 'one' }), strip(stand, 0));
    stand.put(camera('b', { phase: 'two' }), strip(stand, 1));
    stand.put(camera('c', { phase: 'three' }), strip(stand, 2));
    stand.put(camera('old', { state: 'existing', retiredInPhase: 'one' }), strip(stand, 3));
    stand.put(camera('loose'), strip(stand, 4));
    stand.put(camera('gone', { state: 'retired' }), strip(stand, 5));
    const at = (phase: string | null) => stand.one({ category: 'Overview', phase }, { phases }).achieved;
    // The old one stays until the phase that replaces it is accepted.
    expect(at('one')).toBe(20);
    expect(at('two')).toBe(20);
    expect(at('three')).toBe(30);
    expect(at(null)).toBe(50);
    expect(stand.one({ category: 'Overview', phase: 'none' }, { phases }).missing).toContain('no phase “none”');
  });

  test('a device that changes its owner moves from one goal to the other', () => {
    const stand = new Stand(empty());
    stand.put(camera('a', { agency: 'police' }), strip(stand, 0));
    const goals = ['police', 'transit'].map((agency) => goalOf({ id: agency, category: 'Overview', agency }));
    const agencies = ['police', 'transit'].map((id) => agencySchema.parse({ id, name: id, kind: 'other' }));
    stand.board.setPlan(planWith({ goals, agencies }));
    expect(stand.board.standing(null).goals.map(({ achieved }) => achieved)).toEqual([10, 0]);
    stand.put(camera('a', { agency: 'transit' }), strip(stand, 0));
    expect(stand.board.standing(null).goals.map(({ achieved }) => achieved)).toEqual([0, 10]);
  });
});

test('the score is Σ w · attainment / Σ w', () => {
  const stand = new Stand(empty());
  stand.put(camera('a'), always(rectangle(stand, 0, 0, 50, 100)));
  const goals = [
    goalOf({ id: 'a', category: 'Overview', target: 50, weight: 3 }),
    goalOf({ id: 'b', category: 'Overview', target: 100, weight: 1 }),
    goalOf({ id: 'c', category: 'Overview', target: 100, weight: 0 }),
  ];
  stand.board.setPlan(planWith({ goals }));
  expect(stand.board.standing(null).score).toBe(87.5);
  stand.board.setPlan(planWith({ goals: [] }));
  expect(stand.board.standing(null).score).toBeNull();
});

test('after any changes a board says what a new one says', () => {
  const place = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    x: fc.integer({ min: 0, max: 90 }),
    y: fc.integer({ min: 0, max: 90 }),
    side: fc.integer({ min: 0, max: 60 }),
    agency: fc.constantFrom('police', 'transit', null),
    gone: fc.boolean(),
  });
  const streets = [street('way/1', [0, 50, 100, 50], { class: 'primary', widthMeters: 10 })];
  const goals = [
    goalOf({ id: 'a', category: 'Overview' }),
    goalOf({ id: 'b', category: 'Overview', devices: 2, scope: { kind: 'streets', classes: ['primary'] } }),
    goalOf({ id: 'c', category: 'Overview', devices: 2, agency: 'police' }),
  ];
  const agencies = [agencySchema.parse({ id: 'police', name: 'Police', kind: 'police' })];
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 14 }), (steps) => {
      const moved = new Stand(empty({ streets }));
      moved.board.setPlan(planWith({ goals, agencies }));
      const last = new Map<string, (typeof steps)[number]>();
      for (const step of steps) {
        if (step.gone) moved.remove(step.id);
        else
          moved.put(
            camera(step.id, { agency: step.agency }),
            always(rectangle(moved, step.x, step.y, step.x + step.side, step.y + step.side)),
          );
        last.set(step.id, step);
      }
      const fresh = new Stand(empty({ streets }));
      for (const step of last.values()) {
        if (!step.gone)
          fresh.put(
            camera(step.id, { agency: step.agency }),
            always(rectangle(fresh, step.x, step.y, step.x + step.side, step.y + step.side)),
          );
      }
      fresh.board.setPlan(planWith({ goals, agencies }));
      expect(moved.board.standing(null)).toEqual(fresh.board.standing(null));
    }),
    { numRuns: 40, seed: 21 },
  );
});

test('another device never lowers what more is better of, and never lessens what is exposed', () => {
  const streets = [street('way/1', [0, 50, 100, 50], { class: 'primary', widthMeters: 10 })];
  const demand = [{ id: 'd', kind: 'pedestrian', x: 50, y: 50, rings: [], weight: 10, unit: 'people/h' }] as const;
  const panels: FacadePanels = {
    ...{ count: 2, center: Float64Array.of(10, 10, 2, 30, 10, 2), normal: Float64Array.of(0, 1, 0, 1) },
    ...{ width: Float32Array.of(3, 3), height: Float32Array.of(2, 2) },
    ...{ building: Uint32Array.of(0, 0), residential: Uint8Array.of(1, 1) },
  };
  const goals = [
    goalOf({ id: 'a', category: 'Overview' }),
    goalOf({ id: 'b', category: 'Overview', devices: 3 }),
    goalOf({ id: 'c', category: 'Overview', metric: 'demand' }),
    goalOf({ id: 'd', category: 'Outline', metric: 'facades-exposed', target: 1 }),
  ];
  const place = fc.record({
    x: fc.integer({ min: 0, max: 90 }),
    y: fc.integer({ min: 0, max: 90 }),
    side: fc.integer({ min: 0, max: 60 }),
    panel: fc.integer({ min: 0, max: 1 }),
    reached: fc.integer({ min: 1, max: 7 }),
  });
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 10 }), (steps) => {
      const stand = new Stand(empty({ streets, demand }), panels);
      stand.board.setPlan(planWith({ goals }));
      let before = stand.board.standing(null).goals;
      steps.forEach(({ x, y, side, panel, reached }, k) => {
        const seen = { facadeIndex: Uint32Array.of(panel), facadeClass: Uint8Array.of(reached) };
        stand.put(camera(`c${k}`), { ...always(rectangle(stand, x, y, x + side, y + side)), ...seen });
        const after = stand.board.standing(null).goals;
        after.forEach(({ achieved }, at) => expect(achieved).toBeGreaterThanOrEqual(before[at].achieved ?? 0));
        before = after;
      });
    }),
    { numRuns: 30, seed: 31 },
  );
});
