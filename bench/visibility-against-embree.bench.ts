/**
 * All-round visibility of one optical centre against Embree 3 (single rays and packets of 16) and, where its library is
 * installed, GDAL's viewshed: one thread each, processor time, in turns, the median of the rounds. 1 m cells, 100 m range, on
 * the solids and the ground that `export --glb` writes; cameras on poles, walls and roofs. Needs g++ and libembree-dev.
 *
 *   npm run bench -- embree [--scene "demo city, level"] [--cameras 90] [--rounds 5]
 *
 * Budget: at least 99.999 % of the cells agree with Embree, and the sight lines of the others pass within 1 cm of an edge;
 * the shadow wedges take at most 1/35 of the time of single rays on level ground in plain code and 1/60 in WebAssembly, on
 * slopes at most 1/18; else exit code 1. Real cities and buildings that are meshes are held to the agreement alone.
 */
import { parseArgs } from 'node:util';
import { prepareTargets, seenTargets } from '#sim/targets/seen-targets.ts';
import { LevelShadows } from '#sim/visibility/level-shadows.ts';
import { levelKernel, setLevelKernel } from '#sim/visibility/standing-shadows.ts';
import { prepareVisibility, targetZ, type VisibilityScene } from '#sim/visibility/visibility-scene.ts';
import { visibleCells } from '#sim/visibility/visible-cells.ts';
import { WasmLevelShadows } from '#sim/visibility/wasm/wasm-level-shadows.ts';
import { distanceToNearestEdge } from '../test/fixtures/ray-oracle.ts';
import { plainSettings } from '../test/fixtures/visibility-probe.ts';
import { type ComparedScene, comparedScene, eachCell, sceneNames } from './embree/compared-scenes.ts';
import { EmbreeProcess } from './embree/embree-process.ts';

const range = 100;
/** What single rays must take of the time of the shadow wedges. */
const leastRatios = { plain: 35, webAssembly: 60, sloping: 18 };
const leastAgreement = 0.99999;
const farthestFromEdge = 0.01;
/** Milliseconds for which our own kernel is repeated in one round, so that its time can be told. */
const shortestRound = 60;

const { values } = parseArgs({
  options: {
    scene: { type: 'string', multiple: true },
    cameras: { type: 'string', default: '90' },
    rounds: { type: 'string', default: '5' },
  },
});
const cameras = Number(values.cameras);
const rounds = Number(values.rounds);

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[list.length >> 1];
}

/** Processor time of this process, milliseconds for one run of `work`. */
function ownMilliseconds(work: () => void): number {
  let runs = 0;
  const before = process.cpuUsage();
  for (;;) {
    work();
    runs += 1;
    const { user, system } = process.cpuUsage(before);
    const spent = (user + system) / 1000;
    if (spent >= shortestRound) return spent / runs;
  }
}

interface Agreement {
  readonly cells: number;
  readonly hidden: number;
  readonly differing: number;
  readonly farthest: number;
  /** Cells where the kernel for single points, or another kernel, differs from the shadow wedges; must be none. */
  readonly pointsDiffering: number;
  /** Share of the cells of the viewshed's cameras on which it agrees with Embree; NaN without it. */
  readonly viewshed: number;
}

async function agreement(
  compared: ComparedScene,
  kernels: readonly Kernel[],
  embree: EmbreeProcess,
): Promise<Agreement> {
  const { scene, spots, job } = compared;
  const hidden = await embree.hidden();
  const viewshed = embree.hasViewshed ? await embree.seenByViewshed() : new Uint8Array(hidden.length).fill(2);
  const points = prepareTargets(scene);
  const result = { cells: 0, hidden: 0, differing: 0, farthest: 0, pointsDiffering: 0 };
  let asked = 0;
  let same = 0;
  spots.forEach((spot, number) => {
    const { targets } = job.cameras[number];
    const count = targets.length / 3;
    const all = Uint32Array.from({ length: count }, (_, k) => k);
    const byPoint = seenTargets(points, ...spot, { count, xyz: targets, normals: null }, all);
    for (const kernel of kernels) {
      let at = 0;
      eachCell(kernel.scene, spot, range, (_x, _y, seen) => {
        if (seen !== (byPoint[at] === 1)) result.pointsDiffering += 1;
        at += 1;
      });
    }
    eachCell(scene, spot, range, (x, y, seen) => {
      const met = hidden[result.cells] === 1;
      if (viewshed[result.cells] !== 2) {
        asked += 1;
        if ((viewshed[result.cells] === 1) === !met) same += 1;
      }
      result.cells += 1;
      if (met) result.hidden += 1;
      if (seen !== met) return;
      const distance = distanceToNearestEdge(scene, spot, [x, y, targetZ(scene, x, y)]);
      result.differing += 1;
      result.farthest = Math.max(result.farthest, distance);
      const line = [...spot, x, y].map((value) => value.toFixed(3)).join(' ');
      console.log(
        `  ${seen ? 'seen, Embree: hidden' : 'hidden, Embree: seen'}: ${line}, ${distance.toExponential(1)} m off an edge`,
      );
    });
  });
  return { ...result, viewshed: same / asked };
}

/** Shadow wedges of one kind, on a scene of their own. */
interface Kernel {
  readonly name: string;
  readonly scene: VisibilityScene;
  readonly leastRatio: number;
}

