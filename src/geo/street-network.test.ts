import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Street, TurnRestriction } from '#model/city.ts';
import { plainStreet } from '#model/plain-features.ts';
import { arcEnd, arcOpen, buildStreetNetwork, networkComponents, type StreetNetwork } from './street-network.ts';

function street(id: string, points: readonly number[], more: Partial<Street> = {}): Street {
  return { ...plainStreet, id, class: 'residential', xy: Float64Array.from(points), ...more };
}

function lengthOf({ xy }: Street): number {
  let sum = 0;
  for (let i = 2; i < xy.length; i += 2) sum += Math.hypot(xy[i] - xy[i - 2], xy[i + 1] - xy[i - 1]);
  return sum;
}

function sequences({ forbidden }: StreetNetwork): number[][] {
  return Array.from({ length: forbidden.count }, (_, s) => [
    ...forbidden.arcs.slice(forbidden.start[s], forbidden.start[s + 1]),
  ]);
}

/** The streets' own stretches, as streets. */
function split(streets: readonly Street[], network: StreetNetwork): Street[] {
  return Array.from({ length: network.edgeCount }, (_, edge) => {
    const whole = streets[network.edgeStreet[edge]];
    const xy = whole.xy.slice(2 * network.edgeFirstVertex[edge], 2 * network.edgeLastVertex[edge] + 2);
    return { ...whole, id: `${whole.id}/${edge}`, xy };
  });
}

const point = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }));
const anyStreet = fc
  .record({
    points: fc.array(point, { minLength: 1, maxLength: 6 }),
    oneway: fc.boolean(),
    car: fc.boolean(),
    foot: fc.boolean(),
    bridge: fc.boolean(),
    layer: fc.integer({ min: 0, max: 1 }),
  })
  .map(({ points, ...more }) => street('s', points.flat(), more));
const anyStreets = fc.array(anyStreet, { maxLength: 10 });

/** Which nodes reach which, by following arcs from every node. */
function reachable(network: StreetNetwork, mode: 'car' | 'foot'): boolean[][] {
  return Array.from({ length: network.nodeCount }, (_, from) => {
    const seen = new Array<boolean>(network.nodeCount).fill(false);
    const open = [from];
    seen[from] = true;
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (let arc = 0; arc < 2 * network.edgeCount; arc += 1) {
        const start = arcEnd(network, arc ^ 1);
        const end = arcEnd(network, arc);
        if (start === node && arcOpen(network, arc, mode) && !seen[end]) {
          seen[end] = true;
          open.push(end);
        }
      }
    }
    return seen;
  });
}

