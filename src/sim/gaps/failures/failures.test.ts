import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureMetric } from '#model/results/gaps/failures.ts';
import { emptyScenario, type Scenario, scenarioSchema } from '#model/scenario.ts';
import { availabilitySteps } from './availability-steps.ts';
import type { FailureMeter } from './failure-meter.ts';
import { failuresSteps } from './failures-steps.ts';
import { availabilityOf, deviceAvailabilities, observedChance } from './part-availability.ts';
import { PlanDependencies } from './plan-parts.ts';

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
  const lost = (...ids: string[]) => dependencies.lostWith(new Set(ids)).devices;

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
    expect(dependencies.lostWith(new Set(['f2']))).toEqual({ devices: [], backedUp: ['d'] });
  });

  it('is what hangs on the node alone in a plan without a centre', () => {
    const scenario = plan({ ...network, networkNodes: [node('west'), node('east')], networkLinks: [] });
    expect(new PlanDependencies(scenario).lostWith(new Set(['west'])).devices).toEqual(['a', 'b']);
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

  it('lets two cameras behind one switch fail together', () => {
    const behind = { chance: 1, shared: ['switch'] };
    expect(observedChance([behind, behind], new Map([['switch', 0.9]]))).toBeCloseTo(0.9, 12);
    const apart = [
      { chance: 1, shared: ['one'] },
      { chance: 1, shared: ['other'] },
    ];
    const both = new Map([
      ['one', 0.9],
      ['other', 0.9],
    ]);
    expect(observedChance(apart, both)).toBeCloseTo(0.99, 12);
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
    expect(available.get('d')).toBeCloseTo(0.9, 12);
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
