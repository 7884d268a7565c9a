import { describe, expect, test } from 'vitest';
import type { Street } from '#model/city.ts';
import type { Device } from '#model/device.ts';
import { defaultGapQuestion, type GapQuestion } from '#model/gap-question.ts';
import { type ClosingResult, closingResultSchema } from '#model/results/gaps/closing.ts';
import { emptyScenario } from '#model/scenario.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import { sceneOf } from '../../../../test/fixtures/random-city.ts';
import {
  arcsOf,
  carStreet,
  roadSketch,
  sitePlaceAt,
  sketchConnectivity,
} from '../../../../test/fixtures/road-sketch.ts';
import { coverageSettings } from '../../coverage/coverage-scene.ts';
import { createDeviceContext } from '../../coverage/device-context.ts';
import { coverDevice } from '../../coverage/device-coverage.ts';
import { cordonSteps } from '../cordon/cordon-steps.ts';
import { arcReaders } from '../cordon/road-readers.ts';
import { buildDriveGraph } from '../traffic/drive-graph.ts';
import { UnitReader } from '../traffic/unit-reads.ts';
import { closeCordonSteps } from './alpr-cordon.ts';
import { raiseInterceptionSteps } from './alpr-interception.ts';
import type { AlprTools } from './alpr-tools.ts';

const half = 300;
const arms = [
  carStreet('west', [-300, 0, 0, 0]),
  carStreet('east', [0, 0, 300, 0]),
  carStreet('south', [0, -300, 0, 0]),
  carStreet('north', [0, 0, 0, 300]),
];
const lamps = [
  [-150, 6],
  [-60, 6],
  [150, 6],
  [6, -150],
  [6, 150],
].map(([x, y], at) => ({ id: `lamp/${at}`, kind: 'lamp', x, y, heightMeters: 6 }) as const);

interface Stand {
  readonly streets?: readonly Street[];
  readonly mounts?: typeof lamps;
  readonly devices?: readonly Device[];
  readonly question?: Partial<GapQuestion>;
}

function standOf({ streets = arms, mounts = lamps, devices = [], question = {} }: Stand) {
  const sketch = roadSketch(streets, half);
  const scenario = emptyScenario({
    id: 'plan',
    name: 'Plan',
    scene: { id: 's', name: 's', origin: { longitude: 10, latitude: 50, heightMeters: 0 } },
    devices: [...devices],
  });
  const scene = {
    ...sceneOf([], { bounds: sketch.bounds }),
    surroundings: {
      ...{ buildingUses: [], buildings: [], areas: [], portals: [], sites: [], zones: [], demand: [] },
      streets,
      mounts,
    },
  };
  const context = createDeviceContext(scene, coverageSettings(scenario, ['day', 'night']));
  const graph = buildDriveGraph(sketch.network, streets, scenario.assumptions);
  const samples = context.targets().lanes?.samples;
  if (samples === undefined) throw new Error('the scene has no lanes');
  const reader = new UnitReader(graph, samples);
  const condition = question.condition ?? 'day';
  const tools: AlprTools = { context, graph, reader, scenario, condition };
  const input = {
    ...sketch,
    connectivity: sketchConnectivity,
    places: { sites: [sitePlaceAt(0, 0, 50)], zones: [] },
    question: { ...defaultGapQuestion, ...question },
  };
  return { sketch, tools, input, context, reader };
}

function closedOf(stand: ReturnType<typeof standOf>): ClosingResult {
  const result = finished(closeCordonSteps({ ...stand.input, units: [] }, stand.tools));
  if (result.kind !== 'closing') throw new Error(result.reason);
  return closingResultSchema.parse(result);
}

/** What the plan's own coverage says of the proposed devices. */
function coveredReads({ context, reader }: ReturnType<typeof standOf>, { proposals }: ClosingResult) {
  return proposals.map(({ device }) => reader.readsOf(coverDevice(context, device), device.name));
}

