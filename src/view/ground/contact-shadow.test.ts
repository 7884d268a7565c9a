import { describe, expect, it } from 'vitest';
import { blurMask, contactOpacity } from './contact-shadow.ts';

function finished<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

describe('contact shadow', () => {
  it('keeps the sum and the middle of what it blurs', () => {
    const side = 65;
    const mask = new Float32Array(side * side);
    mask[32 * side + 32] = 1;
    const blurred = finished(blurMask(mask, side, 4));
    let sum = 0;
    let meanX = 0;
    let variance = 0;
    blurred.forEach((value, i) => {
      sum += value;
      meanX += value * (i % side);
      variance += value * ((i % side) - 32) ** 2;
    });
    expect(sum).toBeCloseTo(1, 4);
    expect(meanX).toBeCloseTo(32, 3);
    expect(Math.sqrt(variance)).toBeGreaterThan(3.5);
    expect(Math.sqrt(variance)).toBeLessThan(4.5);
  });

  it('treats rows and columns alike', () => {
    const side = 33;
    const mask = new Float32Array(side * side);
    for (let i = 0; i < side; i += 1) mask[i * side + 5] = 1;
    const blurred = finished(blurMask(mask, side, 3));
    const transposed = Float32Array.from(mask, (_, i) => mask[(i % side) * side + Math.floor(i / side)]);
    const turned = finished(blurMask(transposed, side, 3));
    for (let i = 0; i < mask.length; i += 1)
      expect(turned[i]).toBeCloseTo(blurred[(i % side) * side + Math.floor(i / side)], 5);
  });

  it('lays one shadow over the other', () => {
    expect([...contactOpacity(Float32Array.of(0, 1, 1), Float32Array.of(0, 0, 1), 0.2, 0.5)]).toEqual([0, 51, 153]);
  });
});
