import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomCity, seededNumbers } from '../../../test/fixtures/random-city.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { windowOfBox, windowX, windowY } from './bits.ts';
import type { LevelKernel } from './level-kernel.ts';
import { LevelShadows } from './level-shadows.ts';
import { sectorOf } from './sector.ts';
import { seenFrom } from './segment.ts';
import { positionProblem, prepareVisibility, type VisibilityScene } from './visibility-scene.ts';
import { WasmLevelShadows } from './wasm/wasm-level-shadows.ts';

interface Case {
  readonly scene: VisibilityScene;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly radius: number;
  readonly target: number;
}

function plainKernel({ grid, ground, solids, standing }: VisibilityScene): LevelKernel {
  return new LevelShadows(grid, ground, solids, standing);
}

function wasmKernel({ grid, ground, solids, standing }: VisibilityScene, keepsGround = true): LevelKernel {
  const kernel = WasmLevelShadows.create(grid, ground, solids, standing, keepsGround);
  if (kernel === null) throw new Error('This engine has no WebAssembly with vector instructions.');
  return kernel;
}

/** Cities on level ground, and optical centres in them: low and high, half of them on lines of corners and cell centres. */
function casesOf(seed: number, count: number): Case[] {
  const random = seededNumbers(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const side = 80 + Math.floor(random() * 120);
  const target = pick([0, 0.5, 1.6, 1.6, 9]);
  const city = randomCity(seed, { side, cell: pick([0.25, 0.5, 1, 2]), raisedShare: 0 });
  const scene = prepareVisibility(city, { ...plainSettings, targetHeightMeters: target });
  const cases: Case[] = [];
  for (let tries = 0; cases.length < count && tries < 20 * count; tries += 1) {
    const grain = random() < 0.5 ? 2 : 1024;
    const coordinate = () => Math.round((random() - 0.5) * side * grain) / grain;
    const x = coordinate();
    const y = coordinate();
    const z = Math.round(1024 * Math.max(0.1, pick([1, 6, 12, 40, 200]) * random())) / 1024;
    if (positionProblem(scene, x, y, z) !== null) continue;
    cases.push({ scene, x, y, z, radius: 10 + 90 * random(), target });
  }
  return cases;
}

function windowAround({ scene, x, y, radius }: Case) {
  return windowOfBox(scene.grid, x - radius, y - radius, x + radius, y + radius);
}

test('the plain kernel agrees with the single segment, cell by cell', () => {
  let cells = 0;
  let hidden = 0;
  for (let seed = 1; seed <= 24; seed += 1) {
    for (const one of casesOf(seed, 2)) {
      const { scene, x, y, z, radius, target } = one;
      const window = windowAround(one);
      const bits = plainKernel(scene).seen(window, x, y, z, radius, target, null);
      const { cell, words: gridWords } = scene.grid;
      for (let at = 0; at < 32 * bits.length; at += 1) {
        const row = Math.floor(at / (32 * window.words));
        const column = at - 32 * window.words * row;
        const cx = windowX(scene.grid, window) + column * cell;
        const cy = windowY(scene.grid, window) + row * cell;
        const word = (window.firstRow + row) * gridWords + window.firstWord + (column >> 5);
        const isGround = ((scene.ground[word] >>> (column & 31)) & 1) === 1;
        const asked = isGround && (cx - x) * (cx - x) + (cy - y) * (cy - y) <= radius * radius;
        const seen = asked && seenFrom(scene, x, y, z, cx, cy, target);
        if (((bits[at >> 5] >>> (at & 31)) & 1) !== (seen ? 1 : 0)) expect.fail(`seed ${seed}: cell at ${cx}, ${cy}`);
        if (asked) cells += 1;
        if (asked && !seen) hidden += 1;
      }
    }
  }
  expect(cells).toBeGreaterThan(300_000);
  expect(hidden / cells).toBeGreaterThan(0.2);
});

test('the WebAssembly kernel gives the plain one’s bytes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.boolean(), (seed, keepsGround) => {
      for (const one of casesOf(seed, 8)) {
        const { scene, x, y, z, radius, target } = one;
        const window = windowAround(one);
        const plain = plainKernel(scene).seen(window, x, y, z, radius, target, null);
        const wasm = wasmKernel(scene, keepsGround).seen(window, x, y, z, radius, target, null);
        expect(Buffer.compare(Buffer.from(wasm.buffer), Buffer.from(plain.buffer))).toBe(0);
      }
    }),
    { numRuns: 60, seed: 4 },
  );
});

