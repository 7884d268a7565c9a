import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arcEnd, arcOpen } from '#geo/street-network.ts';
import { defaultGapQuestion, type GapQuestion } from '#model/gap-question.ts';
import { type CordonResult, cordonResultSchema, type RoadReader } from '#model/results/gaps/cordon.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import {
  anyRoadGrid,
  arcsOf,
  carStreet,
  type RoadSketch,
  roadSketch,
  sitePlaceAt,
  sketchConnectivity,
} from '../../../../test/fixtures/road-sketch.ts';
import type { ZonePlace } from '../../access/places.ts';
import { cordonSteps } from './cordon-steps.ts';

type Readers = ReadonlyMap<number, readonly RoadReader[]>;
interface Options {
  readonly question?: Partial<GapQuestion>;
  readonly readers?: Readers;
  readonly at?: readonly [number, number, number];
  readonly zones?: readonly ZonePlace[];
}

function outcomeOf(sketch: RoadSketch, { question = {}, readers = new Map(), at = [0, 0, 50], zones = [] }: Options) {
  const places = { sites: [sitePlaceAt(...at)], zones };
  const input = { ...sketch, readers, connectivity: sketchConnectivity, places };
  return finished(cordonSteps({ ...input, question: { ...defaultGapQuestion, ...question } }));
}

function cordonOf(sketch: RoadSketch, options: Options = {}): CordonResult {
  const result = outcomeOf(sketch, options);
  if (result.kind !== 'cordon') throw new Error(result.reason);
  return cordonResultSchema.parse(result);
}

const reads = (arcs: readonly number[], read = 0.9): Readers =>
  new Map(arcs.map((arc, at) => [arc, [{ deviceId: `unit-${at}`, read }]]));

/** A crossroads at the origin, arms of 300 m to the edge of the scene. */
const cross = roadSketch(
  [
    carStreet('west', [-300, 0, 0, 0]),
    carStreet('east', [0, 0, 300, 0]),
    carStreet('south', [0, -300, 0, 0]),
    carStreet('north', [0, 0, 0, 300]),
  ],
  300,
);

describe('a crossroads', () => {
  test('leaks on all four arms, and four units close it', () => {
    const { crossings, leaking, cut, outside, grownMeters } = cordonOf(cross);
    expect(crossings.map(({ name }) => name)).toEqual(['west street', 'east street', 'south street', 'north street']);
    expect([leaking, cut.units, cut.atLeast, cut.closable]).toEqual([4, 4, 4, true]);
    expect(cut.routes.map(({ meters, seconds }) => [meters, seconds])).toEqual(new Array(4).fill([300, 30]));
    expect([outside, grownMeters]).toEqual(['border', 0]);
    expect(crossings[0]).toMatchObject({ leakMeters: 300, leakSeconds: 30, leakLine: [-300, 0, 0, 0] });
  });

  test('out of it, the lines go outwards', () => {
    const { crossings, cut } = cordonOf(cross, { question: { cordonWay: 'out' } });
    expect(crossings.map(({ line }) => line)).toEqual([
      [0, 0, -300, 0],
      [0, 0, 300, 0],
      [0, 0, 0, -300],
      [0, 0, 0, 300],
    ]);
    expect(new Set(cut.routes.map(({ line }) => String(line)))).toEqual(
      new Set(crossings.map(({ line }) => String(line))),
    );
  });

  test('both ways, a road counts once', () => {
    const { crossings, cut } = cordonOf(cross, { question: { cordonWay: 'both' } });
    expect(crossings.length).toBe(8);
    expect([cut.units, cut.atLeast, cut.roads.length, cut.routes.length]).toEqual([4, 4, 4, 8]);
  });

  test('a read arm leaks no more, and is the way on which least-read drivers do not come', () => {
    const { crossings, cut, leastRead } = cordonOf(cross, { readers: reads(arcsOf(cross, 'west', false)) });
    expect(crossings.map(({ leaks, read }) => [leaks, read])).toEqual([
      [false, 0.9],
      [true, 0],
      [true, 0],
      [true, 0],
    ]);
    expect(cut.units).toBe(3);
    expect(leastRead[0]).toMatchObject({ read: 0, readers: [] });
  });

  test('with all arms read, the least-read way is the least read of them', () => {
    const arms = ['west', 'east', 'south', 'north'];
    const readers = new Map(
      arms.map((arm, at) => {
        const [arc] = arm === 'west' || arm === 'south' ? arcsOf(cross, arm, false) : arcsOf(cross, arm, true);
        return [arc, [{ deviceId: arm, read: 0.9 - at / 10 }]];
      }),
    );
    const { leaking, cut, leastRead } = cordonOf(cross, { readers });
    expect([leaking, cut.units]).toEqual([0, 0]);
    expect(leastRead[0].readers).toEqual([{ deviceId: 'north', read: 0.9 - 3 / 10 }]);
    expect(leastRead[0].read).toBeCloseTo(0.6, 12);
  });

  test('a unit that reads less than every other vehicle does not close an arm', () => {
    expect(cordonOf(cross, { readers: reads(arcsOf(cross, 'west', false), 0.49) }).leaking).toBe(4);
    expect(cordonOf(cross, { readers: reads(arcsOf(cross, 'west', false), 0.5) }).leaking).toBe(3);
  });
});

