import { z } from 'zod';

/**
 * Result of a coverage run. Everything countable is in cells; areas are cells × cell area in m².
 * All per-category arrays are "at or above", lowest category first.
 */
export const cameraCoverageSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Not `ok`: the camera sees nothing and `problem` says why (for example inside a building). */
  status: z.enum(['ok', 'refused']),
  problem: z.string().nullable(),
  /** Local metres. */
  position: z.tuple([z.number(), z.number(), z.number()]),
  cells: z.array(z.int().min(0)),
  areasSquareMeters: z.array(z.number().min(0)),
  /** Cells at or above each category that no other camera sees at or above it. */
  aloneCells: z.array(z.int().min(0)),
  /** Window of its bitset in the grid: first row, rows, first word, words per row (32 cells a word). */
  window: z.tuple([z.int(), z.int(), z.int(), z.int()]),
  /** SHA-256 of the little-endian bitset words, all categories, lowest first. */
  bitsetHash: z.string(),
});
export type CameraCoverageSummary = z.infer<typeof cameraCoverageSchema>;

export const coverageResultSchema = z.strictObject({
  kind: z.literal('sightline-coverage'),
  version: z.literal(1),
  engine: z.string(),
  inputHash: z.string(),
  scene: z.string(),
  scenario: z.string(),
  categorySet: z.string(),
  categories: z.array(z.strictObject({ name: z.string(), pixelsPerMeter: z.number() })),
  targetHeightMeters: z.number(),
  cellMeters: z.number(),
  grid: z.strictObject({
    minX: z.number(),
    minY: z.number(),
    columns: z.int(),
    rows: z.int(),
  }),
  /** Cells that are ground (not under a standing building). */
  groundCells: z.int(),
  cameras: z.array(cameraCoverageSchema),
  together: z.strictObject({
    cells: z.array(z.int().min(0)),
    areasSquareMeters: z.array(z.number().min(0)),
    /** Cells seen at or above each category by two or more cameras. */
    redundantCells: z.array(z.int().min(0)),
    /** Mean number of cameras over the cells seen at or above each category; 0 where none is. */
    meanCameras: z.array(z.number().min(0)),
    bitsetHash: z.string(),
  }),
  assumptions: z.array(z.string()),
});
export type CoverageResult = z.infer<typeof coverageResultSchema>;
