import type { ClosingProposal } from '#model/results/gaps/closing.ts';
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
