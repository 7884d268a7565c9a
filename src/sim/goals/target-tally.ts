import type { DeviceFilter } from './counted-devices.ts';

/** Adds up whole numbers over the targets that at least so many devices reach. */
export class TargetSum {
  readonly devices: number;
  /** What each target counts. */
  readonly units: ArrayLike<number>;
  sum = 0;

  /** `units`: what each target counts, whole numbers, so that the sum does not depend on the order of changes. */
  constructor(devices: number, units: ArrayLike<number>) {
    this.devices = devices;
    this.units = units;
  }

  add(target: number): void {
    this.sum += this.units[target];
  }

  take(target: number): void {
    this.sum -= this.units[target];
  }
}

/**
 * How many devices reach each target (portal, lane, facade panel) well enough. Which devices count, and which targets each one
 * reaches, is settled by whoever calls {@link change}.
 */
export class TargetTally {
  readonly filter: DeviceFilter;
  private readonly counts: Uint16Array;
  private sums: readonly TargetSum[] = [];

  constructor(filter: DeviceFilter, targets: number) {
    this.filter = filter;
    this.counts = new Uint16Array(targets);
  }

  /** Keeps these sums from now on; those that are new are added up from the start. */
  setSums(sums: ReadonlySet<TargetSum>): void {
    const known = new Set(this.sums);
    this.sums = [...sums];
    for (const sum of this.sums) {
      if (known.has(sum)) continue;
      sum.sum = 0;
      for (let target = 0; target < this.counts.length; target += 1) {
        if (this.counts[target] >= sum.devices) sum.add(target);
      }
    }
  }

  /** One device more, or one less, reaches these targets; each at most once in the list. */
  change(targets: ArrayLike<number>, gained: boolean): void {
    const { counts } = this;
    for (let k = 0; k < targets.length; k += 1) {
      const target = targets[k];
      if (target >= counts.length) continue;
      if (gained) {
        counts[target] += 1;
        for (const sum of this.sums) if (counts[target] === sum.devices) sum.add(target);
      } else {
        for (const sum of this.sums) if (counts[target] === sum.devices) sum.take(target);
        counts[target] -= 1;
      }
    }
  }
}
