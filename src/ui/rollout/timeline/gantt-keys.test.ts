import { describe, expect, it } from 'vitest';
import { ganttTree, visibleRows } from '#state/gantt/gantt-rows.ts';
import { rolloutReport } from '../../../../test/fixtures/rollout-report.ts';
import { ganttKeyAction } from './gantt-keys.ts';

const tree = ganttTree(rolloutReport({ phases: 1, groupsPerPhase: 2 }));
const open = new Set(['stage:P1/prepare']);
const rows = visibleRows(tree, open);
const stage = rows.findIndex(({ id }) => id === 'stage:P1/prepare');
const taskPlace = visibleRows(tree, new Set(tree.rows.keys())).findIndex(({ kind }) => kind === 'task');
const all = visibleRows(tree, new Set(tree.rows.keys()));
const press = (key: string, more: { altKey?: boolean; shiftKey?: boolean; ctrlKey?: boolean } = {}) => ({
  key,
  altKey: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
});

describe('keys of the Gantt chart', () => {
  it('go to the next row and to the ends', () => {
    expect(ganttKeyAction(press('ArrowDown'), rows, 1, open)).toEqual({ kind: 'go', index: 2 });
    expect(ganttKeyAction(press('End'), rows, 1, open)).toEqual({ kind: 'go', index: rows.length - 1 });
  });

  it('open a closed row, go into an open one, and close it', () => {
    const closed = rows.findIndex(({ id, children }) => children.length > 0 && !open.has(id));
    expect(ganttKeyAction(press('ArrowRight'), rows, closed, open)?.kind).toBe('toggle');
    expect(ganttKeyAction(press('ArrowRight'), rows, stage, open)).toEqual({ kind: 'go', index: stage + 1 });
    expect(ganttKeyAction(press('ArrowLeft'), rows, stage, open)?.kind).toBe('toggle');
  });

  it('go from a row to the one that holds it', () => {
    expect(ganttKeyAction(press('ArrowLeft'), rows, stage + 1, open)).toEqual({ kind: 'go', index: stage });
  });

  it('move a task by a day, and by a week with Shift', () => {
    const move = (key: string, shiftKey: boolean) =>
      ganttKeyAction(press(key, { altKey: true, shiftKey }), all, taskPlace, open);
    expect(move('ArrowRight', false)).toMatchObject({ kind: 'move', days: 1 });
    expect(move('ArrowLeft', true)).toMatchObject({ kind: 'move', days: -7 });
  });

  it('never move or free a summary, and never let Delete reach the selected device', () => {
    expect(ganttKeyAction(press('ArrowRight', { altKey: true }), rows, stage, open)).toEqual({ kind: 'nothing' });
    expect(ganttKeyAction(press('Delete'), rows, stage, open)).toEqual({ kind: 'nothing' });
    expect(ganttKeyAction(press('Delete'), all, taskPlace, open)?.kind).toBe('free');
  });

  it('leave other keys and chords to the page', () => {
    expect(ganttKeyAction(press('z', { ctrlKey: true }), rows, 0, open)).toBeNull();
    expect(ganttKeyAction(press('Tab'), rows, 0, open)).toBeNull();
    expect(ganttKeyAction(press('ArrowDown'), [], 0, open)).toBeNull();
  });
});
