import { describe, expect, it, vi } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { CoverageClient } from '#jobs/coverage-client.ts';
import type { CoverageResult } from '#model/results/coverage.ts';
import type { CoverageScene, CoverageUpdate } from '#model/results/coverage-bits.ts';
import { scenarioSchema } from '#model/scenario.ts';
import { applyEdits } from '#scene/edit/apply-edits.ts';
import { createPlanDocument } from '#state/plan-document.ts';
import type { CoverageTilesChange, SessionState } from '#state/session.ts';
import { createStore } from '#state/store.ts';
import { cameraWith, scenarioWith } from '../../test/fixtures/cameras.ts';
import { setHeight, sketchCity } from '../../test/fixtures/edited-city.ts';
import { noBlindSpots } from './analysis-commands.ts';
import { createCoverageRunner, idleCoverage } from './coverage-runner.ts';

const city = sketchCity([{ id: 'way/1', at: [20, -5, 30, 5], heightMeters: 20 }]);
const lowered = (meters: number) => applyEdits(city, [setHeight('h', 'way/1', meters)]).city;

const paint = {
  condition: 'day',
  layer: 'density',
  mode: 'best',
  category: 0,
  against: 'baseline',
  emphasis: [],
} as const;

/** A client whose loads and computations end when the test says so. */
function manualClient() {
  const loads: CoverageScene[] = [];
  const changes: number[] = [];
  let told: (update: CoverageUpdate) => void = () => undefined;
  let idle = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<CoverageResult>();
  asked.promise.catch(() => undefined);
  let asks = 0;
  const client: CoverageClient = {
    workerCount: 1,
    async load(scene) {
      loads.push(scene);
      return createCellGrid(scene.bounds, scene.cell);
    },
    change: ({ revision }) => changes.push(revision),
    onUpdate(listener) {
      told = (update) => listener(update, { pending: 0, total: 0 });
      return () => undefined;
    },
    onFailure: () => () => undefined,
    plan: () => undefined,
    paint: () => undefined,
    keepBaseline: async () => undefined,
    preview: async () => null,
    facades: async () => null,
    summary: () => new Promise(() => undefined),
    costs: () => new Promise(() => undefined),
    blindSpots: async () => [],
    proposals: async () => [],
    inspect: async () => [],
    idle: () => idle.promise,
    result() {
      asks += 1;
      return asked.promise;
    },
    dispose: () => undefined,
  };
  return {
    client,
    loads,
    changes,
    asks: () => asks,
    failResult: () => asked.reject(new Error('no bits for camera C-01')),
    update(revision: number) {
      told({
        revision,
        tiles: [],
        totals: { cells: [revision], redundantCells: [], deviceCells: [] },
        devices: [],
        goals: [],
        score: null,
        facades: null,
      });
    },
    async finish() {
      idle.resolve();
      idle = Promise.withResolvers<void>();
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

async function opened() {
  const manual = manualClient();
  const plan = createPlanDocument();
  const session = createStore({
    coverage: idleCoverage(1),
    cellMeters: 1,
    paint,
    blindSpots: noBlindSpots,
  } as unknown as SessionState);
  const failures: unknown[] = [];
  const runner = createCoverageRunner(
    () => manual.client,
    plan,
    session,
    (reason) => failures.push(reason),
  );
  plan.load(scenarioSchema.parse(scenarioWith([cameraWith()])));
  const drawn: CoverageTilesChange[] = [];
  runner.tiles.subscribe((change) => drawn.push(change));
  runner.setCity(city);
  await manual.finish();
  manual.update(plan.revision());
  await manual.finish();
  drawn.length = 0;
  return { manual, plan, session, runner, drawn, failures };
}

describe('a corrected city', () => {
  it('keeps what is painted until all of the new coverage is there', async () => {
    const { manual, plan, session, runner, drawn } = await opened();
    expect(session.get().coverage.status).toBe('ready');
    plan.changeEdits('Correct', [setHeight('h', 'way/1', 5)], []);
    runner.changeCity(lowered(5));
    await new Promise((resolve) => setTimeout(resolve, 0));
    manual.update(plan.revision());
    expect(drawn).toEqual([]);
    expect(session.get().coverage).toMatchObject({ status: 'computing', totals: { cells: [1] } });
    await manual.finish();
    expect(drawn[0]).toMatchObject({ reset: true, revision: plan.revision() });
    expect(session.get().coverage).toMatchObject({ status: 'ready', revision: 2, totals: { cells: [2] } });
    runner.dispose();
  });

  it('computes the first and the last of many corrections made in a row', async () => {
    const { manual, plan, session, runner } = await opened();
    for (const meters of [9, 8, 7, 6]) {
      plan.changeEdits('Correct', [setHeight('h', 'way/1', meters)], []);
      runner.changeCity(lowered(meters));
    }
    for (let round = 0; round < 5 && session.get().coverage.status !== 'ready'; round += 1) await manual.finish();
    expect(manual.loads.slice(1).map(({ prisms }) => prisms.topZ[0])).toEqual([9, 6]);
    expect(session.get().coverage).toMatchObject({ status: 'ready', revision: plan.revision() });
    runner.dispose();
  });

  it('makes no failure of a hash that was asked of the city before it', async () => {
    const { manual, plan, runner, failures } = await opened();
    await vi.waitFor(() => expect(manual.asks()).toBe(1), 5000);
    plan.changeEdits('Correct', [setHeight('h', 'way/1', 5)], []);
    runner.changeCity(lowered(5));
    manual.failResult();
    await manual.finish();
    expect(failures).toEqual([]);
    runner.dispose();
  });

  it('makes no failure of a hash that was asked of the plan before it', async () => {
    const { manual, plan, runner, failures } = await opened();
    await vi.waitFor(() => expect(manual.asks()).toBe(1), 5000);
    plan.removeDevices(
      'Delete',
      (plan.scenario()?.devices ?? []).map(({ id }) => id),
    );
    manual.failResult();
    await manual.finish();
    expect(failures).toEqual([]);
    runner.dispose();
  });

  it('tells of a hash of the plan as it is that could not be made', async () => {
    const { manual, runner, failures } = await opened();
    await vi.waitFor(() => expect(manual.asks()).toBe(1), 5000);
    manual.failResult();
    await manual.finish();
    expect(failures).toHaveLength(1);
    runner.dispose();
  });

  it('is not computed anew where the correction hides and opens nothing', async () => {
    const { manual, plan, session, runner } = await opened();
    plan.changeEdits('Zone', [], []);
    runner.changeCity({ ...city, zones: [] });
    await manual.finish();
    expect(manual.loads).toHaveLength(1);
    expect(session.get().coverage.status).toBe('ready');
    runner.dispose();
  });
});
