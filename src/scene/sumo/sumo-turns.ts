import type { TurnRestriction } from '#model/city.ts';
import type { SumoEdge, SumoElements } from './sumo-elements.ts';
import type { NetToScene } from './sumo-place.ts';
import { isStreetEdge } from './sumo-streets.ts';

/** More ways in or out than any junction has; a network that is full of them is not looked at turn by turn. */
const mostAtJunction = 100;

/**
 * Turns that the network has no connection for: SUMO lists those that are possible. Turning back into the same street is
 * left to whoever routes.
 */
export function* netRestrictions(
  net: SumoElements,
  streetOf: ReadonlyMap<string, string>,
  place: NetToScene,
): Generator<null, TurnRestriction[]> {
  if (net.connections.size === 0) return [];
  const arriving = edgesBy(net.edges, 'to');
  const leaving = edgesBy(net.edges, 'from');
  const restrictions: TurnRestriction[] = [];
  let count = 0;
  for (const junction of net.junctions.values()) {
    count += 1;
    if (count % 200 === 0) yield null;
    const at = place(junction.x, junction.y);
    const into = arriving.get(junction.id) ?? [];
    const out = leaving.get(junction.id) ?? [];
    if (at === null || into.length > mostAtJunction || out.length > mostAtJunction) continue;
    for (const from of into) {
      for (const to of out) {
        const fromStreetId = streetOf.get(from.id);
        const toStreetId = streetOf.get(to.id);
        if (fromStreetId === undefined || toStreetId === undefined || fromStreetId === toStreetId) continue;
        if (isReverse(from, to) || net.connections.has(`${from.id}\n${to.id}`)) continue;
        restrictions.push({
          id: `sumo/turn/${from.id}/${to.id}`,
          kind: 'no',
          fromStreetId,
          viaX: at[0],
          viaY: at[1],
          viaStreetIds: [],
          toStreetId,
        });
      }
    }
  }
  return restrictions;
}

function isReverse(from: SumoEdge, to: SumoEdge): boolean {
  return from.id === `-${to.id}` || to.id === `-${from.id}`;
}

/** Streets' edges by the junction where they begin or end. */
function edgesBy(edges: readonly SumoEdge[], end: 'from' | 'to'): Map<string, SumoEdge[]> {
  const grouped = new Map<string, SumoEdge[]>();
  for (const edge of edges) {
    if (!isStreetEdge(edge)) continue;
    const group = grouped.get(edge[end]);
    if (group === undefined) grouped.set(edge[end], [edge]);
    else group.push(edge);
  }
  return grouped;
}
