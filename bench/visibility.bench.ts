/**
 * All-round visibility of one optical centre: shadow wedges, in plain code and in WebAssembly, against a public peer,
 * three-mesh-bvh (SAH, one ray per ground cell, first hit), in one run on the same cells. An invented city of 4 km², 1 m
 * cells, 100 m range, cameras on poles, walls and roofs. CPU time of the process, rounds interleaved, medians.
 *
 * Budget: on level ground the plain kernel takes at most 1/500 of the peer's time and the WebAssembly one at most 1/800, on
 * hills (which have plain code only) at most 1/60; else exit code 1.
 */

import { LevelShadows } from '#sim/visibility/level-shadows.ts';
import { levelKernel, setLevelKernel } from '#sim/visibility/standing-shadows.ts';
import { prepareVisibility, type VisibilityScene } from '#sim/visibility/visibility-scene.ts';
import { visibleCells } from '#sim/visibility/visible-cells.ts';
import { WasmLevelShadows } from '#sim/visibility/wasm/wasm-level-shadows.ts';
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

interface Variant {
  readonly name: string;
  readonly scene: VisibilityScene;
  readonly leastRatio: number;
}

/** Spots are run often enough for about 50 ms of work. */
function millisecondsPerSpot(scene: VisibilityScene, spots: readonly Spot[]): number {
  const once = () => {
    for (const [x, y, z] of spots) visibleCells(scene, x, y, z, radius);
  };
  const repeats = Math.max(1, Math.round(50 / Math.max(1, cpuMilliseconds(once))));
  const time = cpuMilliseconds(() => {
    for (let k = 0; k < repeats; k += 1) once();
  });
  return time / repeats / spots.length;
}

function measure(title: string, relief: number, variants: (prepare: () => VisibilityScene) => Variant[]): boolean {
  const city = randomCity(1, { side: 2000, relief, terrainSpacing: 4, raisedShare: 0.02 });
  const prepareTime = cpuMilliseconds(() => prepareVisibility(city, plainSettings));
  const all = variants(() => prepareVisibility(city, plainSettings));
  const [{ scene }] = all;
  const terrain = city.terrain === null ? [] : [terrainTriangles(city.terrain)];
  const oracle = createRayOracle([solidTriangles(scene.solids), ...terrain]);
  const spots = cameraSpots(scene, 200, 2);
  // The peer takes a thousand times as long: every 23rd spot, so that poles, walls and roofs are among them.
  const few = spots.filter((_, index) => index % 23 === 0);
  for (const variant of all) millisecondsPerSpot(variant.scene, spots);
  const differing = all.map((variant) => compareWithRays(variant.scene, oracle, few, radius));
  const ours = all.map(() => [] as number[]);
  const ratios = all.map(() => [] as number[]);
  for (let round = 0; round < rounds; round += 1) {
    const peer = cpuMilliseconds(() => compareWithRays(scene, oracle, few, radius)) / few.length;
    all.forEach((variant, k) => {
      const kernel = millisecondsPerSpot(variant.scene, spots);
      ours[k].push(kernel);
      // On the peer's spots alone, and without what the kernel costs in the comparison.
      const alike = millisecondsPerSpot(variant.scene, few);
      ratios[k].push((peer - millisecondsPerSpot(scene, few)) / alike);
    });
  }
  console.log(`${title}: ${city.prisms.count} prisms, prepared in ${prepareTime.toFixed(0)} ms`);
  let kept = true;
  all.forEach(({ name, leastRatio }, k) => {
    const { cells, differing: wrong } = differing[k];
    const ratio = median(ratios[k]);
    console.log(
      `  ${name}: ${median(ours[k]).toFixed(4)} ms per optical centre (median of ${rounds}), ` +
        `peer ${ratio.toFixed(0)} times that (at least ${leastRatio}); ${wrong} of ${cells} cells differ`,
    );
    if (!(ratio >= leastRatio) || wrong > cells * 1e-5) kept = false;
  });
  return kept;
}

const level = measure('level ground', 0, (prepare) => {
  const plain = prepare();
  setLevelKernel(plain, new LevelShadows(plain.grid, plain.ground, plain.solids, plain.standing));
  const wasm = prepare();
  if (!(levelKernel(wasm) instanceof WasmLevelShadows)) throw new Error('This engine has no WebAssembly.');
  return [
    { name: 'plain', scene: plain, leastRatio: 500 },
    { name: 'WebAssembly', scene: wasm, leastRatio: 800 },
  ];
});
const hills = measure('hills, 4 m terrain', 30, (prepare) => [{ name: 'plain', scene: prepare(), leastRatio: 60 }]);
process.exitCode = level && hills ? 0 : 1;
