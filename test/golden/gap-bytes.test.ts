import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { connectWorker, inlineEndpoint } from '#jobs/endpoint.ts';
import { nodeWorker } from '#jobs/node-worker.ts';
import { gapReportSchema, redactReport } from '#model/results/gaps/gap-report.ts';
import type { GapsWorker } from '#protocol/gaps.ts';
import { createGapsService } from '../../workers/gaps-service.ts';
import { gapCases, gapDigests, runGapCases } from '../fixtures/gap-cases.ts';

const goldenFile = new URL('../fixtures/gap-bytes.json', import.meta.url);
const input = gapCases();
const inline = await runGapCases(input, 1, () => inlineEndpoint(createGapsService()));

if (process.env['UPDATE_GOLDENS'] === '1') {
  writeFileSync(goldenFile, `${JSON.stringify(gapDigests(inline), null, 2)}\n`);
  // A run that writes its own expectations shows nothing.
  throw new Error('The golden bytes were written anew: look at the difference and run again without UPDATE_GOLDENS.');
}

const golden = existsSync(goldenFile) ? (JSON.parse(readFileSync(goldenFile, 'utf8')) as Record<string, unknown>) : {};

test('gap runs have the recorded bytes in this thread', () => {
  expect(gapDigests(inline)).toEqual(golden);
});

test('gap runs have the recorded bytes with two worker threads', async () => {
  const createWorker = () =>
    connectWorker<GapsWorker>(nodeWorker(new URL('../../workers/gaps.worker.ts', import.meta.url)));
  expect(gapDigests(await runGapCases(input, 2, createWorker))).toEqual(golden);
});

test('gap runs have the recorded bytes in any order', async () => {
  const reversed = { ...input, cases: input.cases.toReversed() };
  expect(gapDigests(await runGapCases(reversed, 1, () => inlineEndpoint(createGapsService())))).toEqual(golden);
});

test('the runs are worth comparing: each answers, and reads back from its file', () => {
  for (const [name, report] of inline) {
    expect(report.result?.kind, name).not.toBe('empty');
    expect(report.scores.length, name).toBeGreaterThan(0);
    expect(gapReportSchema.parse(JSON.parse(JSON.stringify(report))), name).toEqual(report);
  }
});

test('scores alone name no place, no way and no device', () => {
  const { scenario } = input.cases[0].job;
  for (const [name, report] of inline) {
    const { question, ...rest } = redactReport(report);
    const text = JSON.stringify({ ...rest, assumptions: [] });
    expect(rest.result, name).toBeNull();
    expect(question.siteId, name).toBeNull();
    for (const { id, name: word } of [...scenario.devices, ...scenario.sites]) {
      expect(text.includes(`"${id}"`) || text.includes(word), `${name}: ${word}`).toBe(false);
    }
  }
});
