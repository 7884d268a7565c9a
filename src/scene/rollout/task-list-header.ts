import { csvCellText } from '#model/csv-text.ts';

/** Columns of a task list. */
export const taskColumns = [
  'id',
  'name',
  'phase',
  'devices',
  'after',
  'crews',
  'calendar',
  'distribution',
  'days',
  'low',
  'mode',
  'high',
  'p50',
  'p90',
  'notBefore',
  'cost',
  'skip',
  'marks',
] as const;
export type TaskColumn = (typeof taskColumns)[number];

/** Usual spellings, in small letters, words parted by one space. The first that a header has is taken. */
const spellings: Readonly<Record<TaskColumn, readonly string[]>> = {
  id: ['id', 'task id', 'unique id', 'uid', 'wbs', 'no', 'nr', 'number'],
  name: ['name', 'task name', 'task', 'title', 'activity'],
  phase: ['phase', 'phase id', 'stage'],
  devices: ['devices', 'device', 'device ids'],
  after: ['after', 'predecessors', 'predecessor', 'depends on', 'dependencies', 'waits for'],
  crews: ['crews', 'crew', 'resources', 'resource', 'resource names', 'needs'],
  calendar: ['calendar', 'task calendar'],
  distribution: ['distribution', 'duration kind', 'kind of duration'],
  days: ['days', 'duration', 'duration days', 'duration d'],
  low: ['low', 'lowest', 'min', 'minimum', 'optimistic', 'best case', 'a'],
  mode: ['mode', 'most likely', 'likely', 'm'],
  high: ['high', 'highest', 'max', 'maximum', 'pessimistic', 'worst case', 'b'],
  p50: ['p50', 'median', 'duration p50'],
  p90: ['p90', 'duration p90'],
  notBefore: ['not before', 'start', 'earliest start', 'start no earlier than', 'start date', 'begin'],
  cost: ['cost', 'costs', 'price', 'fixed cost'],
  skip: ['skip', 'left out', 'leave out'],
  marks: ['as exported'],
};

/** Currencies may stand behind the word “cost”. */
const withoutCurrency = /^(costs?) [a-z]{3}$/;

/** Which cell of a row each column is; columns that nobody knows are passed over. */
export function taskHeader(header: readonly string[]): ReadonlyMap<TaskColumn, number> {
  const words = header.map((cell) =>
    csvCellText(cell)
      .trim()
      .toLowerCase()
      .replace(/[\s_()-]+/g, ' ')
      .trim()
      .replace(withoutCurrency, '$1'),
  );
  const columns = new Map<TaskColumn, number>();
  for (const column of taskColumns) {
    for (const spelling of spellings[column]) {
      const at = words.indexOf(spelling);
      if (at < 0) continue;
      columns.set(column, at);
      break;
    }
  }
  return columns;
}
