import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { defaultAssumptions } from '#model/assumptions.ts';
import type { Station } from '#model/plan-records.ts';
import type { ApproachPath } from '#model/results/gaps/approach.ts';
import { type TimelyResult, type TimelyWay, timelyResultSchema } from '#model/results/gaps/timely.ts';
import type { SitePlace } from '../../access/places.ts';
import { rateScale } from '../search/approach-cost.ts';
import { normalDistribution } from './normal-distribution.ts';
import { type TimelyInput, timelySteps } from './timely-steps.ts';

const assumptions = { ...defaultAssumptions, walkingSpeed: 1 };
const place: SitePlace = {
  id: 'S-1',
  featureId: 'S-1',
  name: 'Waterworks',
  kind: 'other',
  x: 0,
  y: 200,
  rings: [],
  radiusMeters: 40,
  portalIds: [],
  planned: true,
};
const station: Station = {
  id: 'R-1',
  name: 'Station 1',
  agency: null,
  x: 0,
  y: 900,
  turnoutSeconds: 60,
  turnoutSpreadSeconds: 30,
};

/** 200 m straight north to the middle of the site, whose perimeter it passes after 160 m. */
const straight: ApproachPath = {
  entry: { x: 0, y: 0, name: 'South Road' },
  end: { x: 0, y: 200, name: 'Door' },
  portalId: null,
  xy: [0, 0, 0, 200],
  lengthMeters: 200,
  seconds: 200,
  unobserved: 1,
  unobservedWithFailures: 1,
  unwatchedShare: 1,
  secondsByClass: [],
  stretches: [],
  gaps: [],
  devices: [],
  forced: [],
};
const toDoor: ApproachPath = { ...straight, portalId: 'P-1' };

/** Watched at this rate per second from y = `from` on. */
function watchedAt(rate: number, from = 0): TimelyInput['watching'] {
  return (_x, y, _tx, ty) => rate * rateScale * Math.max(0, ty - Math.max(y, from));
}

const input: TimelyInput = {
  place,
  site: { id: 'S-1', name: 'Waterworks', x: 0, y: 200 },
  condition: 'day',
  assumptions,
  paths: [straight],
  watching: watchedAt(0),
  stations: [station],
  drives: [{ seconds: 55, route: [0, 900, 0, 200] }],
  isMonitored: () => false,
};
/** Assessed in 45 s, turned out in 60, driven in 55. */
const response = 160;
const responseSpread = Math.hypot(0.3 * 100, 30);

function finished(changed: Partial<TimelyInput> = {}): TimelyResult {
  const steps = timelySteps({ ...input, ...changed });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  if (step.value.kind === 'empty') throw new Error(step.value.reason);
  return timelyResultSchema.parse(step.value);
}

function only(changed: Partial<TimelyInput> = {}): TimelyWay {
  const { ways } = finished(changed);
  expect(ways).toHaveLength(1);
  return ways[0];
}

function taskOf(way: TimelyWay, layer: string) {
  const task = way.tasks.find((one) => one.layer === layer);
  if (task === undefined) throw new Error(layer);
  return task;
}

function whatIf(way: TimelyWay, change: string): number {
  const found = way.whatIfs.find((one) => one.change === change);
  if (found === undefined) throw new Error(change);
  return found.interruption;
}

