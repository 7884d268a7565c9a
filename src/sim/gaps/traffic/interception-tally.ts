import type { InterceptionPart, InterceptionShares } from '#model/results/gaps/interception.ts';
import type { InterceptionInput } from './interception-part.ts';
import { readChance, type WayReaders, WayReadings } from './way-readers.ts';
import { wayMeters } from './way-search.ts';

/** A way that trips take. */
export interface TalliedWay {
  readonly pair: number;
  readonly arcs: Uint32Array;
  /** Trips per hour that take it. */
  readonly perHour: number;
  readonly milliseconds: number;
  readonly meters: number;
  readonly readers: WayReaders;
}

/** The evasive driver's way of a pair. */
export interface TalliedEvasion extends TalliedWay {
  readonly fastestMilliseconds: number;
  /** It is another way than the pair's first one. */
  readonly changed: boolean;
  /** The network joins the pair; else its own way is kept. */
  readonly found: boolean;
}

const pairsPerStep = 128;

/**
 * All ways of a demand with what reads along them, in the order of the pairs. Ways of ordinary drivers do not hang on units, so
 * the shares without some of the units need no search.
 */
export class InterceptionTally {
  readonly input: InterceptionInput;
  readonly readings: WayReadings;
  private readonly allWays: TalliedWay[] = [];
  private readonly allEvasions: TalliedEvasion[] = [];
  /** Pairs without a way, and their trips per hour. */
  unroutablePairs = 0;
  unroutablePerHour = 0;
  cutShort = 0;
  private readonly unitNumbers: ReadonlyMap<string, number>;

  /** `parts` cover all pairs of the demand, in any order. */
  constructor(input: InterceptionInput, parts: readonly InterceptionPart[]) {
    this.input = input;
    this.readings = new WayReadings(input.graph.arcState.length, input.units);
    this.unitNumbers = new Map(input.units.map(({ deviceId }, number) => [deviceId, number]));
    for (const part of inOrder(parts)) for (let at = 0; at < part.count; at += 1) this.addPair(part, at);
  }

  /** The same in steps. */
  static *steps(
    input: InterceptionInput,
    parts: readonly InterceptionPart[],
  ): Generator<void, InterceptionTally, void> {
    const tally = new InterceptionTally(input, []);
    for (const part of inOrder(parts)) {
      for (let at = 0; at < part.count; at += 1) {
        tally.addPair(part, at);
        if (at % pairsPerStep === pairsPerStep - 1) yield;
      }
    }
    return tally;
  }

  get ways(): readonly TalliedWay[] {
    return this.allWays;
  }

  /** One per pair that has a way. */
  get evasions(): readonly TalliedEvasion[] {
    return this.allEvasions;
  }

  /** Shares of ordinary drivers, without the units of these ids. */
  without(lostIds: readonly string[], condition: 'day' | 'night' = this.daylight): InterceptionShares {
    const lost = new Set(lostIds.map((id) => this.unitNumbers.get(id)));
    return sharesOf(this.ways, condition, (unit) => lost.has(unit));
  }

  shares(condition: 'day' | 'night' = this.daylight): InterceptionShares {
    return sharesOf(this.ways, condition);
  }

  evasiveShares(): InterceptionShares {
    return sharesOf(this.evasions, this.daylight);
  }

  /** Which chances hold under the condition that is asked for. */
  get daylight(): 'day' | 'night' {
    return this.input.condition === 'night' ? 'night' : 'day';
  }

  private addPair(part: InterceptionPart, at: number): void {
    if (at === 0) this.cutShort += part.cutShort;
    const own = this.waysOf(part, at);
    if (own.length === 0) {
      this.unroutablePairs += 1;
      this.unroutablePerHour += this.input.demand.pairs[part.first + at].perHour;
      return;
    }
    this.allWays.push(...own);
    this.allEvasions.push(this.evasionOf(part, at, own[0]));
  }

  private waysOf(part: InterceptionPart, at: number): TalliedWay[] {
    const pair = part.first + at;
    const { perHour, from, to } = this.input.demand.pairs[pair];
    const ways: TalliedWay[] = [];
    for (let way = part.wayStart[at]; way < part.wayStart[at + 1]; way += 1) {
      const arcs = part.arcs.subarray(part.arcStart[way], part.arcStart[way + 1]);
      ways.push({
        pair,
        arcs,
        perHour: perHour * part.wayShare[way],
        milliseconds: part.wayMilliseconds[way],
        meters: wayMeters(this.input.graph, arcs, from, to),
        readers: this.readings.along(arcs),
      });
    }
    return ways;
  }

  private evasionOf(part: InterceptionPart, at: number, first: TalliedWay): TalliedEvasion {
    const arcs = part.evasiveArcs.subarray(part.evasiveStart[at], part.evasiveStart[at + 1]);
    const pair = part.first + at;
    const { perHour, from, to } = this.input.demand.pairs[pair];
    if (arcs.length === 0) {
      return { ...first, perHour, fastestMilliseconds: first.milliseconds, changed: false, found: false };
    }
    return {
      pair,
      arcs,
      perHour,
      milliseconds: part.evasiveMilliseconds[at],
      meters: wayMeters(this.input.graph, arcs, from, to),
      readers: this.readings.along(arcs),
      fastestMilliseconds: part.fastestMilliseconds[at],
      changed: arcs.length !== first.arcs.length || arcs.some((arc, place) => arc !== first.arcs[place]),
      found: true,
    };
  }
}

function inOrder(parts: readonly InterceptionPart[]): InterceptionPart[] {
  return [...parts].sort((a, b) => a.first - b.first);
}

/** Shares of ways read, by trips and by trips × metres, summed in the order of the ways. */
export function sharesOf(
  ways: readonly TalliedWay[],
  condition: 'day' | 'night',
  lost: (unit: number) => boolean = () => false,
): InterceptionShares {
  let [trips, kilometers, once, twice, kilometersOnce, kilometersTwice] = [0, 0, 0, 0, 0, 0];
  for (const { perHour, meters, readers } of ways) {
    trips += perHour;
    kilometers += perHour * meters;
    if (readers.unit.length === 0) continue;
    const read = readChance(readers, readers[condition], lost);
    once += perHour * read.once;
    twice += perHour * read.twice;
    kilometersOnce += perHour * meters * read.once;
    kilometersTwice += perHour * meters * read.twice;
  }
  return {
    once: shareOf(once, trips),
    twice: shareOf(twice, trips),
    kilometresOnce: shareOf(kilometersOnce, kilometers),
    kilometresTwice: shareOf(kilometersTwice, kilometers),
  };
}

/** Held within 0 and 1 against rounding; 0 of nothing. */
export function shareOf(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
}
