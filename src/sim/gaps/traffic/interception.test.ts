import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultAssumptions } from '#model/assumptions.ts';
import { type InterceptionResult, interceptionResultSchema } from '#model/results/gaps/interception.ts';
import { anyDriveSketch, anyUnits, graphOf, placeOn, unitsOn } from '../../../../test/fixtures/drive-sketch.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import { carStreet, sketchConnectivity } from '../../../../test/fixtures/road-sketch.ts';
import type { DriveGraph } from './drive-graph.ts';
import { interceptionPartSteps, partRange } from './interception-part.ts';
import { type InterceptionRun, interceptionSteps } from './interception-result.ts';
import { InterceptionTally } from './interception-tally.ts';
import { sortedPairs, type TrafficPair } from './traffic-demand.ts';
import { arcsOfStreets, countingUnit, type UnitReads } from './unit-reads.ts';
import { readChance } from './way-readers.ts';

const connectivity = { ...sketchConnectivity, edges: 1 };

function runOf(
  graph: DriveGraph,
  pairs: readonly TrafficPair[],
  units: readonly UnitReads[],
  more: Partial<InterceptionRun> = {},
): InterceptionRun {
  const demand = { pairs: sortedPairs(pairs), notes: [] };
  const assumptions = { ...defaultAssumptions, detourTolerance: 0.5 };
  const fields = { connectivity, demandKind: 'scene', condition: 'day', routes: 'fastest' } as const;
  return { graph, demand, units, assumptions, ...fields, ...more };
}

function partsOf(run: InterceptionRun, of: number) {
  return Array.from({ length: of }, (_, part) => {
    const { first, end } = partRange(run.demand.pairs.length, part, of);
    return finished(interceptionPartSteps(run, first, end));
  });
}

function resultOf(run: InterceptionRun, of = 1): InterceptionResult {
  const result = finished(interceptionSteps(run, partsOf(run, of)));
  if (result.kind !== 'interception') throw new Error(result.reason);
  return interceptionResultSchema.parse(result);
}

/** Two ways from west to east: 100 m, and 200 m around by the north. */
const block = graphOf([
  carStreet('start', [-100, 0, 0, 0]),
  carStreet('straight', [0, 0, 100, 0]),
  carStreet('around', [0, 0, 0, 50, 100, 50, 100, 0]),
  carStreet('end', [100, 0, 200, 0]),
]);
const west = placeOn(block, -100, 0);
const east = placeOn(block, 200, 0);
const north = placeOn(block, 50, 50);
const pair = (from: typeof west, to: typeof west, perHour: number): TrafficPair => ({ from, to, perHour, route: null });

function unit(id: string, streetId: string, chance: number, night = chance): UnitReads {
  const counting = countingUnit(id, arcsOfStreets(block, new Set([streetId])));
  return { ...counting, day: counting.day.map(() => chance), night: counting.night.map(() => night) };
}

describe('chances of several units', () => {
  test('are those of independent units', () => {
    const { once, twice } = readChance({ unit: [0, 1, 2] }, [0.5, 0.4, 0.2]);
    expect(once).toBeCloseTo(1 - 0.5 * 0.6 * 0.8, 12);
    expect(twice).toBeCloseTo(0.5 * 0.4 * 0.8 + 0.5 * 0.6 * 0.2 + 0.5 * 0.4 * 0.2 + 0.5 * 0.4 * 0.2, 12);
    expect(readChance({ unit: [0, 1] }, [1, 1])).toEqual({ once: 1, twice: 1 });
    expect(readChance({ unit: [] }, [])).toEqual({ once: 0, twice: 0 });
  });
});

