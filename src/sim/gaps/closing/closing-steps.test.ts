import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Barrier, Mount, Portal, Street } from '#model/city.ts';
import { type Device, deviceSchema } from '#model/device.ts';
import { defaultGapQuestion, type GapQuestion, type GapRun } from '#model/gap-question.ts';
import type { GapJob, GapScene } from '#model/gap-scene.ts';
import type { ApproachResult } from '#model/results/gaps/approach.ts';
import { type ClosingResult, closingResultSchema } from '#model/results/gaps/closing.ts';
import type { TimelyResult } from '#model/results/gaps/timely.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import { box, type SolidSketch } from '../../../../test/fixtures/random-city.ts';
import { fence, line, portal, street, walkScene } from '../../../../test/fixtures/walk-scenes.ts';
import { CoverageEngine } from '../../coverage/coverage-engine.ts';
import { coverageSettings } from '../../coverage/coverage-scene.ts';
import { GapEngine } from '../gap-engine.ts';

const half = 100;

interface Ground {
  readonly mounts?: readonly (readonly [x: number, y: number])[];
  readonly lampMeters?: number;
  readonly barriers?: readonly Barrier[];
  readonly solids?: readonly SolidSketch[];
  readonly use?: string;
  readonly portals?: readonly Portal[];
  readonly streets?: readonly Street[];
}

function sceneOn({ mounts = [], lampMeters = 6, use = 'yes', ...sketch }: Ground): GapScene {
  const scene = walkScene({ half, ...sketch });
  const { surroundings } = scene;
  if (surroundings === undefined) throw new Error('the scene has no surroundings');
  const lamps = mounts.map(([x, y], at): Mount => ({ id: `lamp/${at}`, kind: 'lamp', x, y, heightMeters: lampMeters }));
  return { ...scene, surroundings: { ...surroundings, mounts: lamps, buildingUses: scene.buildingIds.map(() => use) } };
}

/** Fences around the middle, with gaps of 8 m at these sides. */
function yard(...gaps: readonly ('south' | 'north')[]): Barrier[] {
  const side = (id: string, y: number, isOpen: boolean): Barrier[] =>
    isOpen
      ? [fence(line(-30, y, -4, y), { id: `${id}/west` }), fence(line(4, y, 30, y), { id: `${id}/east` })]
      : [fence(line(-30, y, 30, y), { id })];
  return [
    fence(line(-30, -30, -30, 30), { id: 'west' }),
    fence(line(30, -30, 30, 30), { id: 'east' }),
    ...side('south', -30, gaps.includes('south')),
    ...side('north', 30, gaps.includes('north')),
  ];
}

function planOf(more: Partial<Scenario> = {}, portalIds: string[] = []): Scenario {
  return emptyScenario({
    id: 'plan',
    name: 'Plan',
    scene: { id: 's', name: 's', origin: { longitude: 10, latitude: 50, heightMeters: 0 } },
    ...more,
    sites: [
      {
        ...{ id: 'site', name: 'The site', kind: 'other', featureId: null, x: 0, y: 0, rings: [], radiusMeters: 5 },
        ...{ portalIds, agency: null, notes: '' },
      },
    ],
  });
}

function jobOf(run: GapRun, scenario: Scenario, question: Partial<GapQuestion> = {}): GapJob {
  const asked = { ...defaultGapQuestion, ...question };
  return { run, question: asked, scenario, sceneId: 's', sceneName: 's', live: null };
}

function closed(scene: GapScene, job: GapJob): ClosingResult {
  const engine = new GapEngine();
  engine.load(scene);
  return closingResultSchema.parse(finished(engine.closingSteps(job)));
}

function ran(scene: GapScene, job: GapJob) {
  const engine = new GapEngine();
  engine.load(scene);
  const { result } = finished(engine.runSteps(job, null));
  if (result === null || result.kind === 'empty') throw new Error(result?.reason ?? 'no result');
  return result;
}

/** The job when the first so many proposals were taken, under other ids. */
function taken(job: GapJob, { proposals }: ClosingResult, count = proposals.length): GapJob {
  const more = proposals.slice(0, count).map(({ device }, at) => ({ ...device, id: `taken-${at}` }));
  return { ...job, scenario: { ...job.scenario, devices: [...job.scenario.devices, ...more] } };
}

