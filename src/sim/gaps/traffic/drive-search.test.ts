import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anyDriveSketch,
  fastestByHistory,
  graphOf,
  mayFollow,
  placeOn,
} from '../../../../test/fixtures/drive-sketch.ts';
import { carStreet } from '../../../../test/fixtures/road-sketch.ts';
import { DriveSearch, secondsOf, wayOf } from './drive-search.ts';
import { isWay, wayMeters, wayTime } from './way-search.ts';

const cross = [
  carStreet('west', [-100, 0, 0, 0]),
  carStreet('east', [0, 0, 100, 0]),
  carStreet('north', [0, 0, 0, 100]),
  carStreet('south', [0, -100, 0, 0], { maxSpeedKmh: 72 }),
];

test('a street without a name is called after one that it meets', () => {
  const graph = graphOf([
    carStreet('main', [0, 0, 100, 0]),
    carStreet('side', [100, 0, 100, 100], { name: null }),
    carStreet('lane', [100, 100, 200, 100], { name: null }),
  ]);
  expect([placeOn(graph, 50, 0), placeOn(graph, 100, 50), placeOn(graph, 150, 100)].map(({ name }) => name)).toEqual([
    'main street',
    'Road at main street',
    'lane',
  ]);
});

describe('fastest ways', () => {
  test('take the length by the speed', () => {
    const graph = graphOf(cross);
    const tree = new DriveSearch(graph).to(placeOn(graph, 50, 0));
    expect(secondsOf(graph, tree, placeOn(graph, -30, 0))).toBe(8);
    expect(secondsOf(graph, tree, placeOn(graph, 0, -40))).toBe(7);
    expect(secondsOf(graph, tree, placeOn(graph, 20, 0))).toBe(3);
  });

  test('turn back at a dead end and nowhere else', () => {
    const graph = graphOf(cross);
    const from = placeOn(graph, -50, 0);
    const [west, east] = [placeOn(graph, -80, 0), placeOn(graph, 60, 0)];
    const search = new DriveSearch(graph);
    const way = wayOf(graph, search.to(west), from);
    expect(way?.milliseconds).toBe(3000);
    expect(isWay(graph, wayOf(graph, search.to(east), from)?.arcs ?? [])).toBe(true);
    const oneWay = graphOf([carStreet('a', [0, 0, 100, 0], { oneway: true }), carStreet('b', [100, 0, 200, 0])]);
    const ahead = new DriveSearch(oneWay).to(placeOn(oneWay, 80, 0));
    expect(wayOf(oneWay, ahead, placeOn(oneWay, 20, 0))?.milliseconds).toBe(6000);
    expect(wayOf(oneWay, ahead, placeOn(oneWay, 150, 0))).toBeNull();
  });

  test('keep a restriction over two streets', () => {
    const streets = [
      carStreet('in', [-100, 0, 0, 0]),
      carStreet('link', [0, 0, 50, 0]),
      carStreet('out', [50, 0, 50, 100]),
      carStreet('side', [0, 0, 0, -100, 50, -100, 50, 0]),
    ];
    const restriction = {
      ...{ id: 'r', kind: 'no' as const, fromStreetId: 'in', viaX: 0, viaY: 0 },
      ...{ viaStreetIds: ['link'], toStreetId: 'out' },
    };
    const free = graphOf(streets);
    const bound = graphOf(streets, [restriction]);
    const seconds = (graph: typeof free) =>
      secondsOf(graph, new DriveSearch(graph).to(placeOn(graph, 50, 60)), placeOn(graph, -60, 0));
    expect(seconds(free)).toBe(6 + 5 + 6);
    expect(seconds(bound)).toBe(6 + 25 + 6);
  });

  test('are those that trying finds, from either end, on random streets with restrictions', () => {
    let restricted = 0;
    fc.assert(
      fc.property(anyDriveSketch, (sketch) => {
        const { graph, from, to } = sketch;
        if (graph.furtherStates.size > 0) restricted += 1;
        const wanted = fastestByHistory(sketch);
        const search = new DriveSearch(graph);
        const ways = [wayOf(graph, search.to(to), from), wayOf(graph, search.from(from), to)];
        for (const way of ways) {
          expect(way?.milliseconds ?? Number.POSITIVE_INFINITY).toBe(wanted);
          if (way === null) continue;
          expect(isWay(graph, way.arcs)).toBe(true);
          expect(wayTime(graph, way.arcs, from, to)).toBe(wanted);
          expect(wayMeters(graph, way.arcs, from, to)).toBeGreaterThanOrEqual(
            Math.hypot(from.x - to.x, from.y - to.y) - 1e-6,
          );
          way.arcs.slice(1).forEach((arc, at) => {
            expect(mayFollow(graph, way.arcs.slice(0, at + 1), arc)).toBe(true);
          });
        }
      }),
      { numRuns: 1500 },
    );
    expect(restricted).toBeGreaterThan(100);
  });
});
