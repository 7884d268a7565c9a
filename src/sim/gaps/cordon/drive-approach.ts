import { arcEnd } from '#geo/street-network.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { type DriveGraph, statesOf } from '../traffic/drive-graph.ts';
import type { DrivePlace } from '../traffic/drive-places.ts';
import { arcsAt, directTime, partTime } from '../traffic/drive-search.ts';
import { TwoKeyHeap } from './two-key-heap.ts';

/** Ways to one place: from every state the one that is observed least, and of equals the fastest. */
export interface ApproachTree {
  readonly place: DrivePlace;
  /** State → exposure and milliseconds from the end of its arc; Infinity where no way leads. */
  readonly exposure: Float64Array;
  readonly milliseconds: Float64Array;
  /** State → next state; ~s where s is the state on whose arc the place lies. */
  readonly step: Int32Array;
}

/** A drive to the tree's place: its arcs, the last driven in part; with a start place the first too. */
export interface ApproachDrive {
  readonly start: DrivePlace | null;
  readonly arcs: readonly number[];
  readonly exposure: number;
  readonly milliseconds: number;
}

const statesPerStep = 4096;

/** What driving costs beside time: whole exposures of arcs, and of parts of them (shares in the direction of travel). */
export interface DriveExposures {
  readonly whole: Float64Array;
  readonly part: (arc: number, from: number, to: number) => number;
}

/**
 * Ways to a place, least exposed first. `beyond` (node → 1): drives come from there, but do not go through it again. The stretch of
 * the place counts as far as it is driven.
 */
export function* approachTree(
  graph: DriveGraph,
  place: DrivePlace,
  exposures: DriveExposures,
  beyond: Uint8Array | null,
): Generator<SimulationStep, ApproachTree, void> {
  const { network, stateArc, stateCount, previousStart, previous, arcMilliseconds } = graph;
  const exposure = new Float64Array(stateCount).fill(Infinity);
  const milliseconds = new Float64Array(stateCount).fill(Infinity);
  const step = new Int32Array(stateCount);
  const heap = new TwoKeyHeap(exposure, milliseconds);
  const reach = (state: number, exposed: number, time: number, by: number): void => {
    const better = exposed < exposure[state] || (exposed === exposure[state] && time < milliseconds[state]);
    if (!better || heap.isDone(state)) return;
    exposure[state] = exposed;
    milliseconds[state] = time;
    step[state] = by;
    heap.put(state);
  };
  const spread = (state: number, exposed: number, time: number, by: number): void => {
    if (beyond !== null && beyond[arcEnd(network, stateArc[state] ^ 1)] === 1) return;
    for (let at = previousStart[state]; at < previousStart[state + 1]; at += 1) reach(previous[at], exposed, time, by);
  };
  for (const arc of arcsAt(graph, place)) {
    const part = exposures.part(arc, 0, shareAt(arc, place));
    for (const last of statesOf(graph, arc)) spread(last, part, partTime(graph, arc, place, true), ~last);
  }
  let settled = 0;
  for (let state = heap.take(); state >= 0; state = heap.take()) {
    settled += 1;
    if (settled % statesPerStep === 0) yield { step: 'Searching the drive', fraction: settled / stateCount };
    const arc = stateArc[state];
    spread(state, exposure[state] + exposures.whole[arc], milliseconds[state] + arcMilliseconds[arc], state);
  }
  return { place, exposure, milliseconds, step };
}

/** Share of an arc before a place on it, in the direction of travel. */
export function shareAt(arc: number, { fraction }: DrivePlace): number {
  return (arc & 1) === 0 ? fraction : 1 - fraction;
}

/** The drive that begins with an arc as a whole; null where none leads to the place. */
export function driveOverArc(
  graph: DriveGraph,
  tree: ApproachTree,
  exposures: DriveExposures,
  arc: number,
): ApproachDrive | null {
  if (arc >>> 1 === tree.place.edge) {
    const exposure = exposures.part(arc, 0, shareAt(arc, tree.place));
    return { start: null, arcs: [arc], exposure, milliseconds: partTime(graph, arc, tree.place, true) };
  }
  const state = graph.arcState[arc];
  if (state < 0 || tree.milliseconds[state] === Infinity) return null;
  return {
    start: null,
    arcs: arcsFrom(graph, tree, state),
    exposure: exposures.whole[arc] + tree.exposure[state],
    milliseconds: graph.arcMilliseconds[arc] + tree.milliseconds[state],
  };
}

/** The drive from a place; null where none leads to the tree's. */
export function driveFrom(
  graph: DriveGraph,
  tree: ApproachTree,
  exposures: DriveExposures,
  start: DrivePlace,
): ApproachDrive | null {
  let best: ApproachDrive | null = null;
  const offer = (drive: ApproachDrive): void => {
    const { exposure, milliseconds } = drive;
    if (exposure === Infinity || milliseconds === Infinity) return;
    if (
      best !== null &&
      (exposure > best.exposure || (exposure === best.exposure && milliseconds >= best.milliseconds))
    ) {
      return;
    }
    best = drive;
  };
  for (const arc of arcsAt(graph, start)) {
    const direct = directTime(graph, arc, start, tree.place);
    if (direct < Infinity) {
      const exposure = exposures.part(arc, shareAt(arc, start), shareAt(arc, tree.place));
      offer({ start, arcs: [arc], exposure, milliseconds: direct });
    }
    const state = graph.arcState[arc];
    if (tree.milliseconds[state] === Infinity) continue;
    offer({
      start,
      arcs: arcsFrom(graph, tree, state),
      exposure: exposures.part(arc, shareAt(arc, start), 1) + tree.exposure[state],
      milliseconds: partTime(graph, arc, start, false) + tree.milliseconds[state],
    });
  }
  return best;
}

function arcsFrom({ stateArc }: DriveGraph, { step }: ApproachTree, state: number): number[] {
  const arcs = [stateArc[state]];
  for (let at = state; ; ) {
    const next = step[at];
    const onto = next < 0 ? ~next : next;
    arcs.push(stateArc[onto]);
    if (next < 0) return arcs;
    at = onto;
  }
}
