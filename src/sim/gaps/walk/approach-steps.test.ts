import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultAssumptions } from '#model/assumptions.ts';
import type { GapScene } from '#model/gap-scene.ts';
import { type ApproachResult, approachResultSchema, conditionsResultSchema } from '#model/results/gaps/approach.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import { box, seededNumbers } from '../../../../test/fixtures/random-city.ts';
import {
  approachPlan,
  boxWatcher,
  fence,
  line,
  place,
  portal,
  street,
  walkScene,
  water,
} from '../../../../test/fixtures/walk-scenes.ts';
import { type ApproachPlan, approachSteps, conditionsSteps } from './approach-steps.ts';
import { classRates, watchRates } from './watch-rates.ts';

function approach(scene: GapScene, plan: ApproachPlan): ApproachResult {
  const result = finished(approachSteps(scene, plan));
  if (result.kind === 'empty') throw new Error(result.reason);
  return result;
}

function reason(scene: GapScene, plan: ApproachPlan): string | null {
  const result = finished(approachSteps(scene, plan));
  return result.kind === 'empty' ? result.reason : null;
}

const rates = watchRates(7, defaultAssumptions);

/** From the west edge to a spot in the east, over open ground. */
const open = walkScene({});
const spot = place(41, 1, 1);
const from = { x: -41, y: 1 };

test('rates rise in equal ratios from the lowest category to the two highest', () => {
  expect(rates[0]).toBe(0);
  expect(rates[1]).toBe(0.02);
  expect(rates[6]).toBe(0.5);
  expect(rates[7]).toBe(0.5);
  for (let at = 2; at <= 6; at += 1) expect(rates[at] / rates[at - 1]).toBeCloseTo(25 ** (1 / 5), 12);
  expect(watchRates(2, defaultAssumptions)).toEqual([0, 0.5, 0.5]);
  expect(classRates('thermal', 1, defaultAssumptions)).toEqual([0, Math.round(0.02 * 65_536)]);
  expect(classRates('plates', 3, defaultAssumptions)).toBeNull();
});

test('with no device the way is the shortest, straight in the drawing, and wholly unobserved', () => {
  const { best, whollyUnobserved, others, shortest } = approach(open, approachPlan(spot, { from }));
  expect(best.xy).toEqual([-41, 1, 41, 1]);
  expect(best.lengthMeters).toBeCloseTo(82, 9);
  expect(best.seconds).toBeCloseTo(82 / 1.4, 9);
  expect([best.unobserved, best.unwatchedShare, whollyUnobserved]).toEqual([1, 1, true]);
  expect(best.gaps.map(({ lengthMeters }) => lengthMeters)).toEqual([best.lengthMeters]);
  expect(others).toEqual([]);
  expect(shortest).toEqual(best);
});

test('around a building the way is as long as the one from corner to corner, to within 2.8 % and a cell', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 40 }), fc.integer({ min: 5, max: 40 }), (north, south) => {
      const scene = walkScene({ solids: [{ rings: [box(-11.5, -south - 0.5, 10.5, north + 0.5)], base: 0, top: 9 }] });
      const { best } = approach(scene, approachPlan(spot, { from }));
      const around = (y: number) => Math.hypot(-11.5 + 41, y - 1) + 22 + Math.hypot(41 - 10.5, y - 1);
      const true_ = Math.min(around(north + 0.5), around(-south - 0.5));
      expect(best.lengthMeters).toBeGreaterThanOrEqual(true_ - 1e-9);
      expect(best.lengthMeters).toBeLessThan(1.028 * true_ + 2);
    }),
    { numRuns: 40 },
  );
});

