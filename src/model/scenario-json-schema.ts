import { z } from 'zod';
import { deviceSchema, headSchema, mountingSchema, presetSchema } from './device.ts';
import { deviceModelSchema } from './device-model.ts';
import { goalSchema, goalScopeSchema } from './goal.ts';
import {
  agencySchema,
  agreementSchema,
  networkLinkSchema,
  networkNodeSchema,
  phaseSchema,
  planSiteSchema,
  planZoneSchema,
  powerFeedSchema,
  stationSchema,
} from './plan-records.ts';
import { scenarioSchema, variantSchema } from './scenario.ts';
import { sceneEditSchema } from './scene-edit.ts';
import { sensorSchema } from './sensor.ts';

/** Parts that get a definition of their own. */
const definitions = {
  device: deviceSchema,
  mounting: mountingSchema,
  head: headSchema,
  preset: presetSchema,
  sensor: sensorSchema,
  deviceModel: deviceModelSchema,
  goal: goalSchema,
  goalScope: goalScopeSchema,
  site: planSiteSchema,
  zone: planZoneSchema,
  phase: phaseSchema,
  agency: agencySchema,
  agreement: agreementSchema,
  networkNode: networkNodeSchema,
  networkLink: networkLinkSchema,
  powerFeed: powerFeedSchema,
  station: stationSchema,
  sceneEdit: sceneEditSchema,
  variant: variantSchema,
} as const;

/**
 * The scenario format as JSON Schema (draft 2020-12), of files as they may be written: fields with a default may be left out.
 * What a schema cannot say (ids are unique, references are met, categories are those of the set) is told by
 * `readScenario` alone.
 */
export function scenarioJsonSchema(): Record<string, unknown> {
  const names = z.registry<{ readonly id: string }>();
  for (const [id, schema] of Object.entries(definitions)) names.add(schema, { id });
  const { $schema, ...schema } = z.toJSONSchema(scenarioSchema, { io: 'input', metadata: names });
  return { $schema, title: 'Sightline scenario', ...schema };
}
