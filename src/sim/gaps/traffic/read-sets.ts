import { logarithm } from '#geo/exponential.ts';
import type { Condition } from '#model/goal.ts';
import { readsUnder, type UnitReads } from './unit-reads.ts';

/** Parts of −ln(1 − r) that are told apart: sums of whole parts are exact, so that equal exposures tie. */
const partsPerUnit = 1_048_576;
/** What a sure read counts, about 1 − r = 10⁻¹⁷; no sum of surer ones differs in a double. */
const mostExposure = 40 * partsPerUnit;

/** −ln(1 − r) in whole parts, at least 1 for r > 0. */
export function exposureOf(chance: number): number {
  if (!(chance > 0)) return 0;
  if (chance >= 1) return mostExposure;
  return Math.min(mostExposure, Math.max(1, Math.round(-logarithm(1 - chance) * partsPerUnit)));
}

/** What a driver knows: units that read with at least `knownFrom` on an arc, by arc, with their exposure there. */
export function knownExposures(
  units: readonly UnitReads[],
  condition: Condition,
  knownFrom: number,
): ReadonlyMap<number, readonly (readonly [unit: number, exposure: number])[]> {
  const known = new Map<number, (readonly [number, number])[]>();
  units.forEach((unit, number) => {
    const reads = readsUnder(unit, condition);
    unit.arcs.forEach((arc, at) => {
      if (!(reads[at] > 0 && reads[at] >= knownFrom)) return;
      const list = known.get(arc);
      if (list === undefined) known.set(arc, [[number, exposureOf(reads[at])]]);
      else list.push([number, exposureOf(reads[at])]);
    });
  });
  return known;
}

interface ReadSet {
  /** Units ascending, each with its exposure where it read best so far. */
  readonly units: readonly (readonly [unit: number, exposure: number])[];
  readonly total: number;
}

/**
 * The units that may have read a driver so far, as numbered sets: 0 is nobody. A unit counts once, where it reads best, so
 * passing it again costs nothing more.
 */
export class ReadSets {
  private readonly known: ReturnType<typeof knownExposures>;
  private sets: ReadSet[] = [{ units: [], total: 0 }];
  private numbers = new Map<string, number>([['', 0]]);
  private passed = new Map<number, Map<number, number>>();
  private compared = new Map<number, Map<number, ReadSet['units']>>();

  constructor(known: ReturnType<typeof knownExposures>) {
    this.known = known;
  }

  /** Whether some known unit reads on an arc. */
  reads(arc: number): boolean {
    return this.known.has(arc);
  }

  /** Unit → arcs on which it counts, ascending. */
  arcsByUnit(): readonly (readonly number[])[] {
    const arcs: number[][] = [];
    for (const [arc, units] of [...this.known].sort(([a], [b]) => a - b)) {
      for (const [unit] of units) {
        while (arcs.length <= unit) arcs.push([]);
        arcs[unit].push(arc);
      }
    }
    return arcs;
  }

  /** Sum of the exposures of a set, in whole parts. */
  total(set: number): number {
    return this.sets[set].total;
  }

  /** The set after driving an arc. */
  after(set: number, arc: number): number {
    const more = this.known.get(arc);
    if (more === undefined) return set;
    let known = this.passed.get(arc);
    if (known === undefined) {
      known = new Map();
      this.passed.set(arc, known);
    }
    let result = known.get(set);
    if (result === undefined) {
      result = this.joined(set, more);
      known.set(set, result);
    }
    return result;
  }

  /** Units that differ, each with how much more it counts in `a` than in `b`. */
  differences(a: number, b: number): ReadSet['units'] {
    let known = this.compared.get(a);
    if (known === undefined) {
      known = new Map();
      this.compared.set(a, known);
    }
    let result = known.get(b);
    if (result === undefined) {
      const more = new Map(this.sets[a].units);
      for (const [unit, exposure] of this.sets[b].units) more.set(unit, (more.get(unit) ?? 0) - exposure);
      result = [...more].filter(([, difference]) => difference !== 0);
      known.set(b, result);
    }
    return result;
  }

  /** Drops all sets but nobody's, when they have become many. */
  forget(most: number): void {
    if (this.sets.length <= most) return;
    this.sets = [{ units: [], total: 0 }];
    this.numbers = new Map([['', 0]]);
    this.passed = new Map();
    this.compared = new Map();
  }

  private joined(set: number, more: ReadSet['units']): number {
    const best = new Map(this.sets[set].units);
    for (const [unit, exposure] of more) best.set(unit, Math.max(exposure, best.get(unit) ?? 0));
    const units = [...best].sort(([a], [b]) => a - b);
    const key = units.map(([unit, exposure]) => `${unit}:${exposure}`).join(' ');
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.sets.length;
      this.numbers.set(key, number);
      this.sets.push({ units, total: units.reduce((sum, [, exposure]) => sum + exposure, 0) });
    }
    return number;
  }
}
