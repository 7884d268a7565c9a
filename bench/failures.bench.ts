/**
 * N−1 on the demo city (4 km²): a plan of cameras, ALPR units and doors with readers, on switches with links in a ring and on power
 * feeds; every device, switch, link and feed removed by itself. Measured are the goals (coverage, doors, exposure) with the share of
 * trips that drivers who do not evade are read on, and apart from them the chance of arriving unobserved at one site. Then some
 * parts against a plan that never had the devices, worked out from nothing, and growth with devices. Times are this thread's own (CPU).
 *
 * Targets for 500 devices, printed and not asserted: 2 s for goals, doors and interception; 20 s for the approach. The exit code is
 * 1 where some value differs from that worked out from nothing.
 *
 * `npm run bench -- failures`, or `node bench/failures.bench.ts [devices …]`.
 */

import type { City } from '#model/city.ts';
import { type Device, deviceSchema } from '#model/device.ts';
import { defaultGapQuestion } from '#model/gap-question.ts';
import type { GapJob } from '#model/gap-scene.ts';
import { goalSchema } from '#model/goal.ts';
import { networkLinkSchema, networkNodeSchema, powerFeedSchema } from '#model/plan-records.ts';
import type { FailedPart, FailuresResult } from '#model/results/gaps/failures.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';
import { generateDemoCity } from '#scene/demo/demo-city.ts';
import { CoverageEngine } from '#sim/coverage/coverage-engine.ts';
import { coverageSettings } from '#sim/coverage/coverage-scene.ts';
import { failuresSteps } from '#sim/gaps/failures/failures-steps.ts';
import { gapScene } from '#sim/gaps/gap-scene.ts';
import { GapStage, SceneStage } from '#sim/gaps/gap-stage.ts';
import { planMeterSteps } from '#sim/gaps/plan-meter.ts';
import { someCameras } from '../test/fixtures/coverage-load.ts';
import { seededNumbers } from '../test/fixtures/random-city.ts';
import { type Timed, threadTime, timed } from './timed-steps.ts';

const devicesPerSwitch = 16;
const devicesPerFeed = 20;
/** Every so manieth part is worked out from nothing. */
const sampleStep = 40;
const site = 'Havnby Station';
/** A site that is not there: nothing is measured on foot. */
const noSite = 'none';
const guardMeters = 200;

const city = generateDemoCity();
const scene = gapScene(city, 2);
/** Nobody drives: interception is not measured. */
const withoutTrips = { ...scene, trips: [] };

const guarded = siteOf(city);

function siteOf({ sites }: City): City['sites'][number] {
  const found = sites.find(({ name }) => name === site);
  if (found === undefined) throw new Error(`The demo city has no ${site}.`);
  return found;
}

/** Units beside streets, each looking along the lanes 18 m before it. */
function someReaders({ streets }: City, count: number): Device[] {
  const random = seededNumbers(11);
  const long = streets.filter(({ car, xy }) => {
    return car && xy.length >= 4 && Math.hypot(xy[2] - xy[0], xy[3] - xy[1]) > 40;
  });
  return Array.from({ length: count }, (_, k) => {
    const { xy } = long[Math.floor(random() * long.length)];
    const [dx, dy] = [xy[2] - xy[0], xy[3] - xy[1]];
    const length = Math.hypot(dx, dy);
    const sign = random() < 0.5 ? 1 : -1;
    const heading = (Math.atan2(sign * dx, sign * dy) * 180) / Math.PI;
    return deviceSchema.parse({
      ...{ kind: 'alpr', id: `alpr/${k}`, name: `Unit ${k}`, heightMeters: 5, tiltDegrees: 13.7, plates: 'eu' },
      x: xy[0] + dx / 2 + (2 * dy) / length,
      y: xy[1] + dy / 2 - (2 * dx) / length,
      headingDegrees: (heading + 360) % 360,
      sensor: { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 },
      ...{ focalLengthMillimeters: 25, infraredReachMeters: 40, exposureSeconds: 0.0005 },
    });
  });
}

