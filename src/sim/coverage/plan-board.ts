import { type Device, isOptical } from '#model/device.ts';
import type { PlanFrame } from '#model/results/coverage-bits.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import { zonePlaces } from '../access/places.ts';
import { radioGround } from '../devices/reach-ground.ts';
import { GoalBoard, type GoalStanding } from '../goals/goal-board.ts';
import type { HeldDevices } from '../goals/goal-meters.ts';
import type { GoalPlan } from '../goals/goal-plan.ts';
import { createGoalScene, type GoalScene } from '../goals/goal-scene.ts';
import type { CountsOf } from '../goals/ground-tally.ts';
import { lanesRead } from '../goals/held-coverage.ts';
import { type RadioObstacles, radioObstacles } from '../network/fresnel.ts';
import { planCosts } from '../network/plan-costs.ts';
import { exposedByDevice, type PrivacyMasks, privacyMasks } from '../privacy/privacy-exposure.ts';
import { leastReadProbability } from '../summary/plan-summary.ts';
import { type AtlasRegion, streetRegions } from '../summary/region-atlas.ts';
import type { DeviceContext } from './device-context.ts';
import type { HeldDevice } from './held-devices.ts';
import type { GroundHolder, LedgerBook } from './ledger-book.ts';

const costMetrics: ReadonlySet<string> = new Set(['capital-cost', 'yearly-cost', 'uplink']);

interface MaskedPlan {
  readonly frame: PlanFrame | null;
  readonly zones: string;
  readonly masks: PrivacyMasks;
}

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
  private masked: MaskedPlan | null = null;
  private streets: readonly AtlasRegion[] | null = null;

  constructor(context: DeviceContext, devices: ReadonlyMap<string, HeldDevice>, book: LedgerBook) {
    this.context = context;
    this.devices = devices;
    this.book = book;
    const { scene, source } = context;
    this.goalScene = createGoalScene(
      scene,
      source,
      () => context.targets().panels,
      () => context.targets().lanes?.samples ?? null,
    );
    this.goals = new GoalBoard(this.goalScene, (layer, condition, filter) => book.ledger(layer, condition, filter));
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
    this.book.dropUnwatchedFilters();
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
    return this.goals.standing(this.goalCostsNow());
  }

  /** How they stand at these costs, whatever is merged. */
  standingWith(costs: PlanCosts | null): GoalStanding {
    return this.goals.standing(costs);
  }

  /** As {@link GoalBoard.questions}. */
  goalQuestions(frame: PlanFrame, countsOf: CountsOf, held: HeldDevices): GoalPlan {
    return this.goals.questions(frame, countsOf, held);
  }

  /** Costs that goals read; null where none does. */
  goalCostsNow(): PlanCosts | null {
    if (this.goalCosts === null && this.current?.goals.some(({ metric }) => costMetrics.has(metric)) === true) {
      this.goalCosts = this.costs();
    }
    return this.goalCosts;
  }

  /** Takes costs as those of what is merged now: the caller has put back all that it had taken. */
  keepCosts(costs: PlanCosts | null): void {
    this.goalCosts = costs;
  }

  costs(): PlanCosts {
    if (this.current === null) throw new Error('PlanBoard: set the plan first.');
    const { source } = this.context;
    const devices = this.inPlanOrder(this.current);
    this.obstacles ??= radioObstacles(source.prisms, source.terrain);
    return planCosts(this.current, source, devices, this.obstacles);
  }

  /** Merged devices as the plan lists them, others after them by id: the order in which they came must not matter to sums. */
  private inPlanOrder(frame: PlanFrame): Device[] {
    const places = new Map(frame.devices.map(({ id }, place) => [id, place]));
    const place = ({ id }: Device): number => places.get(id) ?? Number.MAX_SAFE_INTEGER;
    return [...this.devices.values()]
      .map(({ device }) => device)
      .sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
  }

  /** Residential facade that a camera sees at or above the privacy category, after masks, m²; null without a picture. */
  exposedSquareMeters({ device, coverage }: HeldDevice): number | null {
    if (!isOptical(device)) return null;
    if (coverage.facadeIndex.length === 0) return 0;
    return exposedByDevice(coverage, this.privacyMasks(), this.context.settings.categorySet);
  }

  /** Named streets and classes of streets, made once for the scene. */
  *streetRegions(): Generator<void, readonly AtlasRegion[], void> {
    this.streets ??= yield* streetRegions(this.goalScene);
    return this.streets;
  }

  /** Worked out again only where the privacy zones differ. */
  private privacyMasks(): PrivacyMasks {
    if (this.masked !== null && this.masked.frame === this.current) return this.masked.masks;
    const places = zonePlaces(this.current?.zones ?? [], this.context.surroundings?.zones ?? []);
    const zones = JSON.stringify(places.filter(({ kind }) => kind === 'privacy').map(({ rings }) => rings));
    const masks = this.masked?.zones === zones ? this.masked.masks : privacyMasks(this.goalScene, places);
    this.masked = { frame: this.current, zones, masks };
    return masks;
  }

  /** Lanes that an ALPR unit reads; null for other kinds. */
  lanesRead({ device, coverage }: HeldDevice): number | null {
    if (device.kind !== 'alpr') return null;
    const lanes = this.goalScene.lanes();
    return lanes === null ? 0 : lanesRead(coverage, lanes.table, leastReadProbability, false).length;
  }
}

/** What a device's share of cost and data hangs on; where it stands and how it looks does not matter. */
function costKey(device: Device): string {
  const { kind, model, state, phase, agency, uplink, powerFeed, retentionDays } = device;
  const optics = 'sensor' in device ? [device.sensor.widthPixels, device.sensor.heightPixels] : [];
  const heads = device.kind === 'camera' ? device.heads.length : 0;
  return JSON.stringify([kind, model, state, phase, agency, uplink, powerFeed, retentionDays, optics, heads]);
}