describe('the area', () => {
  test('without a junction in it cuts the street that runs through', () => {
    const { crossings, cut } = cordonOf(cross, { at: [150, 0, 50] });
    expect(crossings.map(({ line }) => line)).toEqual([
      [0, 0, 150, 0],
      [300, 0, 150, 0],
    ]);
    expect(cut.units).toBe(2);
  });

  test('grows until it has a street, and says so', () => {
    const { grownMeters, notes } = cordonOf(cross, { at: [150, 180, 50] });
    expect(grownMeters).toBe(100);
    expect(notes[0]).toMatch(/up to 100 m around it/);
  });

  test('far from every street is told in a sentence', () => {
    const far = outcomeOf(roadSketch(cross.streets, 3000), { at: [2000, 2000, 50] });
    expect(far).toEqual({
      kind: 'empty',
      reason: 'No street for cars comes within 300 m of The site: there is nothing to close.',
    });
  });

  test('that is not known is told in a sentence', () => {
    expect(outcomeOf(cross, { question: { cordonId: 'nowhere' } }).kind).toBe('empty');
  });

  test('may be a zone', () => {
    const zones = [
      { id: 'zone', name: 'Old town', kind: 'other', rings: [[-50, -50, 50, -50, 50, 50, -50, 50]] },
    ] as const;
    const { area, crossings } = cordonOf(cross, { zones, question: { cordonId: 'zone' } });
    expect(area).toMatchObject({ name: 'Old town', x: 0, y: 0 });
    expect(crossings.length).toBe(4);
  });

  test('that reaches the edge of the scene cannot be closed there', () => {
    const { cut, notes } = cordonOf(cross, { at: [0, 0, 400] });
    expect([cut.closable, cut.units]).toEqual([false, 0]);
    expect(notes.some((note) => /reaches the edge/.test(note))).toBe(true);
  });
});

test('without streets that leave the scene, the outside is far away', () => {
  const { outside, notes, leaking } = cordonOf(roadSketch([carStreet('long', [-900, 0, 0, 0, 10, 0])], 2000), {
    at: [0, 0, 50],
  });
  expect([outside, leaking]).toEqual(['far', 1]);
  expect(notes.some((note) => /at least 500 m/.test(note))).toBe(true);
});

test('one-way streets that set the ways apart take more units than one direction needs', () => {
  // In over the north only, out over the south only.
  const ring = roadSketch(
    [carStreet('in', [0, 300, 0, 0], { oneway: true }), carStreet('out', [0, 0, 0, -300], { oneway: true })],
    300,
  );
  const { cut, notes } = cordonOf(ring, { question: { cordonWay: 'both' } });
  expect([cut.units, cut.atLeast]).toEqual([2, 1]);
  expect(notes.some((note) => /at least 1 units are needed, 2 suffice/.test(note))).toBe(true);
});

/** Is a node reached from the edge over unread open arcs, without passing the area? By spreading until nothing changes. */
function unreadFromEdge(
  { network, bounds }: RoadSketch,
  readers: Readers,
  inArea: (node: number) => boolean,
): boolean[] {
  const at = (node: number) => [network.nodeXy[2 * node], network.nodeXy[2 * node + 1]];
  const reached = Array.from({ length: network.nodeCount }, (_, node) => {
    const [x, y] = at(node);
    return x === bounds.minX || x === bounds.maxX || y === bounds.minY || y === bounds.maxY;
  });
  for (let changed = true; changed; ) {
    changed = false;
    for (let arc = 0; arc < 2 * network.edgeCount; arc += 1) {
      const [from, to] = [arcEnd(network, arc ^ 1), arcEnd(network, arc)];
      if (!arcOpen(network, arc, 'car') || readers.has(arc) || !reached[from] || inArea(from) || reached[to]) continue;
      reached[to] = true;
      changed = true;
    }
  }
  return reached;
}

