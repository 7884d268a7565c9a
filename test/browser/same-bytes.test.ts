import { expect, test } from 'vitest';
import golden from '../fixtures/coverage-bytes.json';
import { coverageCases, digestOf, runInline } from '../fixtures/coverage-cases.ts';

const recorded: Readonly<Record<string, unknown>> = golden;

test.each(coverageCases())('this browser computes the recorded bytes of the case $name', (entry) => {
  expect(digestOf(runInline(entry))).toEqual(recorded[entry.name]);
});
