import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { connectWorker, inlineEndpoint } from '#jobs/endpoint.ts';
import { nodeWorker } from '#jobs/node-worker.ts';
import { rolloutReportSchema } from '#model/results/rollout/rollout-report.ts';
import type { RolloutWorker } from '#protocol/rollout.ts';
import { RolloutEngine, type RolloutTable } from '#sim/rollout/rollout-engine.ts';
import type { RunChunk } from '#sim/rollout/run-chunk.ts';
import { createRolloutService } from '../../workers/rollout-service.ts';
import { finished } from '../fixtures/finished.ts';
import { rolloutCases, rolloutDigests, runRolloutCases } from '../fixtures/rollout-cases.ts';

const goldenFile = new URL('../fixtures/rollout-bytes.json', import.meta.url);
const input = rolloutCases();
const inline = await runRolloutCases(input, 1, () => inlineEndpoint(createRolloutService((value) => value)), true);

if (process.env['UPDATE_GOLDENS'] === '1') {
  writeFileSync(goldenFile, `${JSON.stringify(rolloutDigests(inline), null, 2)}\n`);
  // A run that writes its own expectations shows nothing.
  throw new Error('The golden bytes were written anew: look at the difference and run again without UPDATE_GOLDENS.');
}

const golden = existsSync(goldenFile) ? (JSON.parse(readFileSync(goldenFile, 'utf8')) as Record<string, unknown>) : {};

test('rollouts have the recorded bytes in this thread', () => {
  expect(rolloutDigests(inline)).toEqual(golden);
});

test.each([1, 2, 4])('rollouts have the recorded bytes with %i worker threads', async (workerCount) => {
  const createWorker = () =>
    connectWorker<RolloutWorker<RunChunk, RolloutTable>>(
      nodeWorker(new URL('../../workers/rollout.worker.ts', import.meta.url)),
    );
  const withChoices = workerCount === 2;
  const digests = rolloutDigests(await runRolloutCases(input, workerCount, createWorker, withChoices));
  expect(golden).toMatchObject(digests);
  expect(Object.keys(digests)).toHaveLength(Object.keys(golden).length - (withChoices ? 0 : 1));
});

test('reports read back from their file, and bands keep their order', () => {
  for (const [name, { report }] of inline) {
    expect(rolloutReportSchema.parse(JSON.parse(JSON.stringify(report))), name).toEqual(report);
    for (const { p10, p50, p90 } of [...report.goals, ...report.categories, report.spent, report.live]) {
      p50.forEach((value, at) => {
        expect(value, name).toBeGreaterThanOrEqual(p10[at] ?? Number.NaN);
        expect(p90[at], name).toBeGreaterThanOrEqual(value);
      });
    }
    expect(report.tasks.length, name).toBeGreaterThan(20);
    expect(report.finish.p50, name).not.toBeNull();
  }
});

test('more runs extend the first ones and change none of them', () => {
  const [{ job }] = input.cases;
  const engine = new RolloutEngine();
  engine.load(input.scene);
  finished(engine.prepareSteps(job));
  const few = finished(engine.runSteps(job, 0, 20));
  const more = finished(engine.runSteps(job, 0, 50));
  const some = finished(engine.runSteps(job, 10, 20));
  expect(more.runHashes.slice(0, 20)).toEqual(few.runHashes);
  expect(some.runHashes).toEqual(few.runHashes.slice(10));
  expect(more.cost.slice(0, 20)).toEqual(few.cost);
  expect(more.series.slice(0, few.series.length)).toEqual(few.series);
});
