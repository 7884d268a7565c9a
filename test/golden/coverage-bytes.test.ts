import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { coverageCases, digestOf, runInline } from '../fixtures/coverage-cases.ts';

const goldenFile = new URL('../fixtures/coverage-bytes.json', import.meta.url);
const cases = coverageCases();

if (process.env['UPDATE_GOLDENS'] === '1') {
  const digests = Object.fromEntries(cases.map((entry) => [entry.name, digestOf(runInline(entry))]));
  writeFileSync(goldenFile, `${JSON.stringify(digests, null, 2)}\n`);
  // A run that writes its own expectations shows nothing.
  throw new Error('The golden bytes were written anew: look at the difference and run again without UPDATE_GOLDENS.');
}

const golden = existsSync(goldenFile) ? (JSON.parse(readFileSync(goldenFile, 'utf8')) as Record<string, unknown>) : {};

test.each(cases)('coverage of the case $name has the recorded bytes', (entry) => {
  expect(digestOf(runInline(entry))).toEqual(golden[entry.name]);
});

test('the cases are worth comparing: cameras see, buildings hide, some are refused', () => {
  const results = cases.map((entry) => runInline(entry));
  for (const result of results) {
    const seeing = result.devices.filter(({ ground }) => (ground[0]?.cells[0] ?? 0) > 200);
    expect(seeing.length).toBeGreaterThanOrEqual(6);
    expect(result.together.redundantCells[0]).toBeGreaterThan(0);
  }
  expect(results.flatMap(({ devices }) => devices).some(({ status }) => status === 'refused')).toBe(true);
});

test('a case is told from the same case with one camera turned by a hair', () => {
  const [entry] = cases;
  if (entry === undefined) throw new Error('There are no cases.');
  const [first, ...others] = entry.scenario.devices;
  if (first === undefined) throw new Error('The case has no cameras.');
  const turned = { ...first, headingDegrees: first.headingDegrees + 0.5 };
  const other = { ...entry, scenario: { ...entry.scenario, devices: [turned, ...others] } };
  expect(digestOf(runInline(other)).inputHash).not.toBe(digestOf(runInline(entry)).inputHash);
});