describe('a crossroads that leaks on four arms', () => {
  test('is closed by four units on lamps, each of which takes one off', () => {
    const stand = standOf({});
    const closed = closedOf(stand);
    expect([closed.before, closed.after]).toEqual([4, 0]);
    expect(closed.proposals.map(({ gain }) => [gain.before, gain.after])).toEqual([
      [4, 3],
      [3, 2],
      [2, 1],
      [1, 0],
    ]);
    const mounts = closed.proposals.map(({ device }) => device.mounting.featureId);
    expect(mounts.every((id) => id?.startsWith('lamp/'))).toBe(true);
    expect(new Set(mounts).size).toBe(4);
    expect(new Set(closed.proposals.map(({ place }) => place)).size).toBe(4);
  });

  test('as coverage has the units, nothing leaks with them, and each reads its road well', () => {
    for (const condition of ['day', 'night'] as const) {
      const stand = standOf({ question: { condition } });
      const closed = closedOf(stand);
      const units = coveredReads(stand, closed);
      const cordon = finished(cordonSteps({ ...stand.input, readers: arcReaders(units, condition) }));
      if (cordon.kind !== 'cordon') throw new Error(cordon.reason);
      expect([cordon.leaking, cordon.cut.units]).toEqual([0, 0]);
      expect(cordon.crossings.every(({ read }) => read >= 0.8)).toBe(true);
    }
  });

  test('both ways, units read both directions where they can', () => {
    const stand = standOf({ question: { cordonWay: 'both' } });
    const closed = closedOf(stand);
    expect([closed.before, closed.after]).toEqual([4, 0]);
    const units = coveredReads(stand, closed);
    const cordon = finished(cordonSteps({ ...stand.input, readers: arcReaders(units, 'day') }));
    expect(cordon).toMatchObject({ leaking: 0 });
  });

  test('without mounts new poles are taken, and said so', () => {
    const closed = closedOf(standOf({ mounts: [] }));
    expect(closed.after).toBe(0);
    expect(closed.proposals.every(({ device }) => device.mounting.featureId === null)).toBe(true);
    expect(closed.proposals[0].reason).toMatch(/new pole, which is not in the price/);
  });

  test('mounts that carry a device are left alone', () => {
    const stand = standOf({});
    const taken = closedOf(stand).proposals[0].device;
    const closed = closedOf(standOf({ devices: [{ ...taken, state: 'existing' }] }));
    expect(closed.proposals.map(({ device }) => device.mounting.featureId)).not.toContain(taken.mounting.featureId);
  });
});

test('where no unit can stand the cut moves on, and where none can at all a sentence says so', () => {
  // The last 60 m before the area run through a tunnel, which no unit sees into.
  const moved = closedOf(
    standOf({
      streets: [carStreet('open', [-300, 0, -110, 0]), carStreet('under', [-110, 0, 0, 0], { tunnel: true })],
    }),
  );
  expect(moved.proposals.map(({ place }) => place)).toEqual(['open street']);
  expect(moved.after).toBe(0);
  const never = closedOf(
    standOf({
      streets: [carStreet('under', [-300, 0, 0, 0], { tunnel: true }), carStreet('other', [200, 200, 250, 200])],
    }),
  );
  expect([never.proposals.length, never.before, never.after]).toEqual([0, 1, 1]);
  expect(never.notes.some((note) => /units alone do not close it/.test(note))).toBe(true);
});

test('where units close only a part, they are proposed for that part', () => {
  const streets = [carStreet('under', [-300, 0, 0, 0], { tunnel: true }), carStreet('east', [0, 0, 300, 0])];
  const { proposals, before, after, notes } = closedOf(standOf({ streets }));
  expect(proposals.map(({ place, gain }) => [place, gain.before, gain.after])).toEqual([['east street', 2, 1]]);
  expect([before, after]).toEqual([2, 1]);
  expect(notes.some((note) => /units alone do not close it/.test(note))).toBe(true);
});

describe('interception', () => {
  test('is raised where most unread trips pass', () => {
    const { sketch, tools } = standOf({});
    const [west, east, north] = [
      arcsOf(sketch, 'west', false),
      arcsOf(sketch, 'east', false),
      arcsOf(sketch, 'north', false),
    ];
    const ways = [
      { perHour: 10, arcs: [...west, ...north] },
      { perHour: 30, arcs: [...west, ...east] },
      { perHour: 5, arcs: [...arcsOf(sketch, 'south', false), ...north] },
    ];
    const result = finished(raiseInterceptionSteps({ ways, units: [], count: 2 }, tools));
    if (result.kind !== 'closing') throw new Error(result.reason);
    closingResultSchema.parse(result);
    expect(result.proposals.map(({ place }) => place)[0]).toBe('west street');
    const [first, second] = result.proposals.map(({ gain }) => gain);
    expect(first.before).toBe(0);
    // 40 of 45 trips, read with 0.95 · 0.98.
    expect(first.after).toBeCloseTo((40 / 45) * 0.931, 2);
    expect(second.after).toBeGreaterThan(first.after);
    expect(result.after).toBe(second.after);
  });

  test('without traffic is told in a sentence', () => {
    expect(finished(raiseInterceptionSteps({ ways: [], units: [], count: 2 }, standOf({}).tools)).kind).toBe('empty');
  });
});
