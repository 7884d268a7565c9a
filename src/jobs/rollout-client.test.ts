import { describe, expect, it } from 'vitest';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import { rolloutQuestionSchema } from '#model/rollout/rollout-question.ts';
import { emptyScenario } from '#model/scenario.ts';
import type { RolloutProgress, RolloutWorker } from '#protocol/rollout.ts';
import { inlineEndpoint } from './endpoint.ts';
import { createRolloutClient } from './rollout-client.ts';

type Chunk = readonly [from: number, until: number];

const scenario = emptyScenario({
  id: 'plan',
  name: 'Plan',
  scene: { id: 'city', name: 'City', origin: { longitude: 0, latitude: 0, heightMeters: 0 } },
});
const job = (runs: number): RolloutJob => ({
  question: rolloutQuestionSchema.parse({ runs }),
  scenario,
  sceneId: 'city',
  sceneName: 'City',
});
const never = new Promise<never>(() => undefined);

/** Workers that write down what they are asked. */
function workers(log: string[], own: Partial<RolloutWorker<Chunk, string>> = {}) {
  let made = 0;
  return () => {
    made += 1;
    const name = `w${made}`;
    return inlineEndpoint<RolloutWorker<Chunk, string>>({
      load: async () => undefined,
      prepare: async () => {
        log.push(`${name} prepares`);
        return 'table';
      },
      take: async (_job, table) => void log.push(`${name} takes ${table}`),
      runs: async (_id, _job, from, until, onProgress) => {
        onProgress({ step: 'Running', fraction: 1 });
        log.push(`${name} runs ${from}–${until}`);
        return [from, until];
      },
      report: async (_id, _job, chunks) => {
        log.push(`${name} sums up ${chunks.map((chunk) => chunk.join('–')).join(' ')}`);
        return { runs: chunks.at(-1)?.[1] ?? 0 } as RolloutReport;
      },
      policies: () => never,
      orders: () => never,
      show: () => never,
      chance: () => never,
      stop: async () => void log.push(`${name} stops`),
      ...own,
    });
  };
}

describe('the client of rollout workers', () => {
  it('shares runs among the workers and sums up early what the first of them gave', async () => {
    const log: string[] = [];
    const client = createRolloutClient({ workerCount: 2, createWorker: workers(log), buffersOf: () => [] });
    const early: number[] = [];
    const progress: RolloutProgress[] = [];
    const report = await client.run(job(3000), {
      onReport: ({ runs }) => early.push(runs),
      onProgress: (step) => progress.push(step),
    });
    expect(report.runs).toBe(3000);
    expect(early).toEqual([100, 1000]);
    expect(log).toEqual([
      'w1 prepares',
      'w2 takes table',
      'w1 runs 0–50',
      'w2 runs 50–100',
      'w1 sums up 0–50 50–100',
      'w1 runs 100–550',
      'w2 runs 550–1000',
      'w1 sums up 100–550 550–1000',
      'w1 runs 1000–2000',
      'w2 runs 2000–3000',
      'w1 sums up 1000–2000 2000–3000',
    ]);
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });

  it('does few runs in one go, also fewer than there are workers', async () => {
    const log: string[] = [];
    const client = createRolloutClient({ workerCount: 3, createWorker: workers(log), buffersOf: () => [] });
    const early: unknown[] = [];
    expect((await client.run(job(1), { onReport: (report) => early.push(report) })).runs).toBe(1);
    expect(early).toEqual([]);
    expect(log.at(-1)).toBe('w1 sums up 0–0 0–0 0–1');
  });

  it('stops all workers and rejects at once', async () => {
    const log: string[] = [];
    const createWorker = workers(log, { runs: () => never });
    const client = createRolloutClient({ workerCount: 2, createWorker, buffersOf: () => [] });
    const control = new AbortController();
    const running = client.run(job(10), { signal: control.signal });
    await Promise.resolve();
    control.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await expect(client.orders(job(10), { signal: control.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});
