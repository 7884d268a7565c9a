import type { ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapEmpty } from '#model/results/gaps/common.ts';

/** Nothing is proposed, with the reasons as sentences. `value`: what is measured, as it is. */
export function noClosing(
  aim: ClosingResult['for'],
  metric: string,
  notes: readonly string[],
  value = 0,
): ClosingResult {
  return { kind: 'closing', for: aim, proposals: [], metric, before: value, after: value, notes: [...notes] };
}

/** A result, or nothing proposed where there was none to have. */
export function closingOf(
  aim: ClosingResult['for'],
  metric: string,
  result: ClosingResult | GapEmpty,
  notes: readonly string[] = [],
): ClosingResult {
  if (result.kind === 'empty') return noClosing(aim, metric, [result.reason]);
  return { ...result, notes: [...notes, ...result.notes] };
}
