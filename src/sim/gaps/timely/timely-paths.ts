import type { GapScene } from '#model/gap-scene.ts';
import type { ApproachPath } from '#model/results/gaps/approach.ts';
import type { GapEmpty } from '#model/results/gaps/common.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { type ApproachPlan, approachSteps } from '../walk/approach-steps.ts';
import { doorsOf, type WalkStudy } from '../walk/walk-study.ts';
import { walkTargets } from '../walk/walk-targets.ts';

/**
 * Ways in that an intruder may choose between: the least observed and the shortest ones to doors that are locked and monitored, and
 * the same to those that are not. A door that holds nobody up may be worth a way that is watched more.
 */
export function* timelyPaths(
  scene: GapScene,
  plan: ApproachPlan,
  study: WalkStudy,
  isMonitored: (portalId: string) => boolean,
): Generator<SimulationStep, readonly ApproachPath[] | GapEmpty, void> {
  const doors = doorsOf(scene, plan.site, plan.question.portalId);
  if (!doors.ok) return { kind: 'empty', reason: doors.problem.sentence };
  const open = doors.value.filter(({ id }) => !isMonitored(id));
  const monitored = doors.value.filter(({ id }) => isMonitored(id));
  const kinds = open.length > 0 && monitored.length > 0 ? [open, monitored] : [doors.value];
  const paths: ApproachPath[] = [];
  let nothing: GapEmpty | null = null;
  for (const kind of kinds) {
    const targets = kinds.length === 1 ? study.targets : valueOf(walkTargets(study.ground, plan.site, kind));
    if (targets === null) continue;
    const approach = yield* approachSteps(scene, plan, { ...study, targets });
    if (approach.kind === 'empty') nothing = approach;
    else paths.push(approach.best, ...approach.others, approach.shortest);
  }
  if (paths.length === 0 && nothing !== null) return nothing;
  return paths;
}

function valueOf<T>(outcome: { readonly ok: true; readonly value: T } | { readonly ok: false }): T | null {
  return outcome.ok ? outcome.value : null;
}
