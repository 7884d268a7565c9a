import { expect, it } from 'vitest';
import { coverageLayers } from '#model/results/coverage-bits.ts';
import { chanceColors, countColors, differenceColors, differenceOf, layerColors } from './paint-ramps.ts';

/** OKLab lightness of an sRGB colour (Ottosson 2020). */
function lightness(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
}

it('lets more devices stand farther from the ground colour, in either theme', () => {
  const light = countColors.light.map(lightness);
  const dark = countColors.dark.map(lightness);
  expect(light).toHaveLength(6);
  for (let index = 1; index < 6; index += 1) {
    expect((light[index - 1] ?? 0) - (light[index] ?? 0)).toBeGreaterThan(0.08);
    expect((dark[index] ?? 0) - (dark[index - 1] ?? 0)).toBeGreaterThan(0.06);
  }
});

it('has ten steps of chance whose lightness rises or falls by as much from each to the next', () => {
  for (const [theme, sign] of [
    ['light', -1],
    ['dark', 1],
  ] as const) {
    const steps = chanceColors[theme].map(lightness);
    expect(steps).toHaveLength(10);
    for (let index = 1; index < 10; index += 1) {
      const step = sign * ((steps[index] ?? 0) - (steps[index - 1] ?? 0));
      expect(step).toBeGreaterThan(0.055);
      expect(step).toBeLessThan(0.075);
    }
  }
});

it('tells what was gained from what was lost, and whole changes from changes of class', () => {
  expect([
    differenceOf(0, 0),
    differenceOf(3, 3),
    differenceOf(2, 0),
    differenceOf(0, 5),
    differenceOf(4, 2),
    differenceOf(1, 6),
  ]).toEqual([null, 'same', 'gained', 'lost', 'better', 'worse']);
  for (const { gained, better, worse, lost } of Object.values(differenceColors)) {
    expect(Math.abs(lightness(gained) - lightness(better))).toBeGreaterThan(0.15);
    expect(Math.abs(lightness(lost) - lightness(worse))).toBeGreaterThan(0.15);
  }
});

it('has a colour for each layer, and the categories’ own for pixel density', () => {
  for (const layer of coverageLayers) {
    const colors = layerColors(layer, 'iec-62676-4-2014', 'dark');
    expect(colors).toHaveLength(layer === 'density' ? 6 : 1);
    for (const color of colors) expect(color).toMatch(/^#[0-9a-f]{6}$/);
  }
});
