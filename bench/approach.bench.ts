/**
 * Least-observed approaches to the central station of Helsinki past its 397 mapped cameras (optics assumed): the ground that people
 * walk on from buildings, water, barriers and gates; who watches; the search from every entry with up to nine ways in and the shortest
 * for comparison. By study area, with cells of 2 and 1 m. Needs the real data (SIGHTLINE_DATA).
 *
 * Times are this thread's own (CPU). Target, printed and not asserted: all entries to one site over 4 km² at 2 m in 0.5 s.
 */
import { openAsBlob } from 'node:fs';
import { defaultAssumptions } from '#model/assumptions.ts';
import type { City } from '#model/city.ts';
import { defaultGapQuestion } from '#model/gap-question.ts';
import { emptyScenario } from '#model/scenario.ts';
import { devicesOfSurveillance } from '#scene/devices/existing-devices.ts';
import { importFiles } from '#scene/import-files.ts';
import { sitePlaces } from '#sim/access/places.ts';
import { CoverageEngine } from '#sim/coverage/coverage-engine.ts';
import { coverageSettings } from '#sim/coverage/coverage-scene.ts';
import { gapScene } from '#sim/gaps/gap-scene.ts';
import { approachSteps } from '#sim/gaps/walk/approach-steps.ts';
import { walkStudySteps } from '#sim/gaps/walk/walk-study.ts';
import { watchDevices } from '#sim/gaps/walk/watch-field.ts';
import { realData, realDataPresent } from '../test/real-data.ts';
import { type Timed, timed } from './timed-steps.ts';

const rounds = 5;

async function helsinki(): Promise<City> {
  const name = 'helsinki_centre_2019.osm.pbf';
  const work = importFiles([{ name, blob: await openAsBlob(realData(`osm_helsinki/${name}`)) }]);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return next.value.city;
}

/** The quickest of some runs: what others do on the machine only adds. */
function quickest<T>(run: () => Timed<T>): Timed<T> {
  let best = run();
  for (let round = 1; round < rounds; round += 1) {
    const next = run();
    if (next.milliseconds < best.milliseconds) best = next;
  }
  return best;
}

function bench(city: City, cell: 1 | 2, reaches: readonly number[]): void {
  const scene = gapScene(city, cell);
  const { devices } = devicesOfSurveillance(city);
  const stand = { id: 'helsinki', name: 'Helsinki', origin: city.manifest.origin };
  const engine = new CoverageEngine();
  engine.load(
    scene,
    coverageSettings({ ...emptyScenario({ id: 'plan', name: 'Plan', scene: stand }), devices: [...devices] }),
  );
  engine.change({ revision: 1, put: devices, removed: [] });
  const watchers = watchDevices(engine.state.devices.values(), null);
  const site = sitePlaces([], city.sites).find(({ name }) => name === 'Helsingin päärautatieasema');
  if (site === undefined) throw new Error('Helsinki has no central station.');
  for (const reachMeters of reaches) {
    const question = { ...defaultGapQuestion, reachMeters, walkCellMeters: cell };
    const ground = quickest(() => timed(walkStudySteps(scene, site, question, defaultAssumptions, new Set())));
    if (!ground.value.ok) throw new Error(ground.value.problem.sentence);
    const study = ground.value.value;
    const { area, walkableCells } = study.ground;
    const plan = {
      site,
      question,
      assumptions: defaultAssumptions,
      categories: 7,
      devices: watchers,
      lockedPortals: new Set<string>(),
      availability: new Map<string, number>(),
    };
    const approach = quickest(() => timed(approachSteps(scene, plan, study)));
    const { value } = approach;
    const square = ((area.maxX - area.minX) * (area.maxY - area.minY)) / 1e6;
    const found =
      value.kind === 'empty'
        ? value.reason
        : `${value.ground.entries} entries, best ${value.best.lengthMeters.toFixed(0)} m unobserved with ${value.best.unobserved.toFixed(3)}`;
    console.log(
      `${cell} m, ${square.toFixed(1)} km², ${walkableCells} cells: ground ${ground.milliseconds.toFixed(0)} ms, approach ${approach.milliseconds.toFixed(0)} ms, longest step ${Math.max(ground.longest, approach.longest).toFixed(0)} ms; ${found}`,
    );
  }
}

if (realDataPresent) {
  const city = await helsinki();
  bench(city, 2, [250, 500, 750, 1000, 1400]);
  bench(city, 1, [500, 1000]);
}
