import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { connectWorker } from '#jobs/endpoint.ts';
import { nodeWorker } from '#jobs/node-worker.ts';
import type { CoverageWorker } from '#protocol/coverage.ts';
import { coverageCases, digestOf } from '../fixtures/coverage-cases.ts';
import { runInWorkers } from '../fixtures/run-in-workers.ts';

const goldenFile = new URL('../fixtures/coverage-bytes.json', import.meta.url);
const golden = JSON.parse(readFileSync(goldenFile, 'utf8')) as Record<string, unknown>;

const createWorker = () =>
  connectWorker<CoverageWorker>(nodeWorker(new URL('../../workers/coverage.worker.ts', import.meta.url)));

describe.each([1, 2, 4])('with %i worker threads', (workerCount) => {
  test.each(coverageCases())('the case $name has the recorded bytes', async (entry) => {
    expect(digestOf(await runInWorkers(entry, workerCount, createWorker))).toEqual(golden[entry.name]);
  });
});
