import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureMetric } from '#model/results/gaps/failures.ts';
import { emptyScenario, type Scenario, scenarioSchema } from '#model/scenario.ts';
import { availabilitySteps } from './availability-steps.ts';
import type { FailureMeter } from './failure-meter.ts';
import { failuresSteps } from './failures-steps.ts';
import { observedChance } from './observed-chance.ts';
import { availabilityOf, backedMtbfHours, deviceAvailabilities } from './part-availability.ts';
import { PlanDependencies, planParts } from './plan-parts.ts';

function finished<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const camera = (id: string, fields: object = {}) => ({
  kind: 'camera',
  id,
  name: id,
  x: 0,
  y: 0,
  heightMeters: 4,
  tiltDegrees: 10,
  sensor: { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 },
  focalLengthMillimeters: 4,
  ...fields,
});
const node = (id: string, kind = 'switch') => ({ id, name: id, kind, x: 0, y: 0 });
const link = (id: string, from: string, to: string) => ({ id, name: id, from, to, medium: 'fibre', capacityMbps: 100 });

function plan(fields: object): Scenario {
  const empty = emptyScenario({
    id: 'p',
    name: 'P',
    scene: { id: 's', name: 'S', origin: { longitude: 0, latitude: 0, heightMeters: 0 } },
  });
  return scenarioSchema.parse({ ...empty, ...fields });
}

const network = plan({
  devices: [
    camera('a', { uplink: 'west' }),
    camera('b', { uplink: 'west' }),
    camera('c', { uplink: 'east', powerFeed: 'f1' }),
    camera('d', { powerFeed: 'f2' }),
  ],
  networkNodes: [node('centre', 'centre'), node('west'), node('east')],
  networkLinks: [link('l1', 'centre', 'west'), link('l2', 'west', 'east'), link('l3', 'centre', 'east')],
  powerFeeds: [
    { id: 'f1', name: 'f1', x: 0, y: 0, capacityWatts: 100 },
    { id: 'f2', name: 'f2', x: 0, y: 0, capacityWatts: 100, backupHours: 4 },
  ],
});

/** Share of devices that are left, per cent, and a goal of 60 of 100. */
function counting(scenario: Scenario): FailureMeter & { readonly calls: string[][] } {
  const all = scenario.devices.length;
  const metric = (id: string, target: number | null): FailureMetric => ({
    id,
    label: id,
    unit: 'percent',
    better: 'more',
    value: 100,
    target,
  });
  const calls: string[][] = [];
  return {
    calls,
    metrics: [metric('score', null), metric('goal', 60)],
    *without(lost) {
      calls.push([...lost]);
      yield { step: '', fraction: 0 };
      const left = (100 * (all - lost.length)) / all;
      return [left, left];
    },
  };
}

describe('what is lost with a part', () => {
  const dependencies = new PlanDependencies(network);
  const partsOf = (...ids: string[]) => planParts(network).filter(({ id }) => ids.includes(id));
  const lost = (...ids: string[]) => dependencies.lostWith(partsOf(...ids)).devices;

  it('is a device with itself, and all devices of a switch', () => {
    expect(lost('d')).toEqual(['d']);
    expect(lost('west')).toEqual(['a', 'b']);
    expect(lost('centre')).toEqual(['a', 'b', 'c']);
  });

  it('is nothing with one link of a ring, and both sides with two', () => {
    expect(lost('l1')).toEqual([]);
    expect(lost('l1', 'l2')).toEqual(['a', 'b']);
    expect(lost('l1', 'l3')).toEqual(['a', 'b', 'c']);
  });

  it('is what hangs on a feed, unless a backup keeps it at work', () => {
    expect(lost('f1')).toEqual(['c']);
    expect(dependencies.lostWith(partsOf('f2'))).toEqual({ devices: [], backedUp: ['d'] });
  });

  it('is what hangs on the node alone in a plan without a centre', () => {
    const scenario = plan({ ...network, networkNodes: [node('west'), node('east')], networkLinks: [] });
    expect(new PlanDependencies(scenario).lostWith([{ id: 'west', kind: 'switch' }]).devices).toEqual(['a', 'b']);
  });

  it('grows with the parts that fail', () => {
    const ids = ['a', 'c', 'west', 'east', 'centre', 'l1', 'l2', 'l3', 'f1'];
    fc.assert(
      fc.property(fc.subarray(ids), fc.constantFrom(...ids), (some, more) => {
        const few = lost(...some);
        const many = new Set(lost(...some, more));
        expect(few.every((id) => many.has(id))).toBe(true);
      }),
    );
  });
});

