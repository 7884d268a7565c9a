/**
 * What comes beside the picture on the demo city, with 1,000 cameras, 200 ALPR units and 400 other devices merged and 18 goals:
 * setting the plan, a camera's merge while it is dragged (ledgers, goals, totals, tiles; not its sight), the goals alone, sums,
 * blind spots and what would cover the first of them. Of long runs also the longest step, after which another call gets through.
 * Times are this thread's own (CPU), so that a busy machine does not count.
 */
import type { City } from '#model/city.ts';
import { type Device, deviceSchema } from '#model/device.ts';
import { type Goal, goalSchema } from '#model/goal.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';
import { CoverageEngine } from '#sim/coverage/coverage-engine.ts';
import { coverageScene, coverageSettings } from '#sim/coverage/coverage-scene.ts';
import { seededNumbers } from '../test/fixtures/random-city.ts';
import { demoCity } from './demo-city.ts';

const cameraCount = 1000;
const sensor = { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 };

/** Devices on the city's own mounts, looking anywhere. */
function someDevices(city: City): Device[] {
  const random = seededNumbers(3);
  const make = (kind: string, k: number, fields: object): Device => {
    const { x, y } = city.mounts[Math.floor(random() * city.mounts.length)];
    const headingDegrees = Math.floor(360 * random());
    const owner = { agency: k % 2 === 0 ? 'traffic' : 'police', phase: k % 3 === 0 ? 'two' : 'one' };
    const id = `${kind}/${k}`;
    return deviceSchema.parse({ kind, id, name: id, x, y, heightMeters: 5, headingDegrees, ...owner, ...fields });
  };
  const many = (kind: string, count: number, fields: (k: number) => object) =>
    Array.from({ length: count }, (_, k) => make(kind, k, fields(k)));
  const optics = (focalLengthMillimeters: number) => ({ sensor, focalLengthMillimeters, tiltDegrees: 12 });
  return [
    ...many('camera', cameraCount, (k) => ({ ...optics([4, 8, 12][k % 3]), model: 'fixed-4k-4mm' })),
    ...many('alpr', cameraCount / 5, () => ({ ...optics(25), infraredReachMeters: 40, exposureSeconds: 0.0005 })),
    ...['acoustic', 'phone', 'radar', 'air'].flatMap((kind) => many(kind, cameraCount / 10, () => ({}))),
  ];
}

const goalParts: readonly Partial<Goal>[] = [
  ...[{}, { devices: 2 }, { condition: 'night' as const }, { agency: 'police' }, { phase: 'one' }],
  { scope: { kind: 'squares' } },
  { scope: { kind: 'streets', classes: ['primary', 'secondary', 'tertiary', 'residential'] } },
  { scope: { kind: 'site-kind', siteKind: 'school' } },
  ...[{ metric: 'demand' as const }, { metric: 'portals-seen' as const }, { metric: 'portals-monitored' as const }],
  { metric: 'plates', scope: { kind: 'streets', classes: ['primary', 'secondary'] } },
  { metric: 'facades-exposed', category: 'Characterise' },
  { metric: 'private-ground-exposed', category: 'Characterise' },
  { metric: 'acoustic', devices: 3 },
  ...[{ metric: 'phones' as const }, { metric: 'air' as const }, { metric: 'capital-cost' as const }],
];

function planOf({ manifest: { id, name, origin } }: City): Scenario {
  const common = { name: 'Goal', metric: 'area', scope: { kind: 'city' }, category: 'Outline', target: 50, weight: 1 };
  return emptyScenario({
    ...{ id: 'bench', name: 'Bench', scene: { id, name, origin } },
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

function timed<T>(name: string, action: () => T): T {
  const start = now();
  const value = action();
  console.log(`${name}: ${(now() - start).toFixed(0)} ms`);
  return value;
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

/** One camera in 600 poses; the mean, since the clock of CPU time is coarse. */
function dragged(engine: CoverageEngine, camera: Device): void {
  const poses = Array.from({ length: 600 }, (_, k) => {
    return { ...camera, x: camera.x + 0.5 * (k % 40), headingDegrees: (3 * k) % 360 };
  });
  const coverages = engine.compute(poses);
  const start = now();
  poses.forEach((pose, k) => engine.merge(10 + k, [coverages[k]], [pose], []));
  console.log(
    `merge of ${camera.id} while it is dragged: ${((now() - start) / poses.length).toFixed(2)} ms on average`,
  );
}

const city = await demoCity();
const plan = planOf(city);
const devices = someDevices(city);
const engine = new CoverageEngine();
engine.load(coverageScene(city, 1), coverageSettings(plan));
engine.merge(1, engine.compute(devices), devices, []);
timed('plan set for the first time', () => engine.plan(2, plan));
const goals = plan.goals.map((goal) => ({ ...goal, weight: 2 }));
timed('plan set again with other weights', () => engine.plan(3, { ...plan, goals }));
for (const camera of devices.slice(0, 3)) dragged(engine, camera);
driven('sums', engine.summarySteps(4));
const request = { category: 1, regionId: null, leastSquareMeters: 20, limit: 30 };
const spots = driven('blind spots', engine.blindSpotSteps(request));
for (const spot of spots.slice(0, 3)) {
  const found = driven(`what would cover ${spot.place}`, engine.proposalSteps(spot, request));
  console.log(`  ${found.map(({ model, gainSquareMeters }) => `${model} ${gainSquareMeters} m²`).join(', ')}`);
}
