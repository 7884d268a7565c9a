import { z } from 'zod';
import { conditions } from '../../goal.ts';
import { amount, chance, connectivitySchema, gapPlaceSchema, line } from './common.ts';

/**
 * How much of the car traffic the plan's ALPR units read. Everything is expected: a unit reads a vehicle at most once a trip,
 * with the chance that holds where it reads best on the way, and units are independent, so a trip is read with
 * y = 1 − Π(1 − r).
 */

/** Shares of the traffic, each 0 to 1. */
export const interceptionSharesSchema = z.object({
  /** Of the trips: read by one unit or more, by two or more. */ once: chance,
  twice: chance,
  /** The same, each trip weighed with its length. */ kilometresOnce: chance,
  kilometresTwice: chance,
});
export type InterceptionShares = z.infer<typeof interceptionSharesSchema>;

export const interceptionUnitSchema = z.object({
  deviceId: z.string(),
  name: z.string(),
  /** Local metres. */ x: z.number(),
  y: z.number(),
  /** Vehicles per hour on stretches that it reads, and how many of those it reads. */ passedPerHour: amount,
  readsPerHour: amount,
  /** Trips per hour that only this unit reads: so many go unread without it. */ onlyPerHour: amount,
});
export type InterceptionUnit = z.infer<typeof interceptionUnitSchema>;

/** A stretch of street from junction to junction in one direction of travel. */
export const interceptionStretchSchema = z.object({
  streetId: z.string(),
  /** In the direction of travel. */ line,
  /** Vehicles per hour. */ perHour: amount,
  /** Share of them that were read by the end of this stretch. */ readBefore: chance,
  /** Share of them that are read somewhere on their trip. */ read: chance,
});
export type InterceptionStretch = z.infer<typeof interceptionStretchSchema>;

/** Trips from one place to another. */
export const interceptionPairSchema = z.object({
  from: gapPlaceSchema,
  to: gapPlaceSchema,
  perHour: amount,
  /** Of the way that most take. */ seconds: amount,
  read: chance,
  evasiveSeconds: amount,
  evasiveRead: chance,
  line,
  evasiveLine: line,
});
export type InterceptionPair = z.infer<typeof interceptionPairSchema>;

export const interceptionResultSchema = z.object({
  kind: z.literal('interception'),
  condition: z.enum(conditions),
  connectivity: connectivitySchema,
  demand: z.enum(['scene', 'gravity']),
  routes: z.enum(['fastest', 'choice']),
  /** Origin–destination pairs with a way between them, their places, trips and vehicle-kilometres per hour. */
  pairs: z.int().min(0),
  places: z.int().min(0),
  perHour: amount,
  kilometresPerHour: amount,
  /** Pairs and trips per hour that no way joins; they count nowhere. */
  unroutablePairs: z.int().min(0),
  unroutablePerHour: amount,
  /** Under the question's condition. */ read: interceptionSharesSchema,
  byDay: interceptionSharesSchema,
  byNight: interceptionSharesSchema,
  /** Drivers who go around the units they know of, within the detour tolerance; under the question's condition. */
  evasive: z.object({
    ...interceptionSharesSchema.shape,
    /** Share of the trips that take another way than the fastest. */ changed: chance,
    /** Share of the trips on whose way no unit reads at all. */ unread: chance,
    /** Mean over all trips. */ extraSeconds: amount,
  }),
  /** Those that read most come first. */ units: z.array(interceptionUnitSchema),
  /** Only those with traffic. */ stretches: z.array(interceptionStretchSchema),
  /** The pairs with most unread trips. */ worst: z.array(interceptionPairSchema),
  /** What was assumed and left out, as sentences. */ notes: z.array(z.string()),
});
export type InterceptionResult = z.infer<typeof interceptionResultSchema>;

/**
 * Ways of a run of origin–destination pairs, worked out by one worker: all that takes time. Merged in the order of the pairs,
 * so that the result is the same for any number of parts. Pair k of the part is number {@link first} + k of the demand and
 * owns ways wayStart[k] … wayStart[k + 1] − 1 (none where no way joins it).
 */
export interface InterceptionPart {
  /** Number of the first pair, and how many there are. */
  readonly first: number;
  readonly count: number;
  /** count + 1. */
  readonly wayStart: Uint32Array;
  /** Way → share of the pair's trips that take it; they add up to 1. */
  readonly wayShare: Float64Array;
  /** Way → whole milliseconds. */
  readonly wayMilliseconds: Float64Array;
  /** Ways + 1; way w runs over arcs arcs[arcStart[w]] … arcs[arcStart[w + 1] − 1] of the street network. */
  readonly arcStart: Uint32Array;
  readonly arcs: Uint32Array;
  /** Pair → what the evasive driver takes, in the same form: one way a pair, without arcs where there is none. */
  readonly evasiveMilliseconds: Float64Array;
  readonly evasiveStart: Uint32Array;
  readonly evasiveArcs: Uint32Array;
  /** Pair → milliseconds of its fastest way; 0 where there is none. */
  readonly fastestMilliseconds: Float64Array;
  /** Pairs whose search for an evasive way was cut short: it may not be the least read. */
  readonly cutShort: number;
}
