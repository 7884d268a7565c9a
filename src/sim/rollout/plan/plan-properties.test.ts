import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceKinds, deviceStates } from '#model/device.ts';
import { defaultTemplates } from '#model/rollout/default-templates.ts';
import { cutoverPolicies, rolloutTaskSchema, siteGroupSchema } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import {
  deviceOf,
  feedOf,
  jobOf,
  linkOf,
  nodeOf,
  phaseOf,
  planOf,
  planScene,
  projectOf,
  siteOf,
} from '../../../../test/fixtures/plan-cases.ts';
import type { Project } from '../project.ts';
import { planProject } from './plan-project.ts';
import { reorderProject } from './reorder-project.ts';

/** Plans of up to a dozen devices in up to three phases that come one after the other or don't, with any cutover. */
const somePlan = fc
  .record({
    devices: fc.array(
      fc.record({
        kind: fc.constantFrom(...deviceKinds),
        state: fc.constantFrom(...deviceStates),
        phase: fc.option(fc.integer({ min: 0, max: 2 })),
        retiredIn: fc.option(fc.integer({ min: 0, max: 2 })),
        x: fc.integer({ min: -500, max: 500 }),
        mounting: fc.constantFrom('pole', 'lamp', 'wall', 'free'),
        uplink: fc.option(fc.constantFrom('centre', 'near', 'far')),
        powerFeed: fc.option(fc.constant('feed')),
        replacedBy: fc.array(fc.nat(11), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    after: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    policies: fc.array(fc.option(fc.constantFrom(...cutoverPolicies)), { minLength: 3, maxLength: 3 }),
    off: fc.subarray(defaultTemplates.map(({ id }) => id)),
    skipped: fc.array(fc.constantFrom('survey', 'permit', 'mount', 'commission', 'accept', 'retire'), { maxLength: 3 }),
    grouped: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7, 8]),
  })
  .map(({ devices, after, policies, off, skipped, grouped }): Scenario => {
    const list = devices.map((parts, number) => {
      const { phase, retiredIn, mounting, replacedBy, ...rest } = parts;
      // What a phase takes down was built before it, and what takes its place is built by then.
      const goes = retiredIn !== null && (phase === null || phase < retiredIn) ? retiredIn : null;
      const takers = replacedBy.filter(
        (other) => other !== number && other < devices.length && (devices[other].phase ?? 3) === goes,
      );
      return deviceOf(`D${number}`, {
        ...rest,
        phase: phase === null ? null : `P${phase}`,
        retiredInPhase: goes === null ? null : `P${goes}`,
        mounting: { kind: mounting, featureId: null },
        replacedBy: takers.map((other) => `D${other}`),
      });
    });
    return planOf(list, {
      phases: [0, 1, 2].map((number) =>
        phaseOf(`P${number}`, {
          policy: policies[number],
          after: number > 0 && after[number] ? [`P${number - 1}`] : [],
        }),
      ),
      sites: [siteOf('middle', 0)],
      siteGroups: [siteGroupSchema.parse({ id: 'G', name: 'G', deviceIds: grouped.map((number) => `D${number}`) })],
      networkNodes: [nodeOf('centre'), nodeOf('near'), nodeOf('far')],
      networkLinks: [linkOf('near', 'centre'), linkOf('far', 'near')],
      powerFeeds: [feedOf('feed')],
      taskTemplates: defaultTemplates.flatMap((one) => (off.includes(one.id) ? [{ ...one, enabled: false }] : [])),
      tasks: skipped
        .map((step, number) => `${step}:D${number}`)
        .map((id) => rolloutTaskSchema.parse({ id, skip: true })),
    });
  });

/** Per device what happens to it, by the task's number. */
function changes(project: Project, change: string): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const effect of project.effects) {
    if (effect.change === change) found.set(effect.device, [...(found.get(effect.device) ?? []), effect.task]);
  }
  return found;
}

test('no task waits for a later one, ids and ranks are unique, and numbers point to what is there', () => {
  fc.assert(
    fc.property(somePlan, (plan) => {
      const { tasks, groups, devices, crews, effects } = projectOf(plan);
      expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
      expect(tasks.map(({ rank }) => rank).sort((a, b) => a - b)).toEqual([...tasks.keys()]);
      expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
      tasks.forEach((task, number) => {
        for (const before of task.after) expect(before).toBeLessThan(number);
        expect(new Set(task.after).size).toBe(task.after.length);
        for (const { crew } of task.needs) expect(crews[crew]).toBeDefined();
        for (const device of task.devices) expect(devices[device]).toBeDefined();
        if (task.reworkOf !== null) expect(task.after).toContain(task.reworkOf);
        if (task.rentUntil !== null) expect(task.rentUntil).toBeGreaterThan(number);
      });
      for (const effect of effects) expect(tasks[effect.task].devices).toContain(effect.device);
    }),
    { numRuns: 300 },
  );
});

