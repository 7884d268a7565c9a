import type { Connectivity, GapEmpty } from '#model/results/gaps/common.ts';
import type {
  InterceptionPair,
  InterceptionPart,
  InterceptionResult,
  InterceptionStretch,
  InterceptionUnit,
} from '#model/results/gaps/interception.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { arcLine } from '../cordon/road-lines.ts';
import type { DrivePlace } from './drive-places.ts';
import { type InterceptionInput, told } from './interception-part.ts';
import { InterceptionTally, shareOf, type TalliedEvasion, type TalliedWay } from './interception-tally.ts';
import { counted } from './traffic-demand.ts';
import { wayLine } from './way-lines.ts';
import { readChance } from './way-readers.ts';

/** What a run of interception adds to what it is worked out from. */
export interface InterceptionRun extends InterceptionInput {
  readonly connectivity: Connectivity;
  readonly demandKind: 'scene' | 'gravity';
}

/** Pairs in the list of those with most unread trips. */
const mostWorst = 20;
const waysPerStep = 256;

/** Why interception gives no answer although the network is fine; null where it can. */
export function interceptionProblem({ demand, demandKind, connectivity }: InterceptionRun): GapEmpty | null {
  if (connectivity.edges === 0)
    return empty('The scene has no streets that cars may use, so there is no traffic to read.');
  if (demand.pairs.length > 0) return null;
  return empty(
    demandKind === 'scene'
      ? 'The scene knows no car trips. Import trips or routes, or let the gravity model work them out.'
      : 'Nothing tells where car trips begin or end: the scene has no population, no buildings, no residential streets and no street that leaves it.',
  );
}

function empty(reason: string): GapEmpty {
  return { kind: 'empty', reason };
}

/**
 * Puts the parts of a run together; the same result for any number of parts, since everything is summed in the order of the
 * pairs.
 */
export function* interceptionSteps(
  run: InterceptionRun,
  parts: readonly InterceptionPart[],
): Generator<SimulationStep, InterceptionResult | GapEmpty, void> {
  const problem = interceptionProblem(run);
  if (problem !== null) return problem;
  const tally = yield* told(InterceptionTally.steps(run, parts), { step: 'Adding up what is read', fraction: 0.1 });
  if (tally.ways.length === 0) {
    const pairs = counted(tally.unroutablePairs, 'pair');
    return empty(
      `No way leads between the ends of ${pairs} of places: the street network is in ${run.connectivity.parts} parts.`,
    );
  }
  const stretches = yield* stretchesOf(tally);
  yield { step: 'Adding up what is read', fraction: 0.8 };
  const units = unitsOf(tally);
  yield { step: 'Adding up what is read', fraction: 0.9 };
  return {
    kind: 'interception',
    condition: run.condition,
    connectivity: run.connectivity,
    demand: run.demandKind,
    routes: run.routes,
    pairs: tally.evasions.length,
    places: placeCount(tally),
    perHour: sum(tally.ways, ({ perHour }) => perHour),
    kilometresPerHour: sum(tally.ways, ({ perHour, meters }) => (perHour * meters) / 1000),
    unroutablePairs: tally.unroutablePairs,
    unroutablePerHour: tally.unroutablePerHour,
    read: tally.shares(),
    byDay: tally.shares('day'),
    byNight: tally.shares('night'),
    evasive: evasiveOf(tally),
    units,
    stretches,
    worst: worstOf(tally),
    notes: notesOf(run, tally),
  };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  let whole = 0;
  for (const item of items) whole += value(item);
  return whole;
}

function placeCount({ input, evasions }: InterceptionTally): number {
  const key = ({ edge, fraction }: DrivePlace) => `${edge} ${fraction}`;
  const pairs = evasions.map(({ pair }) => input.demand.pairs[pair]);
  return new Set(pairs.flatMap(({ from, to }) => [key(from), key(to)])).size;
}

function evasiveOf(tally: InterceptionTally): InterceptionResult['evasive'] {
  const { evasions } = tally;
  const trips = sum(evasions, ({ perHour }) => perHour);
  const tripsWhere = (holds: (way: TalliedEvasion) => boolean) =>
    sum(evasions, (way) => (holds(way) ? way.perHour : 0));
  const extra = sum(
    evasions,
    ({ perHour, milliseconds, fastestMilliseconds }) =>
      (perHour * Math.max(0, milliseconds - fastestMilliseconds)) / 1000,
  );
  return {
    ...tally.evasiveShares(),
    changed: shareOf(
      tripsWhere(({ changed }) => changed),
      trips,
    ),
    unread: shareOf(
      tripsWhere(({ readers }) => readers[tally.daylight].every((chance) => chance === 0)),
      trips,
    ),
    extraSeconds: trips > 0 ? extra / trips : 0,
  };
}

function unitsOf(tally: InterceptionTally): InterceptionUnit[] {
  const { units } = tally.input;
  const passed = new Float64Array(units.length);
  const reads = new Float64Array(units.length);
  const only = new Float64Array(units.length);
  for (const { perHour, readers } of tally.ways) {
    const chances = readers[tally.daylight];
    readers.unit.forEach((unit, at) => {
      const others = readChance(readers, chances, (other) => other === unit);
      if (chances[at] > 0) passed[unit] += perHour;
      reads[unit] += perHour * chances[at];
      only[unit] += perHour * chances[at] * (1 - others.once);
    });
  }
  return units
    .map(({ deviceId, name, x, y }, unit) => ({
      deviceId,
      name,
      x,
      y,
      passedPerHour: passed[unit],
      readsPerHour: reads[unit],
      onlyPerHour: only[unit],
    }))
    .sort((a, b) => b.readsPerHour - a.readsPerHour || (a.deviceId < b.deviceId ? -1 : 1));
}

