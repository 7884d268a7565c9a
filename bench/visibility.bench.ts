/**
 * All-round visibility of one optical centre: shadow wedges against a public peer, three-mesh-bvh (SAH, one ray per ground
 * cell, first hit), in one run on the same cells. An invented city of 4 km², 1 m cells, 100 m range, cameras on poles,
 * walls and roofs.
 *
 * Budget: on level ground the kernel takes at most 1/60 of the peer's time, on hills at most 1/8; else exit code 1.
 */
import { prepareVisibility } from '#sim/visibility/visibility-scene.ts';
import { visibleCells } from '#sim/visibility/visible-cells.ts';
import { randomCity } from '../test/fixtures/random-city.ts';
import { createRayOracle, solidTriangles, terrainTriangles } from '../test/fixtures/ray-oracle.ts';
import { cameraSpots, compareWithRays, type Spot } from '../test/fixtures/visibility-comparison.ts';
import { plainSettings } from '../test/fixtures/visibility-probe.ts';

const radius = 100;
const rounds = 5;

function cpuMilliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function measure(name: string, relief: number, leastRatio: number): boolean {
  const city = randomCity(1, { side: 2000, relief, terrainSpacing: 4, raisedShare: 0.02 });
  const prepareTime = cpuMilliseconds(() => prepareVisibility(city, plainSettings));
  const scene = prepareVisibility(city, plainSettings);
  const terrain = city.terrain === null ? [] : [terrainTriangles(city.terrain)];
  const oracle = createRayOracle([solidTriangles(scene.solids), ...terrain]);
  const spots = cameraSpots(scene, 200, 2);
  const few = spots.slice(0, 9);
  const kernel = (some: readonly Spot[]) => {
    for (const [x, y, z] of some) visibleCells(scene, x, y, z, radius);
  };
  const rays = () => compareWithRays(scene, oracle, few, radius);
  kernel(spots);
  const { cells, differing } = rays();
  const ours: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const kernelTime = cpuMilliseconds(() => kernel(spots)) / spots.length;
    // The comparison runs the kernel too; what it costs there is taken off.
    const peerTime = (cpuMilliseconds(rays) - cpuMilliseconds(() => kernel(few))) / few.length;
    ours.push(kernelTime);
    ratios.push(peerTime / (cpuMilliseconds(() => kernel(few)) / few.length));
  }
  const ratio = median(ratios);
  console.log(
    `${name}: ${city.prisms.count} prisms, prepared in ${prepareTime.toFixed(0)} ms; ` +
      `${median(ours).toFixed(3)} ms per optical centre (median of ${rounds}), peer ${ratio.toFixed(0)} times that ` +
      `(at least ${leastRatio}); ${differing} of ${cells} cells differ`,
  );
  return ratio >= leastRatio && differing <= cells * 1e-5;
}

const level = measure('level ground', 0, 60);
const hills = measure('hills, 4 m terrain', 30, 8);
process.exitCode = level && hills ? 0 : 1;
