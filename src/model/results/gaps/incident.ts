import { z } from 'zod';
import { conditions } from '../../goal.ts';
import { amount, chance, connectivitySchema, gapPlaceSchema, line } from './common.ts';

/** Somebody drives off from an incident: where and when the plan reads the vehicle first, per way out of the scene. */

/** One unit that a vehicle passes on its way. */
export const escapeReadSchema = z.object({
  deviceId: z.string(),
  /** Where the unit reads it: middle of the stretch. */ place: gapPlaceSchema,
  /** Since it drove off. */ seconds: amount,
  meters: amount,
  /** Chance that the unit reads it. */ read: chance,
});
export type EscapeRead = z.infer<typeof escapeReadSchema>;

export const escapeRouteSchema = z.object({
  line,
  meters: amount,
  seconds: amount,
  /** Chance of being read before leaving, 1 − Π(1 − r), each unit once, where it reads best. */ read: chance,
  /** Units passed, in order; the first is the first that can read the vehicle. */ reads: z.array(escapeReadSchema),
  /** Expected seconds until the first read, given that it is read at all; null where nothing reads it. */
  expectedSeconds: amount.nullable(),
});
export type EscapeRoute = z.infer<typeof escapeRouteSchema>;

export const escapeExitSchema = z.object({
  id: z.string(),
  /** Where the street leaves the scene. */ place: gapPlaceSchema,
  fastest: escapeRouteSchema,
  /** Read least within the detour tolerance; null where it is the fastest way. */ evasive:
    escapeRouteSchema.nullable(),
  /** Nothing reads the fastest way. */ leaks: z.boolean(),
});
export type EscapeExit = z.infer<typeof escapeExitSchema>;

export const incidentResultSchema = z.object({
  kind: z.literal('incident'),
  from: gapPlaceSchema,
  condition: z.enum(conditions),
  connectivity: connectivitySchema,
  /** By seconds of the fastest way. */ exits: z.array(escapeExitSchema),
  /** Exits that no fastest way of the network reaches from here. */ unreached: z.int().min(0),
  /** Fastest ways without any read. */ leaking: z.int().min(0),
  /** Mean over the exits of the chance of being read, on the fastest and on the evasive ways. */
  read: chance,
  evasiveRead: chance,
  /** Seconds until the expected share of exits' vehicles that were read reaches 50 % and 90 %; null: never. */
  halfSeconds: amount.nullable(),
  mostSeconds: amount.nullable(),
  /** Curve of that share: [seconds, share], ascending. */ curve: z.array(z.tuple([amount, chance])),
  notes: z.array(z.string()),
});
export type IncidentResult = z.infer<typeof incidentResultSchema>;