test('a watched strip is crossed squarely, and its numbers are those of its width', () => {
  const watcher = boxWatcher(open, 'camera', [-10, -64, 10, 64], 3);
  const plan = approachPlan(spot, { from }, [watcher], { availability: new Map([['camera', 0.9]]) });
  const { best, whollyUnobserved } = approach(open, plan);
  const rate = Math.round(rates[3] * 65_536) / 65_536;
  const exposure = (rate * 20) / 1.4;
  expect(whollyUnobserved).toBe(false);
  expect(best.unobserved).toBeCloseTo(Math.exp(-exposure), 12);
  expect(best.unobservedWithFailures).toBeCloseTo(0.1 + 0.9 * Math.exp(-exposure), 12);
  expect(best.unwatchedShare).toBeCloseTo(62 / 82, 9);
  expect(best.secondsByClass.map((seconds) => Math.round(seconds * 1.4))).toEqual([62, 0, 0, 20, 0, 0, 0, 0]);
  expect(best.stretches.map(({ fromMeters, toMeters }) => [fromMeters, toMeters].map(Math.round))).toEqual([
    [0, 31],
    [31, 51],
    [51, 82],
  ]);
  expect(best.stretches.map((stretch) => [stretch.class, stretch.deviceIds])).toEqual([
    [0, []],
    [3, ['camera']],
    [0, []],
  ]);
  expect(best.devices).toHaveLength(1);
  expect(best.devices[0]).toMatchObject({ deviceId: 'camera', bestClass: 3, unobservedWithout: 1 });
  expect(best.devices[0]?.exposure).toBeCloseTo(exposure, 12);
  expect(best.gaps.map(({ lengthMeters }) => Math.round(lengthMeters))).toEqual([31, 31]);
  expect(best.gaps[0]?.weight).toBeCloseTo(best.unobserved * (1 - Math.exp((-rates[2] * 31) / 1.4)), 6);
});

test('what is seen below the category asked for is a gap though its watching counts', () => {
  const watcher = boxWatcher(open, 'camera', [-10, -64, 10, 64], 1);
  const { best } = approach(open, approachPlan(spot, { from, category: 1 }, [watcher]));
  expect(best.unwatchedShare).toBe(1);
  expect(best.unobserved).toBeLessThan(0.8);
});

test('devices that watch the same ground add up, thermal ones at the lowest rate', () => {
  const camera = boxWatcher(open, 'camera', [-10, -64, 10, 64], 2);
  const thermal = boxWatcher(open, 'thermal', [-10, -64, 10, 64], 1, 1);
  const { best } = approach(open, approachPlan(spot, { from }, [camera, thermal]));
  const sum = (Math.round(rates[2] * 65_536) + Math.round(0.02 * 65_536)) / 65_536;
  expect(best.unobserved).toBeCloseTo(Math.exp((-sum * 20) / 1.4), 12);
  expect(best.devices.map(({ deviceId }) => deviceId)).toEqual(['camera', 'thermal']);
});

test('the way goes around what is watched where it can', () => {
  const watcher = boxWatcher(open, 'camera', [-10, -64, 10, 40], 7);
  const { best, shortest, whollyUnobserved } = approach(open, approachPlan(spot, { from }, [watcher]));
  expect(whollyUnobserved).toBe(true);
  expect(best.lengthMeters).toBeGreaterThan(110);
  expect(shortest.lengthMeters).toBeCloseTo(82, 9);
  expect(shortest.unobserved).toBeLessThan(0.001);
});

const walled = walkScene({ barriers: [fence(line(0, -80, 0, 80))] });

test('a fence is overcome where force is allowed: its delay counts, and who watches there meanwhile', () => {
  expect(reason(walled, approachPlan(spot, { from }))).toContain('No way on foot leads from the chosen point');
  const watcher = boxWatcher(walled, 'camera', [-10, -64, 10, 64], 1);
  const { best, notes } = approach(walled, approachPlan(spot, { from, forced: true }, [watcher]));
  expect(best.forced).toHaveLength(1);
  expect(best.forced[0]).toMatchObject({ id: 'fence/1', kind: 'fence', delaySeconds: 20 });
  expect(best.forced[0]?.atMeters).toBeGreaterThan(39);
  expect(best.seconds).toBeCloseTo(best.lengthMeters / 1.4 + 20, 9);
  expect(best.secondsByClass[1]).toBeGreaterThanOrEqual(20);
  const rate = Math.round(0.02 * 65_536) / 65_536;
  expect(-Math.log(best.unobserved)).toBeGreaterThan(rate * 20);
  expect(notes.some((note) => note.endsWith('on the best way: fence.'))).toBe(true);
});

