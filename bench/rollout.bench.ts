/**
 * Whole rollouts as the page and the command line do them, coverage over time included: plans of so many devices in three phases
 * on the demo city (a fifth replaces old units), eight goals and all categories, in cells of 1 m. By the clock, in two workers that
 * are started and warmed by a small plan before. Budgets, printed and not asserted: 1,000 runs of 200 devices in 2 s, 10,000 in 15 s.
 * Then growth with devices and with runs, with processor time beside the clock; `--svg <file>` draws it.
 */
import { writeFile } from 'node:fs/promises';
import { connectWorker } from '#jobs/endpoint.ts';
import { nodeWorker } from '#jobs/node-worker.ts';
import { createRolloutClient } from '#jobs/rollout-client.ts';
import type { City } from '#model/city.ts';
import { type Device, deviceSchema } from '#model/device.ts';
import { type Goal, goalSchema } from '#model/goal.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import { rolloutQuestionSchema } from '#model/rollout/rollout-question.ts';
import { emptyScenario } from '#model/scenario.ts';
import type { RolloutWorker } from '#protocol/rollout.ts';
import { coverageScene } from '#sim/coverage/coverage-scene.ts';
import type { RolloutTable } from '#sim/rollout/rollout-engine.ts';
import { chunkBuffers, type RunChunk } from '#sim/rollout/run-chunk.ts';
import { seededNumbers } from '../test/fixtures/random-city.ts';
import { demoCity } from './demo-city.ts';

const workerCount = 2;
const sensor = { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 };
const phases = ['one', 'two', 'three'];

/** Cameras on the city's own mounts, every fifth of which takes the place of an old one. */
function devicesOf(city: City, count: number): Device[] {
  const random = seededNumbers(3);
  return Array.from({ length: count }, (_, k): Device[] => {
    const { x, y } = city.mounts[Math.floor(random() * city.mounts.length)];
    const headingDegrees = Math.floor(360 * random());
    const place = { kind: 'camera', x, y, heightMeters: 5, headingDegrees, sensor, tiltDegrees: 12 };
    const phase = phases[Math.floor((3 * k) / count)];
    const lens = { focalLengthMillimeters: [4, 8, 12][k % 3] };
    const made = { ...place, ...lens, id: `C-${k}`, name: `C-${k}`, model: 'fixed-4k-4mm', phase };
    const fresh = deviceSchema.parse({ ...made, mounting: { kind: 'lamp', featureId: null } });
    if (k % 5 !== 0) return [fresh];
    const old = { ...place, ...lens, id: `old-${k}`, name: `Old ${k}`, state: 'existing', retiredInPhase: phase };
    return [fresh, deviceSchema.parse({ ...old, replacedBy: [`C-${k}`] })];
  }).flat();
}

const goalParts: readonly Partial<Goal>[] = [
  ...[{}, { devices: 2 }, { condition: 'night' as const }, { category: 'Discern' }],
  { scope: { kind: 'streets', classes: ['primary', 'secondary', 'tertiary', 'residential'] } },
  ...[{ metric: 'demand' as const }, { metric: 'private-ground-exposed' as const, category: 'Characterise' }],
  { metric: 'capital-cost' },
];

function jobOf(city: City, count: number, runs: number): RolloutJob {
  const { id, name, origin } = city.manifest;
  const common = { name: 'Goal', metric: 'area', scope: { kind: 'city' }, category: 'Outline', target: 50, weight: 1 };
  const scenario = emptyScenario({
    ...{ id: `bench-${count}`, name: 'Bench', scene: { id, name, origin }, devices: devicesOf(city, count) },
    phases: phases.map((key, at) => ({
      ...{ id: key, name: key, description: '', end: null, budget: null, after: [], policy: null },
      start: `2027-0${1 + 3 * at}-01`,
    })),
    goals: goalParts.map((parts, k) => goalSchema.parse({ id: `goal/${k}`, ...common, ...parts })),
  });
  return { question: rolloutQuestionSchema.parse({ runs }), scenario, sceneId: id, sceneName: name };
}

interface Point {
  readonly devices: number;
  readonly runs: number;
  readonly tasks: number;
  readonly seconds: number;
  readonly processorSeconds: number;
}

const city = await demoCity();
const client = createRolloutClient<RunChunk, RolloutTable>({
  workerCount,
  createWorker: () =>
    connectWorker<RolloutWorker<RunChunk, RolloutTable>>(
      nodeWorker(new URL('../workers/rollout.worker.ts', import.meta.url)),
    ),
  buffersOf: chunkBuffers,
});

