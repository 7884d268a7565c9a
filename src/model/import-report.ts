import { z } from 'zod';

/** What an import did with its input, with ids, so that a planner can check every guess. */
export const importNoteSchema = z.strictObject({
  kind: z.enum(['read', 'merged', 'truncated', 'guessed', 'repaired', 'dropped', 'ignored']),
  /** What it is about, for example `building`, `building relation`, `terrain`. */
  subject: z.string(),
  /** One sentence. */
  sentence: z.string(),
  count: z.int().min(0),
  /** Ids concerned, at most {@link importNoteIdLimit}; `count` is the whole number. */
  ids: z.array(z.string()),
});
export type ImportNote = z.infer<typeof importNoteSchema>;

export const importNoteIdLimit = 200;

export const importReportSchema = z.strictObject({
  format: z.literal('sightline-import-report'),
  version: z.literal(1),
  /** One a source, in the order of the scene's own `sources`. */
  sources: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.string(),
      bytes: z.int().min(0),
      /** Empty in reports of earlier versions. */
      licence: z.string().default(''),
      attribution: z.string().default(''),
      /** What was taken from which property, in which unit, one sentence each; empty where the format speaks for itself. */
      mapping: z.array(z.string()).default([]),
      /** What this source gave, with names of its own; only where there are several. */
      counts: z.record(z.string(), z.number()).default({}),
      /** 0 to 1: share of this source's buildings whose height is a default; `null` where it has none. */
      guessedHeightShare: z.number().min(0).max(1).nullable().default(null),
    }),
  ),
  /**
   * Counts of what the input holds and what became of it, flat and stable, for example `buildingWays`,
   * `buildingWaysComplete`, `buildingRelations`, `buildingRelationsComplete`, `highways`, `streetLamps`, `surveillance`.
   */
  counts: z.record(z.string(), z.number()),
  /** 0 to 1: share of buildings whose height is a default because the source gives none. */
  guessedHeightShare: z.number().min(0).max(1),
  notes: z.array(importNoteSchema),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/**
 * Whether a count is told to people: of what the scene holds nothing at all, its `scene…` count is left out; that the input has
 * none of a thing may be what somebody looks for. The JSON form holds every count.
 */
export function isCountTold(name: string, count: number): boolean {
  return count !== 0 || !name.startsWith('scene');
}
