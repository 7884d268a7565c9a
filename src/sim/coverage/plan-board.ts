import { isOptical } from '#model/device.ts';
import type { PlanFrame } from '#model/results/coverage-bits.ts';
import type { GoalResult } from '#model/results/goals.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import type { PlanSummary } from '#model/results/plan-summary.ts';
import { radioGround } from '../devices/reach-ground.ts';
import { type RadioObstacles, radioObstacles } from '../network/fresnel.ts';
import { planCosts } from '../network/plan-costs.ts';
import type { DeviceContext } from './device-context.ts';
import type { HeldDevice } from './held-devices.ts';
import type { GroundHolder, LedgerBook } from './ledger-book.ts';

/** A lane counts as read by a unit that reads some of its samples with at least this probability. */
export const laneReadProbability = 0.5;

const noExposure = {
  category: '',
  facadeSquareMeters: 0,
  exposedSquareMeters: 0,
  exposedUnmaskedSquareMeters: 0,
  privateGroundSquareMeters: 0,
  exposedGroundSquareMeters: 0,
  exposedGroundUnmaskedSquareMeters: 0,
};

export interface Scoreboard {
  readonly goals: readonly GoalResult[];
  readonly score: number | null;
}

/** The plan beside its devices: what goals and sums are made with, kept in step with the merged devices. */
export class PlanBoard {
  private readonly context: DeviceContext;
  private readonly devices: ReadonlyMap<string, HeldDevice>;
  private readonly book: LedgerBook;
  private current: PlanFrame | null = null;
  private gateways: readonly string[] = [];
  private obstacles: RadioObstacles | null = null;

  constructor(context: DeviceContext, devices: ReadonlyMap<string, HeldDevice>, book: LedgerBook) {
    this.context = context;
    this.devices = devices;
    this.book = book;
  }

  get frame(): PlanFrame | null {
    return this.current;
  }

  setFrame(frame: PlanFrame): void {
    this.current = frame;
    for (const id of this.gateways) this.book.removeOther(id);
    const { scene } = this.context;
    this.gateways = frame.networkNodes.map((node) => {
      const ground = radioGround(scene, node);
      const holder: GroundHolder = { layer: 'radio', device: null, ground: () => ground };
      this.book.putOther(node.id, holder);
      return node.id;
    });
  }

  put(_before: HeldDevice | null, _held: HeldDevice): void {}

  remove(_before: HeldDevice): void {}

  evaluate(): Scoreboard {
    return { goals: [], score: null };
  }

  costs(): PlanCosts {
    if (this.current === null) throw new Error('PlanBoard: set the plan first.');
    const { source } = this.context;
    const devices = [...this.devices.values()].map(({ device }) => device);
    this.obstacles ??= radioObstacles(source.prisms, source.terrain);
    return planCosts(this.current, source, devices, this.obstacles);
  }

  summary(): Pick<PlanSummary, 'portals' | 'lanes' | 'privacy'> {
    return { portals: [], lanes: [], privacy: noExposure };
  }

  exposedSquareMeters(held: HeldDevice): number | null {
    return isOptical(held.device) ? 0 : null;
  }

  /** Lanes that an ALPR unit reads; null for other kinds. */
  lanesRead({ device, coverage }: HeldDevice): number | null {
    if (device.kind !== 'alpr') return null;
    const { lanes } = this.context.targets();
    if (lanes === null) return 0;
    const { street, lane } = lanes.samples;
    const read = new Set<number>();
    coverage.laneIndex.forEach((sample, k) => {
      if (coverage.laneByDay[k] >= laneReadProbability) read.add(256 * street[sample] + lane[sample]);
    });
    return read.size;
  }
}