function kernelsOf({ city, sloping, bound }: ComparedScene): Kernel[] {
  const prepare = () => prepareVisibility(city, plainSettings);
  const least = (kind: keyof typeof leastRatios) => (bound ? leastRatios[kind] : 0);
  if (sloping) return [{ name: 'plain', scene: prepare(), leastRatio: least('sloping') }];
  const plain = prepare();
  setLevelKernel(plain, new LevelShadows(plain.grid, plain.ground, plain.solids, plain.standing));
  const webAssembly = prepare();
  if (!(levelKernel(webAssembly) instanceof WasmLevelShadows)) throw new Error('This engine has no WebAssembly.');
  return [
    { name: 'plain', scene: plain, leastRatio: least('plain') },
    { name: 'WebAssembly', scene: webAssembly, leastRatio: least('webAssembly') },
  ];
}

interface Times {
  /** As the kernels. */
  readonly wedges: readonly number[];
  readonly points: number;
  readonly single: number;
  readonly packets: number;
  readonly viewshed: number;
}

/** Milliseconds per optical centre, one of each in every round. */
async function measure(compared: ComparedScene, kernels: readonly Kernel[], embree: EmbreeProcess): Promise<Times[]> {
  const { spots, job } = compared;
  const points = prepareTargets(compared.scene);
  const sets = job.cameras.map(({ targets }) => {
    const count = targets.length / 3;
    return { count, xyz: targets, normals: null, all: Uint32Array.from({ length: count }, (_, k) => k) };
  });
  const wedges = (scene: VisibilityScene) => () => {
    for (const [x, y, z] of spots) visibleCells(scene, x, y, z, range);
  };
  const byPoint = () => spots.forEach((spot, k) => seenTargets(points, ...spot, sets[k], sets[k].all));
  const viewsheds = job.cameras.filter(({ viewshed }) => viewshed).length;
  const times: Times[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    times.push({
      wedges: kernels.map(({ scene }) => ownMilliseconds(wedges(scene)) / spots.length),
      points: ownMilliseconds(byPoint) / spots.length,
      single: (await embree.milliseconds('single')) / spots.length,
      packets: (await embree.milliseconds('packets')) / spots.length,
      viewshed: embree.hasViewshed ? (await embree.milliseconds('viewshed')) / viewsheds : Number.NaN,
    });
  }
  // The first round warms all of them up.
  return times.slice(1);
}

async function compare(name: string): Promise<boolean | null> {
  const compared = await comparedScene(name, cameras, range);
  const embree = await EmbreeProcess.start(compared.job);
  if (embree === null) return null;
  const kernels = kernelsOf(compared);
  const truth = await agreement(compared, kernels, embree);
  const times = await measure(compared, kernels, embree);
  await embree.close();
  print(compared, kernels, truth, times, embree.hasViewshed);
  const agrees = 1 - truth.differing / truth.cells >= leastAgreement;
  const fast = kernels.every(({ leastRatio }, k) => singleRatio(times, k) >= leastRatio);
  return agrees && truth.farthest <= farthestFromEdge && truth.pointsDiffering === 0 && fast;
}

/** How many times as long as the kernel Embree's single rays take, round by round. */
function singleRatio(times: readonly Times[], kernel: number): number {
  return median(times.map(({ wedges, single }) => single / wedges[kernel]));
}

function print(
  { name, spots }: ComparedScene,
  kernels: readonly Kernel[],
  { cells, hidden, differing, farthest, pointsDiffering, viewshed }: Agreement,
  times: readonly Times[],
  hasViewshed: boolean,
): void {
  const perCamera = cells / spots.length;
  const peer = (key: 'points' | 'single' | 'packets' | 'viewshed') =>
    `${median(times.map((row) => row[key])).toFixed(3)} ms`;
  console.log(
    `${name}: ${spots.length} cameras, ${Math.round(perCamera)} cells each, ${((100 * hidden) / cells).toFixed(1)} % hidden`,
  );
  kernels.forEach((kernel, k) => {
    const own = median(times.map(({ wedges }) => wedges[k]));
    const ratio = singleRatio(times, k).toFixed(1);
    const asked = kernel.leastRatio === 0 ? 'no bound' : `at least ${kernel.leastRatio}`;
    console.log(`  shadow wedges, ${kernel.name}: ${own.toFixed(4)} ms, single rays ${ratio} times that (${asked})`);
  });
  console.log(`  Embree: single rays ${peer('single')}, packets of 16 ${peer('packets')}`);
  if (hasViewshed) {
    console.log(`  GDAL’s viewshed: ${peer('viewshed')}, agrees with Embree on ${(100 * viewshed).toFixed(2)} %`);
  }
  const per20000 = median(times.map(({ points }) => points)) * (20_000 / perCamera);
  console.log(`  point by point: ${peer('points')}, ${per20000.toFixed(2)} ms per 20,000 targets`);
  console.log(
    `  ${(100 * (1 - differing / cells)).toFixed(5)} % agree with Embree (${differing} of ${cells} differ, ` +
      `at most ${farthest.toExponential(1)} m off an edge); our kernels differ on ${pointsDiffering}`,
  );
}

const names = values.scene ?? sceneNames;
let kept = true;
for (const name of names) {
  if (!sceneNames.includes(name)) {
    console.error(`error: --scene ${name}: give ${sceneNames.map((known) => `“${known}”`).join(', ')}`);
    process.exit(2);
  }
  const result = await compare(name);
  if (result === null) process.exit(2);
  if (!result) console.error(`${name}: the budget is not kept.`);
  kept &&= result;
}
process.exitCode = kept ? 0 : 1;
