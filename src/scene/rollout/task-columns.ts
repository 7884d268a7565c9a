import type { Duration, TaskCalendar } from '#model/rollout/task-template.ts';

/** The columns of a task list that a planner may edit, and how it is known which of them were. */

export const editedFields = ['name', 'phase', 'after', 'crews', 'calendar', 'duration', 'notBefore', 'cost'] as const;
export type EditedField = (typeof editedFields)[number];

/** What the cells of a row say, whatever spelling they say it in. */
export interface TaskCells {
  readonly name: string;
  /** Id. */
  readonly phase: string | null;
  readonly after: readonly string[];
  readonly crews: readonly { readonly id: string; readonly units: number }[];
  readonly calendar: TaskCalendar | null;
  readonly duration: Duration | null;
  readonly notBefore: string | null;
  readonly cost: number | null;
}

/** One mark per editable field, joined by hyphens: as long as a field means the same, its mark is the same. */
export function fieldMarks(cells: TaskCells): string {
  return editedFields.map((field) => mark(meaning(cells, field))).join('-');
}

/** Fields that mean something else than when the marks were written; all of them where the marks can't be read. */
export function changedFields(cells: TaskCells, marks: string): ReadonlySet<EditedField> {
  const before = marks.trim().split('-');
  const now = fieldMarks(cells).split('-');
  if (before.length !== now.length) return new Set(editedFields);
  return new Set(editedFields.filter((_, place) => before[place].toLowerCase() !== now[place]));
}

function meaning(cells: TaskCells, field: EditedField): string {
  switch (field) {
    case 'after':
      return JSON.stringify([...new Set(cells.after)].sort());
    case 'crews':
      return JSON.stringify(cells.crews.map(({ id, units }) => `${units} ${id}`).sort());
    case 'duration':
      return JSON.stringify(durationNumbers(cells.duration));
    case 'name':
      return cells.name.trim();
    default:
      return JSON.stringify(cells[field]);
  }
}

function durationNumbers(duration: Duration | null): readonly (string | number)[] {
  if (duration === null) return [];
  switch (duration.kind) {
    case 'fixed':
      return [duration.kind, duration.days];
    case 'lognormal':
      return [duration.kind, duration.p50, duration.p90];
    case 'triangular':
    case 'pert':
      return [duration.kind, duration.low, duration.mode, duration.high];
  }
}

/** FNV-1a, 32 bits, of the text's UTF-16 units, as eight letters: a spreadsheet takes them for no number. */
function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  const digits = (hash >>> 0).toString(16).padStart(8, '0');
  return digits.replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '');
}
