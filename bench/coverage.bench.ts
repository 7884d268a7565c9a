/**
 * Coverage of a plan on the demo city: 1,000 cameras of mixed lenses, range uncapped, from nothing; 10,000 poses of 80 m; and one
 * camera dragged among 1,000, from the call of `change` to its update: visibility, merged picture, goals and tiles; and how that
 * grows with the devices placed.
 *
 * Targets, printed and not asserted (a shared machine's times say little): 0.5 s in two workers, 1 s, 16 ms at the 95th percentile.
 */
import { createCoverageClient } from '#jobs/coverage-client.ts';
import { connectWorker } from '#jobs/endpoint.ts';
import { nodeWorker } from '#jobs/node-worker.ts';
import type { City } from '#model/city.ts';
import { type Camera, isCamera } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import type { CoverageWorker } from '#protocol/coverage.ts';
import { CoverageEngine } from '#sim/coverage/coverage-engine.ts';
import { coverageScene, coverageSettings } from '#sim/coverage/coverage-scene.ts';
import { someCameras, someScenario } from '../test/fixtures/coverage-load.ts';
import { demoCity } from './demo-city.ts';

const cell = 1;
const cameraCount = 1000;

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

async function fromNothing(city: City, scenario: Scenario, workerCount: number): Promise<void> {
  const client = createCoverageClient({
    workerCount,
    createWorker: () =>
      connectWorker<CoverageWorker>(nodeWorker(new URL('../workers/coverage.worker.ts', import.meta.url))),
  });
  client.onFailure((reason) => console.error(reason));
  const loading = performance.now();
  await client.load(coverageScene(city, cell), coverageSettings(scenario));
  await client.facades();
  const loaded = performance.now();
  for (let round = 0; round < 2; round += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    let updates = 0;
    const stop = client.onUpdate(() => {
      updates += 1;
    });
    client.change({ revision: 2 * round + 1, put: scenario.devices, removed: [] });
    await client.idle();
    const time = performance.now() - start;
    stop();
    const { user, system } = process.cpuUsage(before);
    const cpu = (user + system) / 1000;
    const what = round === 0 ? 'from nothing' : 'again, with warm code and remembered sight';
    console.log(`${scenario.devices.length} cameras in ${workerCount} workers, ${what}: ${time.toFixed(0)} ms`);
    console.log(`  ${cpu.toFixed(0)} ms of processor time in all threads, ${updates} updates`);
    client.change({ revision: 2 * round + 2, put: [], removed: scenario.devices.map(({ id }) => id) });
    await client.idle();
  }
  console.log(`loading the scene into them: ${(loaded - loading).toFixed(0)} ms`);
  client.dispose();
}

/** 1,250 places × 8 headings, lowest category at 80 m. */
function manyPoses(city: City, scenario: Scenario, code: string): void {
  const engine = new CoverageEngine();
  const { surroundings: _, ...ground } = coverageScene(city, cell);
  engine.load(ground, coverageSettings(scenario));
  const places = someCameras(city, 1250);
  const start = process.cpuUsage();
  let poses = 0;
  for (const place of places) {
    const aims = Array.from({ length: 8 }, (__, k) => ({
      ...place,
      headingDegrees: 45 * k,
      sensor: { widthPixels: 3072, heightPixels: 1728, widthMillimeters: 7.68, heightMillimeters: 4.32 },
      focalLengthMillimeters: 4,
    }));
    poses += engine.compute(aims).length;
  }
  const { user, system } = process.cpuUsage(start);
  const time = ((user + system) / 1000).toFixed(0);
  console.log(`${poses} poses of 80 m, the ground alone, ${code}: ${time} ms of processor time`);
}

/** Milliseconds of each part of single steps of a drag: cameras of all lenses, ten steps each. */
function dragSteps(engine: CoverageEngine, devices: readonly Camera[], steps: number) {
  const parts = { compute: [] as number[], merge: [] as number[], whole: [] as number[] };
  for (let step = 0; step < steps; step += 1) {
    const camera = devices[Math.floor(step / 10) % devices.length];
    const moved = { ...camera, x: camera.x + 0.3 * (step % 10), headingDegrees: camera.headingDegrees + (step % 10) };
    const start = performance.now();
    const covered = engine.compute([moved]);
    const between = performance.now();
    engine.merge(step + 3, covered, [moved], []);
    const end = performance.now();
    parts.compute.push(between - start);
    parts.merge.push(end - between);
    parts.whole.push(end - start);
  }
  return parts;
}

function loadedEngine(city: City, scenario: Scenario): CoverageEngine {
  const engine = new CoverageEngine();
  engine.load(coverageScene(city, cell), coverageSettings(scenario));
  engine.facades();
  engine.plan(1, scenario);
  return engine;
}

function drag(city: City, scenario: Scenario): void {
  const engine = loadedEngine(city, scenario);
  engine.change({ revision: 2, put: scenario.devices, removed: [] });
  for (const [name, times] of Object.entries(dragSteps(engine, scenario.devices.filter(isCamera), 400))) {
    const [median, high] = [percentile(times, 0.5), percentile(times, 0.95)];
    console.log(
      `one of ${scenario.devices.length} dragged, ${name}: median ${median.toFixed(2)}, p95 ${high.toFixed(2)} ms`,
    );
  }
}

/** How the cost grows with the devices placed: processor time of all of them in one thread, and of one more step of a drag. */
function againstDevices(city: City): void {
  console.log(
    'devices | computing all, ms of processor time | merging all, likewise | a step of a drag, median ms | p95 ms',
  );
  for (const count of [10, 100, 1000, 5000]) {
    const devices = someCameras(city, count);
    const engine = loadedEngine(city, someScenario(devices));
    const start = process.cpuUsage();
    const covered = engine.compute(devices);
    const computed = process.cpuUsage(start);
    const between = process.cpuUsage();
    engine.merge(2, covered, devices, []);
    const merged = process.cpuUsage(between);
    const { whole } = dragSteps(engine, devices, 200);
    const cpu = [computed, merged].map(({ user, system }) => (user + system) / 1000);
    const figures = [...cpu, percentile(whole, 0.5), percentile(whole, 0.95)];
    console.log([count, ...figures.map((value) => value.toFixed(2))].join(' | '));
  }
}

const city = await demoCity();
const scenario = someScenario(someCameras(city, cameraCount));
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
if (isWanted('drag')) drag(city, scenario);
if (isWanted('poses')) {
  manyPoses(city, scenario, 'cold code');
  manyPoses(city, scenario, 'warm code');
}
if (isWanted('devices')) againstDevices(city);
if (isWanted('all')) await fromNothing(city, scenario, 2);
