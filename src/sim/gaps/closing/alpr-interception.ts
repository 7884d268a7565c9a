import type { Condition } from '#model/goal.ts';
import type { ClosingProposal, ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapEmpty } from '#model/results/gaps/common.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { edgeName } from '../traffic/drive-graph.ts';
import { readsUnder, type UnitReads } from '../traffic/unit-reads.ts';
import { type AlprCandidate, AlprCandidates, leastProposedRead } from './alpr-candidates.ts';
import { alprProposal, namedReads, proposalId } from './alpr-proposal.ts';
import type { AlprTools } from './alpr-tools.ts';

/** Trips that take one way. */
export interface TrafficWay {
  readonly perHour: number;
  /** Arcs of the street network, in order. */
  readonly arcs: ArrayLike<number>;
}

export interface InterceptionClosingInput {
  readonly ways: readonly TrafficWay[];
  /** The plan's units. */
  readonly units: readonly UnitReads[];
  /** Units wanted. */
  readonly count: number;
}

const metric = 'Share of trips read';
/** Roads with most unread traffic that are tried for each unit. */
const mostTried = 8;
/** Of one street no more than so many of those, as its stretches carry the same traffic. */
const mostPerStreet = 2;
/** Roads that are looked at in all for one unit, at most: on many no unit can stand. */
const mostLooked = 400;
const waysPerStep = 2048;

/**
 * Units that read most of the traffic that goes unread, one after the other: of the roads with most unread trips the one whose unit
 * raises the expected share of trips read most, those aside that begin or end near it. A unit reads a vehicle once, where it reads best.
 */
export function* raiseInterceptionSteps(
  { ways, units, count }: InterceptionClosingInput,
  tools: AlprTools,
): Generator<SimulationStep, ClosingResult | GapEmpty, void> {
  const traffic = yield* unreadTraffic(ways, units, tools);
  if (!(traffic.whole > 0)) return { kind: 'empty', reason: 'There is no traffic, so no unit would read any.' };
  const before = traffic.share();
  const candidates = new AlprCandidates(tools, true);
  const proposals: ClosingProposal[] = [];
  const idle = new Set<number>();
  while (proposals.length < count) {
    const next = yield* bestUnit(traffic, candidates, tools, idle);
    if (next === null) break;
    const id = proposalId('interception', proposals.length);
    const share = traffic.share();
    traffic.add(namedReads(next.candidate, id), tools.condition);
    candidates.take(next.candidate);
    const gain = { metric, before: share, after: traffic.share() };
    proposals.push(alprProposal(tools, id, 'interception', next.arc, next.candidate, gain));
    yield { step: 'Choosing units', fraction: proposals.length / count };
  }
  return {
    kind: 'closing',
    for: 'interception',
    proposals,
    metric,
    before,
    after: traffic.share(),
    notes: [
      ...(proposals.length < count
        ? [
            `On no further busy street a unit of the catalogue reads all lanes with ${Math.round(100 * leastProposedRead)} %.`,
          ]
        : []),
      'Units are sought where trips pass through, not where they begin or end, as the places of a demand stand for their surroundings.',
      'The share counts drivers who take their usual ways, not those who evade.',
      'ALPR units expose no homes by the rule of the plan, which counts cameras.',
    ],
  };
}

/** How much of every way's traffic is unread, and how much of it passes every arc. */
class UnreadTraffic {
  readonly whole: number;
  /** Arc → ways over it; and those that neither begin nor end nearby. */
  readonly waysOfArc = new Map<number, number[]>();
  readonly throughArc = new Map<number, number[]>();
  private readonly ways: readonly TrafficWay[];
  private readonly unread: Float64Array;

  constructor(ways: readonly TrafficWay[], edgeLength: ArrayLike<number>) {
    this.ways = ways;
    this.whole = ways.reduce((sum, { perHour }) => sum + perHour, 0);
    this.unread = new Float64Array(ways.length).fill(1);
    ways.forEach(({ arcs }, way) => {
      for (const arc of new Set(Array.from(arcs))) addTo(this.waysOfArc, arc, way);
      for (const arc of new Set(middleOf(arcs, edgeLength))) addTo(this.throughArc, arc, way);
    });
  }

