import type { NetworkLink, NetworkNode } from '#model/plan-records.ts';

/** The way from every node to the nearest centre, in links. */
export interface Routing {
  /** Node id → the link towards the centre and the node at its other end; null for a centre. No entry: no way. */
  readonly towards: ReadonlyMap<string, { readonly link: NetworkLink; readonly next: string } | null>;
  /** Ids of all nodes that have a way, nearest to a centre first. */
  readonly order: readonly string[];
}

/** Breadth-first from all centres at once; of several ways with as few links the one over the earlier link stands. */
export function routeToCentre(nodes: readonly NetworkNode[], links: readonly NetworkLink[]): Routing {
  const linksOf = new Map<string, NetworkLink[]>(nodes.map(({ id }) => [id, []]));
  for (const link of links) {
    if (link.from === link.to) continue;
    const [from, to] = [linksOf.get(link.from), linksOf.get(link.to)];
    if (from === undefined || to === undefined) continue;
    from.push(link);
    to.push(link);
  }
  const towards = new Map<string, { readonly link: NetworkLink; readonly next: string } | null>();
  const order: string[] = [];
  for (const { id, kind } of nodes) {
    if (kind !== 'centre' || towards.has(id)) continue;
    towards.set(id, null);
    order.push(id);
  }
  for (let at = 0; at < order.length; at += 1) {
    for (const link of linksOf.get(order[at]) ?? []) {
      const other = link.from === order[at] ? link.to : link.from;
      if (towards.has(other)) continue;
      towards.set(other, { link, next: order[at] });
      order.push(other);
    }
  }
  return { towards, order };
}

/** Mbit/s through every node and link when each node sends `own` towards the centre. */
export function routedLoads(
  { towards, order }: Routing,
  own: ReadonlyMap<string, number>,
): { readonly nodes: ReadonlyMap<string, number>; readonly links: ReadonlyMap<string, number> } {
  const nodes = new Map(own);
  const links = new Map<string, number>();
  for (const id of order.toReversed()) {
    const way = towards.get(id);
    if (way === null || way === undefined) continue;
    const load = nodes.get(id) ?? 0;
    links.set(way.link.id, load);
    nodes.set(way.next, (nodes.get(way.next) ?? 0) + load);
  }
  return { nodes, links };
}
