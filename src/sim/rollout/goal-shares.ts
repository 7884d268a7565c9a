import type { MeterHead } from './coverage-timeline.ts';

/** Share of each head in the score: w / Σ w of the goals, also of those that cannot be measured; 0 for what is no goal. */
export function goalShares(heads: readonly MeterHead[]): Float64Array {
  const total = heads.reduce((sum, { kind, weight }) => sum + (kind === 'goal' ? weight : 0), 0);
  return Float64Array.from(heads, ({ kind, weight }) => (kind === 'goal' && total > 0 ? weight / total : 0));
}

/** Place of the score among the heads; −1 where there is none. */
export function scoreHead(heads: readonly MeterHead[]): number {
  return heads.findIndex(({ kind, problem }) => kind === 'score' && problem === null);
}
