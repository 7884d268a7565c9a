import { type Problem, ProblemError } from '#model/result.ts';

/**
 * The problem behind what a reader threw. A `RangeError` is how engines answer to nesting and sizes that only a damaged or hostile
 * file has. Throws anything else again: a fault of ours.
 */
export function readerProblem(error: unknown, fileName: string): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (!(error instanceof RangeError)) throw error;
  const sentence = `${fileName} is nested too deeply, or asks for more memory than there is; it may be damaged.`;
  return { code: 'source-beyond-limits', sentence, place: fileName };
}
