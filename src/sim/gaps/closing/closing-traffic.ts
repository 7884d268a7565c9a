import type { GapQuestion } from '#model/gap-question.ts';
import type { ClosingResult } from '#model/results/gaps/closing.ts';
import { cityPlaceRadiusMeters, type SitePlace } from '../../access/places.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { interceptionInput } from '../gap-inputs.ts';
import type { GapStage } from '../gap-stage.ts';
import { interceptionPartSteps, told } from '../traffic/interception-part.ts';
import { interceptionProblem } from '../traffic/interception-result.ts';
import { InterceptionTally } from '../traffic/interception-tally.ts';
import { UnitReader } from '../traffic/unit-reads.ts';
import { closeCordonSteps } from './alpr-cordon.ts';
import { raiseInterceptionSteps } from './alpr-interception.ts';
import type { AlprTools } from './alpr-tools.ts';
import { closingOf, noClosing } from './closing-none.ts';

const cordonMetric = 'Further units that the cordon needs';
const readMetric = 'Share of trips read';
/** So many units are proposed to read more traffic. */
const unitsProposed = 6;

/** Units that close the cordon of the question. */
export function closeStreets(stage: GapStage): Generator<SimulationStep, ClosingResult, void> {
  return closeCordon(stage, stage.question, stage.sites, []);
}

/** Who drives to the site is kept track of by a cordon around it. */
export function closeDrivesIn(stage: GapStage): Generator<SimulationStep, ClosingResult, void> {
  const question: GapQuestion = { ...stage.question, cordonId: null, cordonWay: 'in' };
  return closeCordon(stage, question, stage.sites, [
    'Ways by car are closed by units that read every street into the site.',
  ]);
}

/** Who drives off is kept track of by a cordon around the place. */
export function closeEscapes(stage: GapStage): Generator<SimulationStep, ClosingResult, void> {
  const { incident } = stage.question;
  const notes = ['Escape routes are closed by units that read every street out of the place.'];
  const question: GapQuestion = { ...stage.question, cordonId: null, cordonWay: 'out' };
  if (incident === null) return closeCordon(stage, question, stage.sites, notes);
  const place: SitePlace = {
    ...{ id: incidentId, featureId: incidentId, name: 'the incident', kind: 'other', planned: false },
    ...{ ...incident, rings: [], radiusMeters: cityPlaceRadiusMeters, portalIds: [] },
  };
  return closeCordon(stage, { ...question, cordonId: incidentId }, [place], notes);
}

const incidentId = 'incident';

function* closeCordon(
  stage: GapStage,
  question: GapQuestion,
  sites: readonly SitePlace[],
  notes: readonly string[],
): Generator<SimulationStep, ClosingResult, void> {
  const tools = alprTools(stage);
  if (tools === null) return noClosing('cordon', cordonMetric, [noStreets]);
  const { network, connectivity, graph, arcSeconds } = stage.roads;
  const { bounds } = stage.scene;
  const places = { sites, zones: stage.zones };
  const streets = { network, connectivity, streets: graph.streets, arcSeconds, bounds, places };
  const result = yield* closeCordonSteps({ ...streets, question, units: stage.units }, tools);
  return closingOf('cordon', cordonMetric, result, notes);
}

/** Units that read most of what goes unread. */
export function* closeTraffic(stage: GapStage): Generator<SimulationStep, ClosingResult, void> {
  const tools = alprTools(stage);
  if (tools === null) return noClosing('interception', readMetric, [noStreets]);
  const input = yield* interceptionInput(stage);
  const problem = interceptionProblem(input);
  if (problem !== null) return noClosing('interception', readMetric, [problem.reason]);
  const part = yield* interceptionPartSteps(input, 0, input.demand.pairs.length);
  const adding = { step: 'Adding up what is read', fraction: 0.5 };
  const tally = yield* told(InterceptionTally.steps(input, [part]), adding);
  const { ways } = tally;
  const result = yield* raiseInterceptionSteps({ ways, units: stage.units, count: unitsProposed }, tools);
  return closingOf('interception', readMetric, result);
}

const noStreets = 'The scene has no streets that cars may use, so no unit would read any.';

/** Null where the scene has no lanes. */
function alprTools(stage: GapStage): AlprTools | null {
  const { context } = stage.state;
  const { lanes } = context.targets();
  if (lanes === null) return null;
  const { graph } = stage.roads;
  const { scenario, question } = stage;
  return { context, graph, reader: new UnitReader(graph, lanes.samples), scenario, condition: question.condition };
}
