import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arcEnd } from '#geo/street-network.ts';
import { defaultAssumptions } from '#model/assumptions.ts';
import { defaultGapQuestion } from '#model/gap-question.ts';
import type { RoadReader } from '#model/results/gaps/cordon.ts';
import { type EscapeRoute, type IncidentResult, incidentResultSchema } from '#model/results/gaps/incident.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import {
  anyRoadGrid,
  arcsOf,
  carStreet,
  type RoadSketch,
  roadSketch,
  sketchConnectivity,
} from '../../../../test/fixtures/road-sketch.ts';
import { buildDriveGraph, type DriveGraph } from '../traffic/drive-graph.ts';
import { countingUnit } from '../traffic/unit-reads.ts';
import { borderNodes } from './border-nodes.ts';
import { evasionOf } from './evasion.ts';
import { type IncidentInput, incidentSteps } from './incident-steps.ts';
import { nearestMain } from './nearest-main.ts';
import { lineLength } from './road-lines.ts';
import { arcReaders } from './road-readers.ts';

type Readers = ReadonlyMap<number, readonly RoadReader[]>;

/** 10 m/s. */
const assumptions = { ...defaultAssumptions, driveSpeed: 1, plateSpeedKmh: 36 };

/** Knows no other way. */
// biome-ignore lint/correctness/useYield: a search that is over at once
function* noEvasion(): Generator<void, null, void> {
  return null;
}

function outcomeOf(
  sketch: RoadSketch,
  readers: Readers,
  at: { readonly x: number; readonly y: number },
  evade: IncidentInput['evade'] = noEvasion,
) {
  const graph = buildDriveGraph(sketch.network, sketch.streets, assumptions);
  return finished(
    incidentSteps({
      graph,
      readers,
      connectivity: sketchConnectivity,
      bounds: sketch.bounds,
      sites: [],
      question: { ...defaultGapQuestion, incident: at },
      evade,
    }),
  );
}

function incidentOf(...parts: Parameters<typeof outcomeOf>): IncidentResult {
  const result = outcomeOf(...parts);
  if (result.kind !== 'incident') throw new Error(result.reason);
  return incidentResultSchema.parse(result);
}

/** A street from west to east through the scene, with a side street to the north in the middle. */
const tee = roadSketch(
  [carStreet('west', [-300, 0, 0, 0]), carStreet('east', [0, 0, 300, 0]), carStreet('north', [0, 0, 0, 300])],
  300,
);
const [east] = arcsOf(tee, 'east', false);
const [west] = arcsOf(tee, 'west', true);

describe('from an incident 75 m east of a junction', () => {
  const at = { x: 75, y: 0 };

  test('all three streets lead out, the nearest first', () => {
    const { exits, leaking, read, halfSeconds } = incidentOf(tee, new Map(), at);
    expect(exits.map(({ place, fastest }) => [place.name, fastest.seconds, fastest.meters])).toEqual([
      ['east street', 22.5, 225],
      ['west street', 37.5, 375],
      ['north street', 37.5, 375],
    ]);
    expect(exits[1].fastest.line).toEqual([75, 0, 0, 0, -300, 0]);
    expect([leaking, read, halfSeconds]).toEqual([3, 0, null]);
  });

  test('a unit to the west reads in the middle of its stretch', () => {
    const { exits, leaking, read, curve } = incidentOf(tee, new Map([[west, [{ deviceId: 'w', read: 0.9 }]]]), at);
    expect(exits[1].fastest.reads).toEqual([
      { deviceId: 'w', place: { x: -150, y: 0, name: 'west street' }, seconds: 22.5, meters: 225, read: 0.9 },
    ]);
    expect(exits[1].fastest.expectedSeconds).toBe(22.5);
    expect(leaking).toBe(2);
    expect(read).toBeCloseTo(0.3, 12);
    expect(curve).toEqual([
      [0, 0],
      [22.5, 0.9 / 3],
    ]);
  });

  test('on the stretch of the incident only what lies ahead reads', () => {
    const readers = new Map([
      [east, [{ deviceId: 'e', read: 0.9 }]],
      [east ^ 1, [{ deviceId: 'e', read: 0.8 }]],
    ]);
    // Its middle is 150 m east of the junction: ahead of who drives east, behind who drives west.
    const chances = incidentOf(tee, readers, at).exits.map(({ fastest }) => fastest.read);
    expect(chances[0]).toBeCloseTo(0.9, 12);
    expect(chances.slice(1)).toEqual([0, 0]);
    expect(incidentOf(tee, readers, at).exits[0].fastest.reads[0]).toMatchObject({ seconds: 7.5, meters: 75 });
  });

  test('the evasive way is told where the detour is accepted', () => {
    const sketch = roadSketch(
      [
        carStreet('read', [0, 0, -100, 0]),
        carStreet('loop', [0, 0, 0, -50, -100, -50, -100, 0]),
        carStreet('rest', [-100, 0, -300, 0]),
        carStreet('east', [0, 0, 100, 0]),
      ],
      300,
    );
    const [read] = arcsOf(sketch, 'read', false);
    const units = [{ ...countingUnit('w', [read]), day: Float64Array.of(0.9) }];
    const graph = buildDriveGraph(sketch.network, sketch.streets, assumptions);
    const evasive = (detourTolerance: number) => {
      const evade = evasionOf(graph, units, { ...defaultAssumptions, detourTolerance }, 'day');
      const { exits, evasiveRead } = incidentOf(sketch, arcReaders(units, 'day'), at, evade);
      return [exits.length, exits[0].evasive?.meters ?? null, evasiveRead];
    };
    // 375 m directly, 475 m over the loop.
    expect(evasive(0.3)).toEqual([1, 475, 0]);
    expect(evasive(0.2)).toEqual([1, null, 1 - (1 - 0.9)]);
  });
});

