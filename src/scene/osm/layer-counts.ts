import { buildStreetNetwork, networkComponents, travelModes } from '#geo/street-network.ts';
import type { CityLayers, Street, TurnRestriction } from '#model/city.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';

/** What became of the input: openings, decks, walls and ways in, by name. */
export function countLayers(layers: CityLayers): Record<string, number> {
  const { buildings, streets, portals, areas } = layers;
  const portalsOf = (...kinds: string[]) => portals.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    bridges: buildings.filter(({ structure }) => structure === 'bridge').length,
    walls: buildings.filter(({ structure }) => structure === 'wall').length,
    pitchedRoofs: buildings.filter(({ roofHeightMeters }) => roofHeightMeters > 0).length,
    passages: streets.filter(({ passage }) => passage).length,
    tunnels: streets.filter(({ tunnel }) => tunnel).length,
    barriers: layers.barriers.length,
    entrances: portalsOf('main-entrance', 'entrance', 'service', 'emergency-exit', 'garage'),
    gates: portalsOf('gate'),
    bollards: portalsOf('bollard'),
    addresses: portalsOf('address'),
    crossings: layers.crossings.length,
    turnRestrictions: layers.restrictions.length,
    squares: areas.filter(({ kind }) => kind === 'square').length,
    landUses: areas.filter(({ kind }) => landUses.has(kind)).length,
  };
}

const landUses = new Set(['residential', 'commercial', 'industrial', 'civic', 'railway', 'construction']);

/**
 * How the streets hang together, for each mode: `carComponents` (from anywhere to anywhere within each) and
 * `carLargestShare` (length in the largest, 0 to 1), likewise for bicycles and people on foot.
 */
export function countNetwork(
  streets: readonly Street[],
  restrictions: readonly TurnRestriction[],
  notes: ImportNotes,
): Record<string, number> {
  const network = buildStreetNetwork(streets, restrictions);
  for (const id of network.forbidden.unmatched)
    notes.add('dropped', 'turn restriction', 'Its streets do not meet for cars as it says.', id);
  const counts: Record<string, number> = {
    streetNodes: network.nodeCount,
    streetEdges: network.edgeCount,
    forbiddenTurns: network.forbidden.count,
  };
  for (const mode of travelModes) {
    const { count, largestShare } = networkComponents(network, mode);
    counts[`${mode}Components`] = count;
    counts[`${mode}LargestShare`] = Math.round(largestShare * 10_000) / 10_000;
  }
  return counts;
}
