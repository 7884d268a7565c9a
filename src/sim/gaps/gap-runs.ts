import { categorySets } from '#model/pixel-density.ts';
import type { GapEmpty } from '#model/results/gaps/common.ts';
import type { GapResult } from '#model/results/gaps/gap-report.ts';
import type { InterceptionPart } from '#model/results/gaps/interception.ts';
import { missingFunctions, unitsByPortal } from '../access/portal-states.ts';
import type { SimulationStep } from '../simulation-step.ts';
import { cordonSteps } from './cordon/cordon-steps.ts';
import { evasionOf } from './cordon/evasion.ts';
import { type DriveScene, incidentSteps } from './cordon/incident-steps.ts';
import { vehicleApproachSteps } from './cordon/vehicle-approach-steps.ts';
import { availabilitySteps } from './failures/availability-steps.ts';
import { failuresSteps } from './failures/failures-steps.ts';
import { interceptionInput, siteOf, studySteps, told } from './gap-inputs.ts';
import type { GapStage } from './gap-stage.ts';
import { planMeterSteps } from './plan-meter.ts';
import { breachSteps } from './search/breach-steps.ts';
import { stationDrives } from './station-drives.ts';
import { timelyPaths } from './timely/timely-paths.ts';
import { timelySteps } from './timely/timely-steps.ts';
import { interceptionPartSteps, partRange } from './traffic/interception-part.ts';
import { interceptionProblem, interceptionSteps } from './traffic/interception-result.ts';
import { type ApproachPlan, approachSteps, conditionsSteps } from './walk/approach-steps.ts';
import type { WalkStudy } from './walk/walk-study.ts';
import { straightWalks } from './walk/walked-line.ts';
import { watchFieldSteps } from './walk/watch-field.ts';

/** Does what a job asks. `parts`: of `interception`, where they were worked out elsewhere. */
export function* gapRunSteps(
  stage: GapStage,
  parts: readonly InterceptionPart[] | null,
): Generator<SimulationStep, GapResult, void> {
  switch (stage.job.run) {
    case 'approach':
      if (stage.question.travel === 'car') return yield* vehicleRun(stage);
      return yield* onFoot(stage, (plan, study) => approachSteps(stage.scene, plan, study));
    case 'conditions':
      return yield* onFoot(stage, (plan, study) => conditionsSteps(stage.scene, plan, study));
    case 'breach':
      return yield* onFoot(stage, (plan, study) => breachRun(stage, plan, study));
    case 'timely':
      return yield* onFoot(stage, (plan, study) => timelyRun(stage, plan, study));
    case 'interception':
      return yield* interceptionRun(stage, parts);
    case 'cordon':
      return yield* cordonSteps({
        ...streetsOf(stage),
        readers: stage.readers(),
        bounds: stage.scene.bounds,
        places: { sites: stage.sites, zones: stage.zones },
        question: stage.question,
      });
    case 'incident':
      return yield* incidentRun(stage);
    case 'failures': {
      const meter = yield* planMeterSteps(stage);
      return yield* failuresSteps(stage.scenario, meter, stage.question.pairs);
    }
    case 'availability': {
      const meter = yield* planMeterSteps(stage);
      return yield* availabilitySteps(stage.scenario, meter, stage.question.seed);
    }
  }
}

const noSite: GapEmpty = {
  kind: 'empty',
  reason: 'Neither the plan nor the city has a site to ask about. Add one under Places, or choose another one.',
};

function* onFoot(
  stage: GapStage,
  run: (plan: ApproachPlan, study: WalkStudy) => Generator<SimulationStep, GapResult, void>,
): Generator<SimulationStep, GapResult, void> {
  const site = stage.site();
  if (site === null) return noSite;
  const studied = yield* studySteps(stage, site);
  return 'kind' in studied ? studied : yield* run(studied.plan, studied.study);
}

