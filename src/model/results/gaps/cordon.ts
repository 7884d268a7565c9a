import { z } from 'zod';
import { conditions } from '../../goal.ts';
import { amount, chance, connectivitySchema, gapSiteSchema, line } from './common.ts';

/** Which traffic between an area and the outside goes unread, and the fewest units that would read all of it. */

/** A unit that reads vehicles on a road, and how likely. */
export const roadReaderSchema = z.object({ deviceId: z.string(), read: chance });
export type RoadReader = z.infer<typeof roadReaderSchema>;

const cordonRoad = {
  /** Street id and number of the stretch: “way/12#3”. */ id: z.string(),
  /** Id of the street. */ streetId: z.string(),
  /** Street name; its id as last resort. */ name: z.string(),
  /** Middle of the stretch, local metres. */ x: z.number(),
  y: z.number(),
  /** The stretch from junction to junction, in the direction of travel. */ line,
  /** Seen from the area. */ way: z.enum(['in', 'out']),
};

/** A carriageway that crosses the edge of the area. */
export const cordonCrossingSchema = z.object({
  ...cordonRoad,
  /** Chance that a vehicle on this carriageway is read, 1 − Π(1 − r) over {@link readers}. */
  read: chance,
  readers: z.array(roadReaderSchema),
  /** An unread way joins it with the outside. */
  leaks: z.boolean(),
  /** Of a leak: the shortest unread way in seconds: its 400 m before (in) or behind (out) the crossing; else empty. */
  leakLine: line,
  /** Of a leak: metres and seconds of the whole unread way between the outside and the area; else null. */
  leakMeters: amount.nullable(),
  leakSeconds: amount.nullable(),
});
export type CordonCrossing = z.infer<typeof cordonCrossingSchema>;

/** A carriageway on which one more unit is needed. */
export const cutRoadSchema = z.object({
  ...cordonRoad,
  /** Metres along the crow's way from the middle of the area. */ distanceMeters: amount,
});
export type CutRoad = z.infer<typeof cutRoadSchema>;

/** An unread way between the outside and the area that shares no stretch with the others of its list. */
export const unreadRouteSchema = z.object({ way: z.enum(['in', 'out']), line, meters: amount, seconds: amount });

export const cordonCutSchema = z.object({
  /** Further units that close the area: one per road where both directions are asked for, else one per carriageway. */
  units: z.int().min(0),
  /**
   * With one road per unit no fewer can do; equal to {@link units} but where both directions are asked for and one-way streets
   * set them apart.
   */
  atLeast: z.int().min(0),
  /** False: no set of streets closes the area, since the outside reaches into it. */
  closable: z.boolean(),
  /** Where, one per unit. */ roads: z.array(cutRoadSchema),
  /** Per direction as many as its smallest cut has carriageways, which proves that fewer do not suffice (Menger). */
  routes: z.array(unreadRouteSchema),
});
export type CordonCut = z.infer<typeof cordonCutSchema>;

/** The way on which somebody is read least, however long. */
export const leastReadSchema = z.object({
  way: z.enum(['in', 'out']),
  /** 1 − Π(1 − r) over its stretches. */ read: chance,
  line,
  meters: amount,
  seconds: amount,
  readers: z.array(roadReaderSchema),
});
export type LeastRead = z.infer<typeof leastReadSchema>;

export const cordonResultSchema = z.object({
  kind: z.literal('cordon'),
  area: gapSiteSchema,
  /** So many metres were added around the area until a junction lay inside. */ grownMeters: amount,
  way: z.enum(['in', 'out', 'both']),
  condition: z.enum(conditions),
  /** A carriageway counts as read from this chance on. */ readFrom: chance,
  /** The outside: `border`: streets that leave the scene; `far`: junctions at least 500 m from the area. */
  outside: z.enum(['border', 'far']),
  connectivity: connectivitySchema,
  crossings: z.array(cordonCrossingSchema),
  /** Crossings that leak. */ leaking: z.int().min(0),
  cut: cordonCutSchema,
  /** Per direction asked for; none where no way at all leads there. */ leastRead: z.array(leastReadSchema),
  /** What was assumed, as sentences. */ notes: z.array(z.string()),
});
export type CordonResult = z.infer<typeof cordonResultSchema>;
