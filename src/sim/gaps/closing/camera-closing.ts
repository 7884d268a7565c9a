import type { Condition } from '#model/goal.ts';
import type { ApproachPath } from '#model/results/gaps/approach.ts';
import type { ClosingProposal, ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapEmpty } from '#model/results/gaps/common.ts';
import { mountReachMeters } from '../../blind-spots/mount-places.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { studySteps } from '../gap-inputs.ts';
import type { GapStage } from '../gap-stage.ts';
import { type ApproachPlan, conditionsSteps } from '../walk/approach-steps.ts';
import { LineWalker } from '../walk/walk-line.ts';
import type { WalkStudy } from '../walk/walk-study.ts';
import { leastGain } from './camera-chooser.ts';
import { type ChosenCamera, type ChosenCameras, chooseCameras, closedChance, mostCameras } from './camera-greedy.ts';
import { closingOf, noClosing } from './closing-none.ts';
import { partOfWhole } from './closing-progress.ts';

const unobservedMetric = 'Arrives unobserved';
const cameraMetrics = {
  highest: unobservedMetric,
  mean: 'Arrives unobserved, on average over the entries',
} as const;

/** Cameras that make ways in on foot less unobserved. */
export function* closeWalksIn(stage: GapStage): Generator<SimulationStep, ClosingResult, void> {
  const site = stage.site();
  if (site === null) return noClosing('approach', unobservedMetric, [noSite]);
  const studied = yield* studySteps(stage, site);
  if ('kind' in studied) return closingOf('approach', unobservedMetric, studied);
  const { study } = studied;
  const asked = yield* askedPlan(stage, studied.plan, study);
  if ('kind' in asked) return closingOf('approach', unobservedMetric, asked);
  const chosen = yield* partOfWhole(chooseCameras(stage, asked.plan, study), 0.1, 1);
  if ('kind' in chosen) return closingOf('approach', unobservedMetric, chosen);
  return cameraResult(chosen, study, asked.notes);
}

export const noSite =
  'Neither the plan nor the city has a site to ask about. Add one under Places, or choose another one.';

interface Asked {
  readonly plan: ApproachPlan;
  readonly notes: readonly string[];
}

const conditionWords: Readonly<Record<Condition, string>> = { day: 'by day', night: 'by night', fog: 'in fog' };

/** Of a comparison of conditions the one under which the site is reached most likely. */
function* askedPlan(
  stage: GapStage,
  plan: ApproachPlan,
  study: WalkStudy,
): Generator<SimulationStep, Asked | GapEmpty, void> {
  if (stage.job.run === 'breach') {
    const note =
      'What is lowered is the chance of arriving unobserved; run the breach again to see what that does to it.';
    return { plan, notes: [note] };
  }
  if (stage.job.run !== 'conditions') return { plan, notes: [] };
  const compared = yield* partOfWhole(conditionsSteps(stage.scene, plan, study), 0, 0.1);
  if (compared.kind === 'empty') return compared;
  const { condition } = compared.paths.reduce((worst, one) =>
    one.best.unobserved > worst.best.unobserved ? one : worst,
  );
  return {
    plan: { ...plan, question: { ...plan.question, condition } },
    notes: [`Worked out ${conditionWords[condition]}, when the chance is highest.`],
  };
}

function cameraResult(chosen: ChosenCameras, study: WalkStudy, notes: readonly string[]): ClosingResult {
  const { cameras, lowers } = chosen;
  const proposals = cameraProposals(chosen, study);
  const [first, last] = [cameras[0], cameras[cameras.length - 1]];
  const before = first?.[lowers].before ?? chosen.before.best.unobserved;
  return {
    kind: 'closing',
    for: 'approach',
    proposals,
    metric: cameraMetrics[lowers],
    before,
    after: last?.[lowers].after ?? before,
    notes: [...notes, ...cameraNotes(chosen)],
  };
}

