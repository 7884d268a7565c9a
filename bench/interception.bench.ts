/**
 * ALPR interception on Columbus (23,754 stretches of street): the fastest ways to one place from everywhere, demand by the gravity
 * model, and the ways of 1,000 origin–destination pairs with the evasive driver of each: with the mapped units on the streets
 * they face, with units on the busiest streets, spread over alternatives, and as they grow with pairs and units. Then the
 * whole run in one and in two workers, as the page does it. Needs the real data (SIGHTLINE_DATA). Times of kernels are this
 * thread's own (CPU), those of workers by the clock.
 *
 * Target, printed and not asserted: 1,000 pairs with evasion in 3 s in two workers.
 */

import { connectWorker } from '#jobs/endpoint.ts';
import { createGapsClient } from '#jobs/gaps-client.ts';
import { nodeWorker } from '#jobs/node-worker.ts';
import { defaultAssumptions } from '#model/assumptions.ts';
import type { City, Trip } from '#model/city.ts';
import { defaultGapQuestion } from '#model/gap-question.ts';
import type { GapJob } from '#model/gap-scene.ts';
import type { GapsWorker } from '#protocol/gaps.ts';
import { gapScene } from '#sim/gaps/gap-scene.ts';
import { gapNetwork, gapRoads } from '#sim/gaps/gap-streets.ts';
import { DriveSearch } from '#sim/gaps/traffic/drive-search.ts';
import { gravityDemand } from '#sim/gaps/traffic/gravity-demand.ts';
import { interceptionPartSteps } from '#sim/gaps/traffic/interception-part.ts';
import { type InterceptionRun, interceptionSteps } from '#sim/gaps/traffic/interception-result.ts';
import { InterceptionTally } from '#sim/gaps/traffic/interception-tally.ts';
import { sortedPairs } from '#sim/gaps/traffic/traffic-demand.ts';
import { countingUnit, type UnitReads } from '#sim/gaps/traffic/unit-reads.ts';
import { columbus, facedUnits, standingPlan } from '../test/fixtures/columbus-traffic.ts';
import { realDataPresent } from '../test/real-data.ts';

/** CPU time of this thread, milliseconds. */
function now(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

let longestStep = 0;

function finished<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const start = now();
    const step = steps.next();
    longestStep = Math.max(longestStep, now() - start);
    if (step.done === true) return step.value;
  }
}

