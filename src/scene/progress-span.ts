import type { ImportProgress } from '#model/import-job.ts';

/** Runs steps as a part, `from` … `to`, of a longer work: fractions are scaled, and never go back. */
export async function* spanned<T>(
  work: Generator<ImportProgress, T> | AsyncGenerator<ImportProgress, T>,
  from: number,
  to: number,
): AsyncGenerator<ImportProgress, T> {
  let fraction = from;
  let finished = false;
  try {
    let next = await work.next();
    while (next.done !== true) {
      fraction = Math.max(fraction, from + (to - from) * Math.min(1, next.value.fraction));
      yield { step: next.value.step, fraction };
      next = await work.next();
    }
    finished = true;
    return next.value;
  } finally {
    // A caller who stops here stops what runs inside as well.
    if (!finished) await work.return(undefined as T);
  }
}
