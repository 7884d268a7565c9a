import { expect, test } from 'vitest';
import { phaseSchema } from './plan-records.ts';
import { missingReference } from './plan-references.ts';
import { rolloutTaskSchema, siteGroupSchema } from './rollout/rollout-records.ts';
import { taskTemplateSchema } from './rollout/task-template.ts';
import { emptyScenario, type Scenario } from './scenario.ts';

const plan = emptyScenario({
  id: 'plan',
  name: 'Plan',
  scene: { id: 'scene', name: 'Scene', origin: { longitude: 0, latitude: 0, heightMeters: 0 } },
  phases: [phaseSchema.parse({ id: 'P1', name: 'First' })],
});
const told = (parts: Partial<Scenario>): string => {
  const problem = missingReference({ ...plan, ...parts }, 'plan.json');
  return problem === null ? '' : `${problem.sentence} [${problem.place}]`;
};

const phase = phaseSchema.parse({ id: 'P2', name: 'Second', after: ['P1', 'P9'] });
const group = siteGroupSchema.parse({ id: 'G', name: 'Station', siteId: 'S9', deviceIds: ['gone'] });
const task = rolloutTaskSchema.parse({ id: 'Dig', phase: 'P9', deviceIds: ['gone'], after: ['gone'] });
const diggers = rolloutTaskSchema.parse({ id: 'Dig', needs: [{ crew: 'civil' }, { crew: 'diggers' }] });
const template = taskTemplateSchema.parse({
  id: 't',
  name: 'Paint',
  step: 'civil',
  per: 'group',
  duration: { kind: 'fixed', days: 1 },
  calendar: 'work',
  needs: [{ crew: 'painters' }],
});

test.each([
  [
    { phases: [...plan.phases, phase] },
    'Second refers to the phase “P9”, which this plan does not have. [plan.json:phases[1].after[1]]',
  ],
  [
    { siteGroups: [group] },
    'Station refers to the site “S9”, which this plan does not have. [plan.json:siteGroups[0].siteId]',
  ],
  [{ tasks: [task] }, 'Dig refers to the phase “P9”, which this plan does not have. [plan.json:tasks[0].phase]'],
  [
    { tasks: [diggers] },
    'Dig refers to the crew “diggers”, which this plan does not have. [plan.json:tasks[0].needs[1].crew]',
  ],
  [
    { taskTemplates: [template] },
    'Paint refers to the crew “painters”, which this plan does not have. [plan.json:taskTemplates[0].needs[0].crew]',
  ],
  [
    { variants: [{ id: 'B', name: 'B', description: '', changes: { tasks: { put: [task], removed: [] } } }] },
    'Dig refers to the phase “P9”, which this plan does not have. [plan.json:variants[0].changes.tasks.put[0].phase]',
  ],
])('what a plan is built with is there: %#', (parts, sentence) => {
  expect(told(parts)).toBe(sentence);
});

test('devices that are gone, and shipped crews, are no missing references', () => {
  expect(
    told({
      siteGroups: [{ ...group, siteId: null }],
      tasks: [{ ...task, phase: null, needs: [{ crew: 'mounting', units: 1 }] }],
    }),
  ).toBe('');
});
