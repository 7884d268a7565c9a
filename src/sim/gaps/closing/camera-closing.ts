import type { Condition } from '#model/goal.ts';
import type { ApproachPath } from '#model/results/gaps/approach.ts';
import type { ClosingProposal, ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapEmpty } from '#model/results/gaps/common.ts';
import { mountReachMeters } from '../../blind-spots/mount-places.ts';
import { studySteps } from '../gap-runs.ts';
import type { GapStage } from '../gap-stage.ts';
import type { GapStep } from '../gap-step.ts';
import { type ApproachPlan, conditionsSteps } from '../walk/approach-steps.ts';
import { LineWalker } from '../walk/walk-line.ts';
import type { WalkStudy } from '../walk/walk-study.ts';
import {
  type ChosenCamera,
  type ChosenCameras,
  chooseCameras,
  closedChance,
  leastGain,
  mostCameras,
} from './camera-greedy.ts';
import { closingOf, noClosing } from './closing-none.ts';
import { partOfWhole } from './closing-progress.ts';

export const unobservedMetric = 'Arrives unobserved';
const meanMetric = 'Arrives unobserved, on average over the entries';

/** Cameras that make ways in on foot less unobserved. */
export function* closeWalksIn(stage: GapStage): Generator<GapStep, ClosingResult, void> {
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
function* askedPlan(stage: GapStage, plan: ApproachPlan, study: WalkStudy): Generator<GapStep, Asked | GapEmpty, void> {
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

/** What was chosen as a result; cameras after the last one that gains anything are left out. */
function cameraResult(chosen: ChosenCameras, study: WalkStudy, notes: readonly string[]): ClosingResult {
  const { approach } = chosen;
  const { proposals, metric, cameras } = cameraProposals(chosen, study);
  const [first, last] = [cameras[0], cameras[cameras.length - 1]];
  if (first === undefined || last === undefined) {
    const { unobserved } = approach.best;
    return noClosing('approach', unobservedMetric, [...notes, ...noneNotes(unobserved)], unobserved);
  }
  const change = metric === unobservedMetric ? 'highest' : 'mean';
  return {
    kind: 'closing',
    for: 'approach',
    proposals,
    metric,
    before: first[change].before,
    after: last[change].after,
    notes: [...notes, ...notesOf(cameras, metric)],
  };
}

/** The chosen cameras that gain something, as proposals. */
export function cameraProposals(
  { cameras }: ChosenCameras,
  study: WalkStudy,
): { readonly proposals: ClosingProposal[]; readonly metric: string; readonly cameras: readonly ChosenCamera[] } {
  for (const change of ['highest', 'mean'] as const) {
    const last = cameras.findLastIndex((camera) => camera[change].before - camera[change].after >= leastGain);
    if (last < 0) continue;
    const kept = cameras.slice(0, last + 1);
    const metric = change === 'highest' ? unobservedMetric : meanMetric;
    return { metric, cameras: kept, proposals: kept.map((camera) => proposalOf(study, camera, metric, change)) };
  }
  return { metric: unobservedMetric, cameras: [], proposals: [] };
}

function proposalOf(
  study: WalkStudy,
  camera: ChosenCamera,
  metric: string,
  change: 'highest' | 'mean',
): ClosingProposal {
  const { held, candidate, exposedSquareMeters } = camera;
  const { device } = held;
  const { before, after } = camera[change];
  const alone = before - after >= leastGain ? '' : ' Other ways stay as good until the next ones stand too.';
  return {
    id: device.id,
    for: 'approach',
    device,
    price: candidate.lens.price,
    yearly: candidate.lens.model.yearly,
    exposedSquareMeters,
    gain: { metric, before, after },
    place: study.names.at(device.x, device.y),
    reason: `${reasonOf(study, camera)}${alone}`,
  };
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

function noneNotes(unobserved: number): string[] {
  if (unobserved <= closedChance) {
    return [`Nobody arrives unobserved with more than ${percent(closedChance)}: there is nothing to close.`];
  }
  return [
    'No camera of the catalogue on a free mount or wall near the ways in lowers the chance by a point or more.',
    triedNote,
  ];
}

const triedNote = `Fixed and varifocal cameras were tried on free mounts and walls within ${mountReachMeters} m of the ways in; around each the intruder plans anew.`;

export function notesOf(cameras: readonly ChosenCamera[], metric: string): string[] {
  const [first, last] = [cameras[0], cameras[cameras.length - 1]];
  if (first === undefined || last === undefined) return [];
  const notes: string[] = [];
  if (metric === meanMetric) {
    const left = percent(last.highest.after);
    notes.push(
      `From the best entry somebody still arrives unobserved with ${left}: the cameras close other entries only.`,
    );
  } else {
    notes.push(
      `On average over the entries the chance falls from ${percent(first.mean.before)} to ${percent(last.mean.after)}.`,
    );
  }
  if (last.highest.after > closedChance) {
    notes.push(
      cameras.length === mostCameras
        ? `No more than ${mostCameras} cameras are proposed at once; take these and propose anew for more.`
        : 'No further camera that was tried lowers it by a point or more.',
    );
  }
  notes.push(triedNote, 'Exposed are residential facades that would be seen at the privacy category, after masks.');
  return notes;
}