function* stretchesOf(tally: InterceptionTally): Generator<SimulationStep, InterceptionStretch[], void> {
  const { graph } = tally.input;
  const flows = new StretchFlows(tally);
  let done = 0;
  for (const way of tally.ways) {
    flows.add(way);
    done += 1;
    if (done % waysPerStep === 0)
      yield { step: 'Adding up what is read', fraction: 0.2 + (0.5 * done) / tally.ways.length };
  }
  const stretches: InterceptionStretch[] = [];
  for (let arc = 0; arc < flows.perHour.length; arc += 1) {
    const perHour = flows.perHour[arc];
    if (!(perHour > 0)) continue;
    stretches.push({
      streetId: graph.streets[graph.network.edgeStreet[arc >>> 1]].id,
      line: arcLine(graph.network, graph.streets, arc),
      perHour,
      readBefore: shareOf(flows.before[arc], perHour),
      read: shareOf(flows.read[arc], perHour),
    });
    if (stretches.length % 1024 === 0) yield { step: 'Drawing what is read', fraction: 0.75 };
  }
  return stretches;
}

/** Traffic by arc, and how much of it was and is read. */
class StretchFlows {
  readonly perHour: Float64Array;
  readonly before: Float64Array;
  readonly read: Float64Array;
  private readonly tally: InterceptionTally;

  constructor(tally: InterceptionTally) {
    const arcs = tally.input.graph.arcState.length;
    this.tally = tally;
    this.perHour = new Float64Array(arcs);
    this.before = new Float64Array(arcs);
    this.read = new Float64Array(arcs);
  }

  add({ arcs, perHour, readers }: TalliedWay): void {
    const { table } = this.tally.readings;
    const chances = table[this.tally.daylight];
    const whole = readChance(readers, readers[this.tally.daylight]).once;
    const best: number[] = readers.unit.map(() => 0);
    let before = 0;
    for (const arc of arcs) {
      for (let row = table.start[arc]; row < table.start[arc + 1]; row += 1) {
        const at = readers.unit.indexOf(table.unit[row]);
        if (chances[row] <= best[at]) continue;
        best[at] = chances[row];
        before = readChance(readers, best).once;
      }
      this.perHour[arc] += perHour;
      this.before[arc] += perHour * before;
      this.read[arc] += perHour * whole;
    }
  }
}

/** Pairs with most trips unread, the most first. */
function worstOf(tally: InterceptionTally): InterceptionPair[] {
  const { input, ways, daylight } = tally;
  const unread = new Map<number, { perHour: number; main: TalliedWay }>();
  for (const way of ways) {
    const missed = way.perHour * (1 - readChance(way.readers, way.readers[daylight]).once);
    const known = unread.get(way.pair);
    if (known === undefined) unread.set(way.pair, { perHour: missed, main: way });
    else {
      known.perHour += missed;
      if (way.perHour > known.main.perHour) known.main = way;
    }
  }
  const evasions = new Map(tally.evasions.map((way) => [way.pair, way]));
  const worst = [...unread].filter(([, { perHour }]) => perHour > 0);
  worst.sort(([a, one], [b, other]) => other.perHour - one.perHour || a - b);
  return worst.slice(0, mostWorst).flatMap(([number, { perHour: missed, main }]) => {
    const evasion = evasions.get(number);
    if (evasion === undefined) return [];
    const { from, to, perHour } = input.demand.pairs[number];
    const place = ({ x, y, name }: DrivePlace) => ({ x, y, name });
    return [
      {
        from: place(from),
        to: place(to),
        perHour,
        seconds: main.milliseconds / 1000,
        read: shareOf(perHour - missed, perHour),
        evasiveSeconds: evasion.milliseconds / 1000,
        evasiveRead: readChance(evasion.readers, evasion.readers[daylight]).once,
        line: wayLine(input.graph, main.arcs, from, to),
        evasiveLine: wayLine(input.graph, evasion.arcs, from, to),
      },
    ];
  });
}

function notesOf(run: InterceptionRun, tally: InterceptionTally): string[] {
  const { units, condition, demand } = run;
  const idle = units.filter(({ day, night }) => [...day, ...night].every((chance) => chance === 0)).length;
  const stuck = tally.evasions.filter(({ found }) => !found).length;
  return [
    ...demand.notes,
    ...(tally.unroutablePairs > 0
      ? [`No way joins ${counted(tally.unroutablePairs, 'pair')} of places; their trips count nowhere.`]
      : []),
    ...(stuck > 0
      ? [`For ${counted(stuck, 'pair')} with a stated route the streets give no other way; evasive drivers stay on it.`]
      : []),
    ...(idle > 0 ? [`${counted(idle, 'ALPR unit')} read no lane that cars drive on.`] : []),
    ...(condition === 'fog' ? ['In fog units are taken to read as by day.'] : []),
    ...(tally.cutShort > 0
      ? [
          `For ${counted(tally.cutShort, 'pair')} the search for the least-read way was cut short; a less read one may exist.`,
        ]
      : []),
  ];
}