function told(name: string, action: () => string): void {
  longestStep = 0;
  const start = now();
  const words = action();
  const longest = longestStep > 0 ? `, longest step ${longestStep.toFixed(1)} ms` : '';
  console.log(`${name}: ${(now() - start).toFixed(0)} ms${longest}${words === '' ? '' : `; ${words}`}`);
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

/** Units on the streets that most ways take, one a street, with chances of many sizes. */
function unitsOnBusiest({ graph }: InterceptionRun, run: InterceptionRun, count: number): UnitReads[] {
  const part = finished(interceptionPartSteps({ ...run, units: [] }, 0, run.demand.pairs.length));
  const flow = new Float64Array(graph.arcState.length);
  for (const arc of part.arcs) flow[arc] += 1;
  const used = new Set<number>();
  const units: UnitReads[] = [];
  for (const arc of Array.from(flow.keys()).sort((a, b) => flow[b] - flow[a])) {
    const street = graph.network.edgeStreet[arc >>> 1];
    if (units.length === count) break;
    if (used.has(street)) continue;
    used.add(street);
    const counting = countingUnit(
      `unit/${arc}`,
      [arc, arc ^ 1].filter((each) => graph.arcState[each] >= 0),
    );
    const reads = counting.day.map(() => [0.93, 0.8, 0.6, 0.35][units.length % 4]);
    units.push({ ...counting, day: reads, night: reads });
  }
  return units;
}

function measured(name: string, run: InterceptionRun): void {
  told(name, () => {
    const part = finished(interceptionPartSteps(run, 0, run.demand.pairs.length));
    const result = finished(interceptionSteps(run, [part]));
    if (result.kind !== 'interception') return result.reason;
    const cut = part.cutShort > 0 ? `, ${part.cutShort} searches cut short` : '';
    return `${result.pairs} pairs, read ${percent(result.read.once)}, evasive ${percent(result.evasive.once)}${cut}`;
  });
}

async function inWorkers(city: City, job: GapJob, workerCount: number): Promise<void> {
  const client = createGapsClient({
    workerCount,
    createWorker: () => connectWorker<GapsWorker>(nodeWorker(new URL('../workers/gaps.worker.ts', import.meta.url))),
  });
  await client.load(gapScene(city, 2));
  for (const round of ['first', 'again']) {
    const start = performance.now();
    const { result } = await client.run(job);
    const words = result?.kind === 'interception' ? `${result.pairs} pairs` : 'no result';
    const time = (performance.now() - start).toFixed(0);
    console.log(`whole run in ${workerCount} worker(s), ${round} (with what devices see): ${time} ms; ${words}`);
  }
  client.dispose();
}

async function bench(): Promise<void> {
  const city = await columbus();
  const scenario = standingPlan(city);
  const scene = gapScene(city, 1);
  const roads = gapRoads(gapNetwork(scene), scene, defaultAssumptions);
  const { graph, connectivity } = roads;
  console.log(`${graph.network.edgeCount} stretches, ${graph.stateCount} states, ${connectivity.parts} parts`);
  const demand = finished(gravityDemand(scene, graph, defaultAssumptions));
  told('demand by the gravity model', () => {
    const { pairs } = finished(gravityDemand(scene, graph, defaultAssumptions));
    return `${pairs.length} pairs`;
  });
  const search = new DriveSearch(graph);
  told('fastest ways to one place, 20 times', () => {
    for (let k = 0; k < 20; k += 1) search.to(demand.pairs[k * 50].to);
    return '';
  });
  /** The pairs with most trips. */
  const busiestPairs = (count: number) =>
    sortedPairs([...demand.pairs].sort((a, b) => b.perHour - a.perHour).slice(0, count));
  const fields = {
    demandKind: 'gravity',
    condition: 'day',
    routes: 'fastest',
    assumptions: defaultAssumptions,
  } as const;
  const runWith = (count: number, units: readonly UnitReads[] = []): InterceptionRun => ({
    ...{ graph, connectivity, demand: { pairs: busiestPairs(count), notes: [] }, units },
    ...fields,
  });
  const readers = scenario.devices.filter((device) => device.kind === 'alpr');
  const faced = facedUnits(graph, readers, 0.93);
  const busiest = unitsOnBusiest(runWith(1000), runWith(1000), 500);
  measured('1,000 pairs without units', runWith(1000));
  measured(`1,000 pairs, ${faced.length} mapped units on the streets they face`, runWith(1000, faced));
  measured('the same, spread over alternatives', { ...runWith(1000, faced), routes: 'choice' });
  for (const count of [250, 500, 1000, 2000]) {
    measured(`${count} pairs, 58 units on the busiest streets`, runWith(count, busiest.slice(0, 58)));
  }
  for (const count of [25, 50, 100, 200, 500]) {
    measured(`1,000 pairs, ${count} units on the busiest streets`, runWith(1000, busiest.slice(0, count)));
  }
  const run = runWith(1000, busiest);
  const tally = new InterceptionTally(run, [finished(interceptionPartSteps({ ...run, units: [] }, 0, 1000))]);
  told('shares of ordinary drivers without each of 500 units', () => {
    let least = 1;
    for (const { deviceId } of busiest) least = Math.min(least, tally.without([deviceId]).once);
    return `from ${percent(tally.shares().once)} down to ${percent(least)}`;
  });
  const trips = busiestPairs(1000).map(
    ({ from, to, perHour }, at): Trip => ({
      ...{ id: `trip/${at}`, mode: 'car', fromX: from.x, fromY: from.y, toX: to.x, toY: to.y },
      ...{ perHour, route: null },
    }),
  );
  const question = { ...defaultGapQuestion, demand: 'scene' as const };
  const job: GapJob = { run: 'interception', question, scenario, sceneId: 'c', sceneName: 'Columbus', live: null };
  for (const workers of [1, 2]) await inWorkers({ ...city, trips }, job, workers);
}

if (realDataPresent) await bench();
