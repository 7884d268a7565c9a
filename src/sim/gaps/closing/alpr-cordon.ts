import type { Condition } from '#model/goal.ts';
import type { ClosingProposal, ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapEmpty } from '#model/results/gaps/common.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { cutOfWay, cutSteps } from '../cordon/cordon-cut.ts';
import { type CordonFrame, type CordonWay, cordonReadFrom, readBy } from '../cordon/cordon-frame.ts';
import { type CordonInput, cordonFrameSteps, cordonWays } from '../cordon/cordon-steps.ts';
import { type ArcReaders, arcReaders } from '../cordon/road-readers.ts';
import { edgeName } from '../traffic/drive-graph.ts';
import { readsUnder, type UnitReads } from '../traffic/unit-reads.ts';
import { type AlprCandidate, AlprCandidates, leastProposedRead } from './alpr-candidates.ts';
import { alprProposal, namedReads, proposalId } from './alpr-proposal.ts';
import type { AlprTools } from './alpr-tools.ts';

export interface CordonClosingInput extends Omit<CordonInput, 'readers'> {
  /** The plan's units. */
  readonly units: readonly UnitReads[];
}

/** More units than this are not proposed at once. */
export const mostAlprProposals = 24;
/** On so many roads no unit could stand, and no others are looked for. */
const mostUnreadable = 300;
/** Roads of the cut that are tried for the next unit, at most. */
const mostTried = 12;

/**
 * Units that close a cordon, one after the other: of the roads of the smallest cut the one whose unit leaves the fewest still to
 * come, of equal ones the cheapest; then the cut is worked out anew. Roads on which no unit can be made to read are left out of
 * the cut, so that it moves to where units can stand.
 */
export function* closeCordonSteps(
  input: CordonClosingInput,
  tools: AlprTools,
): Generator<SimulationStep, ClosingResult | GapEmpty, void> {
  const { question, units } = input;
  const first = yield* cordonFrameSteps({ ...input, readers: arcReaders(units, question.condition) });
  if ('kind' in first) return first;
  const ways = cordonWays(question);
  const closing = new CordonClosing(input, tools, first, ways);
  const before = (yield* cutSteps(first, ways)).units;
  const proposals = yield* closing.proposals(before);
  const { closable } = yield* cutSteps(closing.frame(), ways);
  const after = proposals[proposals.length - 1]?.gain.after ?? before;
  return {
    kind: 'closing',
    for: 'cordon',
    proposals,
    metric,
    before,
    after,
    notes: notesOf(closing, closable, after),
  };
}

const metric = 'Further units that the cordon needs';

class CordonClosing {
  readonly unreadable = new Set<number>();
  private readonly input: CordonClosingInput;
  private readonly tools: AlprTools;
  private readonly first: CordonFrame;
  private readonly ways: readonly CordonWay[];
  private readonly candidates: AlprCandidates;
  private readonly chosen: UnitReads[] = [];

  constructor(input: CordonClosingInput, tools: AlprTools, first: CordonFrame, ways: readonly CordonWay[]) {
    this.input = input;
    this.tools = tools;
    this.first = first;
    this.ways = ways;
    this.candidates = new AlprCandidates(tools, ways.length > 1);
  }

  /** The cordon with the units chosen so far, and one more. */
  frame(more: readonly UnitReads[] = []): CordonFrame {
    return readBy(this.first, this.readers(more), this.unreadable);
  }

  private readers(more: readonly UnitReads[] = []): ArcReaders {
    return arcReaders([...this.input.units, ...this.chosen, ...more], this.input.question.condition);
  }

  /** `needed`: units that the cordon needs now, wherever they stand. */
  *proposals(needed: number): Generator<SimulationStep, ClosingProposal[], void> {
    const proposals: ClosingProposal[] = [];
    let before = needed;
    while (proposals.length < mostAlprProposals) {
      const next = yield* this.next();
      if (next === null) break;
      const id = proposalId('cordon', proposals.length);
      this.chosen.push(namedReads(next.candidate, id));
      this.candidates.take(next.candidate);
      const { units: after } = yield* cutSteps(readBy(this.first, this.readers(), new Set()), this.ways);
      proposals.push(alprProposal(this.tools, id, 'cordon', next.arc, next.candidate, { metric, before, after }));
      before = after;
    }
    return proposals;
  }

