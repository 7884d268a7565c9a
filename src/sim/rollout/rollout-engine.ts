import { type Problem, ProblemError } from '#model/result.ts';
import type { CoverageScene, CoverageSettings, DeviceCoverage, PaintSetting } from '#model/results/coverage-bits.ts';
import type { OrderComparison, PolicyComparison } from '#model/results/rollout/rollout-choices.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import { CoverageEngine } from '../coverage/coverage-engine.ts';
import { coverageSettings } from '../coverage/coverage-scene.ts';
import { type SimulationStep, scaledSteps } from '../simulation-step.ts';
import { chanceTiles } from './coverage/chance-tiles.ts';
import { createCoverageMeter } from './coverage/coverage-meter.ts';
import { type CoverageTable, coverageTableSteps } from './coverage/coverage-table.ts';
import type { CoverageMeter } from './coverage-timeline.ts';
import { DatedCoverage } from './dated-coverage.ts';
import { orderSteps } from './order/order-steps.ts';
import { policySteps } from './order/policy-steps.ts';
import { riskOrder } from './order/risk-order.ts';
import { planProject } from './plan/plan-project.ts';
import { type Project, type Schedule, ticksPerDay } from './project.ts';
import { rolloutReport } from './report/rollout-report.ts';
import { reportDates } from './report-dates.ts';
import { jobKey, resultHash, rolloutHashSteps } from './rollout-hash.ts';
import type { RunChunk } from './run-chunk.ts';
import type { RunSetup } from './runs/chunk-writer.ts';
import { mergeChunks } from './runs/merge-chunks.ts';
import { plannedChunk, runChunkSteps } from './runs/run-chunk-steps.ts';
import { medianScheduleSteps } from './schedule/median-schedule.ts';
import { unfinishedTasks } from './schedule/planned-schedule.ts';

/** What runs of a plan need; plain data that other workers take over. */
export interface RolloutTable {
  readonly key: string;
  readonly project: Project;
  readonly planned: Schedule;
  readonly coverage: CoverageTable;
  /** Days from day 0 at whose end series are told, and days that starts and ends are counted over. */
  readonly dates: Int32Array;
  readonly days: number;
}

interface Prepared {
  readonly table: RolloutTable;
  readonly meter: CoverageMeter;
  readonly setup: RunSetup;
  /** Runs so far; null: none. */
  chunk: RunChunk | null;
  inputHash: string | null;
  dated: DatedCoverage | null;
}

/** Plans that are kept prepared: the one that is shown, the one beside it, and the one that takes its place. */
const keptPlans = 3;
/** Share of the progress of a comparison that preparing takes, where it has to be done first. */
const prepareShare = 0.3;
/** Shares of the progress of preparing. */
const coverShare = 0.6;
const tableShare = 0.85;

/** Rollouts of plans on one scene, without threads: the worker and the command line call the same methods. */
export class RolloutEngine {
  #scene: CoverageScene | null = null;
  /** What devices see, by their text, under {@link #settings}. */
  #covered = new Map<string, DeviceCoverage>();
  #settings = '';
  readonly #prepared = new Map<string, Prepared>();

  /** Takes a scene in coverage cells; forgets all of the one before. */
  load(scene: CoverageScene): void {
    this.#scene = scene;
    this.#covered = new Map();
    this.#settings = '';
    this.#prepared.clear();
  }

  /** Tasks and what devices see. Throws a {@link ProblemError} where the plan cannot be carried out. */
  *prepareSteps(job: RolloutJob): Generator<SimulationStep, RolloutTable, void> {
    const key = jobKey(job);
    const known = this.#prepared.get(key);
    if (known !== undefined) {
      // Told anew from the first run on.
      known.chunk = null;
      this.#keep(key, known);
      return known.table;
    }
    const scene = this.#ready();
    yield { step: 'Laying out tasks', fraction: 0 };
    // Before anything that takes long: a plan that can't be carried out says so at once.
    let project = projectOf(job, scene);
    const coverage = yield* this.#coverSteps(job);
    const table = yield* scaledSteps(coverageTableSteps(coverage, job.scenario, project), coverShare, tableShare);
    if (job.question.order === 'risk') {
      project = projectOf(job, scene, riskOrder(project, createCoverageMeter(table)));
    }
    const planned = yield* scaledSteps(medianScheduleSteps(project, job.question.seed), tableShare, 1);
    refuseUnfinished(project, planned);
    const days = reportDates(planned, project.tasks.length);
    if (days === null) throw new ProblemError(tooLarge(project, planned));
    const prepared = { key, project, planned, coverage: table, ...days };
    this.take(job, prepared);
    return prepared;
  }

