import { describe, expect, it } from 'vitest';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import { rolloutReport } from '../../../test/fixtures/rollout-report.ts';
import { ancestors, ganttTree, taskRowId, visibleRows } from './gantt-rows.ts';

const report = rolloutReport({ phases: 2, groupsPerPhase: 2, devicesPerGroup: 2 });
const tree = ganttTree(report);

describe('rows of the rollout', () => {
  it('are the stages of each phase, in the order of phases and of work', () => {
    expect(visibleRows(tree, new Set()).map(({ id }) => id)).toEqual([
      'stage:P1/prepare',
      'stage:P1/supply',
      'stage:P1/install',
      'stage:P1/retire',
      'stage:P2/prepare',
      'stage:P2/supply',
      'stage:P2/install',
      'stage:P2/retire',
    ]);
    expect(tree.roots.map(({ phaseNumber }) => phaseNumber)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  });

  it('hold every task exactly once', () => {
    const open = new Set(tree.rows.keys());
    const tasks = visibleRows(tree, open).flatMap(({ task }) => task?.id ?? []);
    expect(tasks).toHaveLength(report.tasks.length);
    expect(new Set(tasks)).toEqual(new Set(report.tasks.map(({ id }) => id)));
  });

  it('name the steps that a stage has, in their usual order', () => {
    expect(tree.rows.get('stage:P1/install')?.steps).toEqual(['mount', 'accept']);
  });

  it('open stages into groups in their turn, and groups into tasks by their start', () => {
    const open = new Set(['stage:P1/install', 'group:P1/install/P1/G1']);
    const rows = visibleRows(tree, open).filter(({ id }) => !id.startsWith('stage:'));
    expect(rows.map(({ id }) => id)).toEqual([
      'group:P1/install/P1/G1',
      'task:mount:P1-1-1',
      'task:mount:P1-1-2',
      'task:accept:P1-1-1',
      'task:accept:P1-1-2',
      'group:P1/install/P1/G2',
    ]);
    expect(rows.map(({ level }) => level)).toEqual([2, 3, 3, 3, 3, 2]);
  });

  it('leave groups out that would hold one task only', () => {
    const rows = visibleRows(tree, new Set(['stage:P1/supply']));
    expect(rows.filter(({ parent }) => parent === 'stage:P1/supply').map(({ kind }) => kind)).toEqual(['task', 'task']);
  });

  it('know what holds them', () => {
    expect(ancestors(tree, taskRowId('mount:P1-1-2'))).toEqual(['group:P1/install/P1/G1', 'stage:P1/install']);
    expect(ancestors(tree, 'stage:P1/install')).toEqual([]);
  });

  it('tell work of no phase last, and own tasks as such', () => {
    const [first] = report.tasks;
    if (first === undefined) throw new Error('The fixture has tasks.');
    const own = { ...first, id: 'own', step: null, phaseId: null, groupId: null };
    const last = ganttTree({ ...report, tasks: [own, ...report.tasks] }).roots.at(-1);
    expect(last).toMatchObject({ id: 'stage:/own', phaseNumber: null, taskCount: 1 });
  });

  it('have the due day of a phase where it ends, and of no other', () => {
    const phases = report.phases.map((phase) => ({ ...phase, due: phase.id === 'P2' ? '2026-09-30' : null }));
    const due = ganttTree({ ...report, phases }).roots.filter((row) => row.due !== null);
    expect(due.map(({ id }) => id)).toEqual(['stage:P2/retire']);
    expect(due[0]?.due?.until).toBe(dayNumber('2026-10-01'));
  });

  it('are none without tasks', () => {
    expect(visibleRows(ganttTree({ tasks: [], phases: [], groups: [] }), new Set())).toEqual([]);
  });

  it('span from the first start to the last finish of their tasks', () => {
    for (const row of tree.rows.values()) {
      for (const child of row.children) {
        expect(row.span.from).toBeLessThanOrEqual(child.span.from);
        expect(row.span.until).toBeGreaterThanOrEqual(child.span.until);
      }
    }
  });
});
