import { type ArcUnits, arcUnits, type UnitReads } from './unit-reads.ts';

/** What reads along one way. */
export interface WayReaders {
  /** Units in the order in which the way first comes by them, each once. */
  readonly unit: readonly number[];
  /** Parallel to {@link unit}: chance where the unit reads best on the way, by day and by night. */
  readonly day: readonly number[];
  readonly night: readonly number[];
}

const nobody: WayReaders = { unit: [], day: [], night: [] };

/** Looks up which units read along ways. */
export class WayReadings {
  readonly table: ArcUnits;

  constructor(arcCount: number, units: readonly UnitReads[]) {
    this.table = arcUnits(arcCount, units);
  }

  along(arcs: ArrayLike<number>): WayReaders {
    const { start, unit, day, night } = this.table;
    let found: { unit: number[]; day: number[]; night: number[] } | null = null;
    for (let at = 0; at < arcs.length; at += 1) {
      for (let row = start[arcs[at]]; row < start[arcs[at] + 1]; row += 1) {
        found ??= { unit: [], day: [], night: [] };
        const known = found.unit.indexOf(unit[row]);
        const place = known < 0 ? found.unit.push(unit[row]) - 1 : known;
        found.day[place] = Math.max(found.day[place] ?? 0, day[row]);
        found.night[place] = Math.max(found.night[place] ?? 0, night[row]);
      }
    }
    return found ?? nobody;
  }
}

/** Chances of being read at least once and at least twice by independent units. */
export interface ReadChance {
  readonly once: number;
  readonly twice: number;
}

/** `chances`: of each unit; units for which `lost` holds count nothing. */
export function readChance(
  { unit }: Pick<WayReaders, 'unit'>,
  chances: readonly number[],
  lost: (unit: number) => boolean = () => false,
): ReadChance {
  let none = 1;
  let one = 0;
  let twice = 0;
  for (let at = 0; at < chances.length; at += 1) {
    if (lost(unit[at])) continue;
    twice += one * chances[at];
    one = one * (1 - chances[at]) + none * chances[at];
    none *= 1 - chances[at];
  }
  return { once: 1 - none, twice };
}
