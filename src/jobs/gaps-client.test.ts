import { describe, expect, it } from 'vitest';
import { gapQuestionSchema } from '#model/gap-question.ts';
import type { GapJob, GapScene } from '#model/gap-scene.ts';
import type { GapReport } from '#model/results/gaps/gap-report.ts';
import type { InterceptionPart } from '#model/results/gaps/interception.ts';
import { emptyScenario } from '#model/scenario.ts';
import type { GapProgress, GapsWorker } from '#protocol/gaps.ts';
import { type Endpoint, inlineEndpoint } from './endpoint.ts';
import { createGapsClient } from './gaps-client.ts';

const scenario = emptyScenario({
  id: 'plan',
  name: 'Plan',
  scene: { id: 'city', name: 'City', origin: { longitude: 0, latitude: 0, heightMeters: 0 } },
});
const job = (run: GapJob['run']): GapJob => ({
  run,
  question: gapQuestionSchema.parse({}),
  scenario,
  sceneId: 'city',
  sceneName: 'City',
  live: null,
});
const report = { kind: 'sightline-gaps' } as GapReport;
const never = new Promise<never>(() => undefined);

/** A worker that does nothing but what a test gives it. */
function worker(own: Partial<GapsWorker>): GapsWorker {
  return {
    load: async () => undefined,
    run: async () => report,
    interceptionPart: () => never,
    closing: () => never,
    stop: async () => undefined,
    ...own,
  };
}

describe('the client of gap workers', () => {
  it('shares the pairs of an interception among all workers and merges their parts in the first', async () => {
    const told: unknown[] = [];
    let made = 0;
    const createWorker = (): Endpoint<GapsWorker> => {
      made += 1;
      const number = made;
      return inlineEndpoint(
        worker({
          interceptionPart: async (_id, _job, part, of, onProgress) => {
            onProgress({ step: 'ways', fraction: part === 0 ? 1 : 0.5 });
            return { first: part * of } as InterceptionPart;
          },
          run: async (_id, _job, parts) => {
            told.push([number, parts?.map(({ first }) => first)]);
            return report;
          },
        }),
      );
    };
    const client = createGapsClient({ workerCount: 2, createWorker });
    const progress: GapProgress[] = [];
    await client.run(job('interception'), { onProgress: (step) => progress.push(step) });
    expect(told).toEqual([[1, [0, 2]]]);
    // As far as the slowest is.
    expect(progress.map(({ fraction }) => fraction)).toEqual([0, 0.475]);
    await client.run(job('cordon'));
    expect(told[1]).toEqual([1, undefined]);
  });

  it('stops a run in its worker and rejects at once, though the worker goes on to its next step', async () => {
    const stopped: number[] = [];
    const client = createGapsClient({
      workerCount: 1,
      createWorker: () => inlineEndpoint(worker({ run: () => never, stop: async (id) => void stopped.push(id) })),
    });
    const control = new AbortController();
    const running = client.run(job('approach'), { signal: control.signal });
    control.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(stopped).toEqual([1]);
    await expect(client.run(job('approach'), { signal: control.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('rejects what is running when it is disposed, and when its worker dies', async () => {
    const died = Promise.withResolvers<never>();
    died.promise.catch(() => undefined);
    const client = createGapsClient({
      workerCount: 1,
      createWorker: () => ({ remote: worker({ run: () => never }), failed: died.promise, dispose: () => undefined }),
    });
    const first = client.run(job('approach'));
    died.reject(new Error('The worker ran out of memory.'));
    await expect(first).rejects.toThrow('out of memory');
    const other = createGapsClient({
      workerCount: 1,
      createWorker: () => inlineEndpoint(worker({ load: () => never })),
    });
    const loading = other.load({} as GapScene);
    other.dispose();
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
