import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryProject, someCrew, someProject } from '../../../../test/fixtures/schedule-project.ts';
import type { CoverageMeter } from '../coverage-timeline.ts';
import type { Project } from '../project.ts';
import type { RunChunk } from '../run-chunk.ts';
import { medianWork } from '../schedule/median-schedule.ts';
import { plannedSchedule } from '../schedule/planned-schedule.ts';
import type { RunSetup } from './chunk-writer.ts';
import { mergeChunks } from './merge-chunks.ts';
import { plannedChunk, runChunkSteps } from './run-chunk-steps.ts';

/** Per cent of the devices that are live: the goal, and the score. */
function countingMeter(devices: number): CoverageMeter {
  const live = new Set<number>();
  const values = new Float64Array(2);
  const head = { devices: 0, problem: null, unit: 'percent' as const, target: 100, weight: 1, whole: devices };
  const tell = (): void => void values.fill((100 * live.size) / devices);
  return {
    heads: [
      { ...head, kind: 'goal', id: 'live', lessIsBetter: false },
      { ...head, kind: 'score', id: 'score', lessIsBetter: false },
    ],
    values,
    pairs: [],
    lacks: new Float64Array(0),
    columns: 0,
    drainColumns() {},
    reset() {
      live.clear();
      tell();
    },
    set(device, isLive) {
      if (isLive) live.add(device);
      else live.delete(device);
      tell();
    },
  };
}

/** Each task makes one device live at its end; durations vary where `spread` is more than 1. */
function setupOf(drawn: Project, work: Int32Array, seed: number, spread: number): RunSetup {
  const project: Project = {
    ...drawn,
    weather: spread > 1 ? drawn.weather : new Float64Array(drawn.weather.length),
    tasks: drawn.tasks.map((task, number) => {
      const days = work[number] / 8;
      return { ...task, duration: { kind: 'triangular', low: days, mode: days, high: days * spread } };
    }),
    devices: drawn.tasks.map((_, number) => ({
      ...{ id: `d${number}`, liveAtStart: false, legacy: false, phase: null, group: null, replacedBy: [] },
    })),
    effects: drawn.tasks.map((_, task) => ({ task, at: 'finish' as const, device: task, change: 'live' as const })),
  };
  const planned = plannedSchedule(project, medianWork(project));
  const dates = Int32Array.of(0, 7, 14, 28, 60, 120);
  const meter = countingMeter(project.tasks.length);
  return { project, planned, seed, dates, days: 400, meter, withColumns: true };
}

function chunkOf(setup: RunSetup, from: number, until: number): RunChunk {
  const steps = runChunkSteps(setup, from, until);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

describe('chunks of runs', () => {
  it('are the same bytes however the runs are shared out', () => {
    fc.assert(
      fc.property(arbitraryProject(8), fc.nat(), fc.integer({ min: 1, max: 8 }), ({ project, work }, seed, cut) => {
        const setup = setupOf(project, work, seed, 3);
        const whole = chunkOf(setup, 0, 9);
        expect(mergeChunks([chunkOf(setup, 0, cut), chunkOf(setup, cut, 9)])).toEqual(whole);
        expect(chunkOf(setup, 0, cut).runHashes).toEqual(whole.runHashes.slice(0, cut));
      }),
      { numRuns: 40 },
    );
  });

  it('all tell what the planned schedule tells where nothing is left to chance', () => {
    fc.assert(
      fc.property(arbitraryProject(8), fc.nat(), ({ project, work }, seed) => {
        const setup = setupOf(project, work, seed, 1);
        const runs = chunkOf(setup, 3, 5);
        const plan = plannedChunk(setup);
        const twice = <T>(list: ArrayLike<T>): T[] => [...Array.from(list), ...Array.from(list)];
        expect([...runs.series]).toEqual(twice(plan.series));
        expect([...runs.end]).toEqual(twice(plan.end));
        expect([...runs.cost]).toEqual(twice(plan.cost));
        expect([...runs.lostDays]).toEqual(twice(plan.lostDays));
        expect([...runs.metFrom]).toEqual(twice(plan.metFrom));
        expect([...runs.finishDays]).toEqual([...plan.finishDays].map((count) => 2 * count));
        expect([...runs.liveDays]).toEqual([...plan.liveDays].map((count) => 2 * count));
      }),
      { numRuns: 40 },
    );
  });

  it('that leave out runs are not joined', () => {
    fc.assert(
      fc.property(arbitraryProject(3), ({ project, work }) => {
        const setup = setupOf(project, work, 1, 2);
        expect(() => mergeChunks([chunkOf(setup, 0, 2), chunkOf(setup, 3, 4)])).toThrow();
      }),
      { numRuns: 3 },
    );
  });

  it('tell never of what a run cannot come to, and of all that hangs on it', () => {
    // The crew leaves after ten days; the first task takes eight in the plan and up to fourteen in a run.
    const project = someProject(
      [
        { duration: { kind: 'triangular', low: 2, mode: 8, high: 14 }, needs: [{ crew: 0, units: 1 }], phase: 0 },
        { after: [0], needs: [{ crew: 0, units: 1 }], phase: 0 },
      ],
      {
        crews: [someCrew(0, 1, { until: 10 })],
        phases: [{ id: 'p', name: 'P', dueDay: null, budget: null }],
        devices: [{ id: 'd', liveAtStart: false, legacy: false, phase: 0, group: null, replacedBy: [] }],
        effects: [{ task: 1, at: 'finish', device: 0, change: 'live' }],
      },
    );
    const planned = plannedSchedule(project, medianWork(project));
    const setup = { project, planned, seed: 1, dates: Int32Array.of(0, 7, 14, 28), days: 100, withColumns: false };
    const chunk = chunkOf({ ...setup, meter: countingMeter(1) }, 0, 200);
    const runs = [...chunk.end];
    const never = runs.filter((end) => end < 0).length;
    expect(never).toBeGreaterThan(20);
    expect(never).toBeLessThan(180);
    const counted = (counts: Uint16Array): number => counts.reduce((sum, count) => sum + count, 0);
    expect(counted(chunk.finishDays.subarray(0, 100))).toBe(200);
    expect(counted(chunk.finishDays.subarray(100))).toBe(200 - never);
    expect(counted(chunk.liveDays)).toBe(200 - never);
    runs.forEach((end, run) => {
      expect(chunk.phaseFinish[run]).toBe(end);
      expect((chunk.metFrom[2 * run] ?? 0) < 0).toBe(end < 0);
    });
  });
});
