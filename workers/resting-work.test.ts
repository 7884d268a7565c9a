import { describe, expect, it } from 'vitest';
import { createRestingWork } from './resting-work.ts';

/** Busy until the clock has moved on, so that every step ends a slice. */
function burn(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('work on a state that may change', () => {
  it('gives its result, in one go where it is short', async () => {
    const resting = createRestingWork(() => 0);
    const answer = await resting(function* () {
      yield;
      return 'done';
    });
    expect(answer).toBe('done');
  });

  it('lets messages in between its slices', async () => {
    const resting = createRestingWork(() => 0);
    const order: string[] = [];
    const working = resting(function* () {
      for (let step = 0; step < 3; step += 1) {
        burn(8);
        order.push(`step ${step}`);
        yield;
      }
      return null;
    });
    setTimeout(() => order.push('message'), 0);
    await working;
    expect(order.indexOf('message')).toBeGreaterThan(0);
    expect(order.indexOf('message')).toBeLessThan(3);
  });

  it('starts anew where the state has changed, and its result belongs to the newest', async () => {
    let version = 1;
    let closed = 0;
    const resting = createRestingWork(() => version);
    const working = resting(function* () {
      const at = version;
      try {
        for (let step = 0; step < 4; step += 1) {
          burn(8);
          yield;
        }
        return at;
      } finally {
        closed += 1;
      }
    });
    setTimeout(() => {
      version = 2;
    }, 0);
    expect(await working).toBe(2);
    expect(closed).toBe(2);
  });

  it('passes on what the work throws', async () => {
    const resting = createRestingWork(() => 0);
    // biome-ignore lint/correctness/useYield: it fails at once
    const failing = resting(function* () {
      throw new Error('no plan');
    });
    await expect(failing).rejects.toThrow('no plan');
  });
});
