import { z } from 'zod';
import { assumptionsSchema } from './assumptions.ts';
import { deviceSchema } from './device.ts';
import { deviceModelSchema } from './device-model.ts';
import { finite, recordId, reference, text } from './fields.ts';
import { goalSchema } from './goal.ts';
import { categorySetIdSchema, defaultCategorySetId } from './pixel-density.ts';
import {
  agencySchema,
  agreementSchema,
  budgetSchema,
  networkLinkSchema,
  networkNodeSchema,
  phaseSchema,
  planSiteSchema,
  planZoneSchema,
  powerFeedSchema,
  stationSchema,
} from './plan-records.ts';
import { crewSchema, rolloutSettingsSchema, rolloutTaskSchema, siteGroupSchema } from './rollout/rollout-records.ts';
import { taskTemplateSchema } from './rollout/task-template.ts';
import { originSchema } from './scene.ts';
import { sceneEditSchema } from './scene-edit.ts';

/** The plan document: what stands in a `.sightline.json` file. */

/** More devices than this are refused: the merged picture numbers them with 16 bits, and a page must stay quick. */
export const deviceLimit = 20_000;

/** Own models of a plan, at most. */
export const catalogueLimit = 2000;

/** Lists of records that a variant can change. */
export const variantLists = [
  'devices',
  'sites',
  'zones',
  'goals',
  'phases',
  'agencies',
  'agreements',
  'networkNodes',
  'networkLinks',
  'powerFeeds',
  'stations',
  'crews',
  'siteGroups',
  'tasks',
] as const;
export type VariantList = (typeof variantLists)[number];

/** All lists of records in a plan. */
export const planLists = [...variantLists, 'taskTemplates', 'catalogue', 'sceneEdits', 'variants'] as const;
export type PlanList = (typeof planLists)[number];

const recordSchemas = {
  devices: deviceSchema,
  sites: planSiteSchema,
  zones: planZoneSchema,
  goals: goalSchema,
  phases: phaseSchema,
  agencies: agencySchema,
  agreements: agreementSchema,
  networkNodes: networkNodeSchema,
  networkLinks: networkLinkSchema,
  powerFeeds: powerFeedSchema,
  stations: stationSchema,
  crews: crewSchema,
  siteGroups: siteGroupSchema,
  tasks: rolloutTaskSchema,
} as const;

const limits: Readonly<Record<VariantList, number>> = {
  devices: deviceLimit,
  sites: 2000,
  zones: 5000,
  goals: 200,
  phases: 100,
  agencies: 500,
  agreements: 2000,
  networkNodes: 5000,
  networkLinks: 10_000,
  powerFeeds: 5000,
  stations: 500,
  crews: 200,
  siteGroups: 5000,
  tasks: 20_000,
};

type ChangeShape = {
  [K in VariantList]: z.ZodOptional<
    z.ZodObject<{ put: z.ZodArray<(typeof recordSchemas)[K]>; removed: z.ZodArray<z.ZodString> }, z.core.$strict>
  >;
};
const changeShape = Object.fromEntries(
  variantLists.map((list) => [
    list,
    z
      .strictObject({
        put: z.array(recordSchemas[list] as z.ZodType).max(limits[list]),
        removed: z.array(recordId).max(limits[list]),
      })
      .optional(),
  ]),
) as unknown as ChangeShape;

/** Another version of the plan: shares all that it does not change. */
export const variantSchema = z.strictObject({
  id: recordId,
  name: text(200).min(1),
  description: text(5000).default(''),
  /** Records added or replaced, and ids of those left out, per list. */
  changes: z.strictObject(changeShape),
});
export type Variant = z.infer<typeof variantSchema>;

type ListShape = { [K in VariantList]: z.ZodDefault<z.ZodArray<(typeof recordSchemas)[K]>> };
const listShape = Object.fromEntries(
  variantLists.map((list) => [
    list,
    z
      .array(recordSchemas[list] as z.ZodType)
      .max(limits[list])
      .default([]),
  ]),
) as unknown as ListShape;

/**
 * 2: also corrections of the city. 3: devices of every kind, sites, zones, goals, phases, network, variants. 4: assumptions of
 * security gaps. 5: how the plan is built (crews, site groups, tasks, templates, calendars, cutover).
 */
export const scenarioVersion = 5;

export const scenarioSchema = z
  .strictObject({
    format: z.literal('sightline-scenario'),
    version: z.literal(scenarioVersion),
    id: recordId,
    name: text(200).min(1),
    description: text(5000),
    scene: z.strictObject({ id: text(200).min(1), name: text(200), origin: originSchema }),
    /** Which standard the map, the tables and the report are drawn with. */
    categorySet: categorySetIdSchema.default(defaultCategorySetId),
    /** `point`: one point at the target height; `person`: all from knee to head (see the assumptions). */
    target: z.enum(['point', 'person']).default('point'),
    /** Height of the observed point above the ground. */
    targetHeightMeters: finite.min(0).max(50),
    assumptions: assumptionsSchema,
    budget: budgetSchema.default(() => budgetSchema.parse({})),
    ...listShape,
    /** Calendars, weather, money and cutover of the rollout. */
    rollout: rolloutSettingsSchema.default(() => rolloutSettingsSchema.parse({})),
    /** Kinds of work that differ from the shipped ones, by id, and further ones. */
    taskTemplates: z.array(taskTemplateSchema).max(500).default([]),
    /** Own models, and shipped ones as they were changed here. */
    catalogue: z.array(deviceModelSchema).max(catalogueLimit).default([]),
    /** Applied in this order over the imported city. */
    sceneEdits: z.array(sceneEditSchema).max(10_000).default([]),
    variants: z.array(variantSchema).max(50).default([]),
    /** The variant that is shown and edited; null: the plan itself. */
    activeVariant: reference.default(null),
  })
  .check((context) => {
    const { value } = context;
    for (const list of planLists) {
      const seen = new Set<string>();
      value[list].forEach(({ id }, index) => {
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
    if (value.activeVariant !== null && !value.variants.some(({ id }) => id === value.activeVariant)) {
      context.issues.push({
        code: 'custom',
        input: value.activeVariant,
        path: ['activeVariant'],
        message: `there is no variant “${value.activeVariant}”`,
      });
    }
  });
export type Scenario = z.infer<typeof scenarioSchema>;

/** A plan without records, for new files and tests. */
export function emptyScenario(
  fields: Pick<Scenario, 'id' | 'name' | 'scene'> & Partial<Omit<Scenario, 'format' | 'version'>>,
): Scenario {
  return scenarioSchema.parse({
    format: 'sightline-scenario',
    version: scenarioVersion,
    description: '',
    targetHeightMeters: 1.6,
    assumptions: {},
    ...fields,
  });
}
