import { expect, test } from 'vitest';
import { windowOfBox } from '#sim/visibility/bits.ts';
import { LevelShadows } from '#sim/visibility/level-shadows.ts';
import { prepareVisibility } from '#sim/visibility/visibility-scene.ts';
import { WasmLevelShadows } from '#sim/visibility/wasm/wasm-level-shadows.ts';
import { randomCity } from '../fixtures/random-city.ts';
import { cameraSpots } from '../fixtures/visibility-comparison.ts';
import { plainSettings } from '../fixtures/visibility-probe.ts';

test('this browser has the WebAssembly kernel, and it gives the plain one’s bytes', () => {
  for (const cell of [0.5, 1]) {
    const scene = prepareVisibility(randomCity(21, { side: 400, cell, raisedShare: 0 }), plainSettings);
    const { grid, ground, solids, standing } = scene;
    const plain = new LevelShadows(grid, ground, solids, standing);
    const wasm = WasmLevelShadows.create(grid, ground, solids, standing);
    expect(wasm).not.toBeNull();
    for (const [x, y, z] of cameraSpots(scene, 60, 5)) {
      const window = windowOfBox(grid, x - 120, y - 120, x + 120, y + 120);
      const bits = wasm!.seen(window, x, y, z, 120, 1.6, null);
      expect(bits).toEqual(plain.seen(window, x, y, z, 120, 1.6, null));
      expect(bits.some((word) => word !== 0)).toBe(true);
    }
  }
});
