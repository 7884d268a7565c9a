import { deviceBuffers } from '#jobs/device-buffers.ts';
import type { CoverageUpdate } from '#model/results/coverage-bits.ts';
import type { CoverageWorker } from '#protocol/coverage.ts';
import { CoverageEngine } from '#sim/coverage/coverage-engine.ts';
import { createRestingWork } from './resting-work.ts';

/** A coverage engine behind the calls of a worker; `ship` marks buffers to be handed over rather than copied. */
export function createCoverageService(ship: <T>(value: T, buffers: ArrayBuffer[]) => T): CoverageWorker {
  const engine = new CoverageEngine();
  const resting = createRestingWork(() => engine.version);
  const shipUpdate = (update: CoverageUpdate) => ship(update, updateBuffers(update));
  return {
    async load(scene, settings) {
      const grid = engine.load(scene, settings);
      // Facades, lanes and doors now, so that no drag waits for them.
      engine.facades();
      return grid;
    },
    async compute(devices) {
      const covered = engine.compute(devices);
      return ship(covered, deviceBuffers(covered));
    },
    change: async (change) => shipUpdate(engine.change(change)),
    merge: async (revision, put, devices, removed, more) =>
      shipUpdate(engine.merge(revision, put, devices, removed, more)),
    plan: async (revision, frame) => shipUpdate(engine.plan(revision, frame)),
    paint: async (revision, setting) => shipUpdate(engine.paint(revision, setting)),
    async keepBaseline() {
      engine.keepBaseline();
    },
    facades: async () => engine.facades(),
    inspect: async (x, y) => engine.inspect(x, y),
    summary: (revision) => resting(() => engine.summarySteps(revision)),
    costs: async () => engine.costs(),
    blindSpots: (request) => resting(() => engine.blindSpotSteps(request)),
    proposals: (spot, request) => resting(() => engine.proposalSteps(spot, request)),
    result: (scenario, sceneId) => resting(() => engine.resultSteps(scenario, sceneId)),
  };
}

function updateBuffers({ tiles, facades }: CoverageUpdate): ArrayBuffer[] {
  const buffers = tiles.map(({ best }) => best.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
  return [...new Set([...buffers, ...(facades === null ? [] : [facades.index.buffer, facades.classes.buffer])])];
}