function unobserved(scene: GapScene, job: GapJob): number {
  return (ran(scene, job) as ApproachResult).best.unobserved;
}

function interruption(scene: GapScene, job: GapJob): number {
  return (ran(scene, job) as TimelyResult).interruption;
}

const phoneOn = (featureId: string, x: number, y: number): Device =>
  deviceSchema.parse({
    ...{ kind: 'phone', id: 'phone', name: 'Phone', x, y, heightMeters: 2 },
    mounting: { kind: 'lamp', featureId },
  });

describe('a yard with one way in', () => {
  const scene = sceneOn({ barriers: yard('south'), mounts: [[0, -12]] });
  const job = jobOf('approach', planOf());

  test('is closed by one camera on the lamp that stands there, and a new run says the same', () => {
    const result = closed(scene, job);
    expect(result.before).toBe(1);
    expect(result.proposals.map(({ device }) => device.mounting.featureId)).toEqual(['lamp/0']);
    expect(result.after).toBeLessThan(0.5);
    expect(result.after).toBe(unobserved(scene, taken(job, result)));
    const [proposal] = result.proposals;
    if (proposal === undefined) throw new Error('nothing is proposed');
    const { price, yearly, exposedSquareMeters, reason, gain } = proposal;
    expect(gain).toEqual({ metric: 'Arrives unobserved', before: 1, after: result.after });
    expect(price).toBeGreaterThan(0);
    expect(yearly).toBeGreaterThan(0);
    expect(exposedSquareMeters).toBe(0);
    expect(reason).toMatch(/^Watches \d+ m of the way in .* that nobody watches\.$/);
  });

  test('gets the same answer each time, from an engine that was used before as well', () => {
    const engine = new GapEngine();
    engine.load(scene);
    const first = finished(engine.closingSteps(job));
    finished(engine.runSteps(taken(job, first), null));
    expect(finished(engine.closingSteps(job))).toEqual(first);
    expect(closed(scene, job)).toEqual(first);
  });

  test('gets the same answer after it was stopped at any step', () => {
    const engine = new GapEngine();
    engine.load(scene);
    const whole = finished(engine.closingSteps(job));
    for (const steps of [1, 5, 25, 60, 120]) {
      const stopped = engine.closingSteps(job);
      for (let step = 0; step < steps; step += 1) stopped.next();
      stopped.return(whole);
      expect(finished(engine.closingSteps(job))).toEqual(whole);
    }
  });

  test('gets nothing where the lamp is taken by another device', () => {
    const scenario = planOf({ devices: [phoneOn('lamp/0', 0, -12)] });
    const result = closed(scene, jobOf('approach', scenario));
    expect(result.proposals).toEqual([]);
    expect([result.before, result.after]).toEqual([1, 1]);
    expect(result.notes[0]).toContain('No camera of the catalogue on a free mount');
  });

  test('gets the lamp again when what hangs there is retired', () => {
    const gone = { ...phoneOn('lamp/0', 0, -12), state: 'retired' } as const;
    expect(closed(scene, jobOf('approach', planOf({ devices: [gone] }))).proposals).toHaveLength(1);
  });

  test('needs nothing more once it is closed', () => {
    const more = sceneOn({
      barriers: yard('south'),
      mounts: [-12, -16, -20, -24, 12, 16].map((y) => [y % 8 === 0 ? 3 : -3, y] as const),
    });
    const first = closed(more, job);
    expect(first.after).toBeLessThanOrEqual(0.05);
    const second = closed(more, taken(job, first));
    expect(second.proposals).toEqual([]);
    expect(second.before).toBe(first.after);
    expect(second.notes).toEqual(['Nobody arrives unobserved with more than 5 %: there is nothing to close.']);
  });

  test('names the homes that the camera would see as the plan counts them', () => {
    const solids = [{ rings: [box(-20, -28, -8, -18)], base: 0, top: 8 }];
    const beside = sceneOn({ barriers: yard('south'), mounts: [[0, -12]], solids, use: 'apartments' });
    const { proposals } = closed(beside, job);
    const engine = new CoverageEngine();
    engine.load(beside, coverageSettings(job.scenario));
    engine.plan(1, job.scenario);
    const put = proposals.map(({ device }) => device);
    const { devices } = engine.change({ revision: 2, put, removed: [] });
    const told = new Map(proposals.map(({ device, exposedSquareMeters }) => [device.id, exposedSquareMeters]));
    expect(new Map(devices.map(({ id, exposedSquareMeters }) => [id, exposedSquareMeters]))).toEqual(told);
    expect(Math.max(...told.values())).toBeGreaterThan(0);
  });

  test('is watched less by night, beyond the light of the camera: what is told holds then', () => {
    for (const condition of ['night', 'fog'] as const) {
      const asked = jobOf('approach', planOf(), { condition });
      const result = closed(scene, asked);
      expect(result.proposals).toHaveLength(1);
      expect(result.after).toBe(unobserved(scene, taken(asked, result)));
    }
  });

  test('is closed for the breach and for the worst of the conditions alike', () => {
    const breach = closed(scene, { ...job, run: 'breach' });
    expect(breach.after).toBe(closed(scene, job).after);
    const conditions = closed(scene, { ...job, run: 'conditions' });
    expect(conditions.proposals).toHaveLength(1);
    expect(conditions.notes[0]).toMatch(/^Worked out .*, when the chance is highest\.$/);
  });
});