/** Doors of the city with all that locks and monitors them. */
function someDoors({ portals }: City, count: number): Device[] {
  const functions = ['lock', 'reader', 'contact', 'request-to-exit', 'alarm'];
  return portals.slice(0, count).map(({ id, x, y }, k) => {
    const door = { kind: 'access', id: `access/${k}`, name: `Door ${k}`, portalId: id, functions };
    return deviceSchema.parse({ ...door, x, y, heightMeters: 1.2 });
  });
}

/** The city with mounts near the site alone: half of the cameras guard it, so that losing one changes the approach. */
const aroundSite: City = {
  ...city,
  mounts: city.mounts.filter(({ x, y }) => Math.hypot(x - guarded.x, y - guarded.y) < guardMeters),
};

function planOf(count: number): Scenario {
  const [units, doors] = [Math.round(0.16 * count), Math.round(0.12 * count)];
  const cameras = count - units - doors;
  const bare = [
    ...someCameras(city, cameras).slice(Math.floor(cameras / 2)),
    ...someCameras(aroundSite, Math.floor(cameras / 2)),
    ...someReaders(city, units),
    ...someDoors(city, doors),
  ].sort((a, b) => a.x - b.x);
  const devices = bare.map((device, k) => ({
    ...device,
    uplink: `switch/${Math.floor(k / devicesPerSwitch)}`,
    powerFeed: `feed/${Math.floor(k / devicesPerFeed)}`,
  }));
  const switches = Math.ceil(devices.length / devicesPerSwitch);
  const feeds = Math.ceil(devices.length / devicesPerFeed);
  const node = (id: string, kind: string) => networkNodeSchema.parse({ id, name: id, kind, x: 0, y: 0 });
  const link = (from: string, to: string) => {
    return networkLinkSchema.parse({ id: `${from}–${to}`, name: from, from, to, medium: 'fibre', capacityMbps: 1000 });
  };
  // Two of three switches hang on a ring of three with a spare way, the third on one link alone.
  const links = Array.from({ length: switches }, (_, k) => [
    link(`switch/${k}`, 'centre'),
    ...(k % 3 === 1 ? [link(`switch/${k - 1}`, `switch/${k}`)] : []),
  ]).flat();
  const parts = [
    { metric: 'area', scope: { kind: 'city' } },
    { metric: 'area', scope: { kind: 'city' }, devices: 2 },
    { metric: 'area', scope: { kind: 'city' }, condition: 'night' },
    { metric: 'area', scope: { kind: 'streets', classes: ['primary', 'secondary', 'tertiary'] } },
    { metric: 'area', scope: { kind: 'site-kind', siteKind: 'school' } },
    { metric: 'demand', scope: { kind: 'city' } },
    { metric: 'portals-seen', scope: { kind: 'city' } },
    { metric: 'portals-monitored', scope: { kind: 'city' } },
    { metric: 'plates', scope: { kind: 'streets', classes: ['primary', 'secondary', 'tertiary', 'residential'] } },
    { metric: 'facades-exposed', scope: { kind: 'city' } },
  ];
  const { id, name, origin } = city.manifest;
  return emptyScenario({
    ...{ id: 'bench', name: 'Bench', scene: { id, name, origin }, devices },
    goals: parts.map((fields, k) =>
      goalSchema.parse({
        ...{ id: `goal/${k}`, name: `Goal ${k}`, category: 'Outline', target: 50, weight: 1, ...fields },
      }),
    ),
    networkNodes: [
      node('centre', 'centre'),
      ...Array.from({ length: switches }, (_, k) => node(`switch/${k}`, 'switch')),
    ],
    networkLinks: links,
    powerFeeds: Array.from({ length: feeds }, (_, k) => {
      const feed = { id: `feed/${k}`, name: `feed/${k}`, x: 0, y: 0, capacityWatts: 500 };
      return powerFeedSchema.parse({ ...feed, backupHours: k % 4 === 0 ? 4 : 0 });
    }),
  });
}