function* breachRun(stage: GapStage, plan: ApproachPlan, study: WalkStudy): Generator<SimulationStep, GapResult, void> {
  const { condition, category, forced } = stage.question;
  const { field } = yield* told(
    watchFieldSteps(study.ground.grid, plan.devices, condition, plan.assumptions),
    'Laying out who watches',
  );
  const held = stage.held();
  return yield* breachSteps({
    grid: study.ground.grid,
    rates: field.rates,
    watchers: held.map((one) => ({
      id: one.device.id,
      x: one.device.x,
      y: one.device.y,
      layer: one.layer,
      ground: one.layer === null ? noGround : one.ground(condition),
    })),
    targets: study.targets.cells,
    entries: study.entries.flatMap(({ cells }) => [...cells]),
    travel: { metersPerSecond: plan.assumptions.walkingSpeed, forced },
    site: siteOf(plan.site),
    condition,
    category: Math.min(category, plan.categories - 1),
    nameOf: (x, y) => study.names.at(x, y),
  });
}

const noGround = { firstRow: 0, rows: 0, firstWord: 0, words: 0, bits: new Uint32Array(0), cells: [0] };

function* timelyRun(stage: GapStage, plan: ApproachPlan, study: WalkStudy): Generator<SimulationStep, GapResult, void> {
  const { condition } = stage.question;
  const units = unitsByPortal(stage.scenario.devices);
  const portals = new Map((stage.scene.surroundings?.portals ?? []).map((portal) => [portal.id, portal]));
  const isMonitored = (id: string): boolean => {
    const portal = portals.get(id);
    return portal !== undefined && missingFunctions(portal, units.get(id) ?? []).length === 0;
  };
  const paths = yield* timelyPaths(stage.scene, plan, study, isMonitored);
  if ('kind' in paths) return paths;
  const { field } = yield* told(
    watchFieldSteps(study.ground.grid, plan.devices, condition, plan.assumptions),
    'Laying out who watches',
  );
  return yield* timelySteps({
    place: plan.site,
    site: siteOf(plan.site),
    condition,
    assumptions: plan.assumptions,
    paths,
    watching: straightWalks(study.ground, field).watching,
    stations: stage.scenario.stations,
    drives: yield* stationDrives(stage, plan.site),
    isMonitored,
  });
}

function streetsOf(stage: GapStage) {
  const { network, connectivity, graph, arcSeconds } = stage.roads;
  return { network, connectivity, streets: graph.streets, arcSeconds };
}

function driveScene(stage: GapStage): DriveScene {
  const { graph, connectivity } = stage.roads;
  const { bounds } = stage.scene;
  const { sites, question } = stage;
  return { graph, readers: stage.readers(), connectivity, bounds, sites, question };
}

function* incidentRun(stage: GapStage): Generator<SimulationStep, GapResult, void> {
  const { graph } = stage.roads;
  const evade = evasionOf(graph, stage.units, stage.scenario.assumptions, stage.question.condition);
  return yield* incidentSteps({ ...driveScene(stage), evade });
}

function* vehicleRun(stage: GapStage): Generator<SimulationStep, GapResult, void> {
  const { question, scenario } = stage;
  const portal = stage.scene.surroundings?.portals.find(({ id }) => id === question.portalId) ?? null;
  return yield* vehicleApproachSteps({
    ...driveScene(stage),
    watchers: stage
      .held()
      .filter(({ layer }) => layer !== null)
      .map((one) => ({ id: one.device.id, layer: one.layer, ground: one.ground(question.condition) })),
    grid: stage.state.context.scene.grid,
    assumptions: scenario.assumptions,
    categories: categorySets[scenario.categorySet].categories.length,
    portal,
  });
}

export function* partOfInterception(
  stage: GapStage,
  part: number,
  of: number,
): Generator<SimulationStep, InterceptionPart, void> {
  const input = yield* interceptionInput(stage);
  const { first, end } = partRange(input.demand.pairs.length, part, of);
  return yield* interceptionPartSteps(input, first, end);
}

function* interceptionRun(
  stage: GapStage,
  parts: readonly InterceptionPart[] | null,
): Generator<SimulationStep, GapResult, void> {
  const input = yield* interceptionInput(stage);
  const problem = interceptionProblem(input);
  if (problem !== null) return problem;
  const own = parts ?? [yield* interceptionPartSteps(input, 0, input.demand.pairs.length)];
  return yield* interceptionSteps(input, own);
}
