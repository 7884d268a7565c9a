import type { Migration } from './migration.ts';

/** Steps of the scenario format, oldest first. */
export const scenarioMigrations: readonly Migration[] = [
  {
    from: 1,
    example: {
      format: 'sightline-scenario',
      version: 1,
      id: 'plan',
      name: 'Plan',
      description: '',
      scene: { id: 'city', name: 'City', origin: { longitude: 10, latitude: 54, heightMeters: 0 } },
      categorySet: 'iec-62676-4-2025',
      targetHeightMeters: 1.6,
      assumptions: { treeCrowns: 'absent' },
      devices: [],
    },
    migrate: (file) => ({ ...file, sceneEdits: [] }),
  },
];
