import { z } from 'zod';
import { categorySetIdSchema, defaultCategorySetId } from './pixel-density.ts';
import { originSchema } from './scene.ts';
import { sceneEditSchema } from './scene-edit.ts';

/** The plan document: what stands in a `.sightline.json` file. */

const finite = z.number().refine(Number.isFinite, 'must be a finite number');
const text = (max: number) => z.string().max(max);
const coordinate = finite.min(-100_000).max(100_000);

export const sensorSchema = z.strictObject({
  widthPixels: z.int().min(16).max(40_000),
  heightPixels: z.int().min(16).max(40_000),
  widthMillimeters: finite.min(0.5).max(100),
  heightMillimeters: finite.min(0.5).max(100),
});
export type Sensor = z.infer<typeof sensorSchema>;

export const mountingSchema = z.strictObject({
  kind: z.enum(['pole', 'wall', 'roof', 'free']),
  /** Id of the mount or building it is fixed to; null where it stands by itself. */
  featureId: text(200).nullable(),
});
export type Mounting = z.infer<typeof mountingSchema>;

export const cameraSchema = z.strictObject({
  kind: z.literal('camera'),
  id: text(100).min(1),
  name: text(200).min(1),
  /** Optical centre, local metres of the scene's frame. */
  x: coordinate,
  y: coordinate,
  /** Optical centre above the ground below it, metres. */
  heightMeters: finite.min(0.1).max(1000),
  /** Clockwise from north. */
  headingDegrees: finite.min(-360).max(360),
  /** Below the horizon, positive down. */
  tiltDegrees: finite.min(-90).max(90),
  /** Clockwise seen from behind the camera. */
  rollDegrees: finite.min(-180).max(180),
  sensor: sensorSchema,
  focalLengthMillimeters: finite.min(0.5).max(2000),
  mounting: mountingSchema,
  /** Name of the catalogue model it was placed from. */
  model: text(200),
  notes: text(5000),
});
export type Camera = z.infer<typeof cameraSchema>;

export const deviceSchema = z.discriminatedUnion('kind', [cameraSchema]);
export type Device = z.infer<typeof deviceSchema>;

/** 2: also corrections of the city. */
export const scenarioVersion = 2;

export const scenarioSchema = z
  .strictObject({
    format: z.literal('sightline-scenario'),
    version: z.literal(scenarioVersion),
    id: text(100).min(1),
    name: text(200).min(1),
    description: text(5000),
    scene: z.strictObject({ id: text(200).min(1), name: text(200), origin: originSchema }),
    /** Which standard the map, the tables and the report are drawn with. */
    categorySet: categorySetIdSchema.default(defaultCategorySetId),
    /** Height of the observed point above the ground. */
    targetHeightMeters: finite.min(0).max(50),
    assumptions: z.strictObject({
      /** `absent`: crowns hide nothing (leaf-off); `opaque`: crowns hide all (leaf-on). */
      treeCrowns: z.enum(['absent', 'opaque']),
    }),
    devices: z.array(deviceSchema).max(5000),
    /** Applied in this order over the imported city. */
    sceneEdits: z.array(sceneEditSchema).max(10_000),
  })
  .check((context) => {
    for (const list of ['devices', 'sceneEdits'] as const) {
      const seen = new Set<string>();
      context.value[list].forEach(({ id }, index) => {
        if (seen.has(id)) {
          context.issues.push({
            code: 'custom',
            input: id,
            path: [list, index, 'id'],
            message: `the id “${id}” is used twice`,
          });
        }
        seen.add(id);
      });
    }
  });
export type Scenario = z.infer<typeof scenarioSchema>;
