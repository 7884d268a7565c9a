import type { Migration } from './migration.ts';

/** Steps of the scenario format, oldest first; empty while the first version is the newest. */
export const scenarioMigrations: readonly Migration[] = [];