test('every device to be built is mounted and goes live, every old unit goes dark after it, and no other does', () => {
  fc.assert(
    fc.property(somePlan, (plan) => {
      const project = projectOf(plan);
      const [live, dark, mounted, underWay] = ['live', 'dark', 'mounted', 'under-way'].map((change) =>
        changes(project, change),
      );
      project.devices.forEach(({ liveAtStart, legacy }, device) => {
        expect(live.has(device)).toBe(!liveAtStart);
        expect(mounted.has(device)).toBe(!liveAtStart);
        expect(dark.has(device)).toBe(legacy);
        expect(underWay.has(device)).toBe(!liveAtStart || legacy);
        for (const last of dark.get(device) ?? []) {
          for (const first of live.get(device) ?? []) expect(first).toBeLessThan(last);
        }
      });
    }),
    { numRuns: 300 },
  );
});

test('while old units are kept, none goes before all that replaces it is live', () => {
  fc.assert(
    fc.property(somePlan, fc.constantFrom('keep', 'temporary'), (plan, policy) => {
      const project = projectOf(plan, { policy });
      const before = predecessors(project);
      const [live, dark] = ['live', 'dark'].map((change) => changes(project, change));
      project.devices.forEach(({ replacedBy, legacy }, device) => {
        if (!legacy) return;
        const [gone = -1] = dark.get(device) ?? [];
        for (const next of replacedBy)
          for (const task of live.get(next) ?? []) expect(before[gone].has(task)).toBe(true);
      });
    }),
    { numRuns: 200 },
  );
});

test('another order changes turns and ranks only, and is the same as planning in that order', () => {
  fc.assert(
    fc.property(somePlan, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (plan, keys) => {
      const project = projectOf(plan);
      const order = project.groups
        .map(({ id }, number) => ({ id, key: keys[number] }))
        .sort((a, b) => a.key - b.key)
        .map(({ id }) => id);
      const other = reorderProject(project, order);
      expect(projectOf(plan, {}, order)).toEqual(other);
      const bare = ({ tasks, groups, ...rest }: Project) => ({
        ...rest,
        tasks: tasks.map((task) => ({ ...task, rank: 0 })),
        groups: groups.map((group) => ({ ...group, turn: 0 })),
      });
      expect(bare(other)).toEqual(bare(project));
      expect(other.tasks.map(({ rank }) => rank).sort((a, b) => a - b)).toEqual([...project.tasks.keys()]);
      for (const phase of [0, 1, 2, null]) {
        const turns = other.groups.filter((group) => group.phase === phase).map(({ turn }) => turn);
        expect(turns.sort((a, b) => a - b)).toEqual([...turns.keys()]);
      }
      expect(
        reorderProject(
          other,
          project.groups.map(({ id }) => id),
        ),
      ).toEqual(project);
    }),
    { numRuns: 100 },
  );
});

test('any wishes of the plan are met or told about', () => {
  const ids = fc.constantFrom(
    'mount:D0',
    'accept:D0',
    'retire:D1',
    'train:P0',
    'own',
    'other',
    '__proto__',
    'permit:P0/G',
  );
  const wish = fc.record({ id: ids, after: fc.array(ids, { maxLength: 3 }), skip: fc.boolean() });
  fc.assert(
    fc.property(somePlan, fc.uniqueArray(wish, { maxLength: 5, selector: ({ id }) => id }), (plan, wishes) => {
      const tasks = wishes.map((one) => rolloutTaskSchema.parse(one));
      const outcome = planProject(jobOf({ ...plan, tasks }), planScene);
      if (!outcome.ok) {
        expect(outcome.problem.sentence).toMatch(/\.$/);
        expect(['rollout-cycle', 'rollout-unknown-task']).toContain(outcome.problem.code);
        return;
      }
      const before = predecessors(outcome.value);
      const numbers = new Map(outcome.value.tasks.map(({ id }, number) => [id, number]));
      for (const { id, after } of tasks) {
        const number = numbers.get(id);
        for (const other of after) {
          const wanted = numbers.get(other);
          if (number !== undefined && wanted !== undefined) expect(before[number].has(wanted)).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});

function predecessors({ tasks }: Project): readonly ReadonlySet<number>[] {
  const sets: Set<number>[] = [];
  for (const { after } of tasks) sets.push(new Set(after.flatMap((before) => [before, ...sets[before]])));
  return sets;
}
