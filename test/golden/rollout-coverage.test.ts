import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { City } from '#model/city.ts';
import { defaultRolloutQuestion } from '#model/rollout/rollout-question.ts';
import type { Scenario } from '#model/scenario.ts';
import { scenarioSchema } from '#model/scenario.ts';
import { readScenePackage } from '#scene/package/read-package.ts';
import { CoverageEngine } from '#sim/coverage/coverage-engine.ts';
import { coverageScene, coverageSettings } from '#sim/coverage/coverage-scene.ts';
import { createCoverageMeter } from '#sim/rollout/coverage/coverage-meter.ts';
import { type CoverageTable, coverageTableSteps } from '#sim/rollout/coverage/coverage-table.ts';
import { planProject } from '#sim/rollout/plan/plan-project.ts';
import type { Project } from '#sim/rollout/project.ts';
import { expectStanding, setLive, standingOf } from '../fixtures/live-standing.ts';
import { seededNumbers } from '../fixtures/random-city.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));

let city: City;
beforeAll(async () => {
  const outcome = await readScenePackage(new Uint8Array(read('scenes/havnby.sightline-scene.zip')));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  city = outcome.value;
});

function projectOf(scenario: Scenario): Project {
  const { barriers, crossings, restrictions, trips } = city;
  const scene = { ...coverageScene(city, 1), barriers, crossings, restrictions, trips };
  const job = { question: defaultRolloutQuestion, scenario, sceneId: 'havnby', sceneName: 'Havnby' };
  const outcome = planProject(job, scene);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

function tableOf(engine: CoverageEngine, scenario: Scenario, project: Project): CoverageTable {
  const steps = coverageTableSteps(engine, scenario, project);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

describe.each(['phase-1', 'phase-2'])('coverage over time of the worked plan %s', (name) => {
  let scenario: Scenario;
  let engine: CoverageEngine;
  let project: Project;
  let table: CoverageTable;
  beforeAll(() => {
    scenario = scenarioSchema.parse(JSON.parse(String(read(`scenarios/havnby-${name}.sightline.json`))));
    project = projectOf(scenario);
    engine = new CoverageEngine();
    const conditions = scenario.goals.map(({ condition }) => condition);
    engine.load(coverageScene(city, 1), coverageSettings(scenario, conditions));
    engine.change({ revision: 1, put: scenario.devices, removed: [] });
    engine.plan(2, scenario);
    table = tableOf(engine, scenario, project);
  });

  /** In the order of the plan. */
  const inPlan = (live: readonly boolean[]): boolean[] => {
    const ids = new Set(project.devices.filter((_, k) => live[k] === true).map(({ id }) => id));
    return scenario.devices.map(({ id }) => ids.has(id));
  };

  test('is the engine’s for any devices, at the start and at the end', () => {
    const random = seededNumbers(5);
    const meter = createCoverageMeter(table);
    const check = (live: readonly boolean[]): void => {
      setLive(meter, live, Math.floor(live.length * random()));
      expectStanding(meter, scenario.goals, standingOf(engine, scenario.devices, inPlan(live)));
    };
    check(project.devices.map(({ liveAtStart }) => liveAtStart));
    check(project.devices.map(({ legacy }) => !legacy));
    for (let k = 0; k < 25; k += 1) {
      const share = random();
      check(project.devices.map(() => random() < share));
      if (k % 5 === 0) meter.reset();
    }
    expect(table.heads.filter(({ problem }) => problem !== null)).toEqual([]);
  });

  test('lacks, once all old units are dark and nothing new is live, what they alone gave', () => {
    const meter = createCoverageMeter(table);
    expect(meter.pairs.length).toBeGreaterThan(0);
    const start = meter.values.slice();
    const old = project.groups.map(({ legacy }) => legacy.filter((device) => table.start[device] === 1));
    for (const [group, devices] of old.entries()) {
      meter.reset();
      for (const device of devices) meter.set(device, false);
      for (const [k, pair] of meter.pairs.entries()) {
        if (pair.group !== group) continue;
        expect(meter.lacks[k]).toBeCloseTo(start[pair.head] - meter.values[pair.head], 9);
      }
    }
  });
});
