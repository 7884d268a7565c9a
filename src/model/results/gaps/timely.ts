import { z } from 'zod';
import { conditions } from '../../goal.ts';
import { amount, chance, gapPlaceSchema, gapSiteSchema, line } from './common.ts';

/** Whether an intruder is interrupted in time: detection, delay and response against each other (EASI). */

export const timelyTaskSchema = z.object({
  layer: z.enum(['perimeter', 'yard', 'portal', 'inside']),
  name: z.string(),
  /** Mean time that the task takes, and its standard deviation, seconds. */
  seconds: amount,
  spreadSeconds: amount,
  /** Chance that it is detected, and that the alarm reaches the responders. */
  detection: chance,
  communication: chance,
  /** Delay left when it is detected: mean and standard deviation, seconds; where that is along the task, the means over it. */
  remainingSeconds: amount,
  remainingSpreadSeconds: amount,
  /** Chance that the response arrives in what is left, P(R | A). */
  response: chance,
});
export type TimelyTask = z.infer<typeof timelyTaskSchema>;

/** How the chance of interruption would change were one thing better. */
export const timelyWhatIfSchema = z.object({
  /** In words: “60 s more delay at the door”. */
  change: z.string(),
  interruption: chance,
});
export type TimelyWhatIf = z.infer<typeof timelyWhatIfSchema>;

export const timelyWaySchema = z.object({
  entry: gapPlaceSchema,
  end: gapPlaceSchema,
  portalId: z.string().nullable(),
  xy: line,
  lengthMeters: amount,
  tasks: z.array(timelyTaskSchema),
  /** P_I: chance that the intruder is interrupted before the aim is reached. */
  interruption: chance,
  /** Index of the critical detection point: the last task in which a detection can leave more delay than the response takes; null: none. */
  criticalTask: z.int().min(0).nullable(),
  /** Station whose response is reckoned with: the one that does best here. */
  stationId: z.string(),
  /** What helps most comes first. */
  whatIfs: z.array(timelyWhatIfSchema),
});
export type TimelyWay = z.infer<typeof timelyWaySchema>;

export const timelyStationSchema = z.object({
  id: z.string(),
  name: z.string(),
  x: z.number(),
  y: z.number(),
  /** Response force time: assessment, turnout and drive, mean and standard deviation, seconds; null: no way leads to the site. */
  seconds: amount.nullable(),
  spreadSeconds: amount.nullable(),
  driveSeconds: amount.nullable(),
  route: line,
});
export type TimelyStation = z.infer<typeof timelyStationSchema>;

export const timelyResultSchema = z.object({
  kind: z.literal('timely'),
  site: gapSiteSchema,
  condition: z.enum(conditions),
  /** Spread of what remains: `tasks`: the variances of the remaining tasks; `share`: a share of the remaining mean. */
  spreadModel: z.enum(['tasks', 'share']),
  /** Where in its task a door's alarm, or somebody inside, notices; outdoors cameras notice all along. */
  detectionAt: z.enum(['begin', 'middle', 'end']),
  /** P_I of the site: on the way in on which it is least. */
  interruption: chance,
  /** The worst way first; at most twelve. */
  ways: z.array(timelyWaySchema).min(1),
  /** The fastest first. */
  stations: z.array(timelyStationSchema),
  notes: z.array(z.string()),
});
export type TimelyResult = z.infer<typeof timelyResultSchema>;
