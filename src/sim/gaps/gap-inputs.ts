import { categorySets } from '#model/pixel-density.ts';
import type { GapEmpty, GapSite } from '#model/results/gaps/common.ts';
import type { SitePlace } from '../access/places.ts';
import type { SimulationStep } from '../simulation-step.ts';
import { deviceAvailabilities } from './failures/part-availability.ts';
import type { GapStage } from './gap-stage.ts';
import { gravityDemand } from './traffic/gravity-demand.ts';
import type { InterceptionRun } from './traffic/interception-result.ts';
import { sceneDemand, type TrafficDemand } from './traffic/traffic-demand.ts';
import type { ApproachPlan } from './walk/approach-steps.ts';
import { lockedPortals } from './walk/walk-scene.ts';
import { type WalkStudy, walkStudySteps } from './walk/walk-study.ts';

/** What several runs are worked out from. */

export function siteOf({ featureId, id, planned, name, x, y }: SitePlace): GapSite {
  return { id: planned ? id : featureId, name, x, y };
}

export function approachPlan(stage: GapStage, site: SitePlace): ApproachPlan {
  const { scenario, question } = stage;
  return {
    site,
    question,
    assumptions: scenario.assumptions,
    categories: categorySets[scenario.categorySet].categories.length,
    devices: stage.watchers(),
    lockedPortals: lockedPortals(scenario.devices),
    availability: deviceAvailabilities(scenario),
  };
}

/** The ground around the site that is asked about, or why there is none; kept for the runs of the same question. */
export function* studySteps(
  stage: GapStage,
  site: SitePlace,
): Generator<SimulationStep, { readonly plan: ApproachPlan; readonly study: WalkStudy } | GapEmpty, void> {
  const plan = approachPlan(stage, site);
  const { portalId, from, reachMeters } = stage.question;
  const { fenceDelaySeconds, wallDelaySeconds, hedgeDelaySeconds, gateDelaySeconds } = plan.assumptions;
  const delays = [fenceDelaySeconds, wallDelaySeconds, hedgeDelaySeconds, gateDelaySeconds];
  const key = JSON.stringify([site, portalId, from, reachMeters, delays, [...plan.lockedPortals]]);
  let study = stage.keptStudy(key);
  if (study === null) {
    const made = yield* walkStudySteps(stage.scene, site, stage.question, plan.assumptions, plan.lockedPortals);
    if (!made.ok) return { kind: 'empty', reason: made.problem.sentence };
    study = made.value;
    stage.keepStudy(key, study);
  }
  return { plan, study };
}

/** What interception is worked out from. */
export function* interceptionInput(stage: GapStage): Generator<SimulationStep, InterceptionRun, void> {
  const { graph, connectivity } = stage.roads;
  const { demand: demandKind, condition, routes } = stage.question;
  const { assumptions } = stage.scenario;
  const demand = yield* demandSteps(stage);
  return { graph, connectivity, demand, demandKind, units: stage.units, condition, routes, assumptions };
}

/** Kept for the runs of the same demand at the same speeds. */
function* demandSteps(stage: GapStage): Generator<SimulationStep, TrafficDemand, void> {
  const { graph } = stage.roads;
  const { demand } = stage.question;
  const { assumptions } = stage.scenario;
  const { driveSpeed, plateSpeedKmh, carTripsPerPerson, gravityDecaySeconds } = assumptions;
  const key = JSON.stringify([demand, driveSpeed, plateSpeedKmh, carTripsPerPerson, gravityDecaySeconds]);
  const known = stage.keptDemand(key);
  if (known !== null) return known;
  const made =
    demand === 'scene'
      ? sceneDemand(graph, stage.scene.trips)
      : yield* told(gravityDemand(stage.scene, graph, assumptions), 'Working out where people drive');
  stage.keepDemand(key, made);
  return made;
}

/** Runs steps that tell nothing themselves. */
export function* told<T>(steps: Generator<unknown, T, void>, step: string): Generator<SimulationStep, T, void> {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    yield { step, fraction: 0 };
  }
}
