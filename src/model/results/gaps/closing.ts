import { z } from 'zod';
import { deviceSchema } from '../../device.ts';
import { amount } from './common.ts';

/** Devices that would close a gap, in the order in which they pay most. */

export const closingAims = ['approach', 'cordon', 'interception', 'portal'] as const;

export const closingProposalSchema = z.object({
  id: z.string(),
  for: z.enum(closingAims),
  /** As the plan would hold it; id and name are changed to free ones when it is taken. */ device: deviceSchema,
  /** Unit and installation, and per year, in the plan's currency. */ price: amount,
  yearly: amount,
  /** Residential facades and private ground that it would see, m². */ exposedSquareMeters: amount,
  /** The measure that is to get better, before and after, with the proposals before this one taken. */
  gain: z.object({ metric: z.string(), before: z.number(), after: z.number() }),
  /** Where, in words. */ place: z.string(),
  /** Why, as a sentence. */ reason: z.string(),
});
export type ClosingProposal = z.infer<typeof closingProposalSchema>;

export const closingResultSchema = z.object({
  kind: z.literal('closing'),
  for: z.enum(closingAims),
  /** Each counts on those before it. */ proposals: z.array(closingProposalSchema),
  /** What is measured, in words; its value now and with all proposals taken. */ metric: z.string(),
  before: z.number(),
  after: z.number(),
  /** What was assumed and what could not be closed, as sentences. */ notes: z.array(z.string()),
});
export type ClosingResult = z.infer<typeof closingResultSchema>;