  /** Takes what another engine has prepared on the same scene. */
  take(job: RolloutJob, table: RolloutTable): void {
    const meter = createCoverageMeter(table.coverage);
    const { project, planned, dates, days, key } = table;
    const setup = { project, planned, seed: job.question.seed, dates, days, meter, withColumns: true };
    this.#keep(key, { table, meter, setup, chunk: null, inputHash: null, dated: null });
  }

  /** Runs `from` until before `until`. */
  *runSteps(job: RolloutJob, from: number, until: number): Generator<SimulationStep, RunChunk, void> {
    return yield* runChunkSteps(this.#of(job).setup, from, until);
  }

  /** Joins chunks to those before, in their order, and sums up. */
  *reportSteps(job: RolloutJob, chunks: readonly RunChunk[]): Generator<SimulationStep, RolloutReport, void> {
    const prepared = this.#of(job);
    const { table, meter, setup } = prepared;
    if (prepared.inputHash === null) {
      const hashing = rolloutHashSteps(this.#ready(), job);
      let step = hashing.next();
      for (; step.done !== true; step = hashing.next()) yield { step: 'Sealing the result', fraction: 0 };
      prepared.inputHash = step.value;
    }
    const chunk = mergeChunks(prepared.chunk === null ? chunks : [prepared.chunk, ...chunks]);
    prepared.chunk = chunk;
    yield { step: 'Summing up', fraction: 0.5 };
    return rolloutReport({
      job,
      project: table.project,
      planned: table.planned,
      chunk,
      plannedChunk: plannedChunk(setup),
      meter,
      dates: table.dates,
      inputHash: prepared.inputHash,
      resultHash: resultHash(chunk.runHashes),
    });
  }

  *policySteps(job: RolloutJob): Generator<SimulationStep, PolicyComparison, void> {
    const from = yield* this.#preparedSteps(job);
    const { table } = this.#of(job);
    return yield* scaledSteps(policySteps({ job, scene: this.#ready(), table: table.coverage }), from, 1);
  }

  *orderSteps(job: RolloutJob): Generator<SimulationStep, OrderComparison, void> {
    const from = yield* this.#preparedSteps(job);
    const { table } = this.#of(job);
    return yield* scaledSteps(orderSteps({ job, scene: this.#ready(), table: table.coverage }), from, 1);
  }

  /**
   * Coverage with these devices live; all of it where this is the first picture of the job, or with `reset`. Null where the job is
   * not prepared any more.
   */
  show(job: RolloutJob, live: readonly string[], paint: PaintSetting, reset: boolean) {
    const prepared = this.#prepared.get(jobKey(job));
    if (prepared === undefined) return null;
    const first = prepared.dated === null;
    const { scenario } = job;
    const ids = new Map(scenario.devices.map((device) => [device.id, JSON.stringify(device)]));
    const coverageOf = (id: string): DeviceCoverage | null => this.#covered.get(ids.get(id) ?? '') ?? null;
    prepared.dated ??= new DatedCoverage(this.#ready(), settingsOf(job), scenario, coverageOf);
    const update = prepared.dated.show(live, paint, reset || first);
    return { grid: prepared.dated.grid, reset: reset || first, update };
  }

  /** Tiles of the chance of being covered at the end of a date (ISO); null where no run of the job is at hand. */
  chance(job: RolloutJob, date: string) {
    const prepared = this.#prepared.get(jobKey(job));
    if (prepared === undefined || prepared.chunk === null) return null;
    const { chunk, table } = prepared;
    const day = dayNumber(date) - table.project.startDay;
    let place = 0;
    while (place + 1 < table.dates.length && (table.dates[place + 1] ?? 0) <= day) place += 1;
    const columns = chunk.columnRuns.length / table.dates.length;
    const covered = chunk.columnRuns.subarray(place * columns, (place + 1) * columns);
    return { grid: table.coverage.grid, tiles: chanceTiles(table.coverage, covered, chunk.until - chunk.from) };
  }

  /** Prepares a job that is not yet; returns how far that is of the whole. */
  *#preparedSteps(job: RolloutJob): Generator<SimulationStep, number, void> {
    if (this.#prepared.has(jobKey(job))) return 0;
    yield* scaledSteps(this.prepareSteps(job), 0, prepareShare);
    return prepareShare;
  }

  /** An engine in which all devices that are not retired are merged. */
  *#coverSteps(job: RolloutJob): Generator<SimulationStep, CoverageEngine, void> {
    const settings = settingsOf(job);
    const key = JSON.stringify(settings);
    if (key !== this.#settings) this.#covered = new Map();
    this.#settings = key;
    const engine = new CoverageEngine();
    yield { step: 'Preparing the city', fraction: 0 };
    engine.load(this.#ready(), settings);
    const devices = job.scenario.devices.filter(({ state }) => state !== 'retired');
    for (const [done, device] of devices.entries()) {
      const text = JSON.stringify(device);
      const coverage = this.#covered.get(text) ?? engine.compute([device])[0];
      if (coverage === undefined) continue;
      this.#covered.set(text, coverage);
      engine.merge(0, [coverage], [device], [], true);
      yield { step: 'Working out what devices see', fraction: (coverShare * (done + 1)) / devices.length };
    }
    engine.plan(0, job.scenario);
    return engine;
  }

  #keep(key: string, prepared: Prepared): void {
    this.#prepared.delete(key);
    this.#prepared.set(key, prepared);
    for (const old of this.#prepared.keys()) {
      if (this.#prepared.size <= keptPlans) break;
      this.#prepared.delete(old);
    }
  }

  #of(job: RolloutJob): Prepared {
    const prepared = this.#prepared.get(jobKey(job));
    if (prepared === undefined) throw new Error('RolloutEngine: prepare the job first.');
    return prepared;
  }

  #ready(): CoverageScene {
    if (this.#scene === null) throw new Error('RolloutEngine: load a scene first.');
    return this.#scene;
  }
}

function projectOf(job: RolloutJob, scene: CoverageScene, groupOrder?: readonly string[]): Project {
  const outcome = planProject(job, scene, groupOrder === undefined ? {} : { groupOrder });
  if (!outcome.ok) throw new ProblemError(outcome.problem);
  return outcome.value;
}

function tooLarge({ tasks }: Project, { end }: Schedule): Problem {
  const years = Math.ceil(end / ticksPerDay / 365);
  const sentence = `This plan has ${tasks.length} tasks over ${years} years, more than can be counted day by day. Roll its phases out one by one, or make fewer tasks.`;
  return { code: 'rollout-too-large', sentence, place: null };
}

/** Throws where the planned schedule has tasks that never come to their turn. */
function refuseUnfinished(project: Project, planned: Schedule): void {
  const [first, ...others] = unfinishedTasks(project, planned);
  if (first === undefined) return;
  const { name, id } = project.tasks[first];
  const more = others.length === 0 ? '' : ` and ${others.length} more task${others.length === 1 ? '' : 's'}`;
  throw new ProblemError({
    code: 'never-done',
    sentence: `“${name}”${more} can never be done: a crew is gone by then, or the money comes too late. Keep the crew longer, or bring money earlier.`,
    place: id,
  });
}

function settingsOf({ scenario }: RolloutJob): CoverageSettings {
  return coverageSettings(
    scenario,
    scenario.goals.map(({ condition }) => condition),
  );
}
