import type { GapQuestion } from '#model/gap-question.ts';
import type { Connectivity, GapEmpty } from '#model/results/gaps/common.ts';
import type { CordonCrossing, CordonCut, CordonResult, LeastRead } from '#model/results/gaps/cordon.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { type CordonPlaces, cordonAreaSteps, cordonPlace, mostGrowthMeters } from './cordon-area.ts';
import { crossingSteps, leastReadSteps } from './cordon-crossings.ts';
import { cutSteps } from './cordon-cut.ts';
import {
  type CordonFrame,
  type CordonStreets,
  type CordonWay,
  cordonFrame,
  cordonReadFrom,
  farMeters,
} from './cordon-frame.ts';

/** What a cordon is worked out from. */
export interface CordonInput extends CordonStreets {
  readonly connectivity: Connectivity;
  readonly places: CordonPlaces;
  readonly question: GapQuestion;
}

/**
 * Which carriageways around a site or zone leak, and the fewest further units that close it. A carriageway leaks where a way over
 * unread streets joins it with the outside. Turn restrictions are not held, so that nothing is called closed that only a sign
 * closes.
 */
export function* cordonSteps(input: CordonInput): Generator<SimulationStep, CordonResult | GapEmpty, void> {
  const frame = yield* cordonFrameSteps(input);
  if ('kind' in frame) return frame;
  const { question, connectivity } = input;
  const ways = cordonWays(question);
  const crossings: CordonCrossing[] = [];
  const leastRead: LeastRead[] = [];
  for (const way of ways) {
    crossings.push(...(yield* crossingSteps(frame, way)));
    const least = yield* leastReadSteps(frame, way);
    if (least !== null) leastRead.push(least);
  }
  const cut = yield* cutSteps(frame, ways);
  const { area, outsideIs } = frame;
  const { id, name, x, y } = area.place;
  return {
    kind: 'cordon',
    area: { id, name, x, y },
    grownMeters: area.grownMeters,
    way: question.cordonWay,
    condition: question.condition,
    readFrom: cordonReadFrom,
    outside: outsideIs,
    connectivity,
    crossings,
    leaking: crossings.filter(({ leaks }) => leaks).length,
    cut,
    leastRead,
    notes: notesOf(frame, ways, cut, leastRead),
  };
}

/** The area of the question with its streets, or why there is none. */
export function* cordonFrameSteps(input: CordonInput): Generator<SimulationStep, CordonFrame | GapEmpty, void> {
  const { question, network, streets, places } = input;
  const place = cordonPlace(places, question.cordonId ?? question.siteId);
  if (place === null) return empty('There is no such site or zone to draw a cordon around.');
  yield { step: 'Finding the streets of the area', fraction: 0 };
  const area = yield* cordonAreaSteps(network, streets, place);
  if (area === null) {
    return empty(`No street for cars comes within ${mostGrowthMeters} m of ${place.name}: there is nothing to close.`);
  }
  const frame = yield* cordonFrame(input, area);
  if (frame.outside.includes(1)) return frame;
  return empty(
    `No street leaves the scene and none is ${farMeters} m away from ${place.name}: there is no outside to close it against.`,
  );
}

export function cordonWays({ cordonWay }: Pick<GapQuestion, 'cordonWay'>): readonly CordonWay[] {
  return cordonWay === 'both' ? ['in', 'out'] : [cordonWay];
}

function empty(reason: string): GapEmpty {
  return { kind: 'empty', reason };
}

function notesOf(
  { area, outsideIs }: CordonFrame,
  ways: readonly CordonWay[],
  { closable, units, atLeast }: CordonCut,
  leastRead: readonly LeastRead[],
): string[] {
  const notes: string[] = [];
  const { name } = area.place;
  if (area.grownMeters > 0) {
    notes.push(`${name} has no street of its own: streets up to ${area.grownMeters} m around it count as its streets.`);
  }
  if (area.cuts.length > 0) {
    notes.push(
      'Where a street runs through the area without a junction, a unit on it counts on both sides of the area.',
    );
  }
  if (outsideIs === 'far') {
    notes.push(`No street leaves the scene: the outside is every junction at least ${farMeters} m away.`);
  }
  if (!closable) notes.push(`The area reaches the edge of the scene: no set of streets closes it there.`);
  for (const way of ways) {
    if (leastRead.some((least) => least.way === way)) continue;
    notes.push(way === 'in' ? `No street leads from outside to ${name}.` : `No street leads out of ${name}.`);
  }
  if (ways.length === 2 && units > atLeast) {
    notes.push(
      `One-way streets set the ways in and out apart: at least ${atLeast} units are needed, ${units} suffice.`,
    );
  }
  notes.push(
    ways.length === 2
      ? 'One unit is counted per road: it has to read both directions, the front plates of one and the rear plates of the other.'
      : 'One unit is counted per carriageway; it has to read all lanes of that direction.',
    'Units that read several roads at a junction would close it with fewer.',
    'Turn restrictions are not held, as who evades a cordon ignores them; one-way streets are.',
  );
  return notes;
}
