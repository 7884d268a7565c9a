import { csvCellText } from '#model/csv-text.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { crewsOf } from '#model/rollout/default-crews.ts';
import { type RolloutTask, rolloutTaskSchema } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { firstFault } from '#model/schema-issue.ts';
import { type DelimitedRows, delimitedRows } from '../tables/delimited-rows.ts';
import { calendarCell, dateCell, daysCell, durationOfCells, numberCell, short } from './task-cell-values.ts';
import { changedFields, type EditedField, editedFields, type TaskCells } from './task-columns.ts';
import { type TaskColumn, taskHeader } from './task-list-header.ts';

const characterLimit = 16_000_000;
const rowLimit = 20_000;

type Plan = Pick<Scenario, 'tasks' | 'phases' | 'crews' | 'devices'>;

/**
 * Changes of tasks, and tasks of the plan's own, from a table of delimited text: an exported `tasks.csv` that was edited, of which
 * rows that mean what they meant when it was written are passed over, or a task list with a header in usual words. Records of the
 * plan with the same id are the base of what comes out. What a list takes away from `after` is taken away only from the plan's own
 * wishes, not from what the kinds of work ask for. The first cell that can't be read is a sentence with its line and column.
 */
export function readTaskList(text: string, fileName: string, scenario: Plan): Outcome<readonly RolloutTask[]> {
  if (text.length > characterLimit)
    return failure('table-large', 'This task list is too large (more than 16 million characters).', fileName);
  const table = rowsOf(text);
  if (table === null) return failure('table-empty', 'This task list is empty.', fileName);
  if (table.rows.length === 0) return failure('table-no-rows', 'This task list has a header but no rows.', fileName);
  if (table.rows.length > rowLimit) {
    const sentence = `This task list has more than ${rowLimit.toLocaleString('en')} rows; cut it into parts.`;
    return failure('table-rows', sentence, fileName);
  }
  const columns = taskHeader(table.header);
  if (!columns.has('id') && !columns.has('name')) {
    const sentence = 'The first line of this table names neither a column “id” nor “name”, so its rows are no tasks.';
    return failure('task-list-header', sentence, fileName);
  }
  const reader = new TaskListReader(table, columns, fileName, scenario);
  return reader.read();
}

function rowsOf(text: string): DelimitedRows | null {
  const parsing = delimitedRows(text, rowLimit + 1);
  for (;;) {
    const step = parsing.next();
    if (step.done === true) return step.value;
  }
}

/** Stops the reading of a cell; its words end the sentence that begins with line and column. */
class CellFault extends Error {
  readonly column: TaskColumn;
  readonly words: string;
  constructor(column: TaskColumn, words: string) {
    super(words);
    this.column = column;
    this.words = words;
  }
}

class TaskListReader {
  readonly #table: DelimitedRows;
  readonly #columns: ReadonlyMap<TaskColumn, number>;
  readonly #fileName: string;
  readonly #before: ReadonlyMap<string, RolloutTask>;
  readonly #phases: ReadonlyMap<string, string>;
  readonly #crews: ReadonlyMap<string, string>;
  readonly #devices: ReadonlySet<string>;
  /** Ids of the rows, and the ids that names and row numbers stand for. */
  readonly #ids: readonly string[];
  readonly #known: ReadonlyMap<string, string>;

  constructor(table: DelimitedRows, columns: ReadonlyMap<TaskColumn, number>, fileName: string, plan: Plan) {
    this.#table = table;
    this.#columns = columns;
    this.#fileName = fileName;
    this.#before = new Map(plan.tasks.map((task) => [task.id, task]));
    this.#phases = idsByWord(plan.phases);
    this.#crews = idsByWord(crewsOf(plan));
    this.#devices = new Set(plan.devices.map(({ id }) => id));
    this.#ids = table.rows.map((row) => this.#cell(row, 'id').trim() || this.#cell(row, 'name').trim());
    const known = new Map<string, string>();
    // Ids before names, names before row numbers.
    for (const id of this.#ids) known.set(id, id);
    table.rows.forEach((row, at) => {
      const name = this.#cell(row, 'name').trim();
      if (name !== '' && !known.has(name)) known.set(name, this.#ids[at]);
    });
    if (!columns.has('id')) {
      this.#ids.forEach((id, at) => {
        if (!known.has(String(at + 1))) known.set(String(at + 1), id);
      });
    }
    this.#known = known;
  }