/** What a job is worked out from, with the devices of the plan merged. */
function stageOf(stage: SceneStage, scenario: Scenario, siteId: string): GapStage {
  const question = { ...defaultGapQuestion, siteId };
  const { id: sceneId, name: sceneName } = city.manifest;
  const job: GapJob = { run: 'failures', question, scenario, sceneId, sceneName, live: null };
  const conditions = scenario.goals.map(({ condition }) => condition);
  const coverage = new CoverageEngine();
  coverage.load(stage.scene, coverageSettings(scenario, ['day', ...conditions]));
  coverage.merge(0, coverage.compute(scenario.devices), scenario.devices, []);
  coverage.plan(0, scenario);
  return new GapStage(stage, job, coverage);
}

interface Measured {
  readonly result: FailuresResult;
  /** What serves all losses: the plan with everything at work. */
  readonly before: Timed<unknown>;
  readonly losses: Timed<unknown>;
}

function measure(stage: GapStage): Measured {
  const before = timed(planMeterSteps(stage));
  const losses = timed(failuresSteps(stage.scenario, before.value));
  return { result: losses.value, before, losses };
}

/** Some parts against plans that never had the devices that are lost with them: how many, and sentences on values that differ. */
function againstNothing({ scene: own, scenario, question }: GapStage, { result }: Measured) {
  const changing = result.parts.filter(({ lost }) => lost.length > 0);
  const sample = changing.filter((part, at) => at % sampleStep === 0 || (part.kind !== 'device' && at % 8 === 0));
  const others = sample.flatMap((part: FailedPart) => {
    const lost = new Set(part.lost);
    const left = { ...scenario, devices: scenario.devices.filter(({ id }) => !lost.has(id)) };
    const { metrics } = timed(planMeterSteps(stageOf(new SceneStage(own), left, question.siteId ?? noSite))).value;
    return result.metrics.flatMap(({ id }, at) => {
      // A plan without units does not measure what they read: nothing.
      const none = id === 'interception' ? 0 : null;
      const anew = metrics.find((metric) => metric.id === id)?.value ?? none;
      return anew === part.values[at] ? [] : [`${part.id}: ${id} ${part.values[at]}, from nothing ${anew}`];
    });
  });
  return { tried: sample.length, others };
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;

function report(name: string, { result, before, losses }: Measured): void {
  const longest = Math.max(before.longest, losses.longest).toFixed(0);
  const values = result.metrics.map(({ id, value }) => `${id} ${value?.toFixed(3)}`);
  console.log(
    `${name}: ${seconds(before.milliseconds + losses.milliseconds)} (${seconds(before.milliseconds)} before the first loss), longest step ${longest} ms; ${result.parts.length} parts, ${result.singlePoints} single points of failure`,
  );
  console.log(`  ${values.join(', ')}`);
}

const counts = process.argv.slice(2).map(Number).filter(Number.isFinite);
const rows: string[] = [];
for (const count of counts.length > 0 ? counts : [125, 250, 500, 1000]) {
  const scenario = planOf(count);
  const start = threadTime();
  const plan = stageOf(new SceneStage(scene), scenario, noSite);
  const covering = threadTime() - start;
  const goals = measure(plan);
  report(`${count} devices: goals, doors and interception`, goals);
  const onFoot = stageOf(new SceneStage(withoutTrips), { ...scenario, goals: [] }, guarded.id);
  const approach = measure(onFoot);
  report(`${count} devices: approach to ${site}`, approach);
  const times = [goals, approach].flatMap(({ before, losses }) => [before.milliseconds, losses.milliseconds]);
  rows.push([count, goals.result.parts.length, ...[covering, ...times].map((time) => time.toFixed(0))].join(' | '));
  if (count !== 500) continue;
  for (const [stage, measured] of [[plan, goals] as const, [onFoot, approach] as const]) {
    const { tried, others } = againstNothing(stage, measured);
    console.log(`  ${tried} parts worked out from nothing: ${others.length} values differ`);
    for (const other of others.slice(0, 5)) console.log(`    ${other}`);
    if (others.length > 0) process.exitCode = 1;
  }
}
console.log('devices | parts | covering | goals, doors, interception: before | losses | approach: before | losses, ms');
for (const row of rows) console.log(row);
