import type { CellGrid } from '#geo/cell-grid.ts';
import type { Device } from '#model/device.ts';
import type { Condition } from '#model/goal.ts';
import type { CoverageLayer, GroundBits } from '#model/results/coverage-bits.ts';
import { type DeviceFilter, everyDevice } from '../goals/counted-devices.ts';
import { CoverageLedger } from './coverage-ledger.ts';

/** What covers ground: a merged device, or a gateway of the plan. */
export interface GroundHolder {
  readonly layer: CoverageLayer | null;
  /** Null for a gateway, which counts always. */
  readonly device: Device | null;
  ground(condition: Condition): GroundBits;
}

interface BookEntry {
  readonly layer: CoverageLayer;
  readonly condition: Condition;
  readonly filter: DeviceFilter;
  readonly ledger: CoverageLedger;
}

/** Ledgers of a plan by layer, condition and devices counted, made when they are first asked for and kept in step from then on. */
export class LedgerBook {
  private readonly grid: CellGrid;
  /** Number of density categories. */
  private readonly categories: number;
  private readonly devices: ReadonlyMap<string, GroundHolder>;
  /** Gateways: they cover ground of a layer and are no devices. */
  private readonly others = new Map<string, GroundHolder>();
  private readonly ledgers = new Map<string, BookEntry>();

  /** `devices` is read when a ledger is made. */
  constructor(grid: CellGrid, categories: number, devices: ReadonlyMap<string, GroundHolder>) {
    this.grid = grid;
    this.categories = categories;
    this.devices = devices;
  }

  /** The same ledger for the same arguments, as long as it is watched or kept. */
  ledger(layer: CoverageLayer, condition: Condition, filter: DeviceFilter = everyDevice): CoverageLedger {
    const steps = this.ledgerSteps(layer, condition, filter);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** As {@link ledger}, yielding after every device that is put into a new one; nothing is kept of steps that are broken off. */
  *ledgerSteps(
    layer: CoverageLayer,
    condition: Condition,
    filter: DeviceFilter = everyDevice,
  ): Generator<void, CoverageLedger, void> {
    const key = `${layer} ${condition} ${filter.key}`;
    const known = this.ledgers.get(key);
    if (known !== undefined) return known.ledger;
    const ledger = new CoverageLedger(this.grid, layer === 'density' ? this.categories : 1);
    const entry: BookEntry = { layer, condition, filter, ledger };
    for (const [id, held] of this.devices) {
      if (!isCounted(entry, held)) continue;
      ledger.put(id, held.ground(condition));
      yield;
    }
    for (const [id, other] of this.others) {
      if (isCounted(entry, other)) ledger.put(otherId(id), other.ground(condition));
    }
    // Between two steps it may have been made at once for somebody who holds it by now.
    const made = this.ledgers.get(key);
    if (made !== undefined) return made.ledger;
    this.ledgers.set(key, entry);
    return ledger;
  }

  put(id: string, held: GroundHolder): void {
    for (const entry of this.ledgers.values()) {
      if (isCounted(entry, held)) entry.ledger.put(id, held.ground(entry.condition));
      else entry.ledger.remove(id);
    }
  }

  remove(id: string): void {
    for (const { ledger } of this.ledgers.values()) ledger.remove(id);
  }

  /** Devices whose numbers under a condition changed since the last call; gateways are none. */
  takeTouched(condition: Condition): string[] {
    const touched: string[] = [];
    for (const entry of this.ledgers.values()) {
      if (entry.condition === condition && entry.filter === everyDevice) touched.push(...entry.ledger.takeTouched());
    }
    return touched;
  }

  putOther(id: string, other: GroundHolder): void {
    this.others.set(id, other);
    this.put(otherId(id), other);
  }

  removeOther(id: string): void {
    this.others.delete(id);
    this.remove(otherId(id));
  }

  /** Forgets the ledgers of some devices only (of an agency, of a phase) that nothing watches any more. */
  dropUnwatchedFilters(): void {
    for (const [key, { filter, ledger }] of this.ledgers) {
      if (filter.key !== everyDevice.key && !ledger.isWatched) this.ledgers.delete(key);
    }
  }

  /** Forgets the ledgers of other conditions that nothing watches, so that no change pays for them. */
  keepOnly(conditions: ReadonlySet<Condition>): void {
    for (const [key, { condition, ledger }] of this.ledgers) {
      if (!ledger.isWatched && !conditions.has(condition)) this.ledgers.delete(key);
    }
  }
}

function isCounted({ layer, filter }: BookEntry, held: GroundHolder): boolean {
  return held.layer === layer && (held.device === null || filter.counts(held.device));
}

/** No device has such an id. */
function otherId(id: string): string {
  return `\u0000${id}`;
}
