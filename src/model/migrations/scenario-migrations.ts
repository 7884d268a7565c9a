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
  {
    from: 2,
    example: {
      format: 'sightline-scenario',
      version: 2,
      id: 'plan',
      name: 'Plan',
      description: '',
      scene: { id: 'city', name: 'City', origin: { longitude: 10, latitude: 54, heightMeters: 0 } },
      categorySet: 'iec-62676-4-2025',
      targetHeightMeters: 1.6,
      assumptions: { treeCrowns: 'absent' },
      devices: [
        {
          kind: 'camera',
          id: 'C-01',
          name: 'C-01',
          x: 0,
          y: 0,
          heightMeters: 5,
          headingDegrees: 0,
          tiltDegrees: 12,
          rollDegrees: 0,
          sensor: { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 },
          focalLengthMillimeters: 4,
          mounting: { kind: 'pole', featureId: null },
          model: 'a model of that time',
          notes: '',
        },
      ],
      sceneEdits: [],
    },
    /** Version 2 never looked models up: a name that the catalogue does not know says nothing. */
    migrate: (file) => ({
      ...file,
      devices: Array.isArray(file['devices']) ? file['devices'].map(withKnownModel) : file['devices'],
    }),
  },
  {
    from: 3,
    example: {
      format: 'sightline-scenario',
      version: 3,
      id: 'plan',
      name: 'Plan',
      description: '',
      scene: { id: 'city', name: 'City', origin: { longitude: 10, latitude: 54, heightMeters: 0 } },
      targetHeightMeters: 1.6,
      assumptions: { treeCrowns: 'opaque', plateRecognition: 0.9 },
      stations: [{ id: 'S-1', name: 'Station', x: 0, y: 0 }],
    },
    /** Assumptions that version 3 did not know stand at their defaults. */
    migrate: (file) => ({ ...file }),
  },
  {
    from: 4,
    example: {
      format: 'sightline-scenario',
      version: 4,
      id: 'plan',
      name: 'Plan',
      description: '',
      scene: { id: 'city', name: 'City', origin: { longitude: 10, latitude: 54, heightMeters: 0 } },
      targetHeightMeters: 1.6,
      assumptions: { treeCrowns: 'opaque', plateRecognition: 0.9 },
      phases: [{ id: 'P1', name: 'Phase 1', start: '2027-03-01' }],
    },
    /** Version 4 said nothing of how a plan is built: shipped crews, kinds of work and calendars do it. */
    migrate: (file) => ({ ...file }),
  },
];

const modelsOfVersion2: ReadonlySet<unknown> = new Set([
  'fixed-4k-4mm',
  'fixed-4k-8mm',
  'fixed-4k-12mm',
  'fixed-1080p-2.8mm',
]);

function withKnownModel(device: unknown): unknown {
  if (typeof device !== 'object' || device === null || !('model' in device)) return device;
  return modelsOfVersion2.has(device.model) ? device : { ...device, model: '' };
}
