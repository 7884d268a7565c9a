/**
 * What the visibility of one optical centre costs against range, cell size, number of buildings, and what is in the way, in
 * plain code and in WebAssembly; the tables of docs/performance.md.
 *
 *   node bench/visibility-cost.ts
 *
 * Invented cities of 4 km², cameras on poles, walls and roofs; CPU time of the process, best of seven rounds, since other
 * programs can only add to it. No budget.
 */
import { quantize } from '#geo/quantum.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { windowOfBox } from '#sim/visibility/bits.ts';
import { LevelShadows } from '#sim/visibility/level-shadows.ts';
import { sectorOf } from '#sim/visibility/sector.ts';
import { setLevelKernel } from '#sim/visibility/standing-shadows.ts';
import { prepareVisibility, type VisibilityScene } from '#sim/visibility/visibility-scene.ts';
import { cellsPastSolids, visibleCells } from '#sim/visibility/visible-cells.ts';
import { type RandomCityOptions, randomCity } from '../test/fixtures/random-city.ts';
import { cameraSpots, type Spot } from '../test/fixtures/visibility-comparison.ts';
import { plainSettings } from '../test/fixtures/visibility-probe.ts';

const side = 2000;
const rounds = 7;

function cpuMilliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Best CPU time of one spot, milliseconds; each round is long enough for the clock of a process. */
function cost(spots: readonly Spot[], work: (spot: Spot) => void): string {
  const once = () => spots.forEach(work);
  once();
  const repeats = Math.max(1, Math.ceil(20 / Math.max(0.5, cpuMilliseconds(once))));
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const time = cpuMilliseconds(() => {
      for (let k = 0; k < repeats; k += 1) once();
    });
    best = Math.min(best, time / repeats / spots.length);
  }
  return best.toFixed(best < 0.1 ? 4 : best < 1 ? 3 : 2);
}

/** The same scene once for each kernel. */
function both(city: CoverageScene): readonly VisibilityScene[] {
  const plain = prepareVisibility(city, plainSettings);
  setLevelKernel(plain, new LevelShadows(plain.grid, plain.ground, plain.solids, plain.standing));
  return [plain, prepareVisibility(city, plainSettings)];
}

function cityOf(options: Partial<RandomCityOptions>): CoverageScene {
  return randomCity(1, { side, relief: 0, terrainSpacing: 4, raisedShare: 0, ...options });
}

/** A city of about `buildings` on 4 km²: laid out wider or narrower, then drawn to that size in plan. */
function cityWith(buildings: number): CoverageScene {
  const laidOut = 34 * Math.sqrt(buildings / 0.85);
  const city = cityOf({ side: laidOut });
  const factor = side / laidOut;
  const bounds = { minX: -side / 2, minY: -side / 2, maxX: side / 2, maxY: side / 2 };
  return { ...city, bounds, prisms: { ...city.prisms, xy: city.prisms.xy.map((value) => quantize(value * factor)) } };
}

function row(cells: readonly (string | number)[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

function header(...titles: string[]): void {
  console.log('');
  row(titles);
  row(titles.map((_, index) => (index === 0 ? '---' : '--:')));
}

function range(): void {
  header('range, m', 'level, plain', 'level, WebAssembly', 'the same, 60° sector', 'hills');
  const level = both(cityOf({}));
  const hills = prepareVisibility(cityOf({ relief: 30 }), plainSettings);
  for (const radius of [50, 100, 200, 400]) {
    const spots = cameraSpots(level[0], 120, 2);
    const slopes = cameraSpots(hills, radius > 200 ? 30 : 60, 2);
    row([
      radius,
      ...level.map((scene) => cost(spots, ([x, y, z]) => visibleCells(scene, x, y, z, radius))),
      cost(spots, (spot) => sixtyDegrees(level[1], spot, radius)),
      cost(slopes, ([x, y, z]) => visibleCells(hills, x, y, z, radius)),
    ]);
  }
}

/** As a camera that looks south-east asks for it: directions (1, −0.27) to (0.27, −1). */
function sixtyDegrees(scene: VisibilityScene, [x, y, z]: Spot, radius: number): void {
  const wide = 0.9659 * radius;
  const narrow = 0.2588 * radius;
  const sector = sectorOf([
    [narrow, -wide],
    [wide, -narrow],
  ]);
  const window = windowOfBox(scene.grid, x, y - radius, x + radius, y);
  cellsPastSolids(scene, x, y, z, radius, { window, sector });
}

function cells(): void {
  header('cell, m', 'level, plain', 'level, WebAssembly', 'hills');
  for (const cell of [0.5, 1, 2]) {
    const level = both(cityOf({ cell }));
    const hills = prepareVisibility(cityOf({ relief: 30, cell }), plainSettings);
    const spots = cameraSpots(level[0], 120, 2);
    const slopes = cameraSpots(hills, 60, 2);
    row([
      cell,
      ...level.map((scene) => cost(spots, ([x, y, z]) => visibleCells(scene, x, y, z, 100))),
      cost(slopes, ([x, y, z]) => visibleCells(hills, x, y, z, 100)),
    ]);
  }
}

function buildings(): void {
  header('buildings on 4 km²', 'prepared, ms', 'level, plain', 'level, WebAssembly');
  for (const wanted of [500, 1000, 2000, 4000, 8000, 16_000]) {
    const city = cityWith(wanted);
    const prepared = cpuMilliseconds(() => prepareVisibility(city, plainSettings));
    const level = both(city);
    const spots = cameraSpots(level[0], 120, 2);
    row([
      city.prisms.count.toLocaleString('en'),
      prepared.toFixed(0),
      ...level.map((scene) => cost(spots, ([x, y, z]) => visibleCells(scene, x, y, z, 100))),
    ]);
  }
}

function mounts(): void {
  header('cameras on', 'level, plain', 'level, WebAssembly');
  const level = both(cityOf({}));
  const spots = cameraSpots(level[0], 360, 2);
  ['poles', 'walls', 'roofs'].forEach((name, kind) => {
    const some = spots.filter((_, index) => index % 3 === kind);
    row([name, ...level.map((scene) => cost(some, ([x, y, z]) => visibleCells(scene, x, y, z, 100)))]);
  });
}

function raised(): void {
  header('raised solids, share of plots', 'level, plain', 'level, WebAssembly');
  for (const raisedShare of [0, 0.02, 0.1]) {
    const level = both(cityOf({ raisedShare }));
    const spots = cameraSpots(level[0], 120, 2);
    row([
      `${100 * raisedShare} %`,
      ...level.map((scene) => cost(spots, ([x, y, z]) => visibleCells(scene, x, y, z, 100))),
    ]);
  }
}

console.log('Milliseconds of CPU time per optical centre.');
range();
cells();
buildings();
mounts();
raised();
