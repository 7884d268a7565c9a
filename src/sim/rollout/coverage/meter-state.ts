import type { CoverageTable } from './coverage-table.ts';
import type { NumberLists, ShareScale } from './table-parts.ts';

/** All of a meter that changes with the live devices, so that going back to the start is a copy. */
export class MeterState {
  readonly live: Uint8Array;
  /** Devices by column of the sets, one set after the other, then by function of the gates. */
  readonly counts: Uint16Array;
  /** Functions that are missing, by place of the gates. */
  readonly missing: Uint8Array;
  /** By question of the sets, then by gate. */
  readonly sums: Float64Array;
  /** Live devices by counted share, and how many of them meet its condition. */
  readonly shares: Uint32Array;
  /** Live devices by class of the amounts, one after the other. */
  readonly classes: Uint32Array;
  readonly values: Float64Array;
  readonly lackSums: Float64Array;
  readonly lacks: Float64Array;

  constructor(table: CoverageTable) {
    const { sets, gates, counted, amounts } = table;
    const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);
    const columns = total(sets.map((set) => set.columns));
    this.live = new Uint8Array(table.devices);
    this.counts = new Uint16Array(columns + total(gates.map(({ placeOf }) => placeOf.length)));
    this.missing = Uint8Array.from(gates.flatMap(({ needs }) => [...needs]));
    this.sums = new Float64Array(total(sets.map(({ questions }) => questions.length)) + gates.length);
    this.shares = new Uint32Array(2 * counted.length);
    this.classes = new Uint32Array(total(amounts.map((sum) => sum.amounts.length)));
    this.values = new Float64Array(table.heads.length);
    this.lackSums = new Float64Array(table.pairs.length);
    this.lacks = new Float64Array(table.pairs.length);
  }

  copyFrom(other: MeterState): void {
    this.live.set(other.live);
    this.counts.set(other.counts);
    this.missing.set(other.missing);
    this.sums.set(other.sums);
    this.shares.set(other.shares);
    this.classes.set(other.classes);
    this.values.set(other.values);
    this.lackSums.set(other.lackSums);
    this.lacks.set(other.lacks);
  }
}

/** Per cent that a sum makes. */
export function percentOf(sum: number, { factor, divisor, whole }: ShareScale): number {
  return (100 * ((sum * factor * factor) / divisor)) / whole;
}

/** Something that pairs watch lost (or, with a negative weight, got back) some weight. */
export function tellWatchers(
  { lackSums, lacks }: MeterState,
  { first, numbers }: NumberLists,
  column: number,
  weight: number,
  scale: ShareScale,
): void {
  for (let at = first[column]; at < first[column + 1]; at += 1) {
    const pair = numbers[at];
    lackSums[pair] += weight;
    lacks[pair] = percentOf(lackSums[pair], scale);
  }
}
