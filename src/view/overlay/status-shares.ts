import { type RolloutStatus, rolloutStatuses } from '#model/results/rollout/rollout-moment.ts';

/** Steps that the edge of a cluster is divided into. */
export const shareSteps = 12;

/** How many of the steps each state takes, in the order of {@link rolloutStatuses}; together {@link shareSteps}, or 0 without any. */
export type StatusShares = readonly number[];

/** Shares of the states among devices; a state that one device has takes a step at least. Devices without a state are passed over. */
export function statusShares(ids: readonly string[], statuses: ReadonlyMap<string, RolloutStatus>): StatusShares {
  const counts = rolloutStatuses.map(() => 0);
  let whole = 0;
  for (const id of ids) {
    const status = statuses.get(id);
    if (status === undefined) continue;
    counts[rolloutStatuses.indexOf(status)] += 1;
    whole += 1;
  }
  if (whole === 0) return counts;
  const shares = counts.map((count) => (count === 0 ? 0 : Math.max(1, Math.round((shareSteps * count) / whole))));
  const largest = shares.indexOf(Math.max(...shares));
  shares[largest] += shareSteps - shares.reduce((sum, share) => sum + share, 0);
  return shares;
}
