import { arcEnd } from '#geo/street-network.ts';
import { type DriveGraph, statesOf } from './drive-graph.ts';
import type { DriveTree } from './drive-search.ts';

/** Nothing drives faster between two points, metres a millisecond: the fastest edge, in a straight line. */
function topSpeed({ network, arcMilliseconds, stateArc }: DriveGraph): number {
  let most = 0;
  for (const arc of stateArc) {
    const meters = distance(network.nodeXy, arcEnd(network, arc ^ 1), arcEnd(network, arc));
    most = Math.max(most, meters / arcMilliseconds[arc]);
  }
  return most;
}

function distance(nodeXy: Float64Array, a: number, b: number): number {
  const [dx, dy] = [nodeXy[2 * a] - nodeXy[2 * b], nodeXy[2 * a + 1] - nodeXy[2 * b + 1]];
  return Math.sqrt(dx * dx + dy * dy);
}

/**
 * Whether somebody on the way to a place may still come by a unit: a safe guess from the straight line at top speed to each of its
 * arcs and the fastest way on from there.
 */
export class UnitReach {
  private readonly graph: DriveGraph;
  private readonly start: Uint32Array;
  private readonly arcs: Uint32Array;
  private readonly rest: Float64Array;
  private readonly metersPerMillisecond: number;
  private tree: DriveTree | null = null;

  /** Unit → arcs on which it counts. */
  constructor(graph: DriveGraph, arcsOfUnit: readonly (readonly number[])[]) {
    this.graph = graph;
    this.start = new Uint32Array(arcsOfUnit.length + 1);
    arcsOfUnit.forEach((arcs, unit) => {
      this.start[unit + 1] = this.start[unit] + arcs.length;
    });
    this.arcs = Uint32Array.from(arcsOfUnit.flat());
    this.rest = new Float64Array(this.arcs.length);
    this.metersPerMillisecond = topSpeed(graph);
  }

  /** `endTimes`: arc on which the tree's place lies → milliseconds up to it; Infinity for other arcs. */
  prepare(tree: DriveTree, endTimes: Float64Array): void {
    if (this.tree === tree) return;
    this.tree = tree;
    this.arcs.forEach((arc, at) => {
      let rest = endTimes[arc];
      for (const state of statesOf(this.graph, arc)) {
        rest = Math.min(rest, this.graph.arcMilliseconds[arc] + tree.milliseconds[state]);
      }
      this.rest[at] = rest;
    });
  }

  /** From the end of a state's arc, with so many milliseconds left: false only where no way comes by the unit any more. */
  mayPass(unit: number, state: number, left: number): boolean {
    const { network, stateArc } = this.graph;
    const from = arcEnd(network, stateArc[state]);
    for (let at = this.start[unit]; at < this.start[unit + 1]; at += 1) {
      const spare = (left - this.rest[at]) * this.metersPerMillisecond;
      // A little more, so that rounding errs on the safe side.
      if (spare >= 0 && distance(network.nodeXy, from, arcEnd(network, this.arcs[at] ^ 1)) <= spare + 1e-3) return true;
    }
    return false;
  }
}