describe('tasks of an intruder', () => {
  it('are split where the perimeter is passed', () => {
    const way = only();
    expect(way.tasks.map(({ layer }) => layer)).toEqual(['perimeter', 'yard', 'inside']);
    expect(taskOf(way, 'perimeter').seconds).toBeCloseTo(160, 9);
    expect(taskOf(way, 'yard').seconds).toBeCloseTo(40, 9);
    expect(taskOf(way, 'yard').spreadSeconds).toBeCloseTo(12, 9);
    expect(taskOf(way, 'inside').seconds).toBe(assumptions.insideDelaySeconds);
  });

  it('are noticed outdoors as often as the watch rates say, however the way is cut', () => {
    const way = only({ watching: watchedAt(0.01) });
    expect(taskOf(way, 'perimeter').detection).toBeCloseTo(1 - Math.exp(-1.6), 12);
    expect(taskOf(way, 'yard').detection).toBeCloseTo(1 - Math.exp(-0.4), 12);
  });

  it('are not noticed at the beginning of a long walk whose end alone is watched', () => {
    const { remainingSeconds } = taskOf(only({ watching: watchedAt(0.5, 150) }), 'perimeter');
    expect(remainingSeconds).toBeGreaterThan(160);
    expect(remainingSeconds).toBeLessThan(170);
  });

  it('take longer at barriers, and are watched meanwhile', () => {
    const fence = (id: string, atMeters: number) => ({
      id,
      kind: 'fence' as const,
      atMeters,
      place: { x: 0, y: atMeters, name: 'Fence' },
      delaySeconds: 20,
    });
    const forced = [fence('B-1', 100), fence('B-2', 200.000001)];
    const way = only({ paths: [{ ...straight, forced }], watching: watchedAt(0.01) });
    expect(taskOf(way, 'perimeter').seconds).toBeCloseTo(180, 9);
    expect(taskOf(way, 'perimeter').detection).toBeCloseTo(1 - Math.exp(-1.8), 12);
    expect(taskOf(way, 'yard').seconds).toBeCloseTo(60, 9);
    expect(taskOf(way, 'yard').detection).toBeCloseTo(1 - Math.exp(-0.6), 12);
  });

  it('are noticed at a door by its alarm where it is monitored, and by cameras that see it', () => {
    const plain = taskOf(only({ paths: [toDoor] }), 'portal');
    expect(plain).toMatchObject({ seconds: assumptions.doorDelaySeconds, detection: 0 });
    const locked = taskOf(only({ paths: [toDoor], isMonitored: (id) => id === 'P-1' }), 'portal');
    expect(locked.seconds).toBeCloseTo(assumptions.lockedDoorDelaySeconds, 9);
    expect(locked.detection).toBeCloseTo(0.9, 12);
    // Noticed at the beginning of the door: its delay and that inside are left.
    expect(locked.remainingSeconds).toBeCloseTo(210, 9);
    const seen = only({ paths: [toDoor], watching: watchedAt(0.01, 150), isMonitored: () => true });
    expect(taskOf(seen, 'portal').detection).toBeCloseTo(1 - 0.1 * Math.exp(-0.9), 12);
  });
});

describe('timely detection', () => {
  it('of an unwatched way hangs on what is noticed inside', () => {
    const left = assumptions.insideDelaySeconds;
    const arrives = normalDistribution((left - response) / Math.hypot(0.3 * left, responseSpread));
    expect(only().interruption).toBeCloseTo(0.3 * 0.95 * arrives, 12);
    expect(only().criticalTask).toBeNull();
  });

  it('agrees with intruders drawn by chance within three standard errors', () => {
    const rate = 0.008;
    const way = only({ watching: watchedAt(rate) });
    const random = xoroshiro128plus(11);
    const uniform = () => (random.next() >>> 0) / 4_294_967_296;
    const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const means = [160, 40, 120];
    const runs = 200_000;
    let interrupted = 0;
    for (let run = 0; run < runs; run += 1) {
      const times = means.map((mean) => mean * (1 + 0.3 * normal()));
      const noticed = -Math.log(1 - uniform()) / rate;
      const inside = uniform() < 0.3;
      if (uniform() >= 0.95) continue;
      let left = inside ? times[2] : -Infinity;
      if (noticed < 160) left = (1 - noticed / 160) * times[0] + times[1] + times[2];
      else if (noticed < 200) left = (1 - (noticed - 160) / 40) * times[1] + times[2];
      if (left > response + responseSpread * normal()) interrupted += 1;
    }
    const error = Math.sqrt((way.interruption * (1 - way.interruption)) / runs);
    expect(Math.abs(interrupted / runs - way.interruption)).toBeLessThan(3 * error);
  });

  it('has its parts add up to the whole', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.2, noNaN: true }), fc.boolean(), (rate, locked) => {
        const way = only({ paths: [toDoor], watching: watchedAt(rate, 90), isMonitored: () => locked });
        let [undetected, sum] = [1, 0];
        for (const { detection, communication, response: arrives } of way.tasks) {
          sum += undetected * detection * communication * arrives;
          undetected *= 1 - detection;
        }
        expect(way.interruption).toBeCloseTo(sum, 12);
      }),
    );
  });

  it('is never worse the more is noticed', () => {
    const options = { detectionAt: 'begin', spread: { model: 'share', share: 0.3 } } as const;
    const rates = fc.double({ min: 0, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(rates, rates, fc.integer({ min: 0, max: 200 }), (one, other, from) => {
        const chance = (rate: number) => only({ watching: watchedAt(rate, from), options }).interruption;
        expect(chance(Math.max(one, other))).toBeGreaterThanOrEqual(chance(Math.min(one, other)) - 1e-12);
      }),
    );
  });

  it('counts ways on the same line once, and tells the worst first', () => {
    const short: ApproachPath = { ...straight, xy: [0, 100, 0, 200], lengthMeters: 100 };
    const { ways, interruption } = finished({ paths: [straight, short, straight], watching: watchedAt(0.01) });
    expect(ways.map(({ lengthMeters }) => lengthMeters)).toEqual([100, 200]);
    expect(interruption).toBe(ways[0].interruption);
    expect(ways[0].interruption).toBeLessThan(ways[1].interruption);
  });

  it('reckons with the station that does best', () => {
    const stations = [station, { ...station, id: 'R-2' }, { ...station, id: 'R-3' }];
    const drives = [{ seconds: 200, route: [] }, { seconds: 30, route: [] }, null];
    const { ways, stations: told, notes } = finished({ stations, drives });
    expect(ways[0].stationId).toBe('R-2');
    expect(told.map(({ id, seconds }) => [id, seconds])).toEqual([
      ['R-2', 135],
      ['R-1', 305],
      ['R-3', null],
    ]);
    expect(notes.join(' ')).toContain('From 1 of 3 stations');
  });

  it.each(['begin', 'middle', 'end'] as const)('takes an alarm at the %s of its task', (detectionAt) => {
    const options = { detectionAt, spread: { model: 'tasks' } } as const;
    const left = { begin: 120, middle: 60, end: 0 }[detectionAt];
    const way = only({ options });
    expect(taskOf(way, 'inside').remainingSeconds).toBeCloseTo(left, 9);
    const arrives = normalDistribution((left - response) / Math.hypot(0.3 * left, responseSpread));
    expect(way.interruption).toBeCloseTo(0.3 * 0.95 * arrives, 12);
  });
});