describe('on any streets', () => {
  const someReaders = fc.array(fc.integer({ min: 0, max: 79 }), { maxLength: 30 });

  test('exactly those crossings leak that an unread way leads to, and nothing leaks where the cut is empty', () => {
    fc.assert(
      fc.property(anyRoadGrid, someReaders, (sketch, arcs) => {
        const readers = reads(arcs);
        const result = outcomeOf(sketch, { readers, at: [0, 0, 120] });
        if (result.kind !== 'cordon') return;
        const { network } = sketch;
        const inArea = (node: number) => {
          const [x, y] = [network.nodeXy[2 * node], network.nodeXy[2 * node + 1]];
          return Math.sqrt(x * x + y * y) <= 120;
        };
        const reached = unreadFromEdge(sketch, readers, inArea);
        const leaks: string[] = [];
        for (let arc = 0; arc < 2 * network.edgeCount; arc += 1) {
          const [from, to] = [arcEnd(network, arc ^ 1), arcEnd(network, arc)];
          if (!arcOpen(network, arc, 'car') || inArea(from) || !inArea(to)) continue;
          if (reached[from] && !readers.has(arc)) leaks.push(sketch.streets[network.edgeStreet[arc >>> 1]].id);
        }
        expect(result.crossings.filter((road) => road.leaks).map((road) => road.streetId)).toEqual(leaks);
        expect(result.cut.units > 0).toBe(result.leaking > 0);
        expect(result.cut.routes.length).toBe(result.cut.units);
      }),
      { numRuns: 1500, seed: 3 },
    );
  });

  test('units on the roads of the cut close it, and one fewer does not', () => {
    fc.assert(
      fc.property(anyRoadGrid, someReaders, fc.constantFrom('in', 'out'), (sketch, arcs, cordonWay) => {
        const options = { at: [0, 0, 120], question: { cordonWay } } as const;
        const before = outcomeOf(sketch, { ...options, readers: reads(arcs) });
        if (before.kind !== 'cordon') return;
        const more = before.cut.roads.map(({ streetId, line }) => {
          const along = arcsOf(sketch, streetId, false)[0];
          const { xy } = sketch.streets.find(({ id }) => id === streetId) ?? carStreet('none', []);
          return line[0] === xy[0] && line[1] === xy[1] ? along : along ^ 1;
        });
        const after = cordonOf(sketch, { ...options, readers: reads([...arcs, ...more]) });
        expect([after.leaking, after.cut.units]).toEqual([0, 0]);
        if (more.length === 0) return;
        const fewer = cordonOf(sketch, { ...options, readers: reads([...arcs, ...more.slice(1)]) });
        expect(fewer.cut.units).toBe(1);
      }),
      { numRuns: 1000, seed: 4 },
    );
  });

  test('both ways, units that read both directions of the roads of the cut close it, and no fewer than told could', () => {
    fc.assert(
      fc.property(anyRoadGrid, someReaders, (sketch, arcs) => {
        const options = { at: [0, 0, 120], question: { cordonWay: 'both' } } as const;
        const before = outcomeOf(sketch, { ...options, readers: reads(arcs) });
        if (before.kind !== 'cordon') return;
        const { cut } = before;
        const more = cut.roads.flatMap(({ streetId }) =>
          [false, true].flatMap((back) => arcsOf(sketch, streetId, back)),
        );
        expect(cordonOf(sketch, { ...options, readers: reads([...arcs, ...more]) }).leaking).toBe(0);
        expect(cut.units).toBe(cut.roads.length);
        expect(cut.units).toBeGreaterThanOrEqual(cut.atLeast);
        const ways = (way: string) => cut.routes.filter((route) => route.way === way).length;
        expect(cut.atLeast).toBe(Math.max(ways('in'), ways('out')));
      }),
      { numRuns: 800, seed: 7 },
    );
  });

  test('one more unit never makes it easier to stay unread', () => {
    fc.assert(
      fc.property(anyRoadGrid, someReaders, fc.integer({ min: 0, max: 79 }), (sketch, arcs, more) => {
        const before = outcomeOf(sketch, { readers: reads(arcs, 0.4), at: [0, 0, 120] });
        if (before.kind !== 'cordon' || before.leastRead.length === 0) return;
        const readers = new Map(reads(arcs, 0.4));
        readers.set(more, [...(readers.get(more) ?? []), { deviceId: 'more', read: 0.7 }]);
        const after = cordonOf(sketch, { readers, at: [0, 0, 120] });
        expect(after.leastRead[0].read).toBeGreaterThanOrEqual(before.leastRead[0].read - 1e-12);
        expect(after.leaking).toBeLessThanOrEqual(before.leaking);
        expect(after.cut.units).toBeLessThanOrEqual(before.cut.units);
      }),
      { numRuns: 1000, seed: 6 },
    );
  });
});