  read(): Outcome<readonly RolloutTask[]> {
    const tasks: RolloutTask[] = [];
    const seen = new Map<string, number>();
    for (const [at, row] of this.#table.rows.entries()) {
      const line = this.#table.lines[at];
      const id = this.#ids[at];
      if (id === '') return this.#fault(line, this.#columns.has('id') ? 'id' : 'name', 'is empty');
      const earlier = seen.get(id);
      if (earlier !== undefined)
        return this.#fault(line, this.#columns.has('id') ? 'id' : 'name', `is “${short(id)}”, as in line ${earlier}`);
      seen.set(id, line);
      try {
        const task = this.#taskOf(row, id);
        if (task === null) continue;
        const parsed = rolloutTaskSchema.safeParse(task);
        if (!parsed.success) {
          const sentence = `Line ${line} of this task list can’t be read: ${firstFault(parsed.error, task).words}.`;
          return failure('task-list-row', sentence, `${this.#fileName}:${line}`);
        }
        tasks.push(parsed.data);
      } catch (error) {
        if (error instanceof CellFault) return this.#fault(line, error.column, error.words);
        throw error;
      }
    }
    return success(tasks);
  }

  /** Null where the row says nothing new. */
  #taskOf(row: readonly string[], id: string): RolloutTask | null {
    const cells = this.#cellsOf(row);
    const devices = this.#listed(row, 'devices');
    const skip = this.#skip(row);
    const before = this.#before.get(id) ?? null;
    const marks = this.#cell(row, 'marks').trim();
    if (marks !== '') return this.#edited(id, cells, skip, marks, before);
    for (const device of devices) {
      if (!this.#devices.has(device))
        throw new CellFault('devices', `names “${short(device)}”, which is no device of this plan`);
    }
    // An empty cell leaves crews as they are made; to take all away, edit an exported list.
    const given = new Set(
      editedFields.filter((field) => this.#isGiven(field) && (field !== 'crews' || cells.crews.length > 0)),
    );
    const task = merged(id, cells, given, before);
    return {
      ...task,
      deviceIds: this.#columns.has('devices') ? [...new Set(devices)] : task.deviceIds,
      skip: skip ?? task.skip,
    };
  }

  #edited(
    id: string,
    cells: TaskCells,
    skip: boolean | null,
    marks: string,
    before: RolloutTask | null,
  ): RolloutTask | null {
    // A column that was taken out of the table changes nothing.
    const changed = new Set([...changedFields(cells, marks)].filter((field) => this.#isGiven(field)));
    if (changed.size === 0 && (skip === null || skip === (before?.skip ?? false))) return null;
    const task = merged(id, cells, changed, before);
    return { ...task, skip: skip ?? task.skip };
  }

  #isGiven(field: EditedField): boolean {
    if (field !== 'duration') return this.#columns.has(field);
    return (['days', 'low', 'mode', 'high', 'p50', 'p90'] as const).some((column) => this.#columns.has(column));
  }

  #cellsOf(row: readonly string[]): TaskCells {
    const calendar = this.#optional(row, 'calendar', calendarCell)?.calendar ?? null;
    const days = (column: TaskColumn): number | null =>
      this.#optional(row, column, (text) => daysCell(text, calendar, this.#commaDecimals()));
    const duration = durationOfCells({
      kind: this.#cell(row, 'distribution'),
      days: days('days'),
      low: days('low'),
      mode: days('mode'),
      high: days('high'),
      p50: days('p50'),
      p90: days('p90'),
    });
    if (typeof duration === 'string') throw new CellFault(this.#durationColumn(), duration);
    return {
      name: this.#cell(row, 'name').trim(),
      phase: this.#phase(row),
      after: this.#after(row),
      crews: this.#needs(row),
      calendar,
      duration,
      notBefore: this.#optional(row, 'notBefore', dateCell)?.date ?? null,
      cost: this.#optional(row, 'cost', (text) => costCell(text, this.#commaDecimals())),
    };
  }

  #durationColumn(): TaskColumn {
    const order = ['distribution', 'days', 'mode', 'p50', 'low', 'high', 'p90'] as const;
    return order.find((column) => this.#columns.has(column)) ?? 'days';
  }

  #phase(row: readonly string[]): string | null {
    const text = this.#cell(row, 'phase').trim();
    if (text === '') return null;
    const id = this.#phases.get(text) ?? this.#phases.get(text.toLowerCase());
    if (id === undefined) throw new CellFault('phase', `names “${short(text)}”, which is no phase of this plan`);
    return id;
  }

  /** Ids of this list as they are, names and row numbers of this list as ids, and others as they stand: the plan may have them. */
  #after(row: readonly string[]): readonly string[] {
    return this.#listed(row, 'after').map((entry) => {
      const known = this.#known.get(entry);
      if (known !== undefined) return known;
      // “5FS” as project planners write it; other kinds of links and lags have no counterpart here.
      const link = /^(\d+)\s*(fs|ff|ss|sf)?\s*([-+].*)?$/i.exec(entry);
      const numbered = link === null ? undefined : this.#known.get(link[1]);
      if (link === null || numbered === undefined) return entry;
      if ((link[2] ?? 'fs').toLowerCase() !== 'fs' || link[3] !== undefined)
        throw new CellFault('after', `asks for “${short(entry)}”; a task can only begin when others are done`);
      return numbered;
    });
  }

  #needs(row: readonly string[]): TaskCells['crews'] {
    const units = new Map<string, number>();
    for (const entry of this.#listed(row, 'crews')) {
      const exact = this.#crew(entry);
      const parts = entry.length > 400 ? null : /^(.*?)\s*(?:[x×*]\s*(\d{1,4})|\[(\d{1,2})00%\])$/i.exec(entry);
      const id = exact ?? (parts === null ? undefined : this.#crew(parts[1]));
      if (id === undefined) throw new CellFault('crews', `names “${short(entry)}”, which is no crew of this plan`);
      const count = exact !== undefined || parts === null ? 1 : Number(parts[2] ?? parts[3]);
      units.set(id, (units.get(id) ?? 0) + count);
    }
    return [...units].map(([id, count]) => ({ id, units: count }));
  }

  #crew(text: string): string | undefined {
    return this.#crews.get(text) ?? this.#crews.get(text.toLowerCase());
  }

  #skip(row: readonly string[]): boolean | null {
    const text = this.#cell(row, 'skip').trim().toLowerCase();
    if (text === '') return null;
    if (['true', 'yes', 'x', '1'].includes(text)) return true;
    if (['false', 'no', '0'].includes(text)) return false;
    throw new CellFault('skip', `is neither yes nor no: “${short(text)}”`);
  }

  /** Entries parted by semicolons, or by commas where there is none; one that is an id as it stands is not parted. */
  #listed(row: readonly string[], column: TaskColumn): readonly string[] {
    const text = this.#cell(row, column).trim();
    if (text === '') return [];
    const whole = column === 'after' ? this.#known.has(text) : column === 'devices' && this.#devices.has(text);
    const parts = whole ? [text] : text.split(text.includes(';') ? ';' : ',');
    return parts.map((part) => part.trim()).filter((part) => part !== '');
  }

  #optional<T>(row: readonly string[], column: TaskColumn, read: (text: string) => T | string): T | null {
    const text = this.#cell(row, column);
    if (text.trim() === '') return null;
    const value = read(text);
    if (typeof value === 'string') throw new CellFault(column, value);
    return value;
  }

  #cell(row: readonly string[], column: TaskColumn): string {
    const at = this.#columns.get(column);
    return at === undefined ? '' : csvCellText(row[at] ?? '');
  }

  #commaDecimals(): boolean {
    return this.#table.delimiter !== ',';
  }

  #fault(line: number, column: TaskColumn, words: string): Outcome<never> {
    const at = this.#columns.get(column);
    const title = at === undefined ? column : (this.#table.header[at] ?? column);
    const sentence = `Line ${line}, column “${short(title)}” ${words}.`;
    return failure('task-list-cell', sentence, `${this.#fileName}:${line}:${title}`);
  }
}

