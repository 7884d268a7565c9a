import type { ColumnDrain } from './column-drain.ts';
import { type MeterState, percentOf, tellWatchers } from './meter-state.ts';
import type { ColumnQuestion, ColumnSet, GateSet } from './table-parts.ts';

/** Keeps the questions of one set in step with the live devices. */
export class SetMeter {
  private readonly state: MeterState;
  private readonly set: ColumnSet;
  private readonly questions: readonly ColumnQuestion[];
  /** Place of its first question in the state's sums. */
  private readonly firstSum: number;
  /** No question asks for more devices. */
  private readonly most: number;
  readonly counts: Uint16Array;
  /** Set where its columns are told. */
  drain: ColumnDrain | null = null;

  constructor(state: MeterState, set: ColumnSet, firstColumn: number, firstSum: number) {
    this.state = state;
    this.set = set;
    this.questions = set.questions;
    this.firstSum = firstSum;
    this.most = set.questions.reduce((most, { atLeast }) => Math.max(most, atLeast), 1);
    this.counts = state.counts.subarray(firstColumn, firstColumn + set.columns);
  }

  change(device: number, live: boolean): void {
    const { first, numbers } = this.set.ofDevice;
    const [from, to] = [first[device], first[device + 1]];
    if (from === to) return;
    if (live) this.up(numbers, from, to);
    else this.down(numbers, from, to);
    this.questions.forEach(({ scale, heads }, k) => {
      const value = percentOf(this.state.sums[this.firstSum + k], scale);
      for (const head of heads) this.state.values[head] = value;
    });
  }

  private up(columns: Uint32Array, from: number, to: number): void {
    const { counts, most } = this;
    for (let at = from; at < to; at += 1) {
      const column = columns[at];
      const count = counts[column] + 1;
      counts[column] = count;
      if (count <= most) this.pass(column, count, true);
    }
  }

  private down(columns: Uint32Array, from: number, to: number): void {
    const { counts, most } = this;
    for (let at = from; at < to; at += 1) {
      const column = columns[at];
      const count = counts[column];
      counts[column] = count - 1;
      if (count <= most) this.pass(column, count, false);
    }
  }

  /** A column came to be covered by `count` devices, or ceased to be. */
  private pass(column: number, count: number, gained: boolean): void {
    const { questions, state } = this;
    if (count === 1) this.drain?.mark(column);
    for (let k = 0; k < questions.length; k += 1) {
      const { atLeast, weights, watchers, scale } = questions[k];
      if (atLeast !== count) continue;
      const weight = gained ? weights[column] : -weights[column];
      state.sums[this.firstSum + k] += weight;
      if (watchers !== null) tellWatchers(state, watchers, column, -weight, scale);
    }
  }
}

/** Keeps the places of one gate set in step with the live devices. */
export class GateMeter {
  private readonly state: MeterState;
  private readonly set: GateSet;
  private readonly sum: number;
  private readonly counts: Uint16Array;
  private readonly missing: Uint8Array;

  constructor(state: MeterState, set: GateSet, firstFunction: number, firstPlace: number, sum: number) {
    this.state = state;
    this.set = set;
    this.sum = sum;
    this.counts = state.counts.subarray(firstFunction, firstFunction + set.placeOf.length);
    this.missing = state.missing.subarray(firstPlace, firstPlace + set.needs.length);
  }

  change(device: number, live: boolean): void {
    const { ofDevice, placeOf, scale, heads } = this.set;
    const { first, numbers } = ofDevice;
    for (let at = first[device]; at < first[device + 1]; at += 1) {
      const place = placeOf[numbers[at]];
      if (live) {
        this.counts[numbers[at]] += 1;
        if (this.counts[numbers[at]] > 1) continue;
        this.missing[place] -= 1;
        if (this.missing[place] === 0) this.pass(place, 1);
      } else {
        this.counts[numbers[at]] -= 1;
        if (this.counts[numbers[at]] > 0) continue;
        this.missing[place] += 1;
        if (this.missing[place] === 1) this.pass(place, -1);
      }
    }
    if (first[device] === first[device + 1]) return;
    const value = percentOf(this.state.sums[this.sum], scale);
    for (const head of heads) this.state.values[head] = value;
  }

  private pass(place: number, gained: number): void {
    const { watchers, scale } = this.set;
    this.state.sums[this.sum] += gained;
    if (watchers !== null) tellWatchers(this.state, watchers, place, -gained, scale);
  }
}
