import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultAssumptions } from '#model/assumptions.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import { anyRoadGrid, type RoadSketch } from '../../../../test/fixtures/road-sketch.ts';
import { buildDriveGraph, type DriveGraph } from '../traffic/drive-graph.ts';
import { type DrivePlace, placeAtEnd } from '../traffic/drive-places.ts';
import { arcsAt, partTime } from '../traffic/drive-search.ts';
import { approachTree, type DriveExposures, driveFrom, shareAt } from './drive-approach.ts';

const assumptions = { ...defaultAssumptions, driveSpeed: 1, plateSpeedKmh: 36 };

/** Least exposure and least time among those, from the end of every arc, by relaxing until nothing changes. */
function relaxed(graph: DriveGraph, place: DrivePlace, exposures: DriveExposures): (readonly [number, number])[] {
  const best = Array.from({ length: graph.stateCount }, (): readonly [number, number] => [Infinity, Infinity]);
  const ends = arcsAt(graph, place);
  for (let changed = true; changed; ) {
    changed = false;
    for (let state = 0; state < graph.stateCount; state += 1) {
      for (let at = graph.nextStart[state]; at < graph.nextStart[state + 1]; at += 1) {
        const next = graph.next[at];
        const arc = graph.stateArc[next];
        const offers: (readonly [number, number])[] = [
          [exposures.whole[arc] + best[next][0], graph.arcMilliseconds[arc] + best[next][1]],
        ];
        if (ends.includes(arc)) {
          offers.push([exposures.part(arc, 0, shareAt(arc, place)), partTime(graph, arc, place, true)]);
        }
        for (const [exposure, time] of offers) {
          const [known, knownTime] = best[state];
          if (exposure > known || (exposure === known && time >= knownTime)) continue;
          best[state] = [exposure, time];
          changed = true;
        }
      }
    }
  }
  return best;
}

test('ways are those that relaxing finds, and their parts add up', () => {
  const exposed = fc.array(fc.constantFrom(0, 0, 1, 2, 3, 10, 1_000_000), { minLength: 80, maxLength: 80 });
  fc.assert(
    fc.property(anyRoadGrid, exposed, fc.nat(), fc.nat(), (sketch: RoadSketch, costs, end, start) => {
      fc.pre(sketch.network.edgeCount > 0);
      const graph = buildDriveGraph(sketch.network, sketch.streets, assumptions);
      const { edgeCount } = sketch.network;
      const whole = Float64Array.from({ length: 2 * edgeCount }, (_, arc) => costs[arc]);
      const exposures = {
        whole,
        part: (arc: number, from: number, to: number) => Math.round(whole[arc] * (to - from)),
      };
      const half = (edge: number): DrivePlace => ({ ...placeAtEnd(graph, edge % edgeCount, 0), fraction: 0.5 });
      const place = half(end);
      const tree = finished(approachTree(graph, place, exposures, null));
      const told = Array.from(tree.exposure, (exposure, state) => [exposure, tree.milliseconds[state]]);
      expect(told).toEqual(relaxed(graph, place, exposures));
      const drive = driveFrom(graph, tree, exposures, half(start));
      if (drive === null || drive.arcs.length < 2) return;
      const middle = drive.arcs.slice(1, -1).reduce((sum, arc) => sum + whole[arc], 0);
      const ends = [drive.arcs[0], drive.arcs[drive.arcs.length - 1]].map((arc) => Math.round(whole[arc] / 2));
      expect(drive.exposure).toBe(middle + ends[0] + ends[1]);
    }),
    { numRuns: 1500, seed: 31 },
  );
});
