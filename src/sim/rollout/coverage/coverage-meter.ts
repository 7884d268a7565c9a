import { attainmentFor } from '../../goals/goal-text.ts';
import type { CoverageMeter } from '../coverage-timeline.ts';
import { ColumnDrain } from './column-drain.ts';
import type { CoverageTable } from './coverage-table.ts';
import { MeterState } from './meter-state.ts';
import { GateMeter, SetMeter } from './set-meter.ts';
import type { AmountSum, CountedShare, GoalScoring } from './table-parts.ts';

/**
 * Makes a meter that stands at the start. A change costs the columns that the device covers; a reset is a copy. A head that cannot
 * be measured has the value 0, and so has the share of devices of which none is live.
 */
export function createCoverageMeter(table: CoverageTable): CoverageMeter {
  return new TableMeter(table);
}

class TableMeter implements CoverageMeter {
  readonly heads: CoverageMeter['heads'];
  readonly pairs: CoverageMeter['pairs'];
  readonly columns: number;
  private readonly state: MeterState;
  private readonly started: MeterState;
  private readonly start: Uint8Array;
  private readonly sets: readonly SetMeter[];
  private readonly gates: readonly GateMeter[];
  private readonly shares: readonly CountedShare[];
  private readonly amounts: readonly AmountSum[];
  private readonly scoring: readonly GoalScoring[];
  private readonly drain: ColumnDrain;

  constructor(table: CoverageTable) {
    this.heads = table.heads;
    this.pairs = table.pairs;
    this.columns = table.chance.columns;
    this.start = table.start;
    this.shares = table.counted;
    this.amounts = table.amounts;
    this.scoring = table.scoring;
    this.state = new MeterState(table);
    let [columns, sums, places] = [0, 0, 0];
    this.sets = table.sets.map((set) => {
      const meter = new SetMeter(this.state, set, columns, sums);
      columns += set.columns;
      sums += set.questions.length;
      return meter;
    });
    this.gates = table.gates.map((set) => {
      const meter = new GateMeter(this.state, set, columns, places, sums);
      columns += set.placeOf.length;
      places += set.needs.length;
      sums += 1;
      return meter;
    });
    this.begin();
    const painted = this.sets[table.chance.set];
    this.drain = new ColumnDrain(painted.counts);
    painted.drain = this.drain;
    this.started = new MeterState(table);
    this.started.copyFrom(this.state);
  }

  get values(): Float64Array {
    return this.state.values;
  }

  get lacks(): Float64Array {
    return this.state.lacks;
  }

  drainColumns(visit: (column: number, covered: boolean) => void): void {
    this.drain.drain(visit);
  }

  reset(): void {
    this.state.copyFrom(this.started);
    this.drain.reset();
  }

  set(device: number, live: boolean): void {
    if ((this.state.live[device] === 1) === live) return;
    this.change(device, live);
    this.state.values[this.heads.length - 1] = this.score();
  }

  /** Lets the devices of the start count; all lacks are measured from there. */
  private begin(): void {
    for (const { base, heads } of this.amounts) for (const head of heads) this.state.values[head] = base;
    for (let device = 0; device < this.start.length; device += 1) {
      if (this.start[device] === 1) this.change(device, true);
    }
    this.state.lackSums.fill(0);
    this.state.lacks.fill(0);
    this.state.values[this.heads.length - 1] = this.score();
  }

  private change(device: number, live: boolean): void {
    this.state.live[device] = live ? 1 : 0;
    for (const set of this.sets) set.change(device, live);
    for (const gate of this.gates) gate.change(device, live);
    if (this.shares.length > 0) this.changeShares(device, live ? 1 : -1);
    if (this.amounts.length > 0) this.changeAmounts(device, live ? 1 : -1);
  }

  private changeShares(device: number, step: number): void {
    const { shares, values } = this.state;
    this.shares.forEach(({ states, heads }, k) => {
      if (states[device] === 0) return;
      shares[2 * k] += step;
      if (states[device] === 2) shares[2 * k + 1] += step;
      const value = shares[2 * k] > 0 ? (100 * shares[2 * k + 1]) / shares[2 * k] : 0;
      for (const head of heads) values[head] = value;
    });
  }

  private changeAmounts(device: number, step: number): void {
    const { classes, values } = this.state;
    let first = 0;
    for (const { base, classOf, amounts, heads } of this.amounts) {
      const own = classOf[device];
      if (own >= 0) {
        classes[first + own] += step;
        let sum = base;
        for (let k = 0; k < amounts.length; k += 1) sum += classes[first + k] * amounts[k];
        for (const head of heads) values[head] = sum;
      }
      first += amounts.length;
    }
  }

  /** As `scoreOf` makes it; 0 where no goal has a weight. */
  private score(): number {
    const { values, shares } = this.state;
    let [sum, weights] = [0, 0];
    for (let goal = 0; goal < this.scoring.length; goal += 1) {
      const { target, weight, lessIsBetter, fixed } = this.scoring[goal];
      sum += weight * (fixed ?? attainmentFor(target, lessIsBetter, values[goal]));
      weights += weight;
    }
    // A share of no devices attains nothing, though a target of 0 would be reached.
    for (let k = 0; k < this.shares.length; k += 1) {
      if (shares[2 * k] > 0) continue;
      for (const goal of this.shares[k].heads) if (this.scoring[goal].target <= 0) sum -= this.scoring[goal].weight;
    }
    return weights > 0 ? 100 * (sum / weights) : 0;
  }
}