test('the time by which most are read follows from all ways together', () => {
  const readers = new Map(
    [east, west, arcsOf(tee, 'north', false)[0]].map((arc) => [arc, [{ deviceId: `u${arc}`, read: 1 }]] as const),
  );
  const { halfSeconds, mostSeconds, leaking } = incidentOf(tee, readers, { x: 0, y: 0 });
  expect([halfSeconds, mostSeconds, leaking]).toEqual([15, 15, 0]);
});

test('where no way leads out, a sentence says so', () => {
  expect(outcomeOf(roadSketch([carStreet('a', [-50, 0, 50, 0])], 300), new Map(), { x: 0, y: 0 })).toEqual({
    kind: 'empty',
    reason: 'No way leads from a street, where somebody would drive off, out of the scene.',
  });
  expect(outcomeOf(tee, new Map(), { x: 2000, y: 2000 }).kind).toBe('empty');
});

test('where no street reaches the edge of the scene, ends of streets far away stand for ways out', () => {
  const { exits, notes } = incidentOf(roadSketch([carStreet('a', [-50, 0, 0, 0, 600, 0])], 3000), new Map(), {
    x: 0,
    y: 0,
  });
  expect(exits.map(({ place }) => place)).toEqual([{ x: 600, y: 0, name: 'a street' }]);
  expect(notes[0]).toMatch(/ends of streets at least 500 m away/);
});

describe('on any streets', () => {
  const someReaders = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 79 }), fc.double({ min: 0.05, max: 1, noNaN: true })),
  );
  const at = { x: 10, y: 0 };

  test('first reads are those of following the way by hand, and the way is a shortest one', () => {
    fc.assert(
      fc.property(anyRoadGrid, someReaders, (sketch, units) => {
        const readers = new Map(units.map(([arc, read], k) => [arc, [{ deviceId: `u${k}`, read }]] as const));
        const result = outcomeOf(sketch, readers, at);
        if (result.kind !== 'incident') return;
        for (const { place, fastest } of result.exits) {
          expect(fastest.seconds).toBeCloseTo(shortestSeconds(sketch, result.from, place), 2);
          expect(lineLength(fastest.line)).toBeCloseTo(fastest.meters, 9);
          walkByHand(sketch, readers, fastest);
        }
        expect(result.leaking).toBe(result.exits.filter(({ fastest }) => fastest.read === 0).length);
      }),
      { numRuns: 600, seed: 12 },
    );
  });

  test('one more unit never lowers the chance of being read', () => {
    fc.assert(
      fc.property(anyRoadGrid, someReaders, fc.integer({ min: 0, max: 79 }), (sketch, units, arc) => {
        const readers = new Map(units.map(([one, read], k) => [one, [{ deviceId: `u${k}`, read }]] as const));
        const before = outcomeOf(sketch, readers, at);
        if (before.kind !== 'incident') return;
        const more = new Map<number, readonly RoadReader[]>(readers);
        more.set(arc, [...(more.get(arc) ?? []), { deviceId: 'more', read: 0.5 }]);
        const after = incidentOf(sketch, more, at);
        expect(after.read).toBeGreaterThanOrEqual(before.read - 1e-12);
      }),
      { numRuns: 500, seed: 13 },
    );
  });
});