test('a locked gate is forced rather than the fence where that is faster', () => {
  const scene = walkScene({
    barriers: [fence(line(0, -80, 0, 80))],
    portals: [portal(0, 1, { barrierId: 'fence/1' })],
  });
  const assumptions = { ...defaultAssumptions, fenceDelaySeconds: 900, gateDelaySeconds: 5 };
  const watcher = boxWatcher(scene, 'camera', [-64, -64, 64, 64], 4);
  const locked = { assumptions, lockedPortals: new Set(['portal/1']) };
  const { best } = approach(scene, approachPlan(spot, { from, forced: true }, [watcher], locked));
  expect(best.forced.map(({ id, kind }) => [id, kind])).toEqual([['portal/1', 'gate']]);
  expect(approach(scene, approachPlan(spot, { from }, [watcher])).best.forced).toEqual([]);
});

test('a way ends before the doors of a site, at the one that is asked for', () => {
  const solids = [{ rings: [box(20, -10, 40, 10)], base: 0, top: 9 }];
  const portals = [
    portal(20, 0, { id: 'door/west', kind: 'main-entrance', buildingId: 'building/0', name: 'Main entrance' }),
    portal(40, 0, { id: 'door/east', kind: 'service', buildingId: 'building/0' }),
  ];
  const scene = walkScene({ solids, portals });
  const site = place(30, 0, 50, { portalIds: ['door/west', 'door/east'] });
  const west = approach(scene, approachPlan(site, { from })).best;
  expect([west.portalId, west.end.name]).toEqual(['door/west', 'Main entrance']);
  const east = approach(scene, approachPlan(site, { from, portalId: 'door/east' })).best;
  expect(east.portalId).toBe('door/east');
  expect(east.lengthMeters).toBeGreaterThan(west.lengthMeters + 20);
  expect(reason(scene, approachPlan(site, { from, portalId: 'door/gone' }))).toContain('no longer in the city');
});

test('who stands at the site already has arrived', () => {
  const { best } = approach(open, approachPlan(spot, { from: { x: 41, y: 1 } }));
  expect(best).toMatchObject({ xy: [41, 1, 41, 1], lengthMeters: 0, seconds: 0, unobserved: 1, unwatchedShare: 1 });
});

test('a site without doors is reached at its edge, one on open ground anywhere in it', () => {
  const solids = [{ rings: [box(20, -10, 40, 10)], base: 0, top: 9 }];
  const site = place(30, 0, 50, { rings: [line(20, -10, 40, -10, 40, 10, 20, 10)] });
  const { best, notes } = approach(walkScene({ solids }), approachPlan(site, { from }));
  expect(best.portalId).toBeNull();
  expect(best.lengthMeters).toBeGreaterThan(57);
  expect(best.lengthMeters).toBeLessThan(62);
  expect(notes.some((note) => note.startsWith('No door of The site is known'))).toBe(true);
});

test('a category that the set does not have is its highest', () => {
  expect(approach(open, approachPlan(spot, { from, category: 6 }, [], { categories: 6 })).category).toBe(5);
});

test('every street into the study area is an entry of its own name', () => {
  const streets = [
    street(line(-70, 10, 70, 10), { id: 'street/1', name: 'Kaivokatu' }),
    street(line(5, -70, 5, 70), { id: 'street/2', name: 'Vilhonkatu' }),
  ];
  const { best, others, ground } = approach(walkScene({ streets }), approachPlan(place(1, 1, 2)));
  expect([best, ...others].map(({ entry }) => entry.name).sort()).toEqual([
    'Kaivokatu, from the east',
    'Kaivokatu, from the west',
    'Vilhonkatu, from the north',
    'Vilhonkatu, from the south',
  ]);
  expect(ground).toEqual({
    cellMeters: 2,
    cells: 4096,
    squareMeters: 16_384,
    entries: 4,
    unreached: 0,
    reachedShare: 1,
  });
});

test('what cannot be reached is told as a sentence', () => {
  const island = walkScene({
    areas: [
      {
        ...water(-30, -30, 30, -30, 30, 30, -30, 30),
        rings: [line(-30, -30, 30, -30, 30, 30, -30, 30), line(-9, -9, -9, 9, 9, 9, 9, -9)],
      },
    ],
  });
  expect(reason(island, approachPlan(place(0, 0, 4)))).toBe(
    'No way on foot leads from any entry of the study area to The site. Check the barriers and portals around it, or allow barriers to be overcome.',
  );
  expect(reason(island, approachPlan(place(20, 20, 2)))).toContain('At The site there is no ground');
  expect(reason(open, approachPlan(spot, { from: { x: 500, y: 0 } }))).toContain('outside the study area');
  expect(reason(island, approachPlan(place(50, 50, 2), { from: { x: 20, y: 0 } }))).toContain(
    'no ground that people can walk on',
  );
});

