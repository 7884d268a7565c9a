import { describe, expect, test } from 'vitest';
import { templatesOf } from '#model/rollout/default-templates.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import { type CutoverPolicy, cutoverPolicies } from '#model/rollout/rollout-records.ts';
import { createCoverageMeter } from '#sim/rollout/coverage/coverage-meter.ts';
import type { Project } from '#sim/rollout/project.ts';
import { RolloutEngine, type RolloutTable } from '#sim/rollout/rollout-engine.ts';
import { durationDays } from '#sim/rollout/runs/durations.ts';
import type { SimulatedRun } from '#sim/rollout/runs/simulated-run.ts';
import { createSimulator } from '#sim/rollout/runs/simulator.ts';
import { finished } from '../fixtures/finished.ts';
import { rolloutCases } from '../fixtures/rollout-cases.ts';

const { scene, cases } = rolloutCases();
const engine = new RolloutEngine();
engine.load(scene);

/** Phase 1 in which some new cameras replace old ones, which look `turn` degrees to the right of them. */
function jobOf(policy: CutoverPolicy, runs: number, turn: number): RolloutJob {
  const [{ job }] = cases;
  const built = job.scenario.devices.filter(({ kind, state }) => kind === 'camera' && state === 'planned');
  const replaced = built.filter((_, k) => k % 4 === 0);
  const old = replaced.map((device) => ({
    ...device,
    headingDegrees: (device.headingDegrees + turn) % 360,
    id: `old ${device.id}`,
    name: `Old ${device.name}`,
    state: 'existing' as const,
    phase: null,
    retiredInPhase: device.phase,
    replacedBy: [device.id],
  }));
  const standing = job.scenario.devices.filter(({ state }) => state === 'planned');
  const siteGroups = job.scenario.siteGroups.map((group) => ({ ...group, policy: null }));
  const scenario = { ...job.scenario, siteGroups, devices: [...standing, ...old] };
  return { ...job, scenario, question: { ...job.question, runs, policy } };
}

/** When devices go live and dark in a run, straight from the effects. */
function timesOf(project: Project, run: Pick<SimulatedRun, 'start' | 'finish'>) {
  return project.devices.map((device, number) => {
    const ticks = (change: 'live' | 'dark') =>
      project.effects
        .filter((effect) => effect.device === number && effect.change === change)
        .map(({ task, at }) => (at === 'start' ? run.start[task] : run.finish[task]) ?? Number.NaN);
    const live = device.liveAtStart ? 0 : Math.max(...ticks('live'));
    return { live, dark: Math.min(Number.POSITIVE_INFINITY, ...ticks('dark')) };
  });
}

/** What meter and windows say between two ticks, from nothing but the definition. */
function momentOf({ project, coverage }: RolloutTable, times: ReturnType<typeof timesOf>, tick: number) {
  const meter = createCoverageMeter(coverage);
  times.forEach(({ live, dark }, device) => meter.set(device, live <= tick && tick < dark));
  const open = project.groups.map(({ legacy }) =>
    legacy.some((old) => {
      const replaced = Math.max(0, ...(project.devices[old]?.replacedBy ?? []).map((by) => times[by]?.live ?? 0));
      return (times[old]?.dark ?? 0) <= tick && tick < replaced;
    }),
  );
  const covered: number[] = [];
  meter.drainColumns((column, isCovered) => {
    if (isCovered) covered.push(column);
  });
  return { meter, open, covered };
}