describe('single failures', () => {
  it('rank what misses a goal first, and call a switch with several devices a single point', () => {
    const meter = counting(network);
    const result = finished(failuresSteps(network, meter, [['l1', 'l3']]));
    expect(result.parts[0]).toMatchObject({
      id: 'centre',
      lost: ['a', 'b', 'c'],
      goalsMissed: ['goal'],
      loss: 75,
      single: true,
    });
    expect(result.parts[1]).toMatchObject({ id: 'west', goalsMissed: ['goal'], loss: 50 });
    expect(result.parts.find(({ id }) => id === 'l1')).toMatchObject({ lost: [], loss: 0, single: false });
    expect(result.parts).toHaveLength(12);
    expect(result.pairs).toMatchObject([{ id: 'l1 + l3', lost: ['a', 'b', 'c'], kind: 'pair' }]);
  });

  it('measure parts that lose the same only once', () => {
    const meter = counting(network);
    finished(failuresSteps(network, meter, [['l1', 'l3']]));
    expect(new Set(meter.calls.map((lost) => lost.join())).size).toBe(meter.calls.length);
  });

  it('call a device single that costs a metric 5 percentage points, though the score falls by less', () => {
    const metric = (id: string, unit: FailureMetric['unit'], better: FailureMetric['better'], value: number) => {
      return { id, label: id, unit, better, value, target: null };
    };
    const metrics = [metric('score', 'points', 'more', 80), metric('unobserved', 'share', 'less', 0.2)];
    const scenario = plan({ devices: [camera('a'), camera('b'), camera('c')] });
    const meter: FailureMeter = {
      metrics,
      *without(lost) {
        yield { step: '', fraction: 0 };
        return lost.includes('b') ? [78, 0.25] : lost.includes('c') ? [78, 0.24] : [79, 0.2];
      },
    };
    const { parts, singlePoints } = finished(failuresSteps(scenario, meter));
    expect(parts.map(({ id, loss, single }) => [id, loss, single])).toEqual([
      ['b', 2, true],
      ['c', 2, false],
      ['a', 1, false],
    ]);
    expect(singlePoints).toBe(1);
  });

  it('say so where a pair names a part that is not there', () => {
    const { pairs, notes } = finished(failuresSteps(network, counting(network), [['a', 'nowhere']]));
    expect(pairs).toEqual([]);
    expect(notes.join(' ')).toContain('“nowhere”');
  });
});