describe('a long, low house with a door on either side', () => {
  // Lamps so low that nobody looks from one over the roof onto the other side.
  const lampMeters = 3;
  const houseOn = (mounts: Ground['mounts']): GapScene =>
    sceneOn({
      mounts: mounts ?? [],
      lampMeters,
      solids: [{ rings: [box(-30, -30, 30, 30)], base: 0, top: 2.5 }],
      portals: [
        portal(0, -30, { id: 'south', kind: 'entrance', buildingId: 'building/0' }),
        portal(0, 30, { id: 'north', kind: 'entrance', buildingId: 'building/0' }),
      ],
    });
  const job = jobOf('approach', planOf({}, ['south', 'north']));

  test('is closed by two cameras together, of which the first alone gains nothing', () => {
    const scene = houseOn([
      [0, -45],
      [0, 45],
    ]);
    const result = closed(scene, job);
    const mounts = result.proposals.map(({ device }) => device.mounting.featureId);
    expect(new Set(mounts)).toEqual(new Set(['lamp/0', 'lamp/1']));
    expect(mounts).toHaveLength(2);
    const [first, second] = result.proposals;
    expect(first?.gain).toEqual({ metric: 'Arrives unobserved', before: 1, after: 1 });
    expect(first?.reason).toContain('Other ways stay as good until the next ones stand too.');
    expect(second?.gain.after).toBeLessThan(0.5);
    for (const [at, { gain }] of result.proposals.entries()) {
      expect(gain.before).toBe(unobserved(scene, taken(job, result, at)));
      expect(gain.after).toBe(unobserved(scene, taken(job, result, at + 1)));
    }
  });

  test('stays open where one side has no mount, and a sentence says so', () => {
    const result = closed(houseOn([[0, -45]]), job);
    expect(result.proposals).toEqual([]);
    expect([result.before, result.after]).toEqual([1, 1]);
    expect(result.notes[0]).toMatch(
      /^Not even (one camera lowers|\d cameras together lower) the chance by a point: other ways stay as good\.$/,
    );
  });
});

test('where a camera can only be hung on one side of a fence, those of the other side are told to arrive as before', () => {
  const scene = sceneOn({
    mounts: [[-45, 0]],
    lampMeters: 3,
    solids: [{ rings: [box(-30, -30, 30, 30)], base: 0, top: 2.5 }],
    portals: [
      portal(-30, 0, { id: 'west', kind: 'entrance', buildingId: 'building/0' }),
      portal(30, 0, { id: 'east', kind: 'entrance', buildingId: 'building/0' }),
    ],
    barriers: [fence(line(0, -100, 0, -30), { id: 'south' }), fence(line(0, 30, 0, 100), { id: 'north' })],
  });
  const job = jobOf('approach', planOf({}, ['west', 'east']));
  const result = closed(scene, job);
  expect(result.metric).toBe('Arrives unobserved, on average over the entries');
  expect(result.proposals).toHaveLength(1);
  expect(result.before).toBe(1);
  expect(result.after).toBeLessThan(0.9);
  expect(result.notes[0]).toMatch(/^From the best entry somebody still arrives unobserved with 100 %/);
  expect(unobserved(scene, taken(job, result))).toBe(1);
});

