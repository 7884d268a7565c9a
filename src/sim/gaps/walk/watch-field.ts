import type { Assumptions } from '#model/assumptions.ts';
import type { Condition } from '#model/goal.ts';
import type { CoverageLayer, GroundBits } from '#model/results/coverage-bits.ts';
import { groundWord } from '../../coverage/ground-bits.ts';
import type { HeldDevice } from '../../coverage/held-devices.ts';
import { lowestBit } from '../../visibility/bits.ts';
import type { WalkGrid } from './walk-grid.ts';
import { classRates } from './watch-rates.ts';

/** A device that may watch people on the ground. */
export interface WatchDevice {
  readonly id: string;
  readonly layer: CoverageLayer | null;
  ground(condition: Condition): GroundBits;
}

/** Devices that are merged, as watchers; `live`: ids of those that count, null: all that are not retired. */
export function watchDevices(held: Iterable<HeldDevice>, live: ReadonlySet<string> | null): WatchDevice[] {
  const devices: WatchDevice[] = [];
  for (const one of held) {
    const { id, state } = one.device;
    if (live === null ? state === 'retired' : !live.has(id)) continue;
    devices.push({ id, layer: one.layer, ground: (condition) => one.ground(condition) });
  }
  return devices;
}

/** One watcher under one condition. */
export interface Watcher {
  readonly id: string;
  readonly layer: CoverageLayer;
  readonly ground: GroundBits;
  /** Rate per class, index 0 none, 2⁻¹⁶ per second. */
  readonly rates: readonly number[];
}

type RateAssumptions = Pick<Assumptions, 'watchRateLow' | 'watchRateHigh'>;

/** What a device watches under a condition; null for one that watches nobody. */
export function watcherOf(device: WatchDevice, condition: Condition, assumptions: RateAssumptions): Watcher | null {
  const { id, layer } = device;
  if (layer !== 'density' && layer !== 'thermal') return null;
  const ground = device.ground(condition);
  const rates = classRates(layer, ground.cells.length, assumptions);
  return rates === null ? null : { id, layer, ground, rates };
}

/** Class of a watcher at a cell of the whole grid: 0 none, then its classes, lowest first. */
export function classAt({ ground }: Watcher, row: number, column: number): number {
  const word = column >> 5;
  const bit = column & 31;
  let best = 0;
  while (best < ground.cells.length && ((groundWord(ground, best, row, word) >>> bit) & 1) === 1) best += 1;
  return best;
}

/**
 * Cell → watch rate of all watchers together, 2⁻¹⁶ per second: whole numbers, so that sums do not hang on the order and what is
 * added can be taken away again. Exact up to 32,767 per second in one cell, 3,276 devices at the highest rate that can be set.
 */
export class WatchField {
  readonly grid: WalkGrid;
  readonly rates: Int32Array<ArrayBuffer>;

  constructor(grid: WalkGrid) {
    this.grid = grid;
    this.rates = new Int32Array(grid.columns * grid.rows);
  }

  add(watcher: Watcher): void {
    this.#change(watcher, 1);
  }

  remove(watcher: Watcher): void {
    this.#change(watcher, -1);
  }

  /** Cells of the window that a watcher watches at all, ascending. */
  cellsOf(watcher: Watcher): Uint32Array {
    const cells: number[] = [];
    this.#eachCell(watcher, 0, (cell) => cells.push(cell));
    return Uint32Array.from(cells);
  }

  #change(watcher: Watcher, sign: 1 | -1): void {
    const { rates } = this;
    for (let index = 0; index < watcher.ground.cells.length; index += 1) {
      // A cell of a class is in all lower ones too: each adds what it has above the one below.
      const step = sign * (watcher.rates[index + 1] - watcher.rates[index]);
      if (step === 0) continue;
      this.#eachCell(watcher, index, (cell) => {
        rates[cell] += step;
      });
    }
  }

  #eachCell({ ground }: Watcher, index: number, visit: (cell: number) => void): void {
    const { window, columns } = this.grid;
    const firstRow = Math.max(window.firstRow, ground.firstRow);
    const endRow = Math.min(window.firstRow + window.rows, ground.firstRow + ground.rows);
    const firstWord = Math.max(window.firstWord, ground.firstWord);
    const endWord = Math.min(window.firstWord + window.words, ground.firstWord + ground.words);
    for (let row = firstRow; row < endRow; row += 1) {
      const from = (index * ground.rows + row - ground.firstRow) * ground.words - ground.firstWord;
      const to = (row - window.firstRow) * columns;
      for (let word = firstWord; word < endWord; word += 1) {
        for (let bits = ground.bits[from + word]; bits !== 0; bits &= bits - 1) {
          visit(to + 32 * (word - window.firstWord) + lowestBit(bits));
        }
      }
    }
  }
}

/** The field of these devices under a condition, and the watchers among them in their order. */
export function* watchFieldSteps(
  grid: WalkGrid,
  devices: Iterable<WatchDevice>,
  condition: Condition,
  assumptions: RateAssumptions,
): Generator<void, { readonly field: WatchField; readonly watchers: readonly Watcher[] }, void> {
  const field = new WatchField(grid);
  const watchers: Watcher[] = [];
  for (const device of devices) {
    const watcher = watcherOf(device, condition, assumptions);
    if (watcher === null) continue;
    watchers.push(watcher);
    field.add(watcher);
    yield;
  }
  return { field, watchers };
}