describe('availability', () => {
  it('is the share of the time at work', () => {
    expect(availabilityOf(900, 100)).toBe(0.9);
  });

  it('lets a backup leave out the cuts that it bridges', () => {
    expect(backedMtbfHours(8760, 3, 0)).toBe(8760);
    const dark = 1 - availabilityOf(backedMtbfHours(8760, 3, 6), 3);
    expect(dark).toBeCloseTo((3 * Math.exp(-2)) / 8763, 12);
    expect(backedMtbfHours(8760, 0.001, 1000)).toBe(1e12);
    expect(backedMtbfHours(8760, 0, 1)).toBe(1e12);
  });

  it('tells a camera from a switch of the same name', () => {
    const scenario = plan({
      devices: [camera('x'), camera('y', { uplink: 'x' })],
      networkNodes: [{ ...node('x'), mtbfHours: 30, mttrHours: 10 }],
      assumptions: { ...network.assumptions, deviceMtbfHours: 10, deviceMttrHours: 10 },
    });
    const lostWith = (kind: 'device' | 'switch') =>
      new PlanDependencies(scenario).lostWith([{ id: 'x', kind }]).devices;
    expect(lostWith('device')).toEqual(['x']);
    expect(lostWith('switch')).toEqual(['y']);
    expect([...deviceAvailabilities(scenario)]).toEqual([
      ['x', 0.5],
      ['y', 0.375],
    ]);
  });

  it('of a point with shared parts is on average what the enumeration gives', () => {
    const scenario = plan({
      devices: [camera('a', { uplink: 'one' }), camera('b', { uplink: 'one' }), camera('c', { uplink: 'two' })],
      networkNodes: ['one', 'two'].map((id) => ({ ...node(id), mtbfHours: 90, mttrHours: 10 })),
      assumptions: { ...network.assumptions, deviceMtbfHours: 80, deviceMttrHours: 20 },
    });
    const samples = 4000;
    const metrics = [1, 2, 3].map((k): FailureMetric => {
      return { id: `${k}`, label: `${k} of 3`, unit: 'share', better: 'more', value: 1, target: null };
    });
    const meter: FailureMeter = {
      metrics,
      *without(lost) {
        yield { step: '', fraction: 0 };
        return [1, 2, 3].map((k) => (3 - lost.length >= k ? 1 : 0));
      },
    };
    const { metrics: drawn } = finished(availabilitySteps(scenario, meter, 5, samples));
    const shared = new Map([
      ['one', 0.9],
      ['two', 0.9],
    ]);
    const watchers = ['one', 'one', 'two'].map((id) => ({ chance: 0.8, shared: [id] }));
    for (const [index, { mean }] of drawn.entries()) {
      const exact = observedChance(watchers, shared, index + 1);
      const error = Math.sqrt((exact * (1 - exact)) / samples);
      expect(Math.abs((mean ?? 0) - exact)).toBeLessThan(3 * error);
    }
  });

  it('of a device multiplies along its chain', () => {
    const assumptions = {
      ...network.assumptions,
      deviceMtbfHours: 900,
      deviceMttrHours: 100,
      linkMtbfHours: 1,
      linkMttrHours: 1,
    };
    const available = deviceAvailabilities(plan({ ...network, assumptions }));
    const perNode = 200_000 / 200_024;
    expect(available.get('a')).toBeCloseTo(0.9 * 0.5 * perNode * perNode, 12);
    // Its feed bridges 4 hours.
    expect(available.get('d')).toBeCloseTo(0.9 * (1 - (3 * Math.exp(-4 / 3)) / 8763), 12);
  });

  it('hangs on the seed alone', () => {
    const often = plan({
      ...network,
      assumptions: { ...network.assumptions, deviceMtbfHours: 100, deviceMttrHours: 100 },
    });
    const run = (seed: number) => finished(availabilitySteps(often, counting(often), seed, 50));
    expect(run(3)).toEqual(run(3));
    expect(run(3).metrics).not.toEqual(run(4).metrics);
  });

  it('comes near the expected number of devices at work', () => {
    const often = { ...network.assumptions, deviceMtbfHours: 100, deviceMttrHours: 100 };
    const alone = plan({ devices: [camera('a'), camera('b'), camera('c'), camera('d')], assumptions: often });
    const { meanDevices, metrics } = finished(availabilitySteps(alone, counting(alone), 1, 4000));
    // Four devices at 0.5: mean 2, standard error 1 / √4000.
    expect(Math.abs(meanDevices - 2)).toBeLessThan(3 / Math.sqrt(4000));
    expect(metrics[0].p10).toBeLessThanOrEqual(metrics[0].p50 ?? 0);
    expect(metrics[0].p50).toBeLessThanOrEqual(metrics[0].p90 ?? 0);
  });
});
