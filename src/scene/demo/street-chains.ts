import type { Street } from '#model/city.ts';
import { plainStreet, usersOf } from '#model/plain-features.ts';
import { mix, type Point, ringContains } from './plane.ts';
import { flatRing } from './shapes.ts';
import { type StreetNetwork, styleOf } from './street-network.ts';

/** A street of the network as one line, from end to end or from bridge head to bridge head. */
export interface StreetChain {
  readonly line: number;
  /** Mesh vertices along the street. */
  readonly vertices: readonly number[];
  readonly bridge: boolean;
}

/**
 * All streets as chains; edges without a street class (banks, fences, the border) are left out. No chain runs on over one
 * of the `breaks` (mesh vertices).
 */
export function streetChains(network: StreetNetwork, breaks: ReadonlySet<number> = new Set()): StreetChain[] {
  const groups = new Map<string, { a: number; b: number }[]>();
  for (const { a, b, line } of network.mesh.edges()) {
    if (styleOf(network, line).class === null) continue;
    const key = `${line}|${isBridge(network, a, b) ? 1 : 0}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ a, b }]);
    else group.push({ a, b });
  }
  const chains: StreetChain[] = [];
  for (const [key, edges] of groups) {
    const [line, bridge] = key.split('|').map(Number);
    for (const vertices of joinEdges(edges, breaks)) chains.push({ line, vertices, bridge: bridge === 1 });
  }
  return chains;
}

function isBridge(network: StreetNetwork, a: number, b: number): boolean {
  const middle = mix(network.mesh.vertices[a], network.mesh.vertices[b], 0.5);
  return ringContains(network.riverRing, middle) || ringContains(network.railRing, middle);
}

function joinEdges(edges: readonly { a: number; b: number }[], breaks: ReadonlySet<number>): number[][] {
  const neighbours = new Map<number, number[]>();
  const link = (from: number, to: number) => {
    const list = neighbours.get(from);
    if (list === undefined) neighbours.set(from, [to]);
    else list.push(to);
  };
  for (const { a, b } of edges) {
    link(a, b);
    link(b, a);
  }
  const isEnd = (vertex: number) => (neighbours.get(vertex) ?? []).length !== 2 || breaks.has(vertex);
  const used = new Set<string>();
  const edgeName = (a: number, b: number) => (a < b ? `${a}-${b}` : `${b}-${a}`);
  const walk = (start: number): number[] => {
    const path = [start];
    for (;;) {
      const here = path[path.length - 1];
      const next = (neighbours.get(here) ?? []).find((v) => !used.has(edgeName(here, v)));
      if (next === undefined) return path;
      used.add(edgeName(here, next));
      path.push(next);
      if (isEnd(next)) return path;
    }
  };
  const paths: number[][] = [];
  const starts = [...neighbours.keys()];
  const ends = starts.filter(isEnd);
  for (const start of [...ends, ...starts]) {
    for (let path = walk(start); path.length > 1; path = walk(start)) paths.push(path);
  }
  return paths;
}

/** Points of a chain. */
export function chainPoints(network: StreetNetwork, chain: StreetChain): Point[] {
  return chain.vertices.map((v) => network.mesh.vertices[v]);
}

/** The streets as the scene holds them. Narrow streets of the grid quarters are one-way, alternately. */
export function streetsOf(network: StreetNetwork, chains: readonly StreetChain[]): Street[] {
  return chains.map((chain, index) => {
    const { name, style: styleName } = network.lines[chain.line];
    const style = styleOf(network, chain.line);
    const oneway = styleName === 'residential' && chain.line % 3 === 0;
    return {
      ...plainStreet,
      ...usersOf(style.class ?? 'residential'),
      id: `demo/street/${index + 1}`,
      class: style.class ?? 'residential',
      name,
      xy: flatRing(chainPoints(network, chain)),
      widthMeters: style.width,
      lanes: oneway ? 1 : style.lanes,
      oneway,
      widthSource: 'width' as const,
      bridge: chain.bridge,
      layer: chain.bridge ? 1 : 0,
      lit: style.lampSpacing > 0,
      maxSpeedKmh: style.maxSpeedKmh,
    };
  });
}
