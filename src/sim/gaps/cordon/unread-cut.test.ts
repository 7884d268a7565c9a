import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finished } from '../../../../test/fixtures/finished.ts';
import { type CutGraph, smallestCut } from './unread-cut.ts';

interface Sketch {
  readonly nodes: number;
  /** Roads that may be used, [from, to]. */
  readonly roads: readonly (readonly [number, number])[];
  readonly starts: readonly number[];
  readonly goals: readonly number[];
}

/** Road 2k is the k-th of the sketch, 2k + 1 its way back. */
function graphOf({ nodes, roads }: Sketch): CutGraph {
  const tail = Uint32Array.from(roads.flatMap(([from, to]) => [from, to]));
  const head = Uint32Array.from(roads.flatMap(([from, to]) => [to, from]));
  const leavingStart = new Uint32Array(nodes + 1);
  const leaving: number[] = [];
  for (let node = 0; node < nodes; node += 1) {
    tail.forEach((from, road) => {
      if (from === node) leaving.push(road);
    });
    leavingStart[node + 1] = leaving.length;
  }
  return { nodeCount: nodes, roadCount: tail.length, tail, head, leavingStart, leaving: Uint32Array.from(leaving) };
}

function flags(count: number, ones: readonly number[]): Uint8Array {
  const list = new Uint8Array(count);
  for (const one of ones) list[one] = 1;
  return list;
}

function cutOf(sketch: Sketch, usable: Uint8Array, fixed: Uint8Array | null = null) {
  const { nodes, starts, goals } = sketch;
  return finished(smallestCut(graphOf(sketch), usable, flags(nodes, starts), flags(nodes, goals), fixed));
}

/** Is a goal reached from a start over usable roads that are not closed? */
function reaches({ nodes, starts, goals }: Sketch, graph: CutGraph, usable: Uint8Array, closed: number): boolean {
  const seen = flags(nodes, starts);
  for (let changed = true; changed; ) {
    changed = false;
    graph.tail.forEach((from, road) => {
      if (usable[road] === 0 || ((closed >>> road) & 1) === 1) return;
      if (seen[from] === 1 && seen[graph.head[road]] === 0) {
        seen[graph.head[road]] = 1;
        changed = true;
      }
    });
  }
  return goals.some((goal) => seen[goal] === 1);
}

/** Fewest roads whose closing parts starts and goals, by trying all sets. */
function bruteForce(sketch: Sketch, graph: CutGraph, usable: Uint8Array, fixed = 0): number {
  let least = Infinity;
  for (let closed = 0; closed < 1 << graph.roadCount; closed += 1) {
    if ((closed & fixed) !== 0) continue;
    let count = 0;
    for (let road = 0; road < graph.roadCount; road += 1) count += (closed >>> road) & 1;
    if (count < least && !reaches(sketch, graph, usable, closed)) least = count;
  }
  return least;
}

const sketches = (mostRoads: number, mostNodes: number): fc.Arbitrary<Sketch> =>
  fc.integer({ min: 3, max: mostNodes }).chain((nodes) => {
    const node = fc.integer({ min: 0, max: nodes - 1 });
    return fc.record({
      nodes: fc.constant(nodes),
      roads: fc.array(fc.tuple(node, node), { minLength: 1, maxLength: mostRoads }),
      starts: fc.uniqueArray(node, { minLength: 1, maxLength: 2 }),
      goals: fc.uniqueArray(node, { minLength: 1, maxLength: 2 }),
    });
  });