async function measured(devices: number, runs: number): Promise<Point> {
  const job = jobOf(city, devices, runs);
  // What was prepared for the last plan must not help this one.
  await client.load(coverageScene(city, 1));
  const before = process.cpuUsage();
  const start = performance.now();
  const report = await client.run(job);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { devices, runs, tasks: report.tasks.length, seconds, processorSeconds: (user + system) / 1e6 };
}

try {
  await client.load(coverageScene(city, 1));
  await client.run(jobOf(city, 10, 20));
  console.log(`${workerCount} workers, demo city, three phases; the sight of all devices is computed anew each time`);
  const points: Point[] = [];
  for (const [devices, runs] of [
    [200, 1000],
    [200, 10_000],
    [25, 1000],
    [50, 1000],
    [100, 1000],
    [400, 1000],
    [800, 1000],
    [200, 100],
    [200, 3000],
    // Once more in warm code.
    [200, 1000],
  ] as const) {
    const point = await measured(devices, runs);
    points.push(point);
    const budget = devices !== 200 ? '' : runs === 1000 ? ' (budget 2 s)' : runs === 10_000 ? ' (budget 15 s)' : '';
    console.log(
      `${String(devices).padStart(5)} devices ${String(point.tasks).padStart(6)} tasks ${String(runs).padStart(6)} runs: ` +
        `${point.seconds.toFixed(2)} s by the clock, ${point.processorSeconds.toFixed(2)} s of the processor${budget}`,
    );
  }
  const target = process.argv.indexOf('--svg');
  if (target > 0 && process.argv[target + 1] !== undefined)
    await writeFile(process.argv[target + 1], growthPlot(points));
} finally {
  client.dispose();
}

/** Two charts side by side, both axes logarithmic: seconds of the processor by devices, and by runs. */
function growthPlot(points: readonly Point[]): string {
  const size = { width: 420, height: 260, left: 52, top: 28, right: 16, bottom: 40 };
  const chart = (title: string, offset: number, of: readonly Point[], axis: 'devices' | 'runs'): string => {
    const sorted = of.toSorted((a, b) => a[axis] - b[axis]);
    const [low, high] = [sorted[0][axis], sorted[sorted.length - 1][axis]];
    const [least, most] = [0.1, 100];
    const across = (value: number): number =>
      offset + size.left + ((size.width - size.left - size.right) * Math.log(value / low)) / Math.log(high / low);
    const up = (seconds: number): number =>
      size.height -
      size.bottom -
      ((size.height - size.top - size.bottom) * Math.log(seconds / least)) / Math.log(most / least);
    const grid = [0.1, 1, 10, 100].map(
      (seconds) =>
        `<line x1="${across(low)}" x2="${across(high)}" y1="${up(seconds)}" y2="${up(seconds)}" stroke="#d6d2ca"/>` +
        `<text x="${across(low) - 6}" y="${up(seconds) + 4}" text-anchor="end">${seconds} s</text>`,
    );
    const dots = sorted.map(
      (point) =>
        `<circle cx="${across(point[axis])}" cy="${up(point.processorSeconds)}" r="3.5" fill="#5b3df5"/>` +
        `<text x="${across(point[axis])}" y="${size.height - size.bottom + 16}" text-anchor="middle">${point[axis]}</text>`,
    );
    const line = sorted.map((point) => `${across(point[axis])},${up(point.processorSeconds)}`).join(' ');
    return [
      `<text x="${offset + size.left}" y="16" font-weight="600">${title}</text>`,
      ...grid,
      `<polyline points="${line}" fill="none" stroke="#5b3df5" stroke-width="1.5"/>`,
      ...dots,
      `<text x="${offset + size.width / 2}" y="${size.height - 6}" text-anchor="middle">${axis}</text>`,
    ].join('\n');
  };
  // Of a plan that was run twice the first time, in cold code, is left out.
  const byDevices = points.filter(({ runs }, at) => runs === 1000 && at > 0);
  const byRuns = points.filter(({ devices }, at) => devices === 200 && at > 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * size.width} ${size.height}" font-family="Inter, sans-serif" font-size="11" fill="#1b1c1e">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    chart('Processor time, 1,000 runs', 0, byDevices, 'devices'),
    chart('Processor time, 200 devices', size.width, byRuns, 'runs'),
    '</svg>\n',
  ].join('\n');
}
