import { expect, test } from 'vitest';
import { randomCity } from '../../../test/fixtures/random-city.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { LevelShadows } from './level-shadows.ts';
import { levelKernel } from './standing-shadows.ts';
import { prepareVisibility } from './visibility-scene.ts';
import { visibleCells } from './visible-cells.ts';
import { WasmLevelShadows } from './wasm/wasm-level-shadows.ts';

test('a scene keeps its kernel, plain code where WebAssembly is refused, with the same bits', () => {
  const city = randomCity(5, { side: 200 });
  const scene = prepareVisibility(city, plainSettings);
  expect(levelKernel(scene)).toBeInstanceOf(WasmLevelShadows);
  expect(levelKernel(scene)).toBe(levelKernel(scene));
  const seen = visibleCells(scene, 1, 2, 40, 90);
  const host = globalThis as { WebAssembly?: unknown };
  const { WebAssembly: kept } = host;
  try {
    // As a page does whose policy lets no module be compiled.
    host.WebAssembly = {
      Module: class {
        constructor() {
          throw new Error('Refused to compile.');
        }
      },
    };
    const refused = prepareVisibility(city, plainSettings);
    expect(levelKernel(refused)).toBeInstanceOf(LevelShadows);
    expect(visibleCells(refused, 1, 2, 40, 90)).toEqual(seen);
  } finally {
    host.WebAssembly = kept;
  }
});
