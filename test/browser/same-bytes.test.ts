import { describe, expect, test } from 'vitest';
import { browserWorker, connectWorker } from '#jobs/endpoint.ts';
import type { CoverageWorker } from '#protocol/coverage.ts';
import type { GapsWorker } from '#protocol/gaps.ts';
import type { RolloutWorker } from '#protocol/rollout.ts';
import type { RolloutTable } from '#sim/rollout/rollout-engine.ts';
import type { RunChunk } from '#sim/rollout/run-chunk.ts';
import golden from '../fixtures/coverage-bytes.json';
import { coverageCases, digestOf, runInline } from '../fixtures/coverage-cases.ts';
import gapGolden from '../fixtures/gap-bytes.json';
import { gapCases, gapDigests, runGapCases } from '../fixtures/gap-cases.ts';
import rolloutGolden from '../fixtures/rollout-bytes.json';
import { rolloutCases, rolloutDigests, runRolloutCases } from '../fixtures/rollout-cases.ts';
import { runInWorkers } from '../fixtures/run-in-workers.ts';

const recorded: Readonly<Record<string, unknown>> = golden;

const createWorker = () =>
  connectWorker<CoverageWorker>(
    browserWorker(new Worker(new URL('../../workers/coverage.worker.ts', import.meta.url), { type: 'module' })),
  );

test.each(coverageCases())('this browser computes the recorded bytes of the case $name', (entry) => {
  expect(digestOf(runInline(entry))).toEqual(recorded[entry.name]);
});

describe.each([1, 2, 4])('with %i workers of this browser', (workerCount) => {
  test.each(coverageCases())('the case $name has the recorded bytes', async (entry) => {
    expect(digestOf(await runInWorkers(entry, workerCount, createWorker))).toEqual(recorded[entry.name]);
  });
});

test('gap runs have the recorded bytes with two workers of this browser', async () => {
  const createGapWorker = () =>
    connectWorker<GapsWorker>(
      browserWorker(new Worker(new URL('../../workers/gaps.worker.ts', import.meta.url), { type: 'module' })),
    );
  expect(gapDigests(await runGapCases(gapCases(), 2, createGapWorker))).toEqual(gapGolden);
});

test.each([1, 2, 4])('rollouts have the recorded bytes with %i workers of this browser', async (workerCount) => {
  const createRolloutWorker = () =>
    connectWorker<RolloutWorker<RunChunk, RolloutTable>>(
      browserWorker(new Worker(new URL('../../workers/rollout.worker.ts', import.meta.url), { type: 'module' })),
    );
  const digests = rolloutDigests(await runRolloutCases(rolloutCases(), workerCount, createRolloutWorker, false));
  expect(rolloutGolden).toMatchObject(digests);
  expect(Object.keys(digests)).toHaveLength(3);
});
