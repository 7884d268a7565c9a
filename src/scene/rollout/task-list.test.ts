import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { csvText } from '#model/csv-text.ts';
import { type RolloutTask, rolloutTaskSchema } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { cameraWith, scenarioWith } from '../../../test/fixtures/cameras.ts';
import { rolloutReport } from '../../../test/fixtures/rollout-report.ts';
import { readTaskList } from './read-task-list.ts';
import { rolloutTables } from './rollout-tables.ts';

const report = rolloutReport();
const plan = scenarioWith([cameraWith({ id: 'C-01' })], {
  phases: report.phases.map(({ id, name }) => ({
    id,
    name,
    description: '',
    start: null,
    end: null,
    budget: null,
    after: [],
    policy: null,
  })),
  crews: [...new Set(report.tasks.flatMap(({ crews }) => crews.map(({ id }) => id)))].map((id) => ({
    id,
    name: `Crew ${id}`,
    kind: 'crew',
    units: 2,
    from: null,
    until: null,
    dayRate: 0,
    source: 'assumption',
  })),
});

function exported(changed = report): string {
  return rolloutTables(changed).find(({ name }) => name === 'tasks.csv')?.text ?? '';
}

/** The exported list, its cells changed by hand. */
function edited(change: (rows: string[][]) => void): string {
  const { data: rows } = Papa.parse<string[]>(exported().trimEnd());
  change(rows);
  return csvText(rows);
}

function read(text: string, scenario: Scenario = plan): readonly RolloutTask[] {
  const outcome = readTaskList(text, 'list.csv', scenario);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

function problem(text: string): string {
  const outcome = readTaskList(text, 'list.csv', plan);
  return outcome.ok ? '' : `${outcome.problem.sentence} [${outcome.problem.place}]`;
}

describe('an exported list', () => {
  test('changes nothing as long as nobody edits it', () => {
    expect(read(exported())).toEqual([]);
  });

  test('gives the edited fields of edited rows only', () => {
    const [first] = report.tasks;
    const list = edited((rows) => {
      rows[1][rows[0].indexOf('not before')] = '2027-05-03';
    });
    expect(read(list)).toEqual([rolloutTaskSchema.parse({ id: first.id, notBefore: '2027-05-03' })]);
  });

  test('an edit lies over what the plan says of the task already', () => {
    const [first] = report.tasks;
    const before = rolloutTaskSchema.parse({ id: first.id, cost: 7, after: ['elsewhere'] });
    const list = edited((rows) => {
      rows[1][rows[0].indexOf('name')] = 'Another name';
    });
    expect(read(list, { ...plan, tasks: [before] })).toEqual([{ ...before, name: 'Another name' }]);
  });

  test('a column that was taken out changes nothing', () => {
    const list = edited((rows) => {
      const at = rows[0].indexOf('calendar');
      for (const row of rows) row.splice(at, 1);
    });
    expect(read(list)).toEqual([]);
  });

  test('crews that are all taken away are none', () => {
    const at = report.tasks.findIndex(({ crews }) => crews.length > 0);
    const list = edited((rows) => {
      rows[at + 1][rows[0].indexOf('crews')] = '';
    });
    expect(read(list).map(({ id, needs }) => [id, needs])).toEqual([[report.tasks[at].id, []]]);
  });

  test('every name survives being exported, and is seen as changed when it is another', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (name) => {
        const [first] = report.tasks;
        const trimmed = name.trim();
        fc.pre(trimmed !== '' && !/[\r\n]/.test(name));
        expect(read(exported({ ...report, tasks: [{ ...first, name: trimmed }] }))).toEqual([]);
      }),
    );
  });
});

