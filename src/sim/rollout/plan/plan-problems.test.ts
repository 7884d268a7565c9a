import { describe, expect, test } from 'vitest';
import { crewSchema, rolloutTaskSchema } from '#model/rollout/rollout-records.ts';
import { taskTemplateSchema } from '#model/rollout/task-template.ts';
import { deviceOf, phaseOf, planOf, problemOf } from '../../../../test/fixtures/plan-cases.ts';
import { waitingRound } from './waiting-round.ts';

const task = (parts: Record<string, unknown>) => rolloutTaskSchema.parse(parts);
const crew = (parts: Record<string, unknown>) => crewSchema.parse({ name: 'Mounting crew', units: 1, ...parts });
const one = [deviceOf('A')];

describe('what could never be done is told before anything runs', () => {
  test.each([
    [
      'tasks that wait for each other',
      planOf(one, { tasks: [task({ id: 'survey:P1/at-A', after: ['accept:A'] })] }),
      'Survey, High Street waits for Accept A, Accept A for Commission A, Commission A for Permit, High Street, and Permit, High Street for Survey, High Street, so none of them could ever begin. [tasks[0].after]',
    ],
    [
      'a task that waits for itself',
      planOf(one, { tasks: [task({ id: 'Dig', after: ['Dig'] })] }),
      'Dig waits for itself, so it could never begin. [tasks[0]]',
    ],
    [
      'phases that wait for each other',
      planOf(one, { phases: [phaseOf('P1', { after: ['P2'] }), phaseOf('P2', { after: ['P1'] })] }),
      'Phase P1 waits for Phase P2, and Phase P2 for Phase P1, so none of them could ever begin. [phases[0].after]',
    ],
    [
      'a phase that is not there',
      planOf(one, { phases: [phaseOf('P1', { after: ['P9'] })] }),
      'Phase P1 waits for the phase “P9”, which this plan does not have. [phases[0].after[0]]',
    ],
    [
      'a task that is not there',
      planOf(one, { tasks: [task({ id: 'mount:A', after: ['Paint it'] })] }),
      'Mount A is to wait for “Paint it”, but there is no such task. [tasks[0].after[0]]',
    ],
    [
      'a crew that is not there',
      planOf(one, { tasks: [task({ id: 'mount:A', needs: [{ crew: 'riggers' }] })] }),
      'Mount A needs the crew “riggers”, which this plan does not have. [crews]',
    ],
    [
      'a crew of nobody',
      planOf([deviceOf('A'), deviceOf('B')], { crews: [crew({ id: 'mounting', units: 0 })] }),
      'Mounting crew has no units, so Mount A and Mount B could never be done. [crews.mounting]',
    ],
    [
      'a crew too small',
      planOf(one, {
        crews: [crew({ id: 'mounting', units: 1 })],
        tasks: [task({ id: 'mount:A', needs: [{ crew: 'mounting', units: 3 }] })],
      }),
      'Mounting crew has 1 unit, but Mount A needs up to 3 at once. [crews.mounting]',
    ],
    [
      'a crew that is gone before the work may begin',
      planOf(one, { crews: [crew({ id: 'mounting', until: '2027-02-26' })] }),
      'Mounting crew can’t be had at any time at which Mount A could begin. [crews.mounting]',
    ],
    [
      'a crew that is there on days off only',
      planOf(one, { crews: [crew({ id: 'mounting', from: '2027-03-06', until: '2027-03-07' })] }),
      'Mounting crew can’t be had at any time at which Mount A could begin. [crews.mounting]',
    ],
    [
      'too little money',
      planOf(one, {
        rollout: { funding: [{ from: '2027-01-01', amount: 1000 }] },
        tasks: [task({ id: 'mount:A', cost: 2500 })],
      }),
      'All money that may be spent is 1,000 EUR, but the tasks cost 4,400 EUR: 3,400 EUR are missing, and Mount A and Training, Phase P1 could never be paid. [rollout.funding]',
    ],
    [
      'a phase beyond the horizon',
      planOf(one, { rollout: { start: '2027-01-04' }, phases: [phaseOf('P1', { start: '2050-01-03' })] }),
      'Phase P1 begins on 2050-01-03, more than 20 years after the start on 2027-01-04. [phases[0].start]',
    ],
    [
      'a task beyond the horizon',
      planOf(one, { tasks: [task({ id: 'mount:A', notBefore: '2060-01-01' })] }),
      'Mount A is not to begin before 2060-01-01, more than 20 years after the start on 2027-03-01. [tasks]',
    ],
    [
      'a phase of a device that is not there',
      planOf([deviceOf('A', { phase: 'P7' })]),
      'A refers to the phase “P7”, which this plan does not have. [devices[0].phase]',
    ],
  ])('%s', (_, plan, sentence) => {
    expect(problemOf(plan)).toBe(sentence);
  });

  test('no day without holidays', () => {
    const holidays = Array.from({ length: 1045 }, (_, week) =>
      new Date(Date.UTC(2027, 2, 1 + 7 * week)).toISOString().slice(0, 10),
    );
    expect(problemOf(planOf(one, { rollout: { workdays: [1], holidays } }))).toBe(
      'Every day is a holiday, so nobody ever works. [rollout.holidays]',
    );
  });

  test('more tasks than anything could show', () => {
    const devices = Array.from({ length: 300 }, (_, number) => deviceOf(`D${number}`));
    const taskTemplates = Array.from({ length: 200 }, (_, number) =>
      taskTemplateSchema.parse({
        id: `t${number}`,
        name: 'Look',
        step: 'survey',
        per: 'device',
        duration: { kind: 'fixed', days: 1 },
        calendar: 'work',
      }),
    );
    expect(problemOf(planOf(devices, { taskTemplates }))).toBe(
      'This rollout has more than 50,000 tasks; switch off kinds of work, or make them per group. [taskTemplates]',
    );
  });
});

test('long rounds are cut', () => {
  const names = Array.from({ length: 12 }, (_, number) => `T${number}`);
  expect(waitingRound(names)).toBe(
    'T0 waits for T1, T1 for T2, T2 for T3, T3 for T4, T4 for T5, T5 for T6, T6 for T7, and so on through 4 more back to T0, so none of them could ever begin.',
  );
});
