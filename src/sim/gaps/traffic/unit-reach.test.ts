import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDriveSketch } from '../../../../test/fixtures/drive-sketch.ts';
import { placeAtEnd } from './drive-places.ts';
import { arcsAt, DriveSearch, partTime } from './drive-search.ts';
import { UnitReach } from './unit-reach.ts';

test('a unit that some way still comes by in time may be passed', () => {
  let barely = 0;
  let never = 0;
  fc.assert(
    fc.property(anyDriveSketch, fc.nat(1000), fc.nat(1000), ({ graph, to }, unitPick, statePick) => {
      const { stateArc, stateCount, arcMilliseconds, arcState } = graph;
      const arc = stateArc[unitPick % stateCount];
      const state = statePick % stateCount;
      const ends = new Float64Array(arcState.length).fill(Number.POSITIVE_INFINITY);
      for (const last of arcsAt(graph, to)) ends[last] = partTime(graph, last, to, true);
      const search = new DriveSearch(graph);
      const reach = new UnitReach(graph, [[], [arc]]);
      reach.prepare(search.to(to), ends);
      // Whoever stands at the end of the arc may even turn, which makes ways shorter, not longer.
      const onward = search.from(placeAtEnd(graph, stateArc[state] >>> 1, (stateArc[state] & 1) === 0 ? 1 : 0));
      const toUnit = onward.milliseconds[arcState[arc]] - arcMilliseconds[arc];
      const rest = Math.min(ends[arc], arcMilliseconds[arc] + search.to(to).milliseconds[arcState[arc]]);
      const needed = toUnit + rest;
      if (toUnit >= 0 && needed < Number.POSITIVE_INFINITY) {
        expect(reach.mayPass(1, state, needed)).toBe(true);
        if (!reach.mayPass(1, state, needed - 1)) barely += 1;
      }
      if (!reach.mayPass(1, state, 0)) never += 1;
      expect(reach.mayPass(0, state, 1e9)).toBe(false);
    }),
    { numRuns: 1000 },
  );
  expect(barely).toBeGreaterThan(0);
  expect(never).toBeGreaterThan(0);
});
