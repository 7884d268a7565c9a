import { describe, expect, it } from 'vitest';
import { isAbortError } from './abort.ts';
import { drive } from './drive.ts';

function* count(to: number, cleanUp: () => void): Generator<number, string, void> {
  try {
    for (let i = 0; i < to; i++) yield i;
    return 'done';
  } finally {
    cleanUp();
  }
}

describe('drive', () => {
  it('returns what the steps return', async () => {
    await expect(drive(count(100, () => undefined))).resolves.toBe('done');
  });

  it('stops after the step in which the signal fired, cleans up and rejects with AbortError', async () => {
    const controller = new AbortController();
    let steps = 0;
    let cleaned = 0;
    function* endless(): Generator<number, never, void> {
      try {
        while (true) {
          steps += 1;
          if (steps === 7) controller.abort();
          yield steps;
        }
      } finally {
        cleaned += 1;
      }
    }
    const error = await drive(endless(), { signal: controller.signal }).catch((reason: unknown) => reason);
    expect(isAbortError(error)).toBe(true);
    expect(steps).toBe(7);
    expect(cleaned).toBe(1);
  });

  it('passes on what the steps throw', async () => {
    // biome-ignore lint/correctness/useYield: the point is a generator that fails at once
    async function* failing(): AsyncGenerator<number, string, void> {
      throw new Error('broken input');
    }
    await expect(drive(failing())).rejects.toThrow('broken input');
  });
});
