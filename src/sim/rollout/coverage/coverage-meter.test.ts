import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { lessIsBetter } from '#model/goal.ts';
import { expectStanding, setLive, standingOf } from '../../../../test/fixtures/live-standing.ts';
import { plainProject } from '../../../../test/fixtures/plain-project.ts';
import { type RolloutTown, rolloutTown } from '../../../../test/fixtures/rollout-town.ts';
import type { CoverageState } from '../../coverage/coverage-state.ts';
import { groundWord } from '../../coverage/ground-bits.ts';
import { countedDevices } from '../../goals/counted-devices.ts';
import type { GoalStanding } from '../../goals/goal-board.ts';
import { placesOf } from '../../goals/scope-regions.ts';
import type { CoverageMeter } from '../coverage-timeline.ts';
import type { Project } from '../project.ts';
import { chanceTiles } from './chance-tiles.ts';
import { createCoverageMeter } from './coverage-meter.ts';
import { type CoverageTable, coverageTableSteps } from './coverage-table.ts';
import { demandGroundSteps } from './demand-ground.ts';

let town: RolloutTown;
let project: Project;
let table: CoverageTable;
beforeAll(() => {
  town = rolloutTown();
  const { devices } = town.scenario;
  const at = (...ids: string[]) => ids.map((id) => devices.findIndex((device) => device.id === id));
  const legacy = [at('camera/0', 'camera/1'), at('camera/2', 'old of 1', 'camera/3'), at('part of 2'), []];
  project = plainProject(devices, ({ state }) => state === 'existing', legacy);
  table = finished(coverageTableSteps(town.engine, town.scenario, project, 1));
});

function finished<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const standing = (live: readonly boolean[]): GoalStanding => standingOf(town.engine, town.scenario.devices, live);

const meterWith = (live: readonly boolean[], first = 0, meter = createCoverageMeter(table)): CoverageMeter =>
  setLive(meter, live, first);

const expectEqual = (meter: CoverageMeter, own: GoalStanding): void => expectStanding(meter, town.scenario.goals, own);

const anyLive = (): fc.Arbitrary<boolean[]> => {
  const count = town.scenario.devices.length;
  return fc.array(fc.boolean(), { minLength: count, maxLength: count });
};

describe('values', () => {
  test('of goals and score are the engine’s for any devices, in any order of changes', () => {
    fc.assert(
      fc.property(anyLive(), fc.nat(20), (live, first) => {
        expectEqual(meterWith(live, first), standing(live));
      }),
      { numRuns: 60 },
    );
  });

  test('are the engine’s at the start, for no device and for all', () => {
    const { devices } = town.scenario;
    expectEqual(createCoverageMeter(table), standing(devices.map(({ state }) => state === 'existing')));
    for (const live of [false, true]) {
      expectEqual(meterWith(devices.map(() => live)), standing(devices.map(() => live)));
    }
  });

  test('are the same to the last bit whatever came before', () => {
    const meter = createCoverageMeter(table);
    fc.assert(
      fc.property(anyLive(), anyLive(), fc.boolean(), (before, live, again) => {
        meterWith(before, 3, meter);
        if (again) meter.reset();
        meterWith(live, 7, meter);
        const fresh = meterWith(live);
        expect(meter.values).toEqual(fresh.values);
        expect(meter.lacks).toEqual(fresh.lacks);
      }),
      { numRuns: 60 },
    );
  });

  test('come back to the start after a reset, and a change that is none changes nothing', () => {
    const meter = createCoverageMeter(table);
    const start = meter.values.slice();
    const { values } = meter;
    meterWith(
      town.scenario.devices.map((_, k) => k % 2 === 0),
      0,
      meter,
    );
    expect(values).not.toEqual(start);
    meter.reset();
    expect(values).toEqual(start);
    meter.set(0, true);
    expect(values).toEqual(start);
  });

  test('differ between devices for every goal that can be measured', () => {
    const all = meterWith(town.scenario.devices.map(() => true)).values;
    const none = meterWith(town.scenario.devices.map(() => false)).values;
    for (const [k, { problem, id }] of table.heads.entries()) {
      if (problem === null && table.heads[k].kind === 'goal') expect(all[k], id).not.toBe(none[k]);
    }
    expect(table.heads.filter(({ problem }) => problem !== null).map(({ id }) => id)).toEqual(['goal/13', 'goal/36']);
  });

  test('of a table that was cloned are those of the table', () => {
    const clone = createCoverageMeter(structuredClone(table));
    const live = town.scenario.devices.map((_, k) => k % 3 !== 0);
    expect(meterWith(live, 0, clone).values).toEqual(meterWith(live).values);
  });

  test('of devices that the engine has not merged are nothing', () => {
    const ghost = { ...project.devices[0], id: 'ghost' };
    const more = { ...project, devices: [...project.devices, ghost] };
    const meter = createCoverageMeter(finished(coverageTableSteps(town.engine, town.scenario, more, 1)));
    const before = meter.values.slice();
    meter.set(project.devices.length, false);
    expect(meter.values).toEqual(before);
  });
});

