import { cellSizes } from '#geo/cell-grid.ts';
import type { Device } from '#model/device.ts';
import type { GapJob, GapScene } from '#model/gap-scene.ts';
import type { ClosingResult } from '#model/results/gaps/closing.ts';
import { type GapReport, type GapResult, gapWatermark } from '#model/results/gaps/gap-report.ts';
import { gapScores } from '#model/results/gaps/gap-scores.ts';
import type { InterceptionPart } from '#model/results/gaps/interception.ts';
import type { Scenario } from '#model/scenario.ts';
import { CoverageEngine } from '../coverage/coverage-engine.ts';
import { coverageSettings } from '../coverage/coverage-scene.ts';
import { type SimulationStep, scaledSteps } from '../simulation-step.ts';
import { closingSteps } from './closing/closing-steps.ts';
import { gapAssumptions } from './gap-assumptions.ts';
import { gapHashSteps } from './gap-hash.ts';
import { gapRunSteps, partOfInterception } from './gap-runs.ts';
import { GapStage, SceneStage } from './gap-stage.ts';

/** Grows when the same input would give another result. */
export const gapEngine = 'sightline-gaps 1';

/** Share of a run's progress that covers laying out what devices see, and the run itself. */
const coverShare = 0.3;
const runShare = 0.95;

/** Security gaps of plans on one scene, without threads: the worker and the command line call the same methods. */
export class GapEngine {
  #stage: SceneStage | null = null;
  #coverage: CoverageEngine | null = null;
  #settings = '';
  /** What is merged: id → the device as text. */
  #merged = new Map<string, string>();

  /** Takes a scene in cells that people walk on; forgets all of the one before. */
  load(scene: GapScene): void {
    if (!cellSizes.some((size) => size === scene.cell)) throw new RangeError('GapEngine: no such side of a cell.');
    this.#stage = new SceneStage(scene);
    this.#coverage = null;
    this.#settings = '';
    this.#merged = new Map();
  }

  /** `parts`: those of `interception` that were worked out elsewhere, all of them; null: here. */
  *runSteps(job: GapJob, parts: readonly InterceptionPart[] | null): Generator<SimulationStep, GapReport, void> {
    const stage = yield* this.#prepareSteps(job);
    const result = yield* scaledSteps(gapRunSteps(stage, parts), coverShare, runShare);
    return yield* this.#reportSteps(stage, result);
  }

  /** Ways of one of `of` shares of the pairs of `interception`. */
  *interceptionPartSteps(job: GapJob, part: number, of: number): Generator<SimulationStep, InterceptionPart, void> {
    const stage = yield* this.#prepareSteps(job);
    return yield* partOfInterception(stage, part, of);
  }

  /** What would close the gaps that the job's run finds. */
  *closingSteps(job: GapJob): Generator<SimulationStep, ClosingResult, void> {
    const stage = yield* this.#prepareSteps(job);
    return yield* closingSteps(stage);
  }

  /** Merges the devices that count; only those that differ from the job before are computed. */
  *#prepareSteps(job: GapJob): Generator<SimulationStep, GapStage, void> {
    if (this.#stage === null) throw new Error('GapEngine: load a scene first.');
    const { scene } = this.#stage;
    const asked = job.scenario.goals.map(({ condition }) => condition);
    const settings = coverageSettings(job.scenario, [job.question.condition, ...asked]);
    const key = JSON.stringify(settings);
    if (this.#coverage === null || key !== this.#settings) {
      yield { step: 'Preparing the city', fraction: 0 };
      this.#coverage = new CoverageEngine();
      this.#coverage.load(scene, settings);
      this.#settings = key;
      this.#merged = new Map();
    }
    const coverage = this.#coverage;
    const scenario = liveScenario(job);
    const wanted = new Map(scenario.devices.map((device) => [device.id, JSON.stringify(device)]));
    const outdated = [...this.#merged].flatMap(([id, device]) => (wanted.get(id) === device ? [] : [id]));
    coverage.merge(0, [], [], outdated, true);
    for (const id of outdated) this.#merged.delete(id);
    const missing = scenario.devices.filter(({ id, kind }) => !this.#merged.has(id) && isNeeded(job, kind));
    for (const [done, device] of missing.entries()) {
      coverage.merge(0, coverage.compute([device]), [device], [], true);
      this.#merged.set(device.id, wanted.get(device.id) ?? '');
      yield { step: 'Working out what devices see', fraction: (coverShare * (done + 1)) / missing.length };
    }
    coverage.plan(0, scenario);
    return new GapStage(this.#stage, { ...job, scenario }, coverage);
  }

  *#reportSteps(stage: GapStage, result: GapResult): Generator<SimulationStep, GapReport, void> {
    const { job, scene } = stage;
    const hashing = gapHashSteps(scene, job);
    let step = hashing.next();
    for (; step.done !== true; step = hashing.next()) yield { step: 'Sealing the result', fraction: runShare };
    return {
      kind: 'sightline-gaps',
      version: 1,
      engine: gapEngine,
      run: job.run,
      inputHash: step.value,
      scene: { id: job.sceneId, name: job.sceneName },
      scenario: { id: job.scenario.id, name: job.scenario.name },
      question: job.question,
      live: job.live === null ? null : [...job.live],
      sensitivity: 'sensitive',
      watermark: gapWatermark,
      preparedFor: '',
      redacted: false,
      assumptions: gapAssumptions(stage),
      scores: [...gapScores(result)],
      result,
    };
  }
}

/** Runs that ask only what is read of plates: what other devices see is not worked out for them. */
const plateRuns: ReadonlySet<GapJob['run']> = new Set<GapJob['run']>(['interception', 'cordon', 'incident']);

function isNeeded({ run }: GapJob, kind: Device['kind']): boolean {
  return kind === 'alpr' || !plateRuns.has(run);
}

/** The plan with the devices that count. */
function liveScenario({ scenario, live }: GapJob): Scenario {
  const counted = live === null ? null : new Set(live);
  const devices = scenario.devices.filter(({ id, state }) =>
    counted === null ? state !== 'retired' : counted.has(id),
  );
  return { ...scenario, devices };
}