describe('interception', () => {
  test('weighs trips by flow and by length', () => {
    const run = runOf(block, [pair(west, east, 30), pair(north, east, 10)], [unit('a', 'straight', 0.8, 0.4)]);
    const result = resultOf(run);
    expect(result).toMatchObject({ pairs: 2, places: 3, perHour: 40, unroutablePairs: 0, kilometresPerHour: 11 });
    expect(result.read.once).toBeCloseTo((30 * 0.8) / 40, 12);
    expect(result.read.twice).toBe(0);
    expect(result.read.kilometresOnce).toBeCloseTo((30 * 300 * 0.8) / (30 * 300 + 10 * 200), 12);
    expect(result.byNight.once).toBeCloseTo((30 * 0.4) / 40, 12);
    expect(resultOf({ ...run, condition: 'night' }).read).toEqual(result.byNight);
    expect(resultOf({ ...run, condition: 'fog' }).read).toEqual(result.byDay);
  });

  test('lets evasive drivers go around', () => {
    const { evasive, read } = resultOf(runOf(block, [pair(west, east, 30)], [unit('a', 'straight', 0.8)]));
    expect(read.once).toBeCloseTo(0.8, 12);
    expect(evasive).toMatchObject({ once: 0, changed: 1, unread: 1, extraSeconds: 10 });
  });

  test('tells what each unit reads and what only it reads', () => {
    const units = [unit('a', 'start', 0.5), unit('b', 'end', 0.8), unit('idle', 'around', 0.9)];
    const result = resultOf(runOf(block, [pair(west, east, 100)], units));
    expect(result.units.map(({ deviceId }) => deviceId)).toEqual(['b', 'a', 'idle']);
    expect(result.units[0]).toMatchObject({ passedPerHour: 100, readsPerHour: 80 });
    expect(result.units[0].onlyPerHour).toBeCloseTo(40, 9);
    expect(result.units[1].onlyPerHour).toBeCloseTo(10, 9);
    expect(result.units[2]).toMatchObject({ passedPerHour: 0, readsPerHour: 0, onlyPerHour: 0 });
    expect(result.read.once).toBeCloseTo(0.9, 12);
    expect(result.read.twice).toBeCloseTo(0.4, 12);
  });

  test('counts a unit once a trip, where it reads best', () => {
    const [strong, weak] = [unit('a', 'start', 0.9), unit('a', 'end', 0.4)];
    const both = { ...strong, arcs: Uint32Array.from([...strong.arcs, ...weak.arcs]) };
    const day = Float64Array.from([...strong.day, ...weak.day]);
    const { read, units, stretches } = resultOf(runOf(block, [pair(west, east, 100)], [{ ...both, day, night: day }]));
    expect(read.once).toBeCloseTo(0.9, 12);
    expect(read.twice).toBe(0);
    expect(units[0]).toMatchObject({ passedPerHour: 100, readsPerHour: 90 });
    for (const { readBefore } of stretches) expect(readBefore).toBeCloseTo(0.9, 12);
  });

  test('follows the traffic along the streets', () => {
    const { stretches } = resultOf(runOf(block, [pair(west, east, 100)], [unit('a', 'straight', 0.8)]));
    expect(stretches.map(({ streetId, perHour }) => [streetId, perHour])).toEqual([
      ['start', 100],
      ['straight', 100],
      ['end', 100],
    ]);
    [0, 0.8, 0.8].forEach((share, at) => {
      expect(stretches[at].readBefore).toBeCloseTo(share, 12);
      expect(stretches[at].read).toBeCloseTo(0.8, 12);
    });
    expect(stretches[1].line).toEqual([0, 0, 100, 0]);
  });

  test('lists the pairs with most unread trips, with their ways', () => {
    const pairs = [pair(west, east, 100), pair(north, east, 30)];
    const { worst } = resultOf(runOf(block, pairs, [unit('a', 'straight', 0.8)]));
    expect(worst.map(({ perHour, read }) => [perHour, read])).toEqual([
      [30, 0],
      [100, expect.closeTo(0.8, 12)],
    ]);
    expect(worst[1].line).toEqual([-100, 0, 0, 0, 100, 0, 200, 0]);
    expect(worst[1].evasiveLine).toEqual([-100, 0, 0, 0, 0, 50, 100, 50, 100, 0, 200, 0]);
    expect(worst[0].line).toEqual([50, 50, 100, 50, 100, 0, 200, 0]);
  });

  test('spreads drivers over alternatives by a logit', () => {
    const run = runOf(block, [pair(west, east, 100)], [unit('a', 'straight', 1)], { routes: 'choice' });
    const spread = run.assumptions.routeSpreadSeconds;
    expect(resultOf(run).read.once).toBeCloseTo(1 / (1 + Math.exp(-10 / spread)), 12);
    const strict = { ...run, assumptions: { ...run.assumptions, detourTolerance: 0.3 } };
    expect(resultOf(strict).read.once).toBe(1);
  });

  test('follows a stated route, however long', () => {
    const arcs = ['start', 'around', 'end'].map((id) => arcsOfStreets(block, new Set([id]))[0]);
    const stated = { ...pair(west, east, 10), route: Uint32Array.from(arcs) };
    const run = runOf(block, [stated], [unit('a', 'around', 0.7)]);
    expect(resultOf(run).read.once).toBeCloseTo(0.7, 12);
    expect(resultOf(run).kilometresPerHour).toBeCloseTo(4, 12);
    expect(resultOf(run).evasive).toMatchObject({ once: 0, changed: 1, extraSeconds: 0 });
  });

  test('counts pairs that no way joins, and says so where there is nothing else', () => {
    const apart = graphOf([carStreet('a', [0, 0, 100, 0]), carStreet('b', [0, 500, 100, 500])]);
    const [here, there, near] = [placeOn(apart, 0, 0), placeOn(apart, 0, 500), placeOn(apart, 100, 0)];
    const both = resultOf(runOf(apart, [pair(here, there, 5), pair(here, near, 7)], []));
    expect(both).toMatchObject({ pairs: 1, perHour: 7, unroutablePairs: 1, unroutablePerHour: 5 });
    expect(both.notes.join(' ')).toContain('No way joins 1 pair of places');
    const run = runOf(apart, [pair(here, there, 5)], []);
    expect(finished(interceptionSteps(run, partsOf(run, 1)))).toMatchObject({ kind: 'empty' });
    const none = runOf(apart, [], []);
    expect(finished(interceptionSteps(none, []))).toMatchObject({ kind: 'empty' });
  });

  test('is nothing without units, on the fastest ways; more units never lower it; parts and losses change no bit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyPositions, fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 6 }),
        anyDriveSketch,
        anyUnits,
        anyUnits,
        fc.constantFrom('fastest', 'choice'),
        (flows, { graph }, some, more, routes) => {
          const pairs = flows.map(([[ax, ay, bx, by], perHour]) =>
            pair(placeOn(graph, ax, ay), placeOn(graph, bx, by), perHour),
          );
          const bare = runOf(graph, pairs, [], { routes });
          const whole = finished(interceptionSteps(bare, partsOf(bare, 1)));
          if (whole.kind !== 'interception') return;
          expect(whole.read).toEqual({ once: 0, twice: 0, kilometresOnce: 0, kilometresTwice: 0 });
          expect(whole.evasive).toMatchObject({ once: 0, changed: 0, unread: 1, extraSeconds: 0 });
          const few = runOf(graph, pairs, unitsOn(graph, some), { routes });
          const many = runOf(graph, pairs, unitsOn(graph, [...some, ...more]), { routes });
          const [less, most] = [resultOf(few), resultOf(many)];
          for (const key of ['once', 'twice', 'kilometresOnce', 'kilometresTwice'] as const) {
            expect(most.read[key]).toBeGreaterThanOrEqual(less.read[key] - 1e-12);
          }
          expect(most).toEqual(resultOf(many, 3));
          const tally = new InterceptionTally(many, partsOf(many, 2));
          const lost = unitsOn(graph, [...some, ...more])
            .slice(some.length)
            .map(({ deviceId }) => deviceId);
          expect(tally.without(lost)).toEqual(less.read);
          expect(tally.without([])).toEqual(most.read);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('of evasive drivers never falls with another unit that they know of', () => {
    fc.assert(
      fc.property(anyDriveSketch, anyUnits, anyUnits, ({ graph, from, to }, some, more) => {
        const knowing = { ...defaultAssumptions, knownUnitChance: 0, detourTolerance: 0.3 };
        const evaded = (choices: typeof some) => {
          const run = runOf(graph, [pair(from, to, 1)], unitsOn(graph, choices), { assumptions: knowing });
          const tally = new InterceptionTally(run, partsOf(run, 1));
          return tally.evasiveShares().once;
        };
        // Exposures are counted in parts of 2⁻²⁰.
        expect(evaded([...some, ...more])).toBeGreaterThanOrEqual(evaded(some) - 1e-5);
      }),
      { numRuns: 500 },
    );
  });
});

const position = fc.integer({ min: -10, max: 210 });
const anyPositions = fc.tuple(position, position, position, position);
