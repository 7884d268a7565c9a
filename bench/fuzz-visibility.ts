/**
 * Long, seeded comparison of the shadow-wedge kernel with the single-segment test on invented cities, cell by cell; both
 * must agree bit for bit. Stops with exit code 1 at the first difference and says how to see it again.
 *
 *   npm run fuzz -- visibility [--minutes 5] [--seed 1]
 */
import { parseArgs } from 'node:util';
import { positionProblem, prepareVisibility } from '#sim/visibility/visibility-scene.ts';
import { meshCity } from '../test/fixtures/mesh-city.ts';
import { type RandomCityOptions, randomCity, seededNumbers } from '../test/fixtures/random-city.ts';
import { plainSettings, probePrepared } from '../test/fixtures/visibility-probe.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } },
});
const end = performance.now() + Number(values.minutes) * 60_000;
const totals = { cities: 0, centres: 0, asked: 0, hidden: 0 };

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)];
}

/** Half of the centres lie on lines of corners and cell centres, where degenerate cases are. */
function coordinate(random: () => number, side: number): number {
  const value = (random() - 0.5) * side;
  return random() < 0.5 ? value : Math.round(value * 2) / 2;
}

for (let seed = Number(values.seed); performance.now() < end; seed += 1) {
  const random = seededNumbers(seed ^ 0x5f3759df);
  const side = 100 + Math.floor(random() * 120);
  const options: RandomCityOptions = {
    side,
    cell: pick(random, [0.5, 1, 1, 2]),
    relief: pick(random, [0, 0, 2, 12, 50]),
    terrainSpacing: pick(random, [2, 8, 32]),
    raisedShare: pick(random, [0, 0.1, 0.5]),
    trees: pick(random, [0, 0, 25]),
  };
  const meshes = pick(random, [false, false, true]);
  const city = meshes ? meshCity(seed, options) : randomCity(seed, options);
  const targetHeightMeters = pick(random, [0, 0.5, 1.6, 1.6, 9]);
  const targetTopMeters = targetHeightMeters + pick(random, [0, 0, 0.2, 1.7]);
  const settings = { ...plainSettings, targetHeightMeters, targetTopMeters, treeCrowns: 'opaque' } as const;
  const scene = prepareVisibility(city, settings);
  totals.cities += 1;
  for (let k = 0; k < 6; k += 1) {
    const height = Math.max(0.1, pick(random, [1, 6, 12, 40, 200]) * random());
    const eye = probePrepared(
      scene,
      city,
      coordinate(random, side),
      coordinate(random, side),
      height,
      30 + 100 * random(),
    );
    if (positionProblem(scene, ...eye.position) !== null) continue;
    const { asked, hidden, differing } = eye.compare();
    totals.centres += 1;
    totals.asked += asked;
    totals.hidden += hidden;
    if (differing === 0) continue;
    console.error(`seed ${seed}: ${differing} of ${asked} cells differ from ${eye.position.join(', ')}`);
    console.error(JSON.stringify({ ...options, meshes, targetHeightMeters, targetTopMeters }));
    process.exit(1);
  }
}
console.log(
  `${totals.cities} cities, ${totals.centres} optical centres, ${totals.asked} cells, ` +
    `${((100 * totals.hidden) / totals.asked).toFixed(1)} % hidden: none differs`,
);