describe('what would help', () => {
  const watching = watchedAt(0.004, 100);
  const way = only({ paths: [toDoor], watching });

  it('gives what the plan gives once it is changed so', () => {
    const changed = (some: Partial<typeof assumptions>) =>
      only({ paths: [toDoor], watching, assumptions: { ...assumptions, ...some } }).interruption;
    const longer = changed({ insideDelaySeconds: assumptions.insideDelaySeconds + 60 });
    expect(whatIf(way, '60 s more delay inside')).toBeCloseTo(longer, 12);
    expect(whatIf(way, 'Detection of 90 % inside')).toBeCloseTo(changed({ insideDetection: 0.9 }), 12);
    const faster = only({ paths: [toDoor], watching, stations: [{ ...station, turnoutSeconds: 0 }] });
    expect(whatIf(way, 'Response 60 s faster')).toBeCloseTo(faster.interruption, 12);
  });

  it('is detection outside the perimeter all along it', () => {
    const unwatched = only();
    const rate = -Math.log(0.1) / 160;
    const upToPerimeter: TimelyInput['watching'] = (_x, y, _tx, ty) =>
      rate * rateScale * Math.max(0, Math.min(ty, 160) - y);
    const watched = only({ watching: upToPerimeter });
    expect(taskOf(watched, 'perimeter').detection).toBeCloseTo(0.9, 12);
    expect(whatIf(unwatched, 'Detection of 90 % outside the perimeter')).toBeCloseTo(watched.interruption, 12);
  });

  it('never lowers the chance, comes best first, and leaves out what is there already', () => {
    const chances = way.whatIfs.map(({ interruption }) => interruption);
    expect(Math.min(...chances)).toBeGreaterThanOrEqual(way.interruption);
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    const monitored = only({ paths: [toDoor], isMonitored: () => true });
    expect(monitored.whatIfs.some(({ change }) => change === 'Detection of 90 % at the door')).toBe(false);
  });
});

describe('a site without response', () => {
  const reasonOf = (changed: Partial<TimelyInput>) => timelySteps({ ...input, ...changed }).next().value;

  it('is told in a sentence', () => {
    expect(reasonOf({ stations: [], drives: [] })).toMatchObject({
      kind: 'empty',
      reason: expect.stringContaining('no station') as string,
    });
    expect(reasonOf({ drives: [null] })).toMatchObject({
      kind: 'empty',
      reason: expect.stringContaining('Waterworks') as string,
    });
    expect(reasonOf({ paths: [] })).toMatchObject({
      kind: 'empty',
      reason: expect.stringContaining('Waterworks') as string,
    });
  });
});
