import type { ClosingResult } from '#model/results/gaps/closing.ts';
import type { FailedPart } from '#model/results/gaps/failures.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { failuresSteps } from '../failures/failures-steps.ts';
import type { GapStage } from '../gap-stage.ts';
import { planMeterSteps } from '../plan-meter.ts';
import { noClosing } from './closing-none.ts';

/** What closes a single point of failure of each kind, after “it”. */
const remedies: Readonly<Partial<Record<FailedPart['kind'], string>>> = {
  switch: 'divide its devices over two switches',
  gateway: 'let a second gateway reach its devices',
  centre: 'keep a second control centre',
  link: 'lay a second link around it',
  feed: 'add a second power feed or a backup',
};
/** So many parts are named. */
const mostNamed = 5;

/** What closes single points of failure is no device but a second way around each: which parts those are, as sentences. */
export function* closeFailures(stage: GapStage): Generator<SimulationStep, ClosingResult, void> {
  const meter = yield* planMeterSteps(stage);
  const { parts } = yield* failuresSteps(stage.scenario, meter, stage.question.pairs);
  const named = parts.filter(({ single, kind }) => single && remedies[kind] !== undefined);
  const notes = named.slice(0, mostNamed).map(({ name, kind, lost }) => {
    const devices = lost.length === 1 ? 'one device' : `${lost.length} devices`;
    return `${name} (${kind}) takes ${devices} down: ${remedies[kind]}.`;
  });
  const more = named.length - mostNamed;
  if (more > 0) notes.push(`${more} more parts of the network are single points of failure.`);
  const single = parts.filter((part) => part.single).length;
  return noClosing(
    'approach',
    'Single points of failure',
    [
      ...notes,
      named.length === 0
        ? 'No switch, gateway, centre, link or feed is a single point of failure.'
        : 'A single point of failure is closed by a second way around it, not by a further device.',
    ],
    single,
  );
}

/** What is at work only part of the time is no gap that a device closes. */
export function closeAvailability(): ClosingResult {
  return noClosing('approach', 'Share of the time at work', [
    'What works more of the time is parts that fail less or are repaired sooner, and second links and feeds; no further device is proposed.',
  ]);
}