describe('a list in usual words', () => {
  test.each([
    ['id,name,duration\nA,Foundations,5', { kind: 'fixed', days: 5 }],
    ['id;name;Duration\nA;Foundations;2,5 days', { kind: 'fixed', days: 2.5 }],
    ['id,name,duration\nA,Foundations,2 weeks', { kind: 'fixed', days: 10 }],
    ['id,name,duration,calendar\nA,Foundations,2w,elapsed', { kind: 'fixed', days: 14 }],
    ['id,name,duration\nA,Foundations,4 hours', { kind: 'fixed', days: 0.5 }],
    ['id,name,duration,min,max\nA,Foundations,5,3,9', { kind: 'pert', low: 3, mode: 5, high: 9 }],
    ['id,name,low,mode,high,distribution\nA,B,3,5,9,triangular', { kind: 'triangular', low: 3, mode: 5, high: 9 }],
    ['id,name,p50,p90\nA,Permit,30,60', { kind: 'lognormal', p50: 30, p90: 60 }],
    ['id,name\nA,Milestone', null],
  ])('%j', (text, duration) => {
    expect(read(text).map((task) => task.duration)).toEqual([duration]);
  });

  test('without ids, names are ids, and predecessors are names or rows', () => {
    const tasks = read('Task name\tPredecessors\nDig\t\nPour\t1FS\nBolt\tDig; 2\n');
    expect(tasks.map(({ id, after }) => [id, after])).toEqual([
      ['Dig', []],
      ['Pour', ['Dig']],
      ['Bolt', ['Dig', 'Pour']],
    ]);
  });

  test('crews go by id or name, with units', () => {
    const [task] = read('id,name,crew,phase\nA,A,Bucket truck x2; SURVEY; Electricians [200%],\n');
    expect(task.needs).toEqual([
      { crew: 'truck', units: 2 },
      { crew: 'survey', units: 1 },
      { crew: 'electric', units: 2 },
    ]);
  });

  test.each([
    [
      'name,start\nDig,31/03/2027',
      'Line 2, column “start” is no date like 2027-03-31: “31/03/2027”. [list.csv:2:start]',
    ],
    [
      'name,start\nDig,2027-02-30',
      'Line 2, column “start” is no day of the calendar: “2027-02-30”. [list.csv:2:start]',
    ],
    ['name,days\nDig,soon', 'Line 2, column “days” is no number of days: “soon”. [list.csv:2:days]'],
    ['name,days\nDig,-1', 'Line 2, column “days” is less than 0: “-1”. [list.csv:2:days]'],
    ['name,days\nDig,9999', 'Line 2 of this task list can’t be read: duration.days must be at most 3650. [list.csv:2]'],
    ['name,low,mode,high\nDig,3,2,9', 'have'],
    ['name,crew\nDig,Nobody', 'Line 2, column “crew” names “Nobody”, which is no crew of this plan. [list.csv:2:crew]'],
    ['name,phase\nDig,9', 'Line 2, column “phase” names “9”, which is no phase of this plan. [list.csv:2:phase]'],
    ['id,name\nA,Dig\n\nA,Pour', 'Line 4, column “id” is “A”, as in line 2. [list.csv:4:id]'],
    ['id,name\n,Dig,3\n,Dig', 'Line 3, column “id” is “Dig”, as in line 2. [list.csv:3:id]'],
    [
      'name,after\nDig,\nPour,1SS',
      'Line 3, column “after” asks for “1SS”; a task can only begin when others are done. [list.csv:3:after]',
    ],
    [
      'what,when\n1,2',
      'The first line of this table names neither a column “id” nor “name”, so its rows are no tasks. [list.csv]',
    ],
    ['', 'This task list is empty. [list.csv]'],
    ['id,name', 'This task list has a header but no rows. [list.csv]'],
  ])('%j is told apart by line and column', (text, words) => {
    const told = problem(text);
    if (words === 'have') expect(told).toContain('low, mode and high that don’t rise in this order');
    else expect(told).toBe(words);
  });

  test('any text is read or told about', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('5', '=1+1', '"', ';', '\n', '1e999', '__proto__', 'constructor', '2027-01-01', '\ud800'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 6 }), (rows) => {
        const text = `id,name,after,duration,crew,start\n${rows.map((row) => row.join(',')).join('\n')}`;
        const outcome = readTaskList(text, 'list.csv', plan);
        if (outcome.ok) for (const task of outcome.value) expect(rolloutTaskSchema.safeParse(task).success).toBe(true);
        else expect(outcome.problem.sentence).toMatch(/\.$/);
      }),
    );
  });
});

test('a text that a spreadsheet would run is written as text', () => {
  const [first] = report.tasks;
  const text = exported({ ...report, tasks: [{ ...first, name: '=HYPERLINK("http://x")' }] });
  expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
});

test('every table has as many cells in each row as in its header', () => {
  for (const { name, text } of rolloutTables(report)) {
    const lines = text.trimEnd().split('\r\n');
    expect(lines.length, name).toBeGreaterThan(1);
    const widths = lines.map((line) => line.replace(/"(?:[^"]|"")*"/g, '').split(',').length);
    expect(new Set(widths).size, name).toBe(1);
  }
});