  share(): number {
    const unread = this.ways.reduce((sum, { perHour }, way) => sum + perHour * this.unread[way], 0);
    return Math.min(1, Math.max(0, 1 - unread / this.whole));
  }

  add(unit: UnitReads, condition: Condition): void {
    for (const [way, read] of readsOnWays(this.waysOfArc, unit, condition)) this.unread[way] *= 1 - read;
  }

  /** Trips per hour more that are read at least once with one more unit, but for those that begin or end near it. */
  gain(unit: UnitReads, condition: Condition): number {
    let gain = 0;
    for (const [way, read] of readsOnWays(this.throughArc, unit, condition)) {
      gain += this.ways[way].perHour * this.unread[way] * read;
    }
    return gain;
  }

  /** Unread trips per hour over an arc, but for those that begin or end near it. */
  over(arc: number): number {
    return (this.throughArc.get(arc) ?? []).reduce((sum, way) => sum + this.ways[way].perHour * this.unread[way], 0);
  }
}

function addTo(ways: Map<number, number[]>, arc: number, way: number): void {
  const list = ways.get(arc);
  if (list === undefined) ways.set(arc, [way]);
  else list.push(way);
}

/**
 * Arcs of a way whose middle lies beyond its first and before its last {@link endMeters}, or quarter where that is shorter: places
 * of a demand stand for their surroundings, so that all their trips leave by a street that few take.
 */
function middleOf(arcs: ArrayLike<number>, edgeLength: ArrayLike<number>): number[] {
  const lengths = Array.from(arcs, (arc) => edgeLength[arc >>> 1]);
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const end = Math.min(endMeters, whole / 4);
  let passed = 0;
  return Array.from(arcs).filter((_, at) => {
    const middle = passed + lengths[at] / 2;
    passed += lengths[at];
    return middle >= end && middle <= whole - end;
  });
}

/** Metres. */
const endMeters = 500;

function readsOnWays(
  ways: ReadonlyMap<number, readonly number[]>,
  unit: UnitReads,
  condition: Condition,
): Map<number, number> {
  const reads = readsUnder(unit, condition);
  const best = new Map<number, number>();
  unit.arcs.forEach((arc, at) => {
    for (const way of ways.get(arc) ?? []) best.set(way, Math.max(reads[at], best.get(way) ?? 0));
  });
  return best;
}

function* unreadTraffic(
  ways: readonly TrafficWay[],
  units: readonly UnitReads[],
  { condition, graph }: AlprTools,
): Generator<SimulationStep, UnreadTraffic, void> {
  yield { step: 'Adding up unread traffic', fraction: 0 };
  const traffic = new UnreadTraffic(
    ways.filter(({ perHour }) => perHour > 0),
    graph.network.edgeLength,
  );
  for (const [at, unit] of units.entries()) {
    traffic.add(unit, condition);
    if (at % waysPerStep === 0) yield { step: 'Adding up unread traffic', fraction: 0 };
  }
  return traffic;
}

interface Found {
  readonly arc: number;
  readonly candidate: AlprCandidate;
  readonly gain: number;
}

/** The unit with the greatest gain among the busiest unread roads; `idle`: roads on which no unit can stand, grows. */
function* bestUnit(
  traffic: UnreadTraffic,
  candidates: AlprCandidates,
  { graph, condition }: AlprTools,
  idle: Set<number>,
): Generator<SimulationStep, Found | null, void> {
  const busy = [...traffic.throughArc.keys()]
    .filter((arc) => !idle.has(arc))
    .map((arc) => ({ arc, perHour: traffic.over(arc) }))
    .filter(({ perHour }) => perHour > 0)
    .sort((a, b) => b.perHour - a.perHour || a.arc - b.arc);
  let best: Found | null = null;
  let tried = 0;
  const perStreet = new Map<string, number>();
  for (const { arc } of busy.slice(0, mostLooked)) {
    const street = edgeName(graph, arc >>> 1);
    const known = perStreet.get(street) ?? 0;
    if (known >= mostPerStreet) continue;
    const candidate = yield* candidates.of(arc);
    if (candidate === null) {
      idle.add(arc);
      continue;
    }
    const gain = traffic.gain(candidate.reads, condition);
    if (gain > (best?.gain ?? 0)) best = { arc, candidate, gain };
    perStreet.set(street, known + 1);
    tried += 1;
    if (tried === mostTried) break;
  }
  return best;
}