describe('the street network', () => {
  it('splits streets where they share a vertex, not where their lines only cross', () => {
    const streets = [
      street('a', [0, 0, 10, 0, 20, 0]),
      street('b', [10, -10, 10, 0, 10, 10]),
      street('c', [15, -5, 15, 5]),
    ];
    const network = buildStreetNetwork(streets, []);
    expect(network.edgeCount).toBe(5);
    expect(network.nodeCount).toBe(7);
    expect([...network.edgeLength]).toEqual([10, 10, 10, 10, 10]);
    expect(networkComponents(network, 'foot')).toMatchObject({ count: 2, largestShare: 0.8 });
  });

  it('lets a bridge pass over a vertex of the street beneath, but joins what ends there', () => {
    const below = street('below', [0, 0, 10, 0, 20, 0]);
    const over = street('over', [10, -10, 10, 0, 10, 10], { bridge: true, layer: 1 });
    expect(buildStreetNetwork([below, over], []).edgeCount).toBe(2);
    const ramp = street('ramp', [10, 0, 30, 30]);
    expect(buildStreetNetwork([below, over, ramp], []).edgeCount).toBe(5);
  });

  it('counts one-way streets as dead ends for cars, not for people on foot', () => {
    const streets = [
      street('loop', [0, 0, 10, 0, 10, 10, 0, 0], { oneway: true }),
      street('out', [10, 0, 50, 0], { oneway: true }),
    ];
    const network = buildStreetNetwork(streets, []);
    const cars = networkComponents(network, 'car');
    expect(cars.count).toBe(2);
    expect(cars.largestShare).toBeCloseTo((20 + Math.sqrt(200)) / (60 + Math.sqrt(200)), 12);
    expect(networkComponents(network, 'foot')).toMatchObject({ count: 1, largestShare: 1 });
  });

  it('has no component of a mode that no street is open to', () => {
    const network = buildStreetNetwork([street('rail', [0, 0, 9, 0], { car: false })], []);
    expect(networkComponents(network, 'car')).toMatchObject({ count: 0, largest: -1, largestShare: 0 });
  });

  describe('turn restrictions', () => {
    const cross = [
      street('west', [-10, 0, 0, 0]),
      street('east', [0, 0, 10, 0]),
      street('north', [0, 0, 0, 10]),
      street('south', [0, -10, 0, 0]),
    ];
    const turn = (more: Partial<TurnRestriction>): TurnRestriction => ({
      id: 'relation/1',
      kind: 'no',
      fromStreetId: 'west',
      viaX: 0,
      viaY: 0,
      viaStreetIds: [],
      toStreetId: 'north',
      ...more,
    });

    it('forbids one pair of arcs for no, and all others for only', () => {
      expect(sequences(buildStreetNetwork(cross, [turn({})]))).toEqual([[0, 4]]);
      expect(sequences(buildStreetNetwork(cross, [turn({ kind: 'only' })]))).toEqual([
        [0, 2],
        [0, 7],
      ]);
    });

    it('follows streets in between, edge by edge', () => {
      const streets = [...cross, street('far', [10, 0, 10, 10]), street('alley', [5, 0, 5, 5])];
      streets[1] = street('east', [0, 0, 5, 0, 10, 0]);
      const network = buildStreetNetwork(streets, [turn({ viaStreetIds: ['east'], toStreetId: 'far' })]);
      expect(sequences(network)).toEqual([[0, 2, 4, 10]]);
      const only = buildStreetNetwork(streets, [turn({ kind: 'only', viaStreetIds: ['east'], toStreetId: 'far' })]);
      expect(sequences(only)).toContainEqual([0, 2, 12]);
      expect(sequences(only)).toContainEqual([0, 6]);
      expect(sequences(only)).not.toContainEqual([0, 2, 4]);
    });

    it('forbids turning back only where it is named', () => {
      expect(sequences(buildStreetNetwork(cross, [turn({ toStreetId: 'west' })]))).toEqual([[0, 1]]);
    });

    it('names restrictions whose streets do not meet there', () => {
      const network = buildStreetNetwork(cross, [turn({ toStreetId: 'nowhere' }), turn({ id: 'r', viaX: 5 })]);
      expect(network.forbidden).toMatchObject({ count: 0, unmatched: ['relation/1', 'r'] });
    });
  });

  it('keeps the length of all streets', () => {
    fc.assert(
      fc.property(anyStreets, (streets) => {
        const { edgeLength } = buildStreetNetwork(streets, []);
        const whole = streets.reduce((sum, each) => sum + lengthOf(each), 0);
        expect(edgeLength.reduce((sum, length) => sum + length, 0)).toBeCloseTo(whole, 9);
      }),
    );
  });

  it('splits once for all, on one level', () => {
    fc.assert(
      fc.property(anyStreets, (any) => {
        const streets = any.map((each) => ({ ...each, bridge: false, layer: 0 }));
        const network = buildStreetNetwork(streets, []);
        const again = buildStreetNetwork(split(streets, network), []);
        expect(again.edgeCount).toBe(network.edgeCount);
        expect([...again.edgeLength]).toEqual([...network.edgeLength]);
      }),
    );
  });

  it('has the components that following arcs finds', () => {
    fc.assert(
      fc.property(anyStreets, fc.constantFrom('car' as const, 'foot' as const), (streets, mode) => {
        const network = buildStreetNetwork(streets, []);
        const { componentOfNode } = networkComponents(network, mode);
        const reach = reachable(network, mode);
        for (let a = 0; a < network.nodeCount; a += 1) {
          if (componentOfNode[a] < 0) continue;
          for (let b = 0; b < network.nodeCount; b += 1) {
            if (componentOfNode[b] < 0) continue;
            expect(componentOfNode[a] === componentOfNode[b]).toBe(reach[a][b] && reach[b][a]);
          }
        }
      }),
    );
  });
});
