import { type Duration, durationSchema } from '#model/rollout/task-template.ts';

/** A duration while it is being typed: figures that may not go together yet. */

export type DurationKind = Duration['kind'];

/** Figures of a duration by name. */
export function figuresOf(duration: Duration): Readonly<Record<string, number>> {
  const { kind: _, ...figures } = duration;
  return figures;
}

/** The same work under another law: its likeliest length stays, and its spread as far as the law can say it. */
export function withKind(duration: Duration, kind: DurationKind): Duration {
  if (kind === duration.kind) return duration;
  const { low, usual, high } = spreadOf(duration);
  switch (kind) {
    case 'fixed':
      return { kind, days: usual };
    case 'triangular':
    case 'pert':
      return { kind, low: Math.min(low, usual), mode: usual, high: Math.max(usual, high) };
    case 'lognormal':
      return { kind, p50: Math.max(0.1, usual), p90: Math.max(0.1, usual, high) };
  }
}

function spreadOf(duration: Duration): { readonly low: number; readonly usual: number; readonly high: number } {
  switch (duration.kind) {
    case 'fixed':
      return { low: duration.days, usual: duration.days, high: duration.days };
    case 'lognormal':
      return { low: duration.p50, usual: duration.p50, high: duration.p90 };
    case 'triangular':
    case 'pert':
      return { low: duration.low, usual: duration.mode, high: duration.high };
  }
}

/** A duration of typed figures, or what is wrong with them as a sentence. */
export function readDuration(
  kind: DurationKind,
  figures: Readonly<Record<string, number>>,
): { readonly ok: true; readonly duration: Duration } | { readonly ok: false; readonly sentence: string } {
  const read = durationSchema.safeParse({ kind, ...figures });
  if (read.success) return { ok: true, duration: read.data };
  return { ok: false, sentence: sentenceOf(kind, figures) };
}

function sentenceOf(kind: DurationKind, figures: Readonly<Record<string, number>>): string {
  const values = Object.values(figures);
  if (values.some((value) => !Number.isFinite(value) || value < 0 || value > 3650)) {
    return 'Each figure is between 0 and 3,650 days.';
  }
  if (kind !== 'lognormal') return 'The figures must rise: at least, most likely, at most.';
  return (figures.p50 ?? 0) <= 0
    ? 'The usual length must be more than 0 days.'
    : 'Nine of ten cannot be done sooner than half of them.';
}
