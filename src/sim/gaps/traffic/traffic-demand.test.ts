import { describe, expect, test } from 'vitest';
import { defaultAssumptions } from '#model/assumptions.ts';
import type { Demand, RouteLeg, Street, Trip } from '#model/city.ts';
import type { GapScene } from '#model/gap-scene.ts';
import { plainBuilding } from '#model/plain-features.ts';
import { graphOf } from '../../../../test/fixtures/drive-sketch.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import { noSurroundings } from '../../../../test/fixtures/goal-stand.ts';
import { box, prismTable, sceneOf } from '../../../../test/fixtures/random-city.ts';
import { carStreet } from '../../../../test/fixtures/road-sketch.ts';
import { borderPlaces } from './drive-places.ts';
import { gravityDemand, mostPlaces } from './gravity-demand.ts';
import { mostPairs, sceneDemand, type TrafficPair } from './traffic-demand.ts';

const streets = [
  carStreet('main', [0, 0, 100, 0, 200, 0, 300, 0]),
  carStreet('side', [100, 0, 100, 100]),
  carStreet('other', [200, 0, 200, 100], { oneway: true }),
];
const graph = graphOf(streets);

function trip(more: Partial<Trip>): Trip {
  const ends = { fromX: 0, fromY: 0, toX: 300, toY: 0 };
  return { id: 't', mode: 'car', ...ends, perHour: 10, route: null, ...more };
}

const leg = (streetId: string, backward = false): RouteLeg => ({ streetId, backward });

/** Streets and directions of a route, one per stretch. */
function stretchesOf({ route }: TrafficPair): string[] {
  return Array.from(route ?? [], (arc) => {
    const edge = arc >>> 1;
    const id = graph.streets[graph.network.edgeStreet[edge]].id;
    return `${id}${graph.network.edgeFirstVertex[edge]}${(arc & 1) === 0 ? '+' : '-'}`;
  });
}

describe('trips of the scene', () => {
  test('begin and end at the nearest streets for cars', () => {
    const { pairs, notes } = sceneDemand(graph, [
      trip({ fromX: 40, fromY: 7 }),
      trip({ mode: 'pedestrian' }),
      trip({ perHour: 0 }),
      trip({ toX: 5000 }),
      trip({ fromX: Number.NaN }),
    ]);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({
      perHour: 10,
      route: null,
      from: { x: 40, y: 0, awayMeters: 7, name: 'main street' },
    });
    expect(notes).toEqual([
      '2 trips of the scene begin or end further than 500 m from any street for cars; they are left out.',
    ]);
  });

  test('between the same places are one pair, and too many pairs are cut to those with most trips', () => {
    const twice = sceneDemand(graph, [trip({ id: 'a' }), trip({ id: 'b', fromY: 3 }), trip({ id: 'c', fromX: 90 })]);
    expect(twice.pairs.map(({ perHour }) => perHour)).toEqual([20, 10]);
    const many = Array.from({ length: mostPairs + 100 }, (_, at) =>
      trip({ id: `${at}`, fromX: (90 * at) / (mostPairs + 100), perHour: at < 100 ? 1 : 2 }),
    );
    const { pairs, notes } = sceneDemand(graph, many);
    expect(pairs).toHaveLength(mostPairs);
    expect(pairs.every(({ perHour }) => perHour === 2)).toBe(true);
    expect(notes[0]).toContain('20,100 pairs');
  });

  test('follow stated routes from where a street is met to where it is left', () => {
    const routes: RouteLeg[][] = [
      [leg('side', true), leg('main'), leg('other')],
      [leg('main'), leg('side')],
      [leg('gone'), leg('main', true)],
    ];
    const found = routes.map((route) => stretchesOf(sceneDemand(graph, [trip({ route })]).pairs[0]));
    expect(found).toEqual([
      ['side0-', 'main1+', 'other0+'],
      ['main0+', 'side0+'],
      ['main2-', 'main1-', 'main0-'],
    ]);
    const [pair] = sceneDemand(graph, [trip({ route: routes[0] })]).pairs;
    expect([pair.from.x, pair.from.y, pair.to.x, pair.to.y]).toEqual([100, 100, 200, 100]);
  });

  test('take the fastest way where no street of their route is left', () => {
    const { pairs, notes } = sceneDemand(graph, [trip({ route: [leg('gone')] })]);
    expect(pairs[0].route).toBeNull();
    expect(notes[0]).toContain('1 trip');
  });
});

describe('streets that leave the scene', () => {
  test('end at its border', () => {
    const found = borderPlaces(graph, { minX: 0, minY: -500, maxX: 300, maxY: 500 });
    expect(found.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [300, 0],
    ]);
    expect(borderPlaces(graph, { minX: -500, minY: -500, maxX: 800, maxY: 500 })).toEqual([]);
  });
});

/** A long street through the scene with homes in the west, offices in the middle and at its east end. */
function sceneWith(
  demand: readonly Demand[],
  long: readonly Street[],
  boxes: readonly (readonly [number, string])[],
): GapScene {
  const prisms = prismTable(boxes.map(([x]) => ({ rings: [box(x, 10, x + 20, 30)], base: 0, top: 9 })));
  const scene = sceneOf([], { bounds: { minX: 0, minY: -1000, maxX: 6000, maxY: 1000 } });
  const buildings = boxes.map(([, use], at) => ({ ...plainBuilding, id: `b${at}`, use }));
  return {
    ...scene,
    prisms,
    buildingIds: buildings.map(({ id }) => id),
    surroundings: {
      ...noSurroundings,
      streets: long,
      demand,
      buildings,
      buildingUses: buildings.map(({ use }) => use),
    },
    ...{ barriers: [], crossings: [], restrictions: [], trips: [] },
  };
}

