import type { ForbiddenTurns } from '#geo/turn-restrictions.ts';

/**
 * What is left to remember of the arcs driven so far, so that no forbidden sequence is completed: the longest end of the way
 * that begins a forbidden sequence (Aho and Corasick 1975). Node 0 remembers nothing.
 */
export interface ForbiddenAutomaton {
  readonly nodeCount: number;
  /** Node → arcs remembered; 0 for node 0. */
  readonly depth: readonly number[];
  /** Node → last arc remembered; −1 for node 0. */
  readonly lastArc: readonly number[];
  /** Node that remembers this arc alone; 0 where no forbidden sequence begins with it. */
  begin(arc: number): number;
  /** Node after one more arc; −1 where the arc must not follow. */
  follow(node: number, arc: number): number;
}

interface TrieNode {
  readonly children: Map<number, number>;
  readonly depth: number;
  readonly arc: number;
  /** Ends a forbidden sequence, itself or by its end. */
  forbidden: boolean;
  /** Node of the longest proper end that is remembered too. */
  shorter: number;
}

/** `open`: may cars use the arc? Sequences over other arcs forbid nothing. */
export function forbiddenAutomaton(turns: ForbiddenTurns, open: (arc: number) => boolean): ForbiddenAutomaton {
  const nodes: TrieNode[] = [trieNode(0, -1)];
  for (let sequence = 0; sequence < turns.count; sequence += 1) {
    const arcs = turns.arcs.subarray(turns.start[sequence], turns.start[sequence + 1]);
    if (arcs.length >= 2 && arcs.every(open)) insert(nodes, arcs);
  }
  linkShorter(nodes);
  return {
    nodeCount: nodes.length,
    depth: nodes.map(({ depth }) => depth),
    lastArc: nodes.map(({ arc }) => arc),
    begin: (arc) => nodes[0].children.get(arc) ?? 0,
    follow: (node, arc) => {
      const next = childOf(nodes, node, arc);
      return nodes[next].forbidden ? -1 : next;
    },
  };
}

function trieNode(depth: number, arc: number): TrieNode {
  return { children: new Map(), depth, arc, forbidden: false, shorter: 0 };
}

function insert(nodes: TrieNode[], arcs: Uint32Array): void {
  let at = 0;
  for (const arc of arcs) {
    let child = nodes[at].children.get(arc);
    if (child === undefined) {
      child = nodes.length;
      nodes[at].children.set(arc, child);
      nodes.push(trieNode(nodes[at].depth + 1, arc));
    }
    at = child;
  }
  nodes[at].forbidden = true;
}

/** Breadth first, so that shorter ends are linked before longer ones. */
function linkShorter(nodes: readonly TrieNode[]): void {
  const queue = [...nodes[0].children.values()];
  for (const at of queue) {
    const node = nodes[at];
    if (nodes[node.shorter].forbidden) node.forbidden = true;
    for (const [arc, child] of node.children) {
      nodes[child].shorter = childOf(nodes, node.shorter, arc);
      queue.push(child);
    }
  }
}

function childOf(nodes: readonly TrieNode[], from: number, arc: number): number {
  for (let at = from; ; at = nodes[at].shorter) {
    const child = nodes[at].children.get(arc);
    if (child !== undefined) return child;
    if (at === 0) return 0;
  }
}
