import { describe, expect, it } from 'vitest';
import { scenarioSchema, scenarioVersion } from '../scenario.ts';
import { type Migration, migrateFile } from './migration.ts';
import { scenarioMigrations } from './scenario-migrations.ts';

describe('scenario migrations', () => {
  it('lead from every older version to the newest, one step each', () => {
    const wanted = Array.from({ length: scenarioVersion - 1 }, (_, index) => index + 1);
    expect(scenarioMigrations.map(({ from }) => from)).toEqual(wanted);
  });

  it('turn the example of each older version into a scenario that is accepted', () => {
    for (const { from, example } of scenarioMigrations) {
      expect(example['version']).toBe(from);
      const migrated = migrateFile(example, from, scenarioVersion, scenarioMigrations);
      expect(scenarioSchema.safeParse(migrated).error?.issues ?? []).toEqual([]);
    }
  });
});

describe('migrateFile', () => {
  const steps: readonly Migration[] = [
    { from: 1, example: {}, migrate: (file) => ({ ...file, trail: [1] }) },
    { from: 2, example: {}, migrate: (file) => ({ ...file, trail: [...(file['trail'] as number[]), 2] }) },
  ];

  it('takes each step once, in order, from the version of the file on', () => {
    expect(migrateFile({ version: 1 }, 1, 3, steps)).toEqual({ version: 3, trail: [1, 2] });
    expect(migrateFile({ version: 2, trail: [] }, 2, 3, steps)).toEqual({ version: 3, trail: [2] });
    expect(migrateFile({ version: 3 }, 3, 3, steps)).toEqual({ version: 3 });
  });

  it('does not skip a step that is missing', () => {
    expect(() => migrateFile({ version: 1 }, 1, 4, steps)).toThrow('no migration from version 3');
  });

  it('leaves its input as it was', () => {
    const file = { version: 1 };
    migrateFile(file, 1, 3, steps);
    expect(file).toEqual({ version: 1 });
  });
});
