/** The page that drag-in-browser.ts drives: coverage workers alone, without panels and without a picture. */
import { browserWorker, connectWorker } from '#jobs/endpoint.ts';
import type { CoverageWorker } from '#protocol/coverage.ts';
import { readScenePackage } from '#scene/package/read-package.ts';
import { coverageScene, coverageSettings } from '#sim/coverage/coverage-scene.ts';
import { someCameras, someScenario } from '../test/fixtures/coverage-load.ts';

export interface DragFigures {
  /** Milliseconds from the message to its result, one a step. */
  readonly steps: readonly number[];
  /** All devices at once, in one worker, milliseconds. */
  readonly allAtOnce: number;
  readonly tilesPerStep: number;
}

/** Places so many cameras, then drags single ones ten steps each. */
async function drag(cameraCount: number, steps: number): Promise<DragFigures> {
  const answer = await fetch('/scenes/havnby.sightline-scene.zip');
  const outcome = await readScenePackage(new Uint8Array(await answer.arrayBuffer()));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  const city = outcome.value;
  const scenario = someScenario(someCameras(city, cameraCount));
  const { remote, dispose } = connectWorker<CoverageWorker>(
    browserWorker(new Worker(new URL('../workers/coverage.worker.ts', import.meta.url), { type: 'module' })),
  );
  await remote.load(coverageScene(city, 1), coverageSettings(scenario));
  await remote.facades();
  await remote.plan(1, scenario);
  performance.mark('all');
  await remote.change({ revision: 2, put: scenario.devices, removed: [] });
  const allAtOnce = performance.measure('all devices', 'all').duration;
  const times: number[] = [];
  let tiles = 0;
  for (let step = 0; step < steps; step += 1) {
    const device = scenario.devices[Math.floor(step / 10) % cameraCount];
    if (device === undefined) break;
    const by = step % 10;
    const moved = { ...device, x: device.x + 0.3 * by, headingDegrees: (device.headingDegrees + by) % 360 };
    performance.mark('sent');
    const update = await remote.change({ revision: step + 3, put: [moved], removed: [] });
    times.push(performance.measure('a step', 'sent').duration);
    tiles += update.tiles.length;
  }
  dispose();
  return { steps: times, allAtOnce, tilesPerStep: tiles / steps };
}

Object.assign(window, { dragBench: { drag } });
