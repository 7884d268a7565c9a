import type { ClosingProposal } from '#model/results/gaps/closing.ts';
import type { ViewPose } from '#state/session.ts';
import { formatNumber } from '../format.ts';
import { formatChance } from './gap-text.ts';

/** A measure before or after: shares and chances with two decimals, counts whole. */
export function gainNumber(value: number): string {
  if (Number.isInteger(value)) return formatNumber(value);
  return value > 0 && value < 1 ? formatChance(value) : formatNumber(value, 1);
}

/** What the chosen proposals cost together. */
export function closingSum(
  proposals: readonly Pick<ClosingProposal, 'price' | 'yearly'>[],
  chosen: readonly number[],
): { readonly price: number; readonly yearly: number } {
  let price = 0;
  let yearly = 0;
  for (const index of chosen) {
    price += proposals[index]?.price ?? 0;
    yearly += proposals[index]?.yearly ?? 0;
  }
  return { price, yearly };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Nearest that several places are looked at from, metres. */
const nearestMeters = 260;

/** A view with all places in it: their middle, from so far as they lie apart. */
export function placesPose(places: readonly Place[]): Partial<ViewPose> {
  if (places.length === 0) return {};
  const xs = places.map(({ x }) => x);
  const ys = places.map(({ y }) => y);
  const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return {
    targetX: (minX + maxX) / 2,
    targetY: (minY + maxY) / 2,
    distanceMeters: Math.max(nearestMeters, 3 * Math.hypot(maxX - minX, maxY - minY)),
  };
}