/** Boxes to walk around and watched boxes, by chance. */
function someTown(seed: number) {
  const random = seededNumbers(seed);
  const at = () => Math.round(100 * (random() - 0.5));
  const someBox = (side: number) => {
    const [x, y] = [at(), at()];
    return [x, y, x + 4 + Math.round(side * random()), y + 4 + Math.round(side * random())] as const;
  };
  const solids = Array.from({ length: 10 }, () => ({ rings: [box(...someBox(20))], base: 0, top: 6 }));
  const scene = walkScene({ solids });
  const devices = Array.from({ length: 7 }, (_, k) =>
    boxWatcher(scene, `camera ${k}`, someBox(90), 1 + Math.floor(7 * random())),
  );
  return { scene, devices };
}

test('a device more never raises the chance of arriving unobserved', () => {
  let lowered = 0;
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { scene, devices } = someTown(seed);
      let before = 1;
      for (let count = 1; count <= devices.length; count += 1) {
        const result = finished(approachSteps(scene, approachPlan(place(1, 1, 12), {}, devices.slice(0, count))));
        if (result.kind === 'empty') return;
        // Watching is weighed in whole numbers of 2⁻¹⁸ a move.
        const { unobserved, lengthMeters } = result.best;
        expect(unobserved).toBeLessThanOrEqual(before * (1 + (lengthMeters / 2) * 2 ** -18) + 1e-12);
        if (unobserved < 0.99 * before) lowered += 1;
        before = unobserved;
      }
    }),
    { numRuns: 40 },
  );
  expect(lowered).toBeGreaterThan(3);
});

test('walkers who are noticed by chance second by second arrive unobserved as often as computed', () => {
  const { scene, devices } = someTown(17);
  const plan = approachPlan(place(1, 1, 4), {}, devices);
  const { best, shortest } = approach(scene, plan);
  const random = seededNumbers(5);
  for (const path of [best, shortest]) {
    const walkers = 20_000;
    let passed = 0;
    for (let walker = 0; walker < walkers; walker += 1) if (isUnnoticed(scene, plan, path.xy, random)) passed += 1;
    const error = Math.sqrt((path.unobserved * (1 - path.unobserved)) / walkers);
    expect(Math.abs(passed / walkers - path.unobserved)).toBeLessThan(3 * error + 1e-9);
  }
  expect(shortest.unobserved).toBeGreaterThan(0.01);
  expect(shortest.unobserved).toBeLessThan(0.9);
});

/** One walker in steps of 5 cm; every device that sees the spot notices with its rate times the time of the step. */
function isUnnoticed(scene: GapScene, plan: ApproachPlan, xy: readonly number[], random: () => number): boolean {
  const key = `${plan.devices.length} ${xy.join(' ')}`;
  let chances = noticed.get(key);
  if (chances === undefined) noticed.set(key, (chances = chancesAlong(scene, plan, xy)));
  return chances.every((chance) => chance === 0 || random() >= chance);
}

const noticed = new Map<string, readonly number[]>();

function chancesAlong(scene: GapScene, plan: ApproachPlan, xy: readonly number[]): number[] {
  const grounds = plan.devices.map((device) => device.ground('day'));
  const chances: number[] = [];
  for (let at = 2; at < xy.length; at += 2) {
    const [dx, dy] = [xy[at] - xy[at - 2], xy[at + 1] - xy[at - 1]];
    const steps = Math.ceil(Math.hypot(dx, dy) / 0.05);
    for (let step = 0; step < steps; step += 1) {
      const share = (step + 0.5) / steps;
      const column = Math.floor((xy[at - 2] + share * dx) / scene.cell) + 32;
      const row = Math.floor((xy[at - 1] + share * dy) / scene.cell) + 32;
      let rate = 0;
      for (const { bits, rows, words, cells } of grounds) {
        let seen = 0;
        while (seen < cells.length && (bits[(seen * rows + row) * words + (column >> 5)] >>> (column & 31)) & 1)
          seen += 1;
        rate += rates[seen];
      }
      chances.push(1 - Math.exp((-rate * Math.hypot(dx, dy)) / steps / 1.4));
    }
  }
  return chances;
}