  /** The unit that leaves the fewest to come; null where none helps. Roads that no unit reads become unreadable on the way. */
  private *next(): Generator<SimulationStep, Tried | null, void> {
    for (;;) {
      const arcs = (yield* this.cutArcs(this.frame())) ?? (yield* this.openArcs());
      const found: FoundUnit[] = [];
      let given = 0;
      for (const arc of arcs) {
        const candidate = yield* this.candidates.of(arc);
        if (candidate === null) {
          this.unreadable.add(arc);
          given += 1;
        } else if (found.length < mostTried) found.push({ arc, candidate });
      }
      if (given > 0 && this.unreadable.size <= mostUnreadable) continue;
      return yield* this.best(found);
    }
  }

  /**
   * A unit that reads one road of a smallest cut takes exactly one off it, so that only those that read more have to be tried.
   */
  private *best(found: readonly FoundUnit[]): Generator<SimulationStep, Tried | null, void> {
    let plain: { readonly units: number; readonly roads: readonly unknown[] } | null = null;
    let best: Tried | null = null;
    for (const { arc, candidate } of found) {
      let tried: Tried;
      if (readsMore(candidate, arc, this.tools.condition) || plain === null) {
        const { units: after, roads } = yield* cutSteps(this.frame([namedReads(candidate, 'tried')]), this.ways);
        tried = { arc, candidate, after, carriageways: roads.length };
        if (!readsMore(candidate, arc, this.tools.condition)) plain = { units: after, roads };
      } else tried = { arc, candidate, after: plain.units, carriageways: plain.roads.length };
      if (best === null || isBetter(tried, best)) best = tried;
    }
    return best;
  }

  /** Arcs of the smallest cuts that are hardly read, ascending; null where roads that no unit reads join the sides. */
  private *cutArcs(frame: CordonFrame): Generator<SimulationStep, number[] | null, void> {
    const arcs = new Set<number>();
    for (const way of this.ways) {
      const { roads, inseparable } = yield* cutOfWay(frame, way);
      if (inseparable) return null;
      for (const road of roads) arcs.add(frame.graph.arc[road]);
    }
    return [...arcs].sort((a, b) => a - b);
  }

  /** Where units cannot close it all: the roads of the cut on which they can stand, whatever stays open beside them. */
  private *openArcs(): Generator<SimulationStep, number[], void> {
    const arcs = yield* this.cutArcs(readBy(this.first, this.readers(), new Set()));
    return (arcs ?? []).filter((arc) => !this.unreadable.has(arc));
  }

  unreadableNames(): string[] {
    return [...new Set([...this.unreadable].map((arc) => edgeName(this.tools.graph, arc >>> 1)))];
  }
}

interface FoundUnit {
  readonly arc: number;
  readonly candidate: AlprCandidate;
}

interface Tried extends FoundUnit {
  /** Units still to come. */
  readonly after: number;
  /** Carriageways of the cut that is left. */
  readonly carriageways: number;
}

/** Does a unit close other roads beside the one that it was looked for on? */
function readsMore({ reads }: AlprCandidate, arc: number, condition: Condition): boolean {
  const chances = readsUnder(reads, condition);
  return reads.arcs.some((other, at) => other >>> 1 !== arc >>> 1 && chances[at] >= cordonReadFrom);
}

function isBetter(a: Tried, b: Tried): boolean {
  if (a.after !== b.after) return a.after < b.after;
  if (a.carriageways !== b.carriageways) return a.carriageways < b.carriageways;
  if (a.candidate.price !== b.candidate.price) return a.candidate.price < b.candidate.price;
  return a.candidate.read > b.candidate.read;
}

function notesOf(closing: CordonClosing, closable: boolean, left: number): string[] {
  const notes: string[] = [];
  const names = closing.unreadableNames();
  if (names.length > 0) {
    const some = names.slice(0, 5).join(', ');
    const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
    notes.push(
      `On ${some}${more} no unit of the catalogue reads all lanes with ${Math.round(100 * leastProposedRead)} %; the cordon was closed elsewhere where that is possible.`,
    );
  }
  if (!closable)
    notes.push(
      'Streets on which no unit can stand join the outside and the area: units alone do not close it, they only leave fewer ways.',
    );
  else if (left > 0) notes.push(`${left} further units would still be needed.`);
  notes.push(
    `A carriageway counts as read from ${Math.round(100 * cordonReadFrom)} % on.`,
    'ALPR units expose no homes by the rule of the plan, which counts cameras.',
  );
  return notes;
}