/** Cells by word that at least `atLeast` of the devices see by day at or above a class; keys are row · 2²⁰ + column. */
function cellsSeen(state: CoverageState, ids: readonly string[], index: number, atLeast: number): Set<number> {
  const counts = new Map<number, number>();
  for (const id of ids) {
    const held = state.devices.get(id);
    if (held?.layer !== 'density') continue;
    const ground = held.ground('day');
    for (let row = ground.firstRow; row < ground.firstRow + ground.rows; row += 1) {
      for (let column = 32 * ground.firstWord; column < 32 * (ground.firstWord + ground.words); column += 1) {
        if (((groundWord(ground, index, row, column >> 5) >>> (column & 31)) & 1) === 0) continue;
        const key = row * 1_048_576 + column;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return new Set([...counts].filter(([, count]) => count >= atLeast).map(([key]) => key));
}

const idsOf = (live: readonly boolean[]): string[] =>
  town.scenario.devices.filter((_, k) => live[k]).map(({ id }) => id);

describe('categories', () => {
  test('are the shares of streets, squares and sites that one and two cameras see, cell by cell', () => {
    const { engine, scenario, scene } = town;
    const { goalScene } = engine.state.board;
    const { window, bits, cells } = finished(demandGroundSteps(goalScene, placesOf(scenario, scene.surroundings)));
    const inside = (key: number): boolean => {
      const [row, column] = [Math.floor(key / 1_048_576), key % 1_048_576];
      return ((bits[row * window.words + (column >> 5)] >>> (column & 31)) & 1) === 1;
    };
    fc.assert(
      fc.property(anyLive(), (live) => {
        const meter = meterWith(live);
        meter.heads.forEach(({ kind, devices, whole }, k) => {
          if (kind !== 'category') return;
          const index = Math.floor((k - scenario.goals.length) / 2);
          const seen = [...cellsSeen(engine.state, idsOf(live), index, devices)].filter(inside).length;
          expect(whole).toBe(cells);
          expect(meter.values[k]).toBe((100 * seen) / cells);
        });
      }),
      { numRuns: 10 },
    );
    expect(createCoverageMeter(table).values[scenario.goals.length]).toBeGreaterThan(1);
  });
});

describe('cutover gaps', () => {
  /** For goals by one device, what some cover is what is covered with them beside what is covered without. */
  test('lack what the old units of a group covered and nothing covers now', () => {
    fc.assert(
      fc.property(anyLive(), (live) => {
        const meter = meterWith(live);
        const now = standing(live);
        project.groups.forEach(({ legacy }, group) => {
          const beside = standing(live.map((own, k) => own || (legacy.includes(k) && table.start[k] === 1)));
          town.scenario.goals.forEach(({ devices, metric }, head) => {
            if (devices > 1 || metric === 'portals-monitored' || metric === 'radio' || lessIsBetter.has(metric)) return;
            const pair = meter.pairs.findIndex((own) => own.group === group && own.head === head);
            const lack = (beside.goals[head].achieved ?? 0) - (now.goals[head].achieved ?? 0);
            expect(pair < 0 ? 0 : meter.lacks[pair], `goal ${head}`).toBeCloseTo(lack, 9);
          });
        });
      }),
      { numRuns: 30 },
    );
  });

  test('of goals by two devices are what two covered at the start, one of them an old unit of the group', () => {
    const { engine, scenario } = town;
    const { groundCells } = engine;
    const head = scenario.goals.findIndex(({ devices, phase }) => devices === 2 && phase === null);
    const atStart = idsOf([...table.start].map((own) => own === 1));
    const pairs = createCoverageMeter(table).pairs.filter((pair) => pair.head === head);
    expect(pairs.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(anyLive(), (live) => {
        const meter = meterWith(live);
        const now = cellsSeen(engine.state, idsOf(live), 1, 2);
        for (const [k, { group, head: own }] of meter.pairs.entries()) {
          if (own !== head) continue;
          const old = project.groups[group].legacy.map((device) => scenario.devices[device].id);
          const byOld = cellsSeen(engine.state, old, 1, 1);
          const lost = [...cellsSeen(engine.state, atStart, 1, 2)].filter((key) => byOld.has(key) && !now.has(key));
          expect(meter.lacks[k]).toBeCloseTo((100 * lost.length) / groundCells, 12);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('of portals open while a function is missing that an old unit helped to give', () => {
    const { devices, goals } = town.scenario;
    const head = goals.findIndex(({ metric }) => metric === 'portals-monitored');
    const meter = createCoverageMeter(table);
    const number = (id: string) => devices.findIndex((device) => device.id === id);
    const lacks = () =>
      meter.pairs.flatMap((pair, k) => (pair.head === head ? [[pair.group, meter.lacks[k] * 0.08]] : []));
    expect(lacks()).toEqual([
      [1, 0],
      [2, 0],
    ]);
    meter.set(number('old of 1'), false);
    expect(lacks()).toEqual([
      [1, 1],
      [2, 0],
    ]);
    meter.set(number('new of 1'), true);
    // Group 2 has the one part of door 2, and the other part, which is not its own, goes.
    meter.set(number('other part of 2'), false);
    expect(lacks()).toEqual([
      [1, 0],
      [2, 1],
    ]);
    meter.reset();
    expect(lacks().flat()).toEqual([1, 0, 2, 0]);
  });

  test('open for no goal where less is better, for no share of live devices and for no group without old units', () => {
    const { goals } = town.scenario;
    for (const { group, head } of table.pairs) {
      expect(lessIsBetter.has(goals[head].metric)).toBe(false);
      expect(goals[head].metric).not.toBe('radio');
      const filter = countedDevices(goals[head], town.scenario.phases);
      const old = project.groups[group].legacy.map((device) => town.scenario.devices[device]);
      expect(old.some((device) => filter.counts(device))).toBe(true);
    }
    expect(new Set(table.pairs.map(({ group }) => group))).toEqual(new Set([0, 1, 2]));
  });
});

describe('the painted ground', () => {
  test('tells each column that came to be covered or uncovered once, after a reset those of the start', () => {
    const meter = createCoverageMeter(table);
    const covered = new Set<number>();
    const told = (): number => {
      let count = 0;
      meter.drainColumns((column, now) => {
        expect(covered.has(column)).toBe(!now);
        if (now) covered.add(column);
        else covered.delete(column);
        count += 1;
      });
      return count;
    };
    expect(told()).toBeGreaterThan(0);
    expect(told()).toBe(0);
    fc.assert(
      fc.property(anyLive(), fc.boolean(), (live, again) => {
        if (again) {
          meter.reset();
          covered.clear();
        }
        meterWith(live, 0, meter);
        told();
        expect(tilesSeen([...covered])).toEqual(cellsSeen(town.engine.state, idsOf(live), 1, 1));
      }),
      { numRuns: 15 },
    );
  });

  /** Cells of the tiles in which these columns are covered in the one run there is. */
  function tilesSeen(columns: readonly number[]): Set<number> {
    const counts = new Uint16Array(table.chance.columns);
    for (const column of columns) counts[column] = 1;
    const seen = new Set<number>();
    for (const { row, column, best } of chanceTiles(table, counts, 1)) {
      for (let at = 0; at < best.length; at += 1) {
        if (best[at] !== 0 && best[at] !== 10) throw new Error(`Class ${best[at]} where there is but one run.`);
        if (best[at] === 10) seen.add((256 * row + (at >> 8)) * 1_048_576 + 256 * column + (at & 255));
      }
    }
    return seen;
  }

  test('is painted by the tenths of the runs in which it is covered, rounded up', () => {
    const { devices } = town.scenario;
    const runs = 37;
    const meter = createCoverageMeter(table);
    const counts = new Uint16Array(table.chance.columns);
    const expected = new Map<number, number>();
    for (let run = 0; run < runs; run += 1) {
      const live = devices.map((_, k) => (k * 7 + run * 11) % 13 < 4);
      meter.reset();
      meterWith(live, 0, meter);
      meter.drainColumns((column, covered) => {
        if (covered) counts[column] += 1;
      });
      for (const key of cellsSeen(town.engine.state, idsOf(live), 1, 1))
        expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    const classes = new Set<number>();
    for (const { row, column, best } of chanceTiles(table, counts, runs)) {
      for (let at = 0; at < best.length; at += 1) {
        const key = (256 * row + (at >> 8)) * 1_048_576 + 256 * column + (at & 255);
        const count = expected.get(key) ?? 0;
        expected.delete(key);
        if (best[at] !== Math.ceil((10 * count) / runs)) throw new Error(`Cell ${key}: ${best[at]} for ${count} runs.`);
        classes.add(best[at]);
      }
    }
    expect(expected.size).toBe(0);
    expect(classes.size).toBeGreaterThan(3);
  });
});

test('making a table yields often, tells rising fractions and leaves the engine as it was', () => {
  const { engine, scenario } = town;
  const { version } = engine;
  const before = engine.state.board.standing();
  const steps = coverageTableSteps(engine, scenario, project, 1);
  let [last, count] = [0, 0];
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) {
    expect(step.value.fraction).toBeGreaterThanOrEqual(last);
    expect(step.value.fraction).toBeLessThanOrEqual(1);
    last = step.value.fraction;
    count += 1;
  }
  expect(count).toBeGreaterThan(scenario.goals.length);
  expect(step.value).toEqual(table);
  expect(engine.version).toBe(version);
  expect(engine.state.board.standing()).toEqual(before);
});

test('a plan without devices and goals has categories of nothing, no pairs, no tiles, and says why there is no score', () => {
  const { engine, scenario } = town;
  const none = finished(
    coverageTableSteps(
      engine,
      { ...scenario, goals: [] },
      plainProject([], () => false),
    ),
  );
  const meter = createCoverageMeter(none);
  meter.drainColumns(() => expect.unreachable());
  expect(meter.values).toEqual(new Float64Array(meter.heads.length));
  expect([meter.columns, meter.pairs, chanceTiles(none, [], 0)]).toEqual([0, [], []]);
  expect(meter.heads.at(-1)).toMatchObject({
    kind: 'score',
    problem: 'No goal of the plan has a weight, so there is no score.',
  });
  expect(none.chance.category).toBe(0);
});

test('the painted category is that of the weightiest goal about ground by day where none is asked for', () => {
  const { engine, scenario } = town;
  const goal = (category: string, weight: number, parts: object = {}) => ({
    ...scenario.goals[0],
    category,
    weight,
    ...parts,
  });
  const goals = [
    goal('Outline', 1),
    goal('Perceive', 3),
    goal('Discern', 2),
    goal('Validate', 9, { condition: 'night' }),
  ];
  expect(finished(coverageTableSteps(engine, { ...scenario, goals }, project)).chance.category).toBe(3);
});