describe('runs measured on the demo city', () => {
  // New units look another way: some of what the old ones saw is never seen again.
  const job = jobOf('swap', 4, 60);
  const table = finished(engine.prepareSteps(job));
  const chunk = finished(engine.runSteps(job, 0, 4));
  const { project, planned, dates } = table;
  const simulator = createSimulator(project, planned, job.question.seed);
  const heads = table.coverage.heads.length;
  const stride = heads + 3;
  const runs = [0, 1, 2, 3].map((number) => timesOf(project, simulator.run(number)));

  test('goals and categories of a date are those of the devices that are live by its end', () => {
    for (const [run, times] of runs.entries()) {
      for (let date = 0; date < dates.length; date += 3) {
        const { meter } = momentOf(table, times, ((dates[date] ?? 0) + 1) * 8);
        const at = (run * dates.length + date) * stride;
        expect([...chunk.series.subarray(at, at + heads)]).toEqual([...meter.values].map(Math.fround));
        const live = times.filter(
          ({ live: from, dark }) => from <= ((dates[date] ?? 0) + 1) * 8 && dark > ((dates[date] ?? 0) + 1) * 8,
        );
        expect(chunk.series[at + heads + 1]).toBe(live.length);
      }
    }
  });

  test('columns count the runs in which they are covered', () => {
    const { columns } = createCoverageMeter(table.coverage);
    for (let date = 0; date < dates.length; date += 9) {
      const counts = new Uint16Array(columns);
      for (const times of runs) {
        for (const column of momentOf(table, times, ((dates[date] ?? 0) + 1) * 8).covered) counts[column] += 1;
      }
      expect(chunk.columnRuns.subarray(date * columns, (date + 1) * columns)).toEqual(counts);
    }
  });

  test('cutover gaps are what is missing while an old unit is dark and not replaced', () => {
    const { pairs } = createCoverageMeter(table.coverage);
    const end = ((dates.at(-1) ?? 0) + 1) * 8;
    let found = 0;
    for (const [run, times] of runs.entries()) {
      const depth = new Float64Array(pairs.length);
      const length = new Float64Array(pairs.length);
      const ticks = [...new Set([0, end, ...times.flatMap(({ live, dark }) => [live, dark])])]
        .filter((tick) => tick <= end)
        .sort((a, b) => a - b);
      for (const [k, from] of ticks.slice(0, -1).entries()) {
        const { meter, open } = momentOf(table, times, from);
        pairs.forEach(({ group }, pair) => {
          const lack = meter.lacks[pair] ?? 0;
          if (open[group] !== true || lack <= 0) return;
          depth[pair] = Math.max(depth[pair] ?? 0, lack);
          length[pair] = (length[pair] ?? 0) + (ticks[k + 1] ?? from) - from;
        });
      }
      const at = run * pairs.length;
      expect(chunk.gapDepth.subarray(at, at + pairs.length)).toEqual(depth);
      expect(chunk.gapTicks.subarray(at, at + pairs.length)).toEqual(length);
      found += depth.filter((value) => value > 0).length;
    }
    expect(found).toBeGreaterThan(0);
  });
});

test('where new units see what old ones saw, keeping those, or stand-ins, never lowers a goal below its start', () => {
  const darkDays = new Map<CutoverPolicy, number>();
  for (const policy of cutoverPolicies) {
    const job = jobOf(policy, 25, 0);
    finished(engine.prepareSteps(job));
    const report = finished(engine.reportSteps(job, [finished(engine.runSteps(job, 0, 25))]));
    const lowered = report.goals.filter(
      ({ measured, lessIsBetter, plan, p10 }) =>
        measured && !lessIsBetter && [...plan, ...p10].some((value) => value < (plan[0] ?? 0)),
    );
    const gentle = policy === 'keep' || policy === 'temporary';
    if (gentle) expect([policy, lowered.map(({ name }) => name), report.gaps]).toEqual([policy, [], []]);
    else expect([policy, lowered.length > 0, report.gaps.length > 0]).toEqual([policy, true, true]);
    darkDays.set(policy, report.cutoverDays.mean);
  }
  expect(darkDays.get('remove-first')).toBeGreaterThan(darkDays.get('swap') ?? 0);
});

test('where nothing is left to chance all bands are the planned schedule', () => {
  const [{ job }] = cases;
  const { scenario } = job;
  const taskTemplates = templatesOf(scenario).map((template) => ({
    ...template,
    duration: { kind: 'fixed' as const, days: durationDays(template.duration, 0.5) },
    failureChance: 0,
  }));
  const rollout = { ...scenario.rollout, weather: scenario.rollout.weather.map(() => 0) };
  const sure = { ...job, scenario: { ...scenario, taskTemplates, rollout }, question: { ...job.question, runs: 6 } };
  finished(engine.prepareSteps(sure));
  const report = finished(engine.reportSteps(sure, [finished(engine.runSteps(sure, 0, 6))]));
  const { goals, categories, score, installed, live, spent } = report;
  for (const { plan, p10, p50, p90 } of [
    ...goals,
    ...categories,
    ...(score === null ? [] : [score]),
    installed,
    live,
    spent,
  ]) {
    expect([p10, p50, p90]).toEqual([plan, plan, plan]);
  }
  for (const { id, plannedStart, plannedFinish, start, finish, critical, criticality } of report.tasks) {
    expect([id, start], id).toEqual([id, { p10: plannedStart, p50: plannedStart, p90: plannedStart }]);
    expect([id, finish], id).toEqual([id, { p10: plannedFinish, p50: plannedFinish, p90: plannedFinish }]);
    if (criticality > 0) expect([id, critical, criticality]).toEqual([id, true, 1]);
  }
  expect(report.finish).toEqual({ p10: report.plannedFinish, p50: report.plannedFinish, p90: report.plannedFinish });
  for (const { plan, mean, p10, p90 } of [report.lostDays, report.cutoverDays]) {
    expect(p10).toBe(p90);
    expect(p10).toBe(plan);
    expect(mean).toBeCloseTo(plan, 9);
  }
  for (const { depth, lengthDays, probability } of report.gaps) {
    expect([depth.p50, depth.p90, lengthDays.p50, lengthDays.p90, probability]).toEqual([
      ...[depth.plan, depth.plan, lengthDays.plan, lengthDays.plan, 1],
    ]);
  }
  expect(report.gaps.length).toBeGreaterThan(0);
});