test('the numbers of a walk belong together, whatever it passes', () => {
  const counts = { forced: 0, watched: 0, gaps: 0 };
  fc.assert(
    fc.property(fc.integer(), fc.nat(6), (seed, category) => {
      const { scene: town, devices } = someTown(seed);
      const at = seededNumbers(seed);
      const coordinate = () => 100 * (at() - 0.5);
      const barriers = [0, 1, 2].map((k) =>
        fence(line(coordinate(), coordinate(), coordinate(), coordinate()), { id: `fence/${k}` }),
      );
      const scene = { ...town, barriers };
      const result = finished(approachSteps(scene, approachPlan(place(1, 1, 9), { forced: true, category }, devices)));
      if (result.kind === 'empty') return;
      for (const path of [result.best, ...result.others, result.shortest]) {
        const { stretches, lengthMeters, gaps } = path;
        let reached = 0;
        for (const { fromMeters, toMeters } of stretches) {
          expect(fromMeters).toBeCloseTo(reached, 9);
          reached = toMeters;
        }
        expect(reached).toBeCloseTo(lengthMeters, 9);
        expect(lengthOf(path.xy)).toBeCloseTo(lengthMeters, 6);
        const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
        expect(sum(path.secondsByClass)).toBeCloseTo(path.seconds, 6);
        const delays = sum(path.forced.map(({ delaySeconds }) => delaySeconds));
        expect(path.seconds).toBeCloseTo(lengthMeters / 1.4 + delays, 6);
        expect(path.unobserved).toBeCloseTo(Math.exp(-sum(path.devices.map(({ exposure }) => exposure))), 9);
        expect(path.unobservedWithFailures).toBeCloseTo(path.unobserved, 9);
        if (gaps.length < 20) {
          expect(sum(gaps.map((gap) => gap.lengthMeters))).toBeCloseTo(path.unwatchedShare * lengthMeters, 6);
        }
        counts.forced += path.forced.length;
        counts.watched += path.devices.length;
        counts.gaps += gaps.length;
      }
      // Overcoming barriers takes time: the shortest is the one that is there first.
      expect(result.shortest.seconds).toBeLessThan(result.best.seconds * 1.03 + 2);
    }),
    { numRuns: 40 },
  );
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(20);
});

function lengthOf(xy: readonly number[]): number {
  let length = 0;
  for (let at = 2; at < xy.length; at += 2) length += Math.hypot(xy[at] - xy[at - 2], xy[at + 1] - xy[at - 1]);
  return length;
}

test('results survive their schemas and hold no number that is none', () => {
  const { scene, devices } = someTown(3);
  const plan = approachPlan(place(1, 1, 4), { forced: true }, devices);
  const result = approach(scene, plan);
  expect(approachResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  const conditions = finished(conditionsSteps(scene, plan));
  expect(conditionsResultSchema.parse(JSON.parse(JSON.stringify(conditions)))).toEqual(conditions);
});

test('under conditions that blind a device another way may be better, and the way of the day is told under each', () => {
  const bright = boxWatcher(open, 'camera', [-10, -64, 10, 40], 7);
  const blind = boxWatcher(open, 'none', [0, 0, 0, 0], 0);
  const device = { ...bright, ground: (when: string) => (when === 'night' ? blind : bright).ground('day') };
  const result = finished(conditionsSteps(open, approachPlan(spot, { from }, [device])));
  if (result.kind === 'empty') throw new Error(result.reason);
  const [day, night, fog] = result.paths;
  expect(result.paths.map(({ condition }) => condition)).toEqual(['day', 'night', 'fog']);
  expect(night?.best.lengthMeters).toBeCloseTo(82, 9);
  expect(day?.best.lengthMeters).toBeGreaterThan(110);
  expect(fog?.best).toEqual(day?.best);
  expect(result.paths.map(({ unobservedOnDayPath }) => unobservedOnDayPath)).toEqual([1, 1, 1]);
});
