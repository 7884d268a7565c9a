/**
 * Coverage over time on the demo city: 200 devices of a plan (40 of them stand already and give way to 40 others), 13 goals and all
 * categories. Times of making the table of merged columns, of one run's changes on the meter (every device goes live, old ones go
 * dark) with and without the columns of the painted ground being told, and of the same changes with the coverage engine itself.
 * Times are this thread's own (CPU), so that a busy machine does not count.
 */
import type { City } from '#model/city.ts';
import { type Device, deviceSchema } from '#model/device.ts';
import { type Goal, goalSchema } from '#model/goal.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';
import { CoverageEngine } from '#sim/coverage/coverage-engine.ts';
import { coverageScene, coverageSettings } from '#sim/coverage/coverage-scene.ts';
import { chanceTiles } from '#sim/rollout/coverage/chance-tiles.ts';
import { createCoverageMeter } from '#sim/rollout/coverage/coverage-meter.ts';
import { coverageTableSteps } from '#sim/rollout/coverage/coverage-table.ts';
import type { CoverageMeter } from '#sim/rollout/coverage-timeline.ts';
import { plainProject } from '../test/fixtures/plain-project.ts';
import { seededNumbers } from '../test/fixtures/random-city.ts';
import { demoCity } from './demo-city.ts';

const replaced = 40;
const sensor = { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 };

/** Devices on the city's own mounts; the first cameras stand already, and others with the same view take their place. */
function someDevices(city: City, scale: number): Device[] {
  const random = seededNumbers(3);
  const make = (kind: string, k: number, fields: object): Device => {
    const { x, y } = city.mounts[Math.floor(random() * city.mounts.length)];
    const owner = { agency: k % 2 === 0 ? 'traffic' : 'police', phase: k % 3 === 0 ? 'two' : 'one' };
    const headingDegrees = Math.floor(360 * random());
    const id = `${kind}/${k}`;
    return deviceSchema.parse({ kind, id, name: id, x, y, heightMeters: 5, headingDegrees, ...owner, ...fields });
  };
  const many = (kind: string, count: number, fields: (k: number) => object) =>
    Array.from({ length: count * scale }, (_, k) => make(kind, k, fields(k)));
  const optics = (focalLengthMillimeters: number) => ({ sensor, focalLengthMillimeters, tiltDegrees: 12 });
  const old = many('camera', replaced, (k) => ({ ...optics([4, 8, 12][k % 3]), state: 'existing', phase: null }));
  const successors = old.map((device) => ({
    ...device,
    id: `new ${device.id}`,
    state: 'planned' as const,
    phase: 'one',
  }));
  return [
    ...old,
    ...successors,
    ...many('camera', 70, (k) => ({ ...optics([4, 8, 12][k % 3]), id: `more/${k}`, model: 'fixed-4k-4mm' })),
    ...many('alpr', 25, () => ({ ...optics(25), infraredReachMeters: 40, exposureSeconds: 0.0005 })),
    ...['acoustic', 'phone', 'air', 'light', 'access'].flatMap((kind) => many(kind, 5, () => ({}))),
  ];
}

const goalParts: readonly Partial<Goal>[] = [
  ...[{}, { devices: 2 }, { condition: 'night' as const }, { agency: 'police' }, { phase: 'one' }],
  { scope: { kind: 'streets', classes: ['primary', 'secondary', 'tertiary', 'residential'] } },
  ...[{ metric: 'demand' as const }, { metric: 'portals-seen' as const }, { metric: 'portals-monitored' as const }],
  { metric: 'plates', scope: { kind: 'streets', classes: ['primary', 'secondary'] } },
  { metric: 'private-ground-exposed', category: 'Characterise' },
  ...[{ metric: 'phones' as const }, { metric: 'capital-cost' as const }],
];

function planOf({ manifest: { id, name, origin } }: City, devices: Device[]): Scenario {
  const common = { name: 'Goal', metric: 'area', scope: { kind: 'city' }, category: 'Outline', target: 50, weight: 1 };
  return emptyScenario({
    ...{ id: 'bench', name: 'Bench', scene: { id, name, origin }, devices },
    agencies: ['police', 'traffic'].map((key) => ({ id: key, name: key, kind: 'city', contact: '', tier: 'owner' })),
    phases: ['one', 'two'].map((key) => ({
      ...{ id: key, name: key, description: '' },
      ...{ start: null, end: null, budget: null, after: [], policy: null },
    })),
    goals: goalParts.map((parts, k) => goalSchema.parse({ id: `goal/${k}`, ...common, ...parts })),
  });
}

/** CPU time of this thread, milliseconds. */
function now(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function driven<T>(name: string, steps: Generator<unknown, T, void>): T {
  let [whole, longest] = [0, 0];
  for (;;) {
    const start = now();
    const step = steps.next();
    const time = now() - start;
    whole += time;
    longest = Math.max(longest, time);
    if (step.done !== true) continue;
    console.log(`${name}: ${whole.toFixed(0)} ms, longest step ${longest.toFixed(1)} ms`);
    return step.value;
  }
}

function perRun(name: string, runs: number, run: () => void): void {
  run();
  const start = now();
  for (let k = 0; k < runs; k += 1) run();
  console.log(`${name}: ${((now() - start) / runs).toFixed(3)} ms a run`);
}

/** Everything goes live in turn; each old unit goes dark when its successor is live. */
function rollOut(meter: CoverageMeter, devices: number, old: number): number {
  let sum = 0;
  meter.reset();
  for (let device = old; device < devices; device += 1) {
    meter.set(device, true);
    if (device < 2 * old) meter.set(device - old, false);
    sum += meter.values[0];
  }
  return sum;
}

const city = await demoCity();
for (const scale of [1, 2, 4]) {
  const devices = someDevices(city, scale);
  const old = scale * replaced;
  const plan = planOf(city, devices);
  const engine = new CoverageEngine();
  engine.load(coverageScene(city, 1), coverageSettings(plan, ['day', 'night']));
  engine.merge(1, engine.compute(devices), devices, []);
  engine.plan(2, plan);
  const legacy = Array.from({ length: old }, (_, k) => [k]);
  const project = plainProject(devices, ({ state }) => state === 'existing', legacy);
  console.log(`${devices.length} devices`);
  const table = driven('table', coverageTableSteps(engine, plan, project));
  const entries = table.sets.reduce((sum, { ofDevice }) => sum + ofDevice.numbers.length, 0);
  const columns = table.sets.reduce((sum, set) => sum + set.columns, 0);
  console.log(`${table.sets.length} sets, ${columns} columns, ${entries} entries, ${table.chance.rows.length} pieces`);
  const meter = createCoverageMeter(table);
  perRun('meter', 500, () => rollOut(meter, devices.length, old));
  const seen = new Uint32Array(table.chance.columns);
  perRun('meter, columns told at the end', 500, () => {
    rollOut(meter, devices.length, old);
    meter.drainColumns((column, covered) => {
      if (covered) seen[column] += 1;
    });
  });
  perRun('tiles of the chance', 5, () => chanceTiles(table, seen, 501));
  if (scale === 1)
    perRun('the engine without each device in turn', 1, () =>
      devices.forEach(({ id }) => engine.standingWithout([id])),
    );
}
