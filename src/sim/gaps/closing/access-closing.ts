import type { Portal } from '#model/city.ts';
import type { AccessUnit } from '#model/device.ts';
import type { ApproachResult } from '#model/results/gaps/approach.ts';
import type { ClosingProposal, ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapEmpty } from '#model/results/gaps/common.ts';
import type { TimelyResult } from '#model/results/gaps/timely.ts';
import { missingFunctions, unitsByPortal } from '../../access/portal-states.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { studySteps, told } from '../gap-inputs.ts';
import type { GapStage } from '../gap-stage.ts';
import { stationDrives } from '../station-drives.ts';
import { type StationDrive, timelySteps } from '../timely/timely-steps.ts';
import type { ApproachPlan } from '../walk/approach-steps.ts';
import type { WalkStudy } from '../walk/walk-study.ts';
import { straightWalks } from '../walk/walked-line.ts';
import { watchFieldSteps } from '../walk/watch-field.ts';
import { accessProposal } from './access-units.ts';
import { cameraNotes, cameraProposals, noSite } from './camera-closing.ts';
import { type ChosenCameras, chooseCameras } from './camera-greedy.ts';
import { closingOf, noClosing } from './closing-none.ts';
import { partOfWhole } from './closing-progress.ts';

const metric = 'Interrupted in time';
/** No more doors are proposed to be secured at once. */
const mostDoors = 8;
/** Less gain is none. */
const leastGain = 0.005;

/**
 * What makes it likelier that an intruder is interrupted in time: doors at the end of the worst ways that are neither locked nor
 * monitored, the one of the worst way first, then cameras along the ways.
 */
export function* closeTimely(stage: GapStage): Generator<SimulationStep, ClosingResult, void> {
  const site = stage.site();
  if (site === null) return noClosing('portal', metric, [noSite]);
  const studied = yield* studySteps(stage, site);
  if ('kind' in studied) return closingOf('portal', metric, studied);
  const { plan, study } = studied;
  const chosen = yield* partOfWhole(chooseCameras(stage, plan, study), 0, 0.9);
  if ('kind' in chosen) return closingOf('portal', metric, chosen);
  return yield* partOfWhole(closeDoors(stage, plan, study, chosen), 0.9, 1);
}

function* closeDoors(
  stage: GapStage,
  plan: ApproachPlan,
  study: WalkStudy,
  chosen: ChosenCameras,
): Generator<SimulationStep, ClosingResult, void> {
  const doors = new DoorCloser(stage, study, yield* stationDrives(stage, plan.site));
  const now = yield* doors.measure(plan, chosen.before, []);
  if (now.kind === 'empty') return closingOf('portal', metric, now);
  const secured = yield* doors.proposals(plan, chosen.before, now);
  if ('kind' in secured) return closingOf('portal', metric, secured);
  const units = secured.proposals.flatMap(({ device }) => (device.kind === 'access' ? [device] : []));
  const after = yield* doors.measure(chosen.plan, chosen.after, units);
  if (after.kind === 'empty') return closingOf('portal', metric, after);
  return {
    kind: 'closing',
    for: 'portal',
    proposals: [...secured.proposals, ...cameraProposals(chosen, study)],
    metric,
    before: now.interruption,
    after: after.interruption,
    notes: [...secured.notes, ...cameraNotes(chosen)],
  };
}

class DoorCloser {
  private readonly stage: GapStage;
  private readonly study: WalkStudy;
  private readonly drives: readonly (StationDrive | null)[];
  private readonly portals: ReadonlyMap<string, Portal>;

  constructor(stage: GapStage, study: WalkStudy, drives: readonly (StationDrive | null)[]) {
    this.stage = stage;
    this.study = study;
    this.drives = drives;
    this.portals = new Map((stage.scene.surroundings?.portals ?? []).map((portal) => [portal.id, portal]));
  }

