/** Parts behind several devices at most that are enumerated; beyond it there are too many states. */
export const mostSharedParts = 16;

/** One device that observes a point: its own availability times the chance that it does, and the parts that it hangs on. */
export interface PointWatcher {
  readonly chance: number;
  readonly shared: readonly string[];
}

/**
 * Chance that a point is observed by at least `atLeast` watchers, exact under shared parts: two cameras behind one switch fail
 * together. Sum over the states of the shared parts of their chance times the chance that enough of the connected watchers observe.
 *
 * @param parts availability of each shared part; 1 where it is not there. Throws where there are more than {@link mostSharedParts}.
 */
export function observedChance(
  watchers: readonly PointWatcher[],
  parts: ReadonlyMap<string, number>,
  atLeast = 1,
): number {
  const ids = [...new Set(watchers.flatMap(({ shared }) => shared))].sort();
  if (ids.length > mostSharedParts) throw new RangeError('observedChance: too many shared parts.');
  const bits = new Map(ids.map((id, index) => [id, 1 << index]));
  const needed = watchers.map(({ shared }) => shared.reduce((mask, id) => mask | (bits.get(id) ?? 0), 0));
  let observed = 0;
  for (let state = 0; state < 1 << ids.length; state += 1) {
    let chance = 1;
    ids.forEach((id, index) => {
      const availability = parts.get(id) ?? 1;
      chance *= (state >>> index) & 1 ? availability : 1 - availability;
    });
    const connected = watchers.filter((_, index) => (needed[index] & state) === needed[index]);
    observed += chance * (1 - fewerThan(atLeast, connected));
  }
  return observed;
}

/** Chance that fewer than so many of independent watchers observe. */
function fewerThan(count: number, watchers: readonly PointWatcher[]): number {
  // exactly[k]: chance that k of those so far observe.
  const exactly = new Array<number>(Math.max(0, count)).fill(0);
  if (count > 0) exactly[0] = 1;
  for (const { chance } of watchers) {
    for (let k = count - 1; k >= 0; k -= 1) {
      exactly[k] = exactly[k] * (1 - chance) + (k > 0 ? exactly[k - 1] * chance : 0);
    }
  }
  return exactly.reduce((sum, one) => sum + one, 0);
}
