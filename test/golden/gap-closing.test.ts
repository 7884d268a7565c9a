import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultGapQuestion, type GapQuestion, type GapRun } from '../../src/model/gap-question.ts';
import type { GapJob, GapScene } from '../../src/model/gap-scene.ts';
import { type ClosingResult, closingResultSchema } from '../../src/model/results/gaps/closing.ts';
import { type Scenario, scenarioSchema } from '../../src/model/scenario.ts';
import { readScenePackage } from '../../src/scene/package/read-package.ts';
import { GapEngine } from '../../src/sim/gaps/gap-engine.ts';
import { gapScene } from '../../src/sim/gaps/gap-scene.ts';
import { finished } from '../fixtures/finished.ts';

/** Free mounts are told by what hangs on them. */
function mountsOf({ proposals }: ClosingResult): string[] {
  return proposals.map(({ device }) => device.mounting.featureId ?? '');
}

describe('what closes the gaps of the first phase of the demo city', () => {
  let scene: GapScene;
  let scenario: Scenario;
  let engine: GapEngine;

  beforeAll(async () => {
    const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
    const city = await readScenePackage(new Uint8Array(read('scenes/havnby.sightline-scene.zip')));
    if (!city.ok) throw new Error(city.problem.sentence);
    scene = gapScene(city.value, 2);
    scenario = scenarioSchema.parse(JSON.parse(String(read('scenarios/havnby-phase-1.sightline.json'))));
    engine = new GapEngine();
    engine.load(scene);
  }, 120_000);

  const jobOf = (run: GapRun, question: Partial<GapQuestion> = {}): GapJob => ({
    ...{ run, scenario, sceneId: 'havnby', sceneName: 'Havnby', live: null },
    question: { ...defaultGapQuestion, ...question },
  });

  const closed = (job: GapJob): ClosingResult => closingResultSchema.parse(finished(engine.closingSteps(job)));

  function measured(job: GapJob, { proposals }: Pick<ClosingResult, 'proposals'>): number {
    const more = proposals.map(({ device }, at) => ({ ...device, id: `taken-${at}` }));
    const devices = [...scenario.devices, ...more];
    const { result } = finished(engine.runSteps({ ...job, scenario: { ...scenario, devices } }, null));
    if (result?.kind === 'approach') return result.best.unobserved;
    if (result?.kind === 'timely') return result.interruption;
    if (result?.kind === 'cordon') return result.cut.units;
    throw new Error('the run gave no result');
  }

  test('ways on foot to the station: as told, on free mounts, far less unobserved', () => {
    const job = jobOf('approach', { siteId: 'station' });
    const result = closed(job);
    const taken = new Set(scenario.devices.map(({ mounting }) => mounting.featureId));
    const lamps = new Set(scene.surroundings?.mounts.map(({ id }) => id));
    const onMounts = mountsOf(result).filter((id) => lamps.has(id));
    expect(onMounts.filter((id) => taken.has(id))).toEqual([]);
    expect(new Set(onMounts).size).toBe(onMounts.length);
    expect(result.before).toBe(measured(job, { proposals: [] }));
    expect(result.after).toBe(measured(job, result));
    expect(result.after).toBeLessThan(0.3 * result.before);
    expect(closed(job)).toEqual(result);
  }, 300_000);

  test('the hospital is reached in time more often with the doors and cameras that are proposed', () => {
    const job = jobOf('timely', { siteId: 'hospital' });
    const result = closed(job);
    expect(result.proposals.some(({ device }) => device.kind === 'access')).toBe(true);
    expect(result.before).toBe(measured(job, { proposals: [] }));
    expect(result.after).toBe(measured(job, result));
    expect(result.after).toBeGreaterThan(result.before + 0.3);
  }, 300_000);

  test('the cordon around the station needs as many units as are left after those proposed', () => {
    const job = jobOf('cordon');
    const result = closed(job);
    expect(result.proposals.length).toBeGreaterThan(0);
    expect(result.before).toBe(measured(job, { proposals: [] }));
    expect(result.after).toBe(measured(job, result));
  }, 300_000);
});