  /** Chance of interruption on the ways of an approach, with these units more. */
  *measure(
    plan: ApproachPlan,
    approach: ApproachResult,
    more: readonly AccessUnit[],
  ): Generator<SimulationStep, TimelyResult | GapEmpty, void> {
    const { condition } = this.stage.question;
    const { field } = yield* told(
      watchFieldSteps(this.study.ground.grid, plan.devices, condition, plan.assumptions),
      'Laying out who watches',
    );
    const units = this.unitsWith(more);
    return yield* timelySteps({
      place: plan.site,
      site: approach.site,
      condition,
      assumptions: plan.assumptions,
      paths: [approach.best, ...approach.others],
      watching: straightWalks(this.study.ground, field).watching,
      stations: this.stage.scenario.stations,
      drives: this.drives,
      isMonitored: (id) => {
        const portal = this.portals.get(id);
        return portal !== undefined && missingFunctions(portal, units.get(id) ?? []).length === 0;
      },
    });
  }

  /** Doors of the worst ways, one after the other, up to the last one that gains anything. */
  *proposals(
    plan: ApproachPlan,
    approach: ApproachResult,
    start: TimelyResult,
  ): Generator<SimulationStep, { readonly proposals: ClosingProposal[]; readonly notes: string[] } | GapEmpty, void> {
    const proposals: ClosingProposal[] = [];
    const units: AccessUnit[] = [];
    let now = start;
    while (proposals.length < mostDoors) {
      const next = this.doorOfWorst(now, units);
      if (next === null) break;
      units.push(next.unit);
      const after: TimelyResult | GapEmpty = yield* this.measure(plan, approach, units);
      if (after.kind === 'empty') return after;
      const gain = { metric, before: now.interruption, after: after.interruption };
      proposals.push(this.proposal(next, gain));
      now = after;
    }
    const last = proposals.findLastIndex(({ gain }) => gain.after - gain.before >= leastGain);
    const kept = proposals.slice(0, last + 1);
    return { proposals: kept, notes: this.notesOf(kept, now) };
  }

  /** The unit for the door of the worst way whose door can be secured; ways that end elsewhere are passed over. */
  private doorOfWorst({ ways }: TimelyResult, more: readonly AccessUnit[]) {
    const units = this.unitsWith(more);
    for (const { portalId } of ways) {
      const portal = portalId === null ? undefined : this.portals.get(portalId);
      if (portal === undefined) continue;
      const found = accessProposal(this.stage.scenario, portal, units.get(portal.id) ?? [], this.freeId(more));
      if (found !== null) return { ...found, portal };
    }
    return null;
  }

  private proposal(
    { unit, model, price, portal }: NonNullable<ReturnType<DoorCloser['doorOfWorst']>>,
    gain: ClosingProposal['gain'],
  ): ClosingProposal {
    const alone = gain.after - gain.before >= leastGain ? '' : ' Other ways stay as bad until the next ones stand too.';
    return {
      id: unit.id,
      for: 'portal',
      device: unit,
      price,
      yearly: model.yearly,
      exposedSquareMeters: 0,
      gain,
      place: portal.name ?? portal.address ?? this.study.names.at(portal.x, portal.y),
      reason: `Locks and monitors a door that is not, so that it takes longer to open and tells when it is forced.${alone}`,
    };
  }

  private unitsWith(more: readonly AccessUnit[]) {
    return unitsByPortal([...this.stage.scenario.devices, ...more]);
  }

  private freeId(more: readonly AccessUnit[]): string {
    const taken = new Set([...this.stage.scenario.devices, ...more].map(({ id }) => id));
    let number = more.length + 1;
    while (taken.has(`proposal-door-${number}`)) number += 1;
    return `proposal-door-${number}`;
  }

  private notesOf(proposals: readonly ClosingProposal[], { ways }: TimelyResult): string[] {
    const open = new Set(ways.flatMap(({ portalId }) => (portalId === null ? [] : [portalId])));
    const gates = [...open].filter((id) => this.portals.get(id)?.kind === 'gate').length;
    const notes: string[] = [];
    if (open.size === 0) notes.push('No way ends at a door: the site is reached over its ground.');
    else if (proposals.length === 0) notes.push('Securing further doors gains less than half a point.');
    if (gates > 0) notes.push('Gates are left open to choice: to lock one changes where people walk.');
    return notes;
  }
}
