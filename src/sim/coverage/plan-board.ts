import type { Device } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { PlanFrame } from '#model/results/coverage-bits.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import { zonePlaces } from '../access/places.ts';
import { radioGround } from '../devices/reach-ground.ts';
import { GoalBoard, type GoalStanding } from '../goals/goal-board.ts';
import { createGoalScene, type GoalScene } from '../goals/goal-scene.ts';
import { lanesRead } from '../goals/held-coverage.ts';
import { type RadioObstacles, radioObstacles } from '../network/fresnel.ts';
import { planCosts } from '../network/plan-costs.ts';
import { maskedPanels, unitsPerSquareMeter } from '../privacy/facade-areas.ts';
import type { DeviceContext } from './device-context.ts';
import type { HeldDevice } from './held-devices.ts';
import type { GroundHolder, LedgerBook } from './ledger-book.ts';

/** A lane counts as read by a unit that reads some of its samples with at least this probability. */
export const laneReadProbability = 0.5;
/** Facades are exposed from this density on: Characterise (2025), Identify (2014). */
const exposedPixelsPerMeter = 250;

const costMetrics: ReadonlySet<string> = new Set(['capital-cost', 'yearly-cost', 'uplink']);

/** The plan beside its devices: what goals and sums are made with, kept in step with the merged devices. */
export class PlanBoard {
  readonly goalScene: GoalScene;
  private readonly context: DeviceContext;
  private readonly devices: ReadonlyMap<string, HeldDevice>;
  private readonly book: LedgerBook;
  private readonly goals: GoalBoard;
  private current: PlanFrame | null = null;
  private gateways: readonly string[] = [];
  private obstacles: RadioObstacles | null = null;
  /** Costs that goals read; null: to be worked out anew. */
  private goalCosts: PlanCosts | null = null;
  private masked: { readonly zones: string; readonly panels: Uint8Array } | null = null;
  private readonly exposedClass: number;

  constructor(context: DeviceContext, devices: ReadonlyMap<string, HeldDevice>, book: LedgerBook) {
    this.context = context;
    this.devices = devices;
    this.book = book;
    const { scene, source, settings } = context;
    this.goalScene = createGoalScene(
      scene,
      source,
      () => context.targets().panels,
      () => context.targets().lanes?.samples ?? null,
    );
    this.goals = new GoalBoard(this.goalScene, (layer, condition, filter) => book.ledger(layer, condition, filter));
    const { categories } = categorySets[settings.categorySet];
    this.exposedClass = 1 + categories.findIndex(({ pixelsPerMeter }) => pixelsPerMeter >= exposedPixelsPerMeter);
  }

  get frame(): PlanFrame | null {
    return this.current;
  }

  setFrame(frame: PlanFrame): void {
    this.current = frame;
    this.goalCosts = null;
    for (const id of this.gateways) this.book.removeOther(id);
    this.gateways = frame.networkNodes.map((node) => {
      const ground = radioGround(this.context.scene, node);
      const holder: GroundHolder = { layer: 'radio', device: null, ground: () => ground };
      this.book.putOther(node.id, holder);
      return node.id;
    });
    this.goals.setPlan(frame);
  }

  /** Tells of a device that is put in place of another or of none. */
  put(before: HeldDevice | null, held: HeldDevice): void {
    this.goals.put(held.device, held.coverage);
    if (before === null || costKey(before.device) !== costKey(held.device)) this.goalCosts = null;
  }

  remove(before: HeldDevice): void {
    this.goals.remove(before.device.id);
    this.goalCosts = null;
  }

  /** How the goals stand; none before the plan was set. */
  standing(): GoalStanding {
    if (this.goalCosts === null && this.current?.goals.some(({ metric }) => costMetrics.has(metric)) === true) {
      this.goalCosts = this.costs();
    }
    return this.goals.standing(this.goalCosts);
  }

  costs(): PlanCosts {
    if (this.current === null) throw new Error('PlanBoard: set the plan first.');
    const { source } = this.context;
    const devices = [...this.devices.values()].map(({ device }) => device);
    this.obstacles ??= radioObstacles(source.prisms, source.terrain);
    return planCosts(this.current, source, devices, this.obstacles);
  }

  /** Residential facade that a camera sees at or above the privacy category, after masks, m²; null without a picture. */
  exposedSquareMeters({ device, coverage }: HeldDevice): number | null {
    if (device.kind !== 'camera' && device.kind !== 'alpr') return null;
    const { facadeIndex, facadeClass } = coverage;
    const panels = this.context.targets().panels;
    if (facadeIndex.length === 0 || panels === null || this.exposedClass < 1) return 0;
    const masked = this.maskedOf(panels);
    const units = this.goalScene.panelUnits();
    let sum = 0;
    for (let k = 0; k < facadeIndex.length; k += 1) {
      if (facadeClass[k] >= this.exposedClass && masked[facadeIndex[k]] === 0) sum += units[facadeIndex[k]];
    }
    return sum / unitsPerSquareMeter;
  }

  /** Panels in the plan's privacy zones; worked out again only where those differ. */
  private maskedOf(panels: FacadePanels): Uint8Array {
    const places = zonePlaces(this.current?.zones ?? [], this.context.surroundings?.zones ?? []);
    const zones = JSON.stringify(places.filter(({ kind }) => kind === 'privacy').map(({ rings }) => rings));
    if (this.masked?.zones !== zones) this.masked = { zones, panels: maskedPanels(panels, places) };
    return this.masked.panels;
  }

  /** Lanes that an ALPR unit reads; null for other kinds. */
  lanesRead({ device, coverage }: HeldDevice): number | null {
    if (device.kind !== 'alpr') return null;
    const lanes = this.goalScene.lanes();
    return lanes === null ? 0 : lanesRead(coverage, lanes.table, laneReadProbability, false).length;
  }
}

/** What a device's share of cost and data hangs on; where it stands and how it looks does not matter. */
function costKey(device: Device): string {
  const { kind, model, state, phase, agency, uplink, powerFeed, retentionDays } = device;
  const optics = 'sensor' in device ? [device.sensor.widthPixels, device.sensor.heightPixels] : [];
  const heads = device.kind === 'camera' ? device.heads.length : 0;
  return JSON.stringify([kind, model, state, phase, agency, uplink, powerFeed, retentionDays, optics, heads]);
}
