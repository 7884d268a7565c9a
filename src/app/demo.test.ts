import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readScenario } from '#model/read-scenario.ts';
import { workedPlans } from './demo.ts';

const folder = new URL('../../scenarios/', import.meta.url);

describe('worked plans', () => {
  it('are those that are shipped, under their own names', () => {
    const shipped = readdirSync(folder).filter((name) => name.endsWith('.sightline.json'));
    expect(workedPlans.map(({ file }) => file).toSorted()).toEqual(shipped.toSorted());
    for (const { file, name } of workedPlans) {
      const outcome = readScenario(readFileSync(new URL(file, folder), 'utf8'), file);
      expect(outcome.ok ? outcome.value.name : outcome.problem.sentence).toBe(name);
    }
  });
});
