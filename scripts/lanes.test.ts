import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countPlaywright, countVitest } from './lanes.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-lanes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(report: unknown): string {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(report));
  return path;
}

const unitReport = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
};

test('a good run counts its tests', () => {
  expect(countVitest(write(unitReport), 0)).toEqual({ passed: 7, failed: 0, skipped: 3 });
});

test('a file that breaks before its first test counts as a failure', () => {
  const broken = { ...unitReport, testResults: [{ status: 'failed', assertionResults: [] }] };
  expect(countVitest(write(broken), 1)).toEqual({ passed: 7, failed: 1, skipped: 3 });
});

test('a bad end after good tests counts as a failure', () => {
  expect(countVitest(write(unitReport), 1).failed).toBe(1);
});

test('a run that left no report counts as a failure', () => {
  const nothing = join(folder, 'nothing.json');
  expect(countVitest(nothing, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countPlaywright(nothing, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a test that needed a second try counts as a failure', () => {
  const report = { stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 2 }, errors: [] };
  expect(countPlaywright(write(report), 0)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

test('an error outside the end-to-end tests counts as a failure', () => {
  const report = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'no server' }] };
  expect(countPlaywright(write(report), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
});
