import { describe, expect, test } from 'vitest';
import { type CutoverPolicy, rolloutTaskSchema, siteGroupSchema } from '#model/rollout/rollout-records.ts';
import {
  comesAfter,
  deviceOf,
  effectsOn,
  phaseOf,
  planOf,
  projectOf,
  taskOf,
  waitsFor,
} from '../../../../test/fixtures/plan-cases.ts';
import { scaled } from './cutover-tasks.ts';

const old = deviceOf('OLD', { state: 'existing', phase: null, retiredInPhase: 'P1', replacedBy: ['A', 'B'] });
const fresh = { mounting: { kind: 'pole', featureId: null } } as const;
const devices = [deviceOf('A', fresh), deviceOf('B', fresh), old];

function cut(policy: CutoverPolicy) {
  return projectOf(planOf(devices), { policy });
}

const costOf = (policy: CutoverPolicy): number => cut(policy).tasks.reduce((sum, { cost }) => sum + cost, 0);

describe('an old unit that two new ones replace', () => {
  test('stays until both are accepted', () => {
    const project = cut('keep');
    expect(waitsFor(project, 'retire:OLD')).toEqual(['accept:A', 'accept:B']);
    expect(effectsOn(project, 'OLD')).toEqual(['retire:OLD start under-way', 'retire:OLD start dark']);
    expect(project.tasks.some(({ step }) => step === 'temporary')).toBe(false);
  });

  test('is swapped on the way to mounting the first, in half the time', () => {
    const project = cut('swap');
    expect(waitsFor(project, 'retire:OLD')).toEqual(waitsFor(project, 'mount:A').filter((id) => id !== 'retire:OLD'));
    for (const id of ['mount:A', 'mount:B']) expect(waitsFor(project, id)).toContain('retire:OLD');
    expect(comesAfter(project, 'retire:OLD', 'accept:A')).toBe(false);
    const { duration } = taskOf(cut('keep'), 'retire:OLD');
    expect(taskOf(project, 'retire:OLD').duration).toEqual(scaled(duration, 0.5));
    expect(taskOf(project, 'retire:OLD').cost).toBe(taskOf(cut('keep'), 'retire:OLD').cost / 2);
    const ranks = ['retire:OLD', 'mount:A', 'mount:B'].map((id) => taskOf(project, id).rank);
    expect(ranks).toEqual([ranks[0], ranks[0] + 1, ranks[0] + 2]);
  });

  test('goes first of all, once there is a permit', () => {
    const project = cut('remove-first');
    expect(waitsFor(project, 'retire:OLD')).toEqual(['permit:P1/at-A']);
    for (const id of ['civil:P1/at-A', 'mount:A', 'mount:B']) expect(waitsFor(project, id)).toContain('retire:OLD');
  });

  test('has a stand-in, rented until both are taken down', () => {
    const project = cut('temporary');
    const standIn = taskOf(project, 'temporary:OLD');
    expect(waitsFor(project, 'temporary:OLD')).toEqual(['permit:P1/at-A']);
    for (const id of ['mount:A', 'mount:B', 'retire:OLD']) expect(waitsFor(project, id)).toContain('temporary:OLD');
    expect(waitsFor(project, 'retire:OLD')).toEqual(['accept:A', 'accept:B', 'temporary:OLD']);
    expect(standIn.rentPerDay).toBe(25);
    expect(project.tasks[standIn.rentUntil ?? -1].id).toBe('retire:OLD');
    expect(effectsOn(project, 'OLD')).toEqual(['retire:OLD start under-way', 'retire:OLD start dark']);
  });

  test('costs what the policies ask for', () => {
    expect(costOf('swap')).toBe(costOf('keep') - 60);
    expect(costOf('remove-first')).toBe(costOf('keep'));
    expect(costOf('temporary')).toBe(costOf('keep') + 250);
  });
});

describe('which policy holds', () => {
  const group = siteGroupSchema.parse({ id: 'G', name: 'G', deviceIds: ['A', 'B', 'OLD'], policy: 'remove-first' });
  const phase = phaseOf('P1', { policy: 'swap' });

  test.each([
    ['the question', 'temporary', [group], phase, 'temporary'],
    ['the group', null, [group], phase, 'remove-first'],
    ['the phase', null, [{ ...group, policy: null }], phase, 'swap'],
    ['the rollout', null, [{ ...group, policy: null }], phaseOf('P1'), 'keep'],
  ] as const)('%s says it', (_, policy, siteGroups, ofPhase, wanted) => {
    const project = projectOf(planOf(devices, { siteGroups: [...siteGroups], phases: [ofPhase] }), { policy });
    expect(project.groups.map((one) => one.policy)).toEqual([wanted]);
    expect(project.groups[0].legacy.map((device) => project.devices[device].id)).toEqual(['OLD']);
  });
});

test('without names, what the phase builds in the same group replaces it', () => {
  const list = [
    deviceOf('A'),
    deviceOf('B', { x: 1000 }),
    deviceOf('OLD', { state: 'existing', phase: null, retiredInPhase: 'P1', x: 5 }),
  ];
  const project = projectOf(planOf(list));
  expect(project.devices[2].replacedBy.map((device) => project.devices[device].id)).toEqual(['A']);
  expect(waitsFor(project, 'retire:OLD')).toEqual(['accept:A']);
});

test('what nothing replaces stays until its phase is accepted', () => {
  const list = [deviceOf('A'), deviceOf('OLD', { state: 'existing', phase: null, retiredInPhase: 'P1', x: 1000 })];
  const project = projectOf(planOf(list), { policy: 'swap' });
  expect(comesAfter(project, 'retire:OLD', 'accept:A')).toBe(true);
  const alone = projectOf(planOf([list[1]]));
  expect(effectsOn(alone, 'OLD')).toContain('retire:OLD start dark');
});

test('a unit that one phase builds and another takes down is live before it goes', () => {
  const list = [deviceOf('A', { retiredInPhase: 'P2', replacedBy: ['B'] }), deviceOf('B', { phase: 'P2' })];
  for (const policy of ['keep', 'swap', 'remove-first', 'temporary'] as const) {
    const project = projectOf(planOf(list, { phases: [phaseOf('P1'), phaseOf('P2')] }), { policy });
    expect(comesAfter(project, 'retire:A', 'accept:A')).toBe(true);
    expect(comesAfter(project, 'accept:B', 'retire:A')).toBe(policy === 'swap' || policy === 'remove-first');
    expect(project.devices[0]).toMatchObject({ legacy: true, liveAtStart: false, phase: 0 });
  }
});

test('taking down can be left out without the old unit staying for ever', () => {
  const tasks = [rolloutTaskSchema.parse({ id: 'retire:OLD', skip: true })];
  const project = projectOf(planOf(devices, { tasks }));
  expect(taskOf(project, 'retire:OLD')).toMatchObject({ duration: { kind: 'fixed', days: 0 }, needs: [], cost: 0 });
  expect(effectsOn(project, 'OLD')).toContain('retire:OLD start dark');
});
