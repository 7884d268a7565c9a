import type { DeviceCoverage } from '#model/results/coverage-bits.ts';
import type { DeviceFilter } from './counted-devices.ts';
import type { HeldCoverage } from './held-coverage.ts';
import { type TargetSum, TargetTally } from './target-tally.ts';

/** The targets that a device's coverage reaches well enough; each at most once. */
export type TargetsOf = (coverage: DeviceCoverage) => ArrayLike<number>;

/** One question to the merged targets. Questions with the same key have the same targets and filter. */
export interface TargetQuestion {
  readonly key: string;
  readonly filter: DeviceFilter;
  readonly targets: number;
  readonly targetsOf: TargetsOf;
  readonly sum: TargetSum;
}

interface Entry {
  readonly tally: TargetTally;
  readonly targetsOf: TargetsOf;
}

/** Keeps sums over portals, lanes and facade panels in step with the devices held. */
export class TargetTallies {
  private readonly held: ReadonlyMap<string, HeldCoverage>;
  private readonly entries = new Map<string, Entry>();

  /** `held` is read when a tally is made. */
  constructor(held: ReadonlyMap<string, HeldCoverage>) {
    this.held = held;
  }

  /** Replaces all questions. Sums asked before go on. */
  ask(questions: readonly TargetQuestion[]): void {
    const sums = new Map<string, Set<TargetSum>>();
    for (const question of questions) {
      if (!this.entries.has(question.key)) this.entries.set(question.key, this.make(question));
      const asked = sums.get(question.key);
      if (asked === undefined) sums.set(question.key, new Set([question.sum]));
      else asked.add(question.sum);
    }
    for (const [key, { tally }] of this.entries) {
      const asked = sums.get(key);
      if (asked === undefined) this.entries.delete(key);
      else tally.setSums(asked);
    }
  }

  private make({ filter, targets, targetsOf }: TargetQuestion): Entry {
    const tally = new TargetTally(filter, targets);
    for (const { device, coverage } of this.held.values()) {
      if (filter.counts(device)) tally.change(targetsOf(coverage), true);
    }
    return { tally, targetsOf };
  }

  /** A device changed from what it was (null: it is new) to what it is (null: it is gone). */
  change(before: HeldCoverage | null, after: HeldCoverage | null): void {
    for (const { tally, targetsOf } of this.entries.values()) {
      const old = before !== null && tally.filter.counts(before.device) ? before.coverage : null;
      const now = after !== null && tally.filter.counts(after.device) ? after.coverage : null;
      if (old === now) continue;
      if (old !== null) tally.change(targetsOf(old), false);
      if (now !== null) tally.change(targetsOf(now), true);
    }
  }
}
