import { expect, test } from 'vitest';
import { box, randomCity, sceneOf, seededNumbers } from '../../../test/fixtures/random-city.ts';
import { plainSettings, probePrepared } from '../../../test/fixtures/visibility-probe.ts';
import { Footprint } from './footprint.ts';
import { hidingSpan } from './hiding-span.ts';
import { RaisedRegion } from './raised-region.ts';
import { createSolids } from './solids.ts';
import { positionProblem, prepareVisibility } from './visibility-scene.ts';

test('of a canopy’s shadow only the cells on its borders are asked one by one', () => {
  // Eye 20 m up, canopy from 5 m to 6 m between x = 20 and 30, target on the ground: hidden from x = 80/3 to 300/7.
  const scene = sceneOf([{ rings: [box(20, -40, 30, 40)], base: 5, top: 6, raised: true }], {
    bounds: { minX: -64, minY: -64, maxX: 64, maxY: 64 },
  });
  const solids = createSolids(scene.prisms, [], null);
  const footprint = new Footprint();
  footprint.load(solids, 0, 0, 0);
  const bits = new Uint32Array(128 * 4).fill(0xffffffff);
  const region = new RaisedRegion();
  region.setFrame({ bits, words: 4, rows: 128, columns: 128, cell: 1, x0: -63.5, y0: -63.5 }, 90);
  const asked = new Set<number>();
  region.clear(footprint, true, hidingSpan(20, 5, 6, 0, 0), (row, column) => {
    asked.add(128 * row + column);
    return false;
  });
  for (let row = 0; row < 128; row += 1) {
    for (let column = 0; column < 128; column += 1) {
      const x = column - 63.5;
      const y = row - 63.5;
      const enter = 20 / x;
      const leave = 30 / x;
      // Between the shares at which the line is lower than 6 m and higher than 5 m, inside the canopy.
      const hidden = x > 0 && Math.max(enter, 0.7) < Math.min(leave, 0.75) && Math.abs(y) * Math.max(enter, 0.7) <= 40;
      const cleared = ((bits[4 * row + (column >> 5)] >>> (column & 31)) & 1) === 0;
      if (cleared) expect(hidden, `${x} ${y}`).toBe(true);
      else if (hidden) expect(asked.has(128 * row + column), `${x} ${y}`).toBe(true);
    }
  }
  expect(bits.reduce((sum, word) => sum + (word === 0xffffffff ? 0 : 1), 0)).toBeGreaterThan(80);
  expect(asked.size).toBeLessThan(300);
});

test('cities full of raised prisms are seen as their segments say, for points and for persons', () => {
  const totals = { asked: 0, hidden: 0, differing: 0 };
  for (let seed = 1; seed <= 30; seed += 1) {
    const random = seededNumbers(seed + 100);
    const relief = seed % 3 === 0 ? 10 : 0;
    const city = randomCity(seed, { side: 140, relief, raisedShare: 0.8, trees: seed % 2 === 0 ? 15 : 0 });
    const targetTopMeters = seed % 4 === 0 ? 1.9 : 1.6;
    const scene = prepareVisibility(city, { ...plainSettings, targetTopMeters, treeCrowns: 'opaque' });
    for (let tries = 0; tries < 8; tries += 1) {
      const [x, y] = [random(), random()].map((share) => Math.round((share - 0.5) * 130 * 4) / 4);
      const eye = probePrepared(scene, city, x, y, 1 + 30 * random() * random(), 65);
      if (positionProblem(scene, ...eye.position) !== null) continue;
      const { asked, hidden, differing } = eye.compare();
      totals.asked += asked;
      totals.hidden += hidden;
      totals.differing += differing;
      break;
    }
  }
  expect(totals.differing).toBe(0);
  expect(totals.asked).toBeGreaterThan(150_000);
  expect(totals.hidden / totals.asked).toBeGreaterThan(0.2);
});
