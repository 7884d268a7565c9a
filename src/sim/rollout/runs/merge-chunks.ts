import type { RunChunk } from '../run-chunk.ts';

/** Counts that are added up over runs; all other arrays have a row for each run and are joined. */
const added = [
  'startDays',
  'finishDays',
  'underWayDays',
  'liveDays',
  'darkDays',
  'critical',
  'crewHeld',
  'crewSpan',
  'crewWaiting',
  'columnRuns',
] as const satisfies readonly (keyof RunChunk)[];

const joined = [
  'end',
  'cost',
  'phaseStart',
  'phaseFinish',
  'phaseCost',
  'groupFinish',
  'series',
  'metFrom',
  'gapDepth',
  'gapTicks',
  'gapLack',
  'lostDays',
  'cutoverDays',
] as const satisfies readonly (keyof RunChunk)[];

/**
 * One chunk of several of the same setup; those given are used up, and each must go on where the one before ended. Sums of whole
 * numbers: the same however runs were shared out.
 */
export function mergeChunks(chunks: readonly RunChunk[]): RunChunk {
  const held = chunks.filter(({ from, until }) => until > from);
  const [first, ...others] = held.length === 0 ? chunks : held;
  if (first === undefined) throw new RangeError('mergeChunks: there is no chunk.');
  let { until } = first;
  for (const chunk of others) {
    if (chunk.from !== until || chunk.days !== first.days) throw new RangeError('mergeChunks: chunks must follow on.');
    until = chunk.until;
  }
  for (const field of added) {
    const sums = first[field];
    for (const chunk of others) {
      const further = chunk[field];
      for (let at = 0; at < sums.length; at += 1) sums[at] += further[at];
    }
  }
  const rows = Object.fromEntries(
    joined.map((field) => [field, joinedRows(held.length === 0 ? [first] : held, field)]),
  ) as Pick<RunChunk, (typeof joined)[number]>;
  return { ...first, ...rows, until, runHashes: [first, ...others].flatMap(({ runHashes }) => runHashes) };
}

function joinedRows(chunks: readonly RunChunk[], field: (typeof joined)[number]): RunChunk[typeof field] {
  const [first] = chunks;
  if (chunks.length === 1) return first[field];
  const length = chunks.reduce((sum, chunk) => sum + chunk[field].length, 0);
  const all = emptyLike(first[field], length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk[field], at);
    at += chunk[field].length;
  }
  return all;
}

function emptyLike(values: RunChunk[(typeof joined)[number]], length: number) {
  if (values instanceof Int32Array) return new Int32Array(length);
  return values instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}
