import type { CoverageScene } from '#model/results/coverage-bits.ts';
import type { CoverageWorker } from '#protocol/coverage.ts';
import { CoverageEngine } from '#sim/coverage/coverage-engine.ts';
import { mergedResult } from '#sim/coverage/merged-result.ts';

/** A coverage engine behind the calls of a worker; `ship` marks buffers to be handed over rather than copied. */
export function createCoverageService(ship: <T>(value: T, buffers: ArrayBuffer[]) => T): CoverageWorker {
  const engine = new CoverageEngine();
  let scene: CoverageScene | null = null;
  return {
    async load(next, settings) {
      scene = next;
      return engine.load(next, settings);
    },
    async compute(cameras) {
      const bits = engine.compute(cameras);
      return ship(
        bits,
        bits.map((entry) => entry.bits.buffer),
      );
    },
    async change(change) {
      const update = engine.change(change);
      return ship(update, tileBuffers(update.tiles));
    },
    async merge(revision, put, cameras, removed) {
      const update = engine.merge(revision, put, cameras, removed);
      return ship(update, tileBuffers(update.tiles));
    },
    inspect: async (x, y) => engine.inspect(x, y),
    async result(scenario, sceneId) {
      if (scene === null) throw new Error('No scene is loaded.');
      return mergedResult(engine, scene, scenario, sceneId);
    },
  };
}

function tileBuffers(tiles: readonly { readonly best: Uint8Array<ArrayBufferLike> }[]): ArrayBuffer[] {
  return [...new Set(tiles.map((tile) => tile.best.buffer).filter((buffer) => buffer instanceof ArrayBuffer))];
}
