import { z } from 'zod';

/** Fields that the plan's schemas share. */

export const finite = z.number().refine(Number.isFinite, 'must be a finite number');
export const text = (max: number) => z.string().max(max);
/** Id of a record; also what other records refer to it by. */
export const recordId = text(100).min(1);
/** Reference to another record, or none. */
export const reference = recordId.nullable();
/** Local metres of the scene's frame. */
export const coordinate = finite.min(-100_000).max(100_000);
/** Clockwise from north. */
export const heading = finite.min(-360).max(360);
/** An amount in the plan's currency. */
export const amount = finite.min(0).max(1e12);
/** x and y of each corner in turn, local metres; no closing corner; outer ring first, then holes. */
export const rings = z.array(z.array(coordinate).min(6).max(20_000)).max(100);
