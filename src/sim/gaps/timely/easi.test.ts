import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { type EasiTask, easi } from './easi.ts';
import { normalDistribution } from './normal-distribution.ts';

const spread = 0.3;
/** DOMAIN's vector: tasks of 60, 90, 90 and 60 s with 300, 240, 150 and 60 s left at their beginnings. */
const tasks: readonly EasiTask[] = [60, 90, 90, 60].map((seconds, index) => ({
  seconds,
  spreadSeconds: spread * seconds,
  detection: [0.2, 0.5, 0.9, 0.9][index],
  communication: 0.95,
}));
const response = { seconds: 180, spreadSeconds: spread * 180 };

const arbitraryTasks = fc.array(
  fc.record({
    seconds: fc.double({ min: 0, max: 600, noNaN: true }),
    spreadSeconds: fc.double({ min: 0, max: 100, noNaN: true }),
    detection: fc.double({ min: 0, max: 1, noNaN: true }),
    communication: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 6 },
);
const arbitraryResponse = fc.record({
  seconds: fc.double({ min: 0, max: 900, noNaN: true }),
  spreadSeconds: fc.double({ min: 1, max: 200, noNaN: true }),
});

describe('normal distribution', () => {
  it('has its well-known values', () => {
    expect(normalDistribution(0)).toBe(0.5);
    expect(normalDistribution(1)).toBeCloseTo(0.841344746068543, 13);
    expect(normalDistribution(-1.96)).toBeCloseTo(0.02499789514822, 13);
    expect(normalDistribution(3.6)).toBeCloseTo(0.999840891409842, 13);
    expect(normalDistribution(-6) / 9.865876450376946e-10).toBeCloseTo(1, 10);
    expect(normalDistribution(-50)).toBe(0);
    expect(normalDistribution(50)).toBe(1);
  });

  it('is symmetric and rises', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (z) => {
        expect(normalDistribution(z) + normalDistribution(-z)).toBeCloseTo(1, 13);
        expect(normalDistribution(z + 0.01)).toBeGreaterThanOrEqual(normalDistribution(z));
      }),
    );
  });
});

describe('estimate of adversary sequence interruption', () => {
  it('gives 0.565 where the spread is a share of what remains', () => {
    const { interruption } = easi(tasks, response, { detectionAt: 'begin', spread: { model: 'share', share: spread } });
    expect(interruption).toBeCloseTo(0.565, 3);
  });

  it('gives 0.598 where the variances of the remaining tasks add up', () => {
    const result = easi(tasks, response);
    expect(result.interruption).toBeCloseTo(0.598, 3);
    expect(result.detections.map(({ remainingSeconds }) => remainingSeconds)).toEqual([300, 240, 150, 60]);
    expect(result.criticalTask).toBe(1);
  });

  it('leaves less the later a task is detected', () => {
    const at = (detectionAt: 'begin' | 'middle' | 'end') =>
      easi(tasks, response, { detectionAt, spread: { model: 'tasks' } }).interruption;
    expect(at('begin')).toBeGreaterThan(at('middle'));
    expect(at('middle')).toBeGreaterThan(at('end'));
  });

  it('is 0 without detection, and the chance of the alarm where there is time without end', () => {
    expect(
      easi(
        tasks.map((task) => ({ ...task, detection: 0 })),
        response,
      ).interruption,
    ).toBe(0);
    const [first] = tasks;
    const slow = [{ ...first, seconds: 1e6, detection: 1 }];
    expect(easi(slow, response).interruption).toBeCloseTo(0.95, 12);
  });

  it('stays a chance; more delay and a faster response never harm', () => {
    fc.assert(
      fc.property(arbitraryTasks, arbitraryResponse, fc.nat(5), (some, force, which) => {
        const { interruption } = easi(some, force, { detectionAt: 'begin', spread: { model: 'tasks' } });
        expect(interruption).toBeGreaterThanOrEqual(0);
        expect(interruption).toBeLessThanOrEqual(1);
        const longer = some.map((task, k) =>
          k === which % some.length ? { ...task, seconds: task.seconds + 60 } : task,
        );
        const faster = { ...force, seconds: force.seconds * 0.5 };
        expect(easi(some, faster).interruption).toBeGreaterThanOrEqual(interruption - 1e-12);
        expect(easi(longer, force).interruption).toBeGreaterThanOrEqual(interruption - 1e-12);
      }),
      { numRuns: 2000 },
    );
  });

  it('never gains by less detection where alarms get through alike and what is left spreads by a share of it', () => {
    const options = { detectionAt: 'begin', spread: { model: 'share', share: spread } } as const;
    fc.assert(
      fc.property(
        arbitraryTasks,
        arbitraryResponse,
        fc.nat(5),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (some, force, which, more) => {
          const alike = some.map((task) => ({ ...task, communication: 0.95 }));
          const at = which % alike.length;
          const noticed = { ...alike[at], detection: Math.max(more, alike[at].detection) };
          const { interruption } = easi(alike, force, options);
          expect(easi(alike.with(at, noticed), force, options).interruption).toBeGreaterThanOrEqual(
            interruption - 1e-12,
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('takes a task that is noticed at several moments as their mean', () => {
    const [first, ...others] = tasks;
    const at = (passed: number) => easi([{ ...first, moments: [{ passed, share: 1 }] }, ...others], response);
    const mixed = [
      { passed: 0.25, share: 0.75 },
      { passed: 1, share: 0.25 },
    ];
    const { interruption, detections } = easi([{ ...first, moments: mixed }, ...others], response);
    expect(interruption).toBeCloseTo(0.75 * at(0.25).interruption + 0.25 * at(1).interruption, 12);
    expect(detections[0].remainingSeconds).toBeCloseTo(0.75 * 285 + 0.25 * 240, 9);
    expect(detections[0].mostSeconds).toBe(285);
    expect(at(0).interruption).toBe(easi(tasks, response).interruption);
  });

  it('agrees with intruders drawn by chance within three standard errors', () => {
    const random = xoroshiro128plus(7);
    const uniform = () => (random.next() >>> 0) / 4_294_967_296;
    const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const runs = 200_000;
    let interrupted = 0;
    for (let run = 0; run < runs; run += 1) {
      const times = tasks.map(({ seconds, spreadSeconds }) => seconds + spreadSeconds * normal());
      const first = tasks.findIndex(({ detection }) => uniform() < detection);
      if (first < 0 || uniform() >= tasks[first].communication) continue;
      const left = times.slice(first).reduce((sum, seconds) => sum + seconds, 0);
      if (left > response.seconds + response.spreadSeconds * normal()) interrupted += 1;
    }
    const { interruption } = easi(tasks, response);
    const error = Math.sqrt((interruption * (1 - interruption)) / runs);
    expect(Math.abs(interrupted / runs - interruption)).toBeLessThan(3 * error);
  });
});
