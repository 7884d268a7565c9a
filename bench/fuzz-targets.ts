/**
 * Long, seeded comparison of the kernel for single points with the single-segment test on invented cities: targets at any
 * height and angle, on lines of corners and off the map too; both must agree on each. Stops with exit code 1 at the first
 * difference and says how to see it again.
 *
 *   npm run fuzz -- targets [--minutes 5] [--seed 1]
 */
import { parseArgs } from 'node:util';
import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import { pointSeen, prepareTargets } from '#sim/targets/seen-targets.ts';
import { seenFrom } from '#sim/visibility/segment.ts';
import { footprintContains } from '#sim/visibility/solids.ts';
import { positionProblem, prepareVisibility, type VisibilityScene } from '#sim/visibility/visibility-scene.ts';
import { meshCity } from '../test/fixtures/mesh-city.ts';
import { type RandomCityOptions, randomCity, seededNumbers } from '../test/fixtures/random-city.ts';
import { withTowers } from '../test/fixtures/towers.ts';
import { plainSettings } from '../test/fixtures/visibility-probe.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } },
});
const end = performance.now() + Number(values.minutes) * 60_000;
const totals = { cities: 0, asked: 0, hidden: 0 };

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)];
}

/** A third lies anywhere, a third on half metres, a third in line with a corner and another point. */
function place(random: () => number, { walls }: VisibilityScene, side: number, x: number, y: number): [number, number] {
  const kind = random();
  const at = (): number => (random() - 0.5) * side * 1.3;
  if (kind < 0.33 || walls.count === 0) return [quantize(at()), quantize(at())];
  if (kind < 0.66) return [Math.round(2 * at()) / 2, Math.round(2 * at()) / 2];
  const wall = Math.floor(random() * walls.count);
  const times = 1 + Math.floor(random() * 3);
  return [x + times * (walls.ax[wall] - x), y + times * (walls.ay[wall] - y)];
}

function isWithinSolid({ solids }: VisibilityScene, x: number, y: number, z: number): boolean {
  for (let solid = 0; solid < solids.count; solid += 1) {
    if (z >= solids.topZ[solid] || (solids.raised[solid] === 1 && z <= solids.baseZ[solid])) continue;
    if (footprintContains(solids, solid, x, y)) return true;
  }
  return false;
}

for (let seed = Number(values.seed); performance.now() < end; seed += 1) {
  const random = seededNumbers(seed ^ 0x2545f491);
  const side = 100 + Math.floor(random() * 150);
  const options: RandomCityOptions = {
    side,
    relief: pick(random, [0, 0, 2, 12, 50]),
    terrainSpacing: pick(random, [2, 8, 32]),
    raisedShare: pick(random, [0, 0.1, 0.5]),
    trees: pick(random, [0, 0, 25]),
  };
  const plain = random() < 0.3 ? meshCity(seed, options) : randomCity(seed, options);
  const city = random() < 0.3 && plain.meshes === undefined ? withTowers(plain) : plain;
  const scene = prepareVisibility(city, { ...plainSettings, treeCrowns: 'opaque' });
  const prepared = prepareTargets(scene);
  totals.cities += 1;
  for (let k = 0; k < 20; k += 1) {
    const [x, y] = place(random, scene, side, 0, 0);
    const z = quantize(groundHeight(city.terrain, x, y) + pick(random, [1, 6, 12, 40, 200]) * random());
    if (positionProblem(scene, x, y, z) !== null) continue;
    for (let target = 0; target < 400; target += 1) {
      const [tx, ty] = place(random, scene, side, x, y);
      const tz = groundHeight(city.terrain, tx, ty) + pick(random, [0, 1.6, 10, 60]) * random();
      const expected = !isWithinSolid(scene, tx, ty, tz) && seenFrom(scene, x, y, z, tx, ty, tz);
      totals.asked += 1;
      if (!expected) totals.hidden += 1;
      if (pointSeen(prepared, x, y, z, tx, ty, tz) === expected) continue;
      console.error(`seed ${seed}: expected ${expected ? 'seen' : 'hidden'} from ${x} ${y} ${z} to ${tx} ${ty} ${tz}`);
      console.error(JSON.stringify(options));
      process.exit(1);
    }
  }
}
console.log(
  `${totals.cities} cities, ${totals.asked} targets, ` +
    `${((100 * totals.hidden) / totals.asked).toFixed(1)} % hidden: none differs`,
);