describe('the smallest cut', () => {
  test('of two streets side by side are both, one before the fork', () => {
    const roads = [
      [0, 1],
      [1, 3],
      [0, 2],
      [2, 3],
    ] as const;
    const usable = flags(8, [0, 2, 4, 6]);
    expect(cutOf({ nodes: 4, roads, starts: [0], goals: [3] }, usable).roads).toEqual([2, 6]);
    const forked = [...roads, [4, 0]] as const;
    const all = flags(10, [0, 2, 4, 6, 8]);
    expect(cutOf({ nodes: 5, roads: forked, starts: [4], goals: [3] }, all).roads).toEqual([8]);
  });

  test('takes back what a first way took', () => {
    // The short way over 1–2 would block both others; the two ways are 0-1-4-5 and 0-3-2-5.
    const roads = [
      [0, 1],
      [1, 2],
      [2, 5],
      [1, 4],
      [4, 5],
      [0, 3],
      [3, 2],
    ] as const;
    const cut = cutOf({ nodes: 6, roads, starts: [0], goals: [5] }, flags(14, [0, 2, 4, 6, 8, 10, 12]));
    expect(cut.roads.length).toBe(2);
    expect(cut.routes.map((route) => route.length)).toEqual([3, 3]);
  });

  test('does not exist where a start is a goal', () => {
    const cut = cutOf({ nodes: 3, roads: [[0, 1]], starts: [0, 2], goals: [2] }, flags(2, [0]));
    expect(cut).toEqual({ roads: [], routes: [], inseparable: true });
  });

  test('is as small as trying all sets finds, parts them, and has as many ways that share no road', () => {
    fc.assert(
      fc.property(sketches(5, 5), fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), (sketch, open) => {
        fc.pre(sketch.starts.every((start) => !sketch.goals.includes(start)));
        const graph = graphOf(sketch);
        const usable = Uint8Array.from({ length: graph.roadCount }, (_, road) => (open[road] ? 1 : 0));
        const { roads, routes } = cutOf(sketch, usable);
        expect(roads.length).toBe(bruteForce(sketch, graph, usable));
        expect(routes.length).toBe(roads.length);
        const closed = roads.reduce((bits, road) => bits | (1 << road), 0);
        expect(reaches(sketch, graph, usable, closed)).toBe(false);
        checkRoutes(sketch, graph, usable, routes, roads);
      }),
      { numRuns: 3000, seed: 5 },
    );
  });

  test('keeps off roads that cannot be closed', () => {
    const any = fc.array(fc.boolean(), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(sketches(5, 5), any, any, (sketch, open, held) => {
        const graph = graphOf(sketch);
        const usable = Uint8Array.from({ length: graph.roadCount }, (_, road) => (open[road] ? 1 : 0));
        const fixed = usable.map((_, road) => (held[road] ? 1 : 0));
        const { roads, routes, inseparable } = cutOf(sketch, usable, fixed);
        const bits = fixed.reduce((all, one, road) => all | (one << road), 0);
        const least = bruteForce(sketch, graph, usable, bits);
        expect(inseparable).toBe(least === Infinity);
        if (inseparable) return;
        expect([roads.length, routes.length]).toEqual([least, least]);
        const closed = roads.reduce((all, road) => all | (1 << road), 0);
        expect([closed & bits, reaches(sketch, graph, usable, closed)]).toEqual([0, false]);
        const closable = routes.flat().filter((road) => fixed[road] === 0);
        expect(new Set(closable).size).toBe(closable.length);
      }),
      { numRuns: 3000, seed: 15 },
    );
  });

  test('equals the flow on larger graphs', () => {
    fc.assert(
      fc.property(sketches(60, 20), fc.integer(), (sketch, salt) => {
        fc.pre(sketch.starts.every((start) => !sketch.goals.includes(start)));
        const graph = graphOf(sketch);
        const usable = Uint8Array.from({ length: graph.roadCount }, (_, road) =>
          ((salt ^ (road * 7)) & 3) === 0 ? 0 : 1,
        );
        const { roads, routes } = cutOf(sketch, usable);
        expect(routes.length).toBe(roads.length);
        const left = usable.map((one, road) => (roads.includes(road) ? 0 : one));
        expect(reaches(sketch, graph, left, 0)).toBe(false);
        checkRoutes(sketch, graph, usable, routes, roads);
      }),
      { numRuns: 2000, seed: 8 },
    );
  });
});

/** Ways lead from starts to goals, over usable roads, share no stretch, and each holds one road of the cut. */
function checkRoutes(
  { starts, goals }: Sketch,
  graph: CutGraph,
  usable: Uint8Array,
  routes: readonly (readonly number[])[],
  cut: readonly number[],
): void {
  const stretches = routes.flat().map((road) => road >>> 1);
  expect(new Set(stretches).size).toBe(stretches.length);
  for (const route of routes) {
    expect(starts).toContain(graph.tail[route[0]]);
    expect(goals).toContain(graph.head[route[route.length - 1]]);
    expect(route.filter((road) => cut.includes(road)).length).toBe(1);
    route.forEach((road, at) => {
      expect(usable[road]).toBe(1);
      if (at > 0) expect(graph.tail[road]).toBe(graph.head[route[at - 1]]);
    });
    const nodes = [graph.tail[route[0]], ...route.map((road) => graph.head[road])];
    expect(new Set(nodes).size).toBe(nodes.length);
  }
}