function costCell(text: string, commaDecimals: boolean): number | string {
  const value = numberCell(text, commaDecimals);
  return typeof value === 'number' && value < 0 ? `is less than 0: “${short(text.trim())}”` : value;
}

/** By id, and by id and name in small letters; ids win. */
function idsByWord(records: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const { id } of records) words.set(id, id);
  for (const { id, name } of records) {
    for (const word of [id.toLowerCase(), name, name.toLowerCase()]) if (!words.has(word)) words.set(word, id);
  }
  return words;
}

const emptyTask = rolloutTaskSchema.parse({ id: '-' });

/** The record, or an empty one, with these fields as the cells say. */
function merged(
  id: string,
  cells: TaskCells,
  fields: ReadonlySet<EditedField>,
  before: RolloutTask | null,
): RolloutTask {
  const base = before ?? { ...emptyTask, id };
  const take = <T>(field: EditedField, value: T, old: T): T => (fields.has(field) ? value : old);
  return {
    ...base,
    name: take('name', cells.name, base.name),
    phase: take('phase', cells.phase, base.phase),
    after: take('after', [...new Set(cells.after)], base.after),
    needs: take(
      'crews',
      cells.crews.map(({ id: crew, units }) => ({ crew, units })),
      base.needs,
    ),
    calendar: take('calendar', cells.calendar, base.calendar),
    duration: take('duration', cells.duration, base.duration),
    notBefore: take('notBefore', cells.notBefore, base.notBefore),
    cost: take('cost', cells.cost, base.cost),
  };
}