test('one kernel serves one centre after the other, near and far', () => {
  for (const make of [plainKernel, wasmKernel]) {
    const cases = casesOf(11, 12);
    const kernel = make(cases[0].scene);
    for (const one of [...cases, ...cases]) {
      for (const radius of [one.radius, 4 * one.radius, 5]) {
        const window = windowAround({ ...one, radius });
        const { x, y, z, target, scene } = one;
        const fresh = make(scene).seen(window, x, y, z, radius, target, null);
        expect(kernel.seen(window, x, y, z, radius, target, null)).toEqual(fresh);
      }
    }
  }
});

test('a window for which the module gets no memory is left to plain code', () => {
  // Its whole window takes 160 kB, more than what is left of a page of memory.
  const scene = prepareVisibility(randomCity(13, { side: 500, cell: 0.5, raisedShare: 0 }), plainSettings);
  const [x, y, z, target] = [1, 2, 40, 1.6];
  const { WebAssembly: kept } = globalThis;
  let isFull = false;
  try {
    // A host whose memory stops growing once it is told so.
    globalThis.WebAssembly = {
      Module: kept.Module,
      Instance: class {
        readonly exports: object;
        constructor(module: WebAssembly.Module) {
          const { exports } = new kept.Instance(module);
          const memory = exports.memory as WebAssembly.Memory;
          const grow = (pages: number): number => {
            if (isFull) throw new RangeError('No more memory.');
            return memory.grow(pages);
          };
          this.exports = Object.assign(Object.create(null) as object, exports, {
            memory: Object.defineProperty({ grow }, 'buffer', { get: () => memory.buffer }),
          });
        }
      },
    } as unknown as typeof WebAssembly;
    const kernel = wasmKernel(scene);
    isFull = true;
    for (const radius of [4000, 10]) {
      const window = windowAround({ scene, x, y, z, target, radius });
      const plain = plainKernel(scene);
      expect(kernel.seen(window, x, y, z, radius, target, null)).toEqual(
        plain.seen(window, x, y, z, radius, target, null),
      );
      const directions = [1, 0, 0, 1] as const;
      expect(kernel.cover.hides(...directions, 1e6)).toBe(plain.cover.hides(...directions, 1e6));
    }
  } finally {
    globalThis.WebAssembly = kept;
  }
});

describe('in a sector', () => {
  test('the cells that it holds are those of the whole round, in any window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const random = seededNumbers(seed + 7);
        for (const one of casesOf(seed, 4)) {
          const { scene, x, y, z, radius, target } = one;
          const corner = () => [200 * (random() - 0.5), 200 * (random() - 0.5)] as const;
          const [a, b] = [corner(), corner()];
          const sector = sectorOf([a, b]);
          if (sector === null) continue;
          const window = windowOfBox(
            scene.grid,
            x + Math.min(0, a[0], b[0]),
            y + Math.min(0, a[1], b[1]),
            x + Math.max(0, a[0], b[0]),
            y + Math.max(0, a[1], b[1]),
          );
          const whole = plainKernel(scene).seen(window, x, y, z, radius, target, null);
          for (const kernel of [plainKernel(scene), wasmKernel(scene)]) {
            const part = kernel.seen(window, x, y, z, radius, target, sector);
            for (let at = 0; at < 32 * part.length; at += 1) {
              const row = Math.floor(at / (32 * window.words));
              const px = windowX(scene.grid, window) + (at - 32 * window.words * row) * scene.grid.cell - x;
              const py = windowY(scene.grid, window) + row * scene.grid.cell - y;
              const inside = sector.rightX * py - sector.rightY * px >= 0 && px * sector.leftY - py * sector.leftX >= 0;
              const differs = ((part[at >> 5] ^ whole[at >> 5]) >>> (at & 31)) & 1;
              if (inside && differs === 1) expect.fail(`seed ${seed}: cell ${px}, ${py}`);
            }
          }
        }
      }),
      { numRuns: 40, seed: 5 },
    );
  });
});