describe('a site with a door that is not locked', () => {
  const scene = sceneOn({
    solids: [{ rings: [box(-8, -8, 8, 8)], base: 0, top: 2.5 }],
    portals: [portal(0, -8, { id: 'door', kind: 'main-entrance', buildingId: 'building/0' })],
    streets: [street(line(-100, -50, 100, -50), { id: 'road', class: 'residential', car: true, widthMeters: 6 })],
  });
  const stations = [
    {
      ...{ id: 'station', name: 'Station', x: 60, y: -50, agency: null },
      turnoutSeconds: 60,
      turnoutSpreadSeconds: 20,
    },
  ];

  test('is proposed a door set; a new run gives the chance of interruption that was told', () => {
    const job = jobOf('timely', planOf({ stations }));
    const result = closed(scene, job);
    const [door] = result.proposals;
    if (door === undefined) throw new Error('nothing is proposed');
    expect([door.for, door.device.kind]).toEqual(['portal', 'access']);
    expect(door.device).toMatchObject({ portalId: 'door', mounting: { kind: 'portal', featureId: 'door' } });
    expect(door.gain.before).toBe(interruption(scene, job));
    expect(door.gain.after).toBe(interruption(scene, taken(job, result, 1)));
    expect(door.gain.after).toBeGreaterThan(door.gain.before);
    expect(result.after).toBe(interruption(scene, taken(job, result)));
    const again = closed(scene, taken(job, result));
    expect(again.proposals.filter(({ for: aim }) => aim === 'portal')).toEqual([]);
  });

  test('gets a sentence where nobody could respond', () => {
    const result = closed(scene, jobOf('timely', planOf()));
    expect(result.proposals).toEqual([]);
    expect(result.notes).toEqual(['The plan has no station that could respond. Add one under Places and people.']);
  });
});

test('a plan without a site, streets or parts gets a sentence, whatever is run', () => {
  const scene = sceneOn({});
  const scenario = { ...planOf(), sites: [] };
  const runs = ['approach', 'conditions', 'breach', 'timely', 'cordon', 'incident', 'interception'] as const;
  for (const run of [...runs, 'failures', 'availability'] as const) {
    const result = closed(scene, jobOf(run, scenario));
    expect(result.proposals).toEqual([]);
    expect(result.notes.length).toBeGreaterThan(0);
    expect(result.after).toBe(result.before);
  }
});

test('in any yard each proposal hangs on a free place of its own, and lowers the chance as a new run has it', () => {
  const place = fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -60, max: 60 }));
  const stands = fc.record({
    mounts: fc.uniqueArray(place, { minLength: 1, maxLength: 6, selector: String }),
    houses: fc.array(place, { maxLength: 3 }),
    gaps: fc.subarray(['south', 'north'] as const, { minLength: 1 }),
    condition: fc.constantFrom('day', 'night', 'fog'),
    occupied: fc.boolean(),
  });
  fc.assert(
    fc.property(stands, ({ mounts, houses, gaps, condition, occupied }) => {
      const solids = houses
        .filter(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) > 45)
        .map(([x, y]) => ({ rings: [box(x - 6, y - 4, x + 6, y + 4)], base: 0, top: 8 }));
      const scene = sceneOn({ mounts, solids, barriers: yard(...gaps) });
      const [x, y] = mounts[0] ?? [0, 0];
      const devices = occupied ? [phoneOn('lamp/0', x, y)] : [];
      const job = jobOf('approach', planOf({ devices }), { condition });
      const result = closed(scene, job);
      const places = [...devices, ...result.proposals.map(({ device }) => device)].map((one) => `${one.x} ${one.y}`);
      expect(new Set(places).size).toBe(places.length);
      if (result.metric !== 'Arrives unobserved') return;
      let before = unobserved(scene, job);
      expect(result.before).toBe(before);
      for (const { gain } of result.proposals) {
        expect(gain.before).toBe(before);
        before = gain.after;
      }
      expect(before).toBe(result.after);
      expect(result.after).toBe(unobserved(scene, taken(job, result)));
      if (result.proposals.length > 0) expect(result.after).toBeLessThan(result.before);
    }),
    { numRuns: 12 },
  );
});
