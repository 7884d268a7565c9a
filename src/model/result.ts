/**
 * Errors a planner can act on. `sentence` is shown as it stands; `place` says where (file, line, feature id, field).
 * Expected failures (bad input) are values of this type; exceptions are for bugs.
 */
export interface Problem {
  readonly code: string;
  readonly sentence: string;
  readonly place: string | null;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure<T>(code: string, sentence: string, place: string | null = null): Outcome<T> {
  return { ok: false, problem: { code, sentence, place } };
}

/** Carries a {@link Problem} through code that can only throw (generators, worker calls). */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.sentence);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}
