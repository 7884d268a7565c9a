/**
 * All-round visibility of one optical centre against Embree 3 (single rays and packets of 16) and, where its library is
 * installed, GDAL's viewshed: one thread each, processor time, in turns, the median of the rounds. 1 m cells, 100 m range, on
 * the solids and the ground that `export --glb` writes; cameras on poles, walls and roofs. Needs g++ and libembree-dev.
 *
 *   npm run bench -- embree [--scene "demo city, level"] [--cameras 90] [--rounds 5]
 *
 * Budget: at least 99.999 % of the cells agree with Embree, and the sight lines of the others pass within 1 cm of an edge;
 * the shadow wedges take at most 1/35 of the time of single rays on level ground and 1/18 on slopes; else exit code 1.
 */
import { parseArgs } from 'node:util';
import { prepareTargets, seenTargets } from '#sim/targets/seen-targets.ts';
import { targetZ } from '#sim/visibility/visibility-scene.ts';
import { visibleCells } from '#sim/visibility/visible-cells.ts';
import { distanceToNearestEdge } from '../test/fixtures/ray-oracle.ts';
import { type ComparedScene, comparedScene, eachCell, sceneNames } from './embree/compared-scenes.ts';
import { EmbreeProcess } from './embree/embree-process.ts';

const range = 100;
const leastRatio = { level: 35, sloping: 18 };
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
  /** Cells where the kernel for single points differs from the shadow wedges; must be none. */
  readonly pointsDiffering: number;
  /** Share of the cells of the viewshed's cameras on which it agrees with Embree; NaN without it. */
  readonly viewshed: number;
}

async function agreement(compared: ComparedScene, embree: EmbreeProcess): Promise<Agreement> {
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
    let k = 0;
    eachCell(scene, spot, range, (x, y, seen) => {
      const met = hidden[result.cells] === 1;
      if (seen !== (byPoint[k] === 1)) result.pointsDiffering += 1;
      if (viewshed[result.cells] !== 2) {
        asked += 1;
        if ((viewshed[result.cells] === 1) === !met) same += 1;
      }
      k += 1;
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

interface Times {
  readonly wedges: number[];
  readonly points: number[];
  readonly single: number[];
  readonly packets: number[];
  readonly viewshed: number[];
}

/** Milliseconds per optical centre, one of each in every round. */
async function measure({ scene, spots, job }: ComparedScene, embree: EmbreeProcess): Promise<Times> {
  const times: Times = { wedges: [], points: [], single: [], packets: [], viewshed: [] };
  const points = prepareTargets(scene);
  const sets = job.cameras.map(({ targets }) => {
    const count = targets.length / 3;
    return { count, xyz: targets, normals: null, all: Uint32Array.from({ length: count }, (_, k) => k) };
  });
  const wedges = () => {
    for (const [x, y, z] of spots) visibleCells(scene, x, y, z, range);
  };
  const byPoint = () => spots.forEach((spot, k) => seenTargets(points, ...spot, sets[k], sets[k].all));
  const viewsheds = job.cameras.filter(({ viewshed }) => viewshed).length;
  for (let round = -1; round < rounds; round += 1) {
    const row = {
      wedges: ownMilliseconds(wedges) / spots.length,
      points: ownMilliseconds(byPoint) / spots.length,
      single: (await embree.milliseconds('single')) / spots.length,
      packets: (await embree.milliseconds('packets')) / spots.length,
      viewshed: embree.hasViewshed ? (await embree.milliseconds('viewshed')) / viewsheds : Number.NaN,
    };
    // The first round warms all of them up.
    if (round >= 0) for (const key of Object.keys(row) as (keyof Times)[]) times[key].push(row[key]);
  }
  return times;
}

/** How many times as long as the shadow wedges, round by round. */
function ratio(times: Times, key: keyof Times): string {
  return median(times[key].map((time, round) => time / times.wedges[round])).toFixed(1);
}

async function compare(name: string): Promise<boolean | null> {
  const compared = await comparedScene(name, cameras, range);
  const embree = await EmbreeProcess.start(compared.job);
  if (embree === null) return null;
  const { cells, hidden, differing, farthest, pointsDiffering, viewshed } = await agreement(compared, embree);
  const times = await measure(compared, embree);
  await embree.close();
  const least = compared.sloping ? leastRatio.sloping : leastRatio.level;
  const perCamera = cells / compared.spots.length;
  const agree = 1 - differing / cells;
  const milliseconds = (key: keyof Times) => `${median(times[key]).toFixed(3)} ms (${ratio(times, key)}×)`;
  console.log(
    `${name}: ${compared.spots.length} cameras, ${Math.round(perCamera)} cells each, ${((100 * hidden) / cells).toFixed(1)} % hidden`,
  );
  console.log(`  shadow wedges        ${median(times.wedges).toFixed(3)} ms per optical centre`);
  console.log(`  Embree, single rays  ${milliseconds('single')}, at least ${least}× asked`);
  console.log(`  Embree, packets      ${milliseconds('packets')}`);
  if (embree.hasViewshed) {
    console.log(
      `  GDAL viewshed        ${milliseconds('viewshed')}, agrees with Embree on ${(100 * viewshed).toFixed(2)} %`,
    );
  }
  const per20000 = median(times.points) * (20_000 / perCamera);
  console.log(
    `  point by point       ${milliseconds('points')}, ${per20000.toFixed(2)} ms per 20,000 targets, ${pointsDiffering} differ`,
  );
  console.log(
    `  agreement with Embree ${(100 * agree).toFixed(5)} % (${differing} of ${cells} differ, at most ${farthest.toExponential(1)} m off an edge)`,
  );
  const exact = agree >= leastAgreement && farthest <= farthestFromEdge && pointsDiffering === 0;
  return exact && Number(ratio(times, 'single')) >= least;
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
