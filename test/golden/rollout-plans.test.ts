import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import type { GapScene } from '#model/gap-scene.ts';
import { readScenario } from '#model/read-scenario.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { isoDate } from '#model/rollout/calendar-days.ts';
import { defaultTemplates } from '#model/rollout/default-templates.ts';
import { orderRules } from '#model/rollout/rollout-question.ts';
import { cutoverPolicies } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { resolveVariant } from '#model/variants.ts';
import { generateDemoCity } from '#scene/demo/demo-city.ts';
import { readTaskList } from '#scene/rollout/read-task-list.ts';
import { rolloutTables } from '#scene/rollout/rollout-tables.ts';
import { gapScene } from '#sim/gaps/gap-scene.ts';
import { planCosts } from '#sim/network/plan-costs.ts';
import { planProject } from '#sim/rollout/plan/plan-project.ts';
import { type Project, type ProjectTask, ticksPerDay } from '#sim/rollout/project.ts';
import { jobOf } from '../fixtures/plan-cases.ts';
import { rolloutReport } from '../fixtures/rollout-report.ts';

const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.sightline.json'));

let scene: GapScene;
const city = generateDemoCity();
beforeAll(() => {
  scene = gapScene(city, 2);
});

function opened(name: string): Scenario {
  const outcome = readScenario(readFileSync(`${folder}${name}`, 'utf8'), name);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

function projectOf(scenario: Scenario, question: Parameters<typeof jobOf>[1] = {}): Project {
  const outcome = planProject(jobOf(scenario, question), scene);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

describe.each(names)('%s', (name) => {
  const plan = opened(name);
  const variants = [null, ...plan.variants.map(({ id }) => id)].map((id) => resolveVariant(plan, id));

  test('can be rolled out at once, in every variant, order and cutover', () => {
    for (const scenario of variants) {
      for (const order of orderRules) {
        for (const policy of [null, ...cutoverPolicies]) {
          const project = projectOf(scenario, { order, policy });
          expect(project.tasks.length).toBeGreaterThan(
            scenario.devices.filter(({ state }) => state === 'planned').length,
          );
        }
      }
    }
  });

  test('spends what the plan costs, no more and no less, where nothing stands already', () => {
    const free = defaultTemplates.map((template) => ({ ...template, cost: 0 }));
    for (const scenario of variants) {
      if (scenario.devices.some(({ state }) => state === 'live')) continue;
      // What nobody hangs on is in the plan's bill, and not built.
      const feeds = scenario.powerFeeds.filter(({ id }) => scenario.devices.some(({ powerFeed }) => powerFeed === id));
      const bought = { ...scenario, powerFeeds: feeds };
      const { tasks } = projectOf({ ...scenario, taskTemplates: free, tasks: [] });
      expect(tasks.reduce((sum, { cost }) => sum + cost, 0)).toBe(planCosts(bought, city).capital);
    }
  });

  test('keeps the tasks of what variants share under the same ids', () => {
    const [first, ...others] = variants.map((scenario) => new Set(projectOf(scenario).tasks.map(({ id }) => id)));
    for (const ids of others) {
      const shared = [...ids].filter((id) => first.has(id)).length;
      expect(shared / Math.min(ids.size, first.size)).toBeGreaterThan(0.9);
    }
  });

  test('takes its own task list back, and what was edited in it', () => {
    const project = projectOf(plan);
    const changed = project.tasks.findIndex(({ step }) => step === 'commission');
    const tasks = project.tasks.map((task) => listed(project, task));
    const csv = (list: RolloutReport['tasks']): string =>
      rolloutTables({ ...rolloutReport(), tasks: [...list] })[0].text;
    expect(readTaskList(csv(tasks), 'tasks.csv', plan)).toEqual({ ok: true, value: [] });
    const rows = Papa.parse<string[]>(csv(tasks).trimEnd()).data;
    rows[changed + 1][rows[0].indexOf('high')] = '30';
    const read = readTaskList(Papa.unparse(rows), 'tasks.csv', plan);
    if (!read.ok) throw new Error(read.problem.sentence);
    const again = projectOf({ ...plan, tasks: [...plan.tasks, ...read.value] });
    const { duration } = again.tasks[changed];
    expect(duration).toEqual({ ...project.tasks[changed].duration, high: 30 });
    expect(again).toEqual({
      ...project,
      tasks: project.tasks.map((task, at) => (at === changed ? { ...task, duration } : task)),
    });
  });
});

/** A task as a report tells it, all on one day. */
function listed({ tasks, phases, groups, devices, crews, startDay }: Project, task: ProjectTask) {
  const date = isoDate(startDay);
  const band = { p10: date, p50: date, p90: date };
  const { id, name, step, calendar, duration, cost } = task;
  return {
    ...{ id, name, step, calendar, duration, cost },
    phaseId: task.phase === null ? null : phases[task.phase].id,
    groupId: task.group === null ? null : groups[task.group].id,
    deviceIds: task.devices.map((device) => devices[device].id),
    after: task.after.map((before) => tasks[before].id),
    crews: task.needs.map(({ crew, units }) => ({ id: crews[crew].id, units })),
    notBefore: task.release === 0 ? null : isoDate(startDay + task.release / ticksPerDay),
    plannedStart: date,
    plannedFinish: date,
    start: band,
    finish: band,
    critical: false,
    criticality: 0,
  };
}