/** Reads along the line: junctions of the grid are 100 m apart, and units read midway between two. */
function walkByHand({ network }: RoadSketch, readers: Readers, { line, reads, read }: EscapeRoute): void {
  const met: (readonly [string, number, number])[] = [];
  let meters = 0;
  for (let point = 2; point < line.length; point += 2) {
    const [ax, ay, bx, by] = line.slice(point - 2, point + 2);
    const length = Math.abs(bx - ax) + Math.abs(by - ay);
    const [midX, midY] = [gridMiddle(ax, bx), gridMiddle(ay, by)];
    const ahead = (midX - ax) * (bx - ax) + (midY - ay) * (by - ay) >= 0;
    const arc = arcBetween(network, midX, midY, bx - ax, by - ay);
    const at = meters + Math.abs(midX - ax) + Math.abs(midY - ay);
    if (ahead) for (const unit of readers.get(arc) ?? []) met.push([unit.deviceId, at, unit.read]);
    meters += length;
  }
  expect(reads.map((one) => [one.deviceId, one.meters, one.read])).toEqual(met);
  reads.forEach((one) => expect(one.seconds).toBeCloseTo(one.meters / 10, 2));
  expect(read).toBeCloseTo(1 - met.reduce((left, [, , r]) => left * (1 - r), 1), 12);
}

function gridMiddle(a: number, b: number): number {
  return a === b ? a : 100 * Math.floor(Math.min(a, b) / 100) + 50;
}

function arcBetween(network: RoadSketch['network'], x: number, y: number, dx: number, dy: number): number {
  const near = (node: number, sign: number) =>
    network.nodeXy[2 * node] === x + 50 * sign * Math.sign(dx) &&
    network.nodeXy[2 * node + 1] === y + 50 * sign * Math.sign(dy);
  for (let arc = 0; arc < 2 * network.edgeCount; arc += 1) {
    if (near(arcEnd(network, arc ^ 1), -1) && near(arcEnd(network, arc), 1)) return arc;
  }
  return -1;
}

/** By relaxing all arcs until nothing changes; U-turns only where nothing else is left, as drivers make them. */
function shortestSeconds(sketch: RoadSketch, from: { x: number; y: number }, to: { x: number; y: number }): number {
  const graph = buildDriveGraph(sketch.network, sketch.streets, assumptions);
  const place = nearestMain(graph, from.x, from.y);
  if (place === null) throw new Error('nowhere to begin');
  const best = new Float64Array(graph.stateCount).fill(Infinity);
  for (const back of [0, 1]) {
    const state = graph.arcState[2 * place.edge + back];
    if (state >= 0) best[state] = (back === 0 ? 1 - place.fraction : place.fraction) * timeOf(graph, state);
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (let state = 0; state < graph.stateCount; state += 1) {
      for (let k = graph.nextStart[state]; k < graph.nextStart[state + 1]; k += 1) {
        const time = best[state] + timeOf(graph, graph.next[k]);
        if (time >= best[graph.next[k]] - 1e-9) continue;
        best[graph.next[k]] = time;
        changed = true;
      }
    }
  }
  const border = borderNodes(sketch.network, sketch.bounds);
  let least = Infinity;
  graph.stateArc.forEach((arc, state) => {
    const end = arcEnd(sketch.network, arc);
    if (border[arcEnd(sketch.network, arc ^ 1)] === 1) return;
    const here = sketch.network.nodeXy[2 * end] === to.x && sketch.network.nodeXy[2 * end + 1] === to.y;
    if (here) least = Math.min(least, best[state]);
  });
  return least;
}

function timeOf(graph: DriveGraph, state: number): number {
  return graph.arcMilliseconds[graph.stateArc[state]] / 1000;
}