/** The chosen cameras as proposals. */
export function cameraProposals({ cameras, lowers }: ChosenCameras, study: WalkStudy): ClosingProposal[] {
  return cameras.map((camera) => {
    const { held, candidate, exposedSquareMeters } = camera.tried;
    const { device } = held;
    const { before, after } = camera[lowers];
    const alone = before - after >= leastGain ? '' : ' Other ways stay as good until the next ones stand too.';
    return {
      id: device.id,
      for: 'approach',
      device,
      price: candidate.lens.price,
      yearly: candidate.lens.model.yearly,
      exposedSquareMeters,
      gain: { metric: cameraMetrics[lowers], before, after },
      place: study.names.at(device.x, device.y),
      reason: `${reasonOf(study, camera)}${alone}`,
    };
  });
}

/** What it watches of the way on which it watches most that nobody did, the least observed one first among equals. */
function reasonOf(study: WalkStudy, { ways, watched, unwatched }: ChosenCamera): string {
  const parts = ways.map((way) => ({
    way,
    meters: Math.round(metersWithin(study, way, watched)),
    alone: Math.round(metersWithin(study, way, unwatched)),
  }));
  const { way, meters, alone } = parts.reduce((best, one) =>
    one.alone > best.alone || (one.alone === best.alone && one.meters > best.meters) ? one : best,
  );
  const name = way.entry.name.replace(', from', ' from');
  const where = name.startsWith('near ') ? `the way in ${name}` : `the way in at ${name}`;
  if (alone >= meters) return `Watches ${meters} m of ${where} that nobody watches.`;
  if (alone > 0) return `Watches ${meters} m of ${where}, ${alone} m of them watched by nobody now.`;
  return `Watches ${meters} m of ${where}, where others watch too.`;
}

function metersWithin({ ground }: WalkStudy, { xy }: ApproachPath, cells: ReadonlySet<number>): number {
  const walker = new LineWalker(ground.grid);
  let sum = 0;
  for (let at = 2; at + 1 < xy.length; at += 2) {
    walker.visit(xy[at - 2], xy[at - 1], xy[at], xy[at + 1], (cell, meters) => {
      if (cells.has(cell)) sum += meters;
    });
  }
  return sum;
}

function percent(chance: number): string {
  return `${Math.round(100 * chance)} %`;
}

const triedNote = `Fixed and varifocal cameras were tried on free mounts and walls within ${mountReachMeters} m of the ways in; around each the intruder plans anew.`;

/** What cameras leave open, as sentences. */
export function cameraNotes({ cameras, lowers, after, triedInTurn }: ChosenCameras): string[] {
  const left = after.best.unobserved;
  const [first, last] = [cameras[0], cameras[cameras.length - 1]];
  const notes: string[] = [];
  if (first === undefined || last === undefined) {
    if (left <= closedChance)
      return [`Nobody arrives unobserved with more than ${percent(closedChance)}: there is nothing to close.`];
    notes.push(
      triedInTurn === 0
        ? 'No camera of the catalogue on a free mount or wall near the ways in lowers the chance by a point or more.'
        : `Not even ${triedInTurn === 1 ? 'one camera lowers' : `${triedInTurn} cameras together lower`} the chance by a point: other ways stay as good.`,
    );
  } else if (lowers === 'mean') {
    notes.push(
      `From the best entry somebody still arrives unobserved with ${percent(left)}: only other entries get worse.`,
    );
  } else {
    const { before } = first.mean;
    notes.push(`On average over the entries the chance falls from ${percent(before)} to ${percent(last.mean.after)}.`);
    if (left > closedChance && triedInTurn < mostCameras) {
      notes.push('No further camera that was tried lowers it by a point or more.');
    } else if (left > closedChance) {
      notes.push(`No more than ${mostCameras} cameras are tried at once; take these and propose anew for more.`);
    }
  }
  notes.push(triedNote);
  if (cameras.length > 0)
    notes.push('Exposed are residential facades that would be seen at the privacy category, after masks.');
  return notes;
}