const long = [carStreet('a', [100, 0, 3000, 0]), carStreet('b', [3000, 0, 5900, 0])];

function gravity(scene: GapScene) {
  return finished(gravityDemand(scene, graphOf(scene.surroundings?.streets ?? []), defaultAssumptions));
}

function sums(pairs: readonly TrafficPair[], end: 'from' | 'to'): Map<number, number> {
  const found = new Map<number, number>();
  for (const pair of pairs)
    found.set(Math.round(pair[end].x), (found.get(Math.round(pair[end].x)) ?? 0) + pair.perHour);
  return found;
}

function totalOf(pairs: readonly TrafficPair[]): number {
  return pairs.reduce((sum, { perHour }) => sum + perHour, 0);
}

describe('the gravity model', () => {
  const people = (x: number, weight: number): Demand => ({
    id: `p${x}`,
    kind: 'population',
    x,
    y: 0,
    rings: [],
    weight,
    unit: 'people',
  });

  test('begins the trips of the residents and ends them by what draws', () => {
    const offices = [1500, 1520, 1540, 1560, 1580, 1600, 4000, 4020, 4040].map((x): [number, string] => [x, 'office']);
    const { pairs, notes } = gravity(sceneWith([people(510, 400), people(2510, 100)], long, offices));
    const begun = sums(pairs, 'from');
    expect(begun.get(510)).toBeCloseTo(40, 9);
    expect(begun.get(2510)).toBeCloseTo(10, 9);
    const ended = sums(pairs, 'to');
    expect(totalOf(pairs)).toBeCloseTo(50, 9);
    // Offices of 7,200 m² and 3,600 m², and 5 m² per resident.
    expect(ended.get(1560)).toBeCloseTo((50 * 7200) / (10_800 + 2500), 3);
    expect(ended.get(4030)).toBeCloseTo((50 * 3600) / (10_800 + 2500), 3);
    expect(notes[0]).toContain('population data');
  });

  test('lets trips fall off with their time', () => {
    const { pairs } = gravity(
      sceneWith([people(510, 100), people(5510, 100)], long, [
        [1500, 'office'],
        [4500, 'office'],
      ]),
    );
    const flow = (from: number, to: number) =>
      pairs.find((pair) => Math.round(pair.from.x) === from && Math.round(pair.to.x) === to)?.perHour ?? 0;
    // Balancing cancels in the cross ratio, exp(−Σ t / decay) is left.
    const ratio = (flow(510, 1510) * flow(5510, 4510)) / (flow(510, 4510) * flow(5510, 1510));
    const metersPerSecond = 36 / 3.6;
    const meters = 2 * 1000 - 2 * 4000;
    expect(Math.log(ratio)).toBeCloseTo(-meters / metersPerSecond / defaultAssumptions.gravityDecaySeconds, 3);
  });

  test('takes floor area for residents, or the length of streets, where nothing tells of people', () => {
    const homes = gravity(
      sceneWith([], long, [
        [500, 'apartments'],
        [1500, 'apartments'],
      ]),
    );
    expect(totalOf(homes.pairs)).toBeCloseTo(58, 9);
    expect(homes.notes[0]).toContain('few homes');
    // 400 m² on three storeys are 30 residents.
    const many = Array.from({ length: 10 }, (_, at): [number, string] => [500 + 200 * at, 'apartments']);
    const housed = gravity(sceneWith([], long, many));
    expect(totalOf(housed.pairs)).toBeCloseTo(30, 9);
    expect(housed.notes[0]).toContain('floor');
  });

  test('brings in and takes out cars where streets leave the scene', () => {
    const through = [
      carStreet('a', [0, 0, 3000, 0], { class: 'primary' }),
      carStreet('b', [3000, 0, 6000, 0], { class: 'primary' }),
    ];
    const { pairs, notes } = gravity(sceneWith([], through, []));
    const begun = sums(pairs, 'from');
    expect(begun.get(0)).toBeCloseTo(800, 6);
    expect(begun.get(6000)).toBeCloseTo(800, 6);
    expect(notes.join(' ')).toContain('2 of them streets that leave the scene');
  });

  test('has few places however large the scene, and none in an empty one', () => {
    const grid = Array.from({ length: 60 }, (_, at) => carStreet(`g${at}`, [0, 500 * at, 30_000, 500 * at]));
    const ladder = carStreet(
      'l',
      grid.flatMap(({ xy }) => [xy[0], xy[1]]),
    );
    const scene = sceneWith(
      Array.from({ length: 3600 }, (_, at) => ({ ...people(500 * (at % 60), 10), y: 500 * Math.floor(at / 60) })),
      [...grid, ladder],
      [],
    );
    const { pairs } = gravity(scene);
    const places = new Set(pairs.map(({ from }) => `${from.x} ${from.y}`));
    expect(places.size).toBeGreaterThan(30);
    expect(places.size).toBeLessThanOrEqual(mostPlaces);
    expect(gravity(sceneWith([], [], [])).pairs).toEqual([]);
  });
});
